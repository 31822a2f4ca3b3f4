"""Prepared parts give the bytes of a whole call."""

import json

import coaraci
import pytest
from coaraci import CoaraciError


def test_gives_the_bytes_of_call(part, rest):
    prepared = coaraci.prepare(coaraci.bill_group_b, part)
    whole = coaraci.call("bill_group_b", json.dumps(part | rest))
    assert prepared.call(json.dumps(rest)) == whole
    assert prepared.call(json.dumps(rest)) == whole, "a second call changes nothing"
    assert prepared.run(rest) == json.loads(whole)["value"]
    assert prepared.answer(rest)["value"]["totals"]["total_brl"] == "303.77"


def test_a_member_given_twice_or_not_at_all_is_refused(part, rest):
    prepared = coaraci.prepare("bill_group_b", part)
    with pytest.raises(CoaraciError, match="DUPLICATE_FIELD at /flags"):
        prepared.run(rest | {"flags": part["flags"]})
    with pytest.raises(CoaraciError, match="MISSING_FIELD at /tariffs"):
        coaraci.prepare("bill_group_b", {"flags": part["flags"]}).run(rest)


def test_a_part_that_cannot_be_read_is_refused(part):
    with pytest.raises(CoaraciError) as caught:
        coaraci.prepare("bill_group_b", {"flags": [{"month": "2026-13", "adder_brl_kwh": 1}]})
    assert [issue["code"] for issue in caught.value.issues] == ["BAD_MONTH", "DECIMAL_NOT_STRING"]
    with pytest.raises(CoaraciError, match="NO_PREPARED_FORM"):
        coaraci.prepare("format_brl", {})
    with pytest.raises(CoaraciError, match="UNKNOWN_OPERATION"):
        coaraci.prepare("format_brrl", {})
