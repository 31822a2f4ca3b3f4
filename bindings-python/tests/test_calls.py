"""Calls, errors and what must never crash."""

import json
import pickle
import threading
import time
from datetime import date
from decimal import Decimal

import coaraci
import pytest
from coaraci import CoaraciError


def test_gives_the_value_of_an_operation():
    assert coaraci.format_brl({"amount_brl": "18518.40"}) == {"text": "R$\xa018.518,40"}
    assert coaraci.parse_brl({"text": "R$ 1.322,00"}) == {"amount_brl": "1322.00"}


def test_gives_the_whole_answer_by_function_and_by_name():
    by_function = coaraci.answer(coaraci.format_brl, {"amount_brl": "1.00"})
    assert by_function == coaraci.answer("format_brl", {"amount_brl": "1.00"})
    assert by_function["ok"] and by_function["warnings"] == [] and by_function["meta"]["sources"] == []


def test_takes_decimals_dates_and_arrays():
    numpy = pytest.importorskip("numpy")
    assert coaraci.format_brl({"amount_brl": Decimal("1E+3")}) == {"text": "R$\xa01.000,00"}
    span = {"first": date(2026, 11, 25), "last": date(2026, 11, 26)}
    assert '"2026-11-25"' in coaraci._json.encode(span)
    sunny = {"p_dc_stc_kw": 4.4, "hsp_kwh_m2_day": numpy.full(12, 4.6), "performance_ratio": 0.8}
    assert coaraci.estimate_monthly(sunny)["monthly_ac_kwh"][0] == pytest.approx(501.952, abs=1e-9)


def test_reports_all_issues_at_once_in_field_order():
    with pytest.raises(CoaraciError) as caught:
        coaraci.format_brl({"amount_brl": "1.234", "other": 1})
    error = caught.value
    assert (error.code, error.path) == ("MONEY_SCALE", "/amount_brl")
    assert [issue["code"] for issue in error.issues] == ["MONEY_SCALE", "UNKNOWN_FIELD"]
    assert error.message() == "O valor tem mais casas decimais do que a moeda (2)."
    assert error.message("en") == "The amount has more decimals than the currency (2)."
    assert str(error) == "MONEY_SCALE at /amount_brl: The amount has more decimals than the currency (2)."
    assert isinstance(error, ValueError)


def test_an_error_survives_pickling():
    with pytest.raises(CoaraciError) as caught:
        coaraci.format_brl({})
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.code, again.path, str(again)) == (caught.value.code, caught.value.path, str(caught.value))


TEXTS = {
    "": "BAD_JSON",
    " " * 1_000_000: "BAD_JSON",
    "[" * 10_000: "BAD_JSON",
    "[" * 10_000 + "]" * 10_000: "BAD_JSON",
    "NaN": "BAD_JSON",
    '{"amount_brl":NaN}': "BAD_JSON",
    '{"amount_brl":1e400}': "DECIMAL_NOT_STRING",
    '{"amount_brl":"1","amount_brl":"2"}': "DUPLICATE_FIELD",
    '{"amount_brl":"\\ud800"}': "CANON_SURROGATE",
    "null": "BAD_TYPE",
    '"text"': "BAD_TYPE",
}


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: f"{len(text)} characters: {text[:12]}")
def test_refuses_every_wrong_text_with_a_code(text):
    answer = json.loads(coaraci.call("format_brl", text))
    assert not answer["ok"] and answer["errors"][0]["code"] == TEXTS[text]


@pytest.mark.parametrize("request_", [None, 5, "text", [], {"amount_brl": None}, {"amount_brl": float("nan")}, {"amount_brl": 1e999}])
def test_refuses_every_wrong_object_with_a_code(request_):
    with pytest.raises(CoaraciError):
        coaraci.format_brl(request_)


def test_a_lone_surrogate_is_refused():
    with pytest.raises(CoaraciError, match="CANON_SURROGATE"):
        coaraci.format_brl({"amount_brl": "\ud800"})
    with pytest.raises(UnicodeEncodeError):
        coaraci.call("format_brl", '{"amount_brl":"\ud800"}')


@pytest.mark.parametrize("wrong", [None, 5, b"{}", [], object()])
def test_arguments_that_are_no_texts_are_type_errors(wrong):
    with pytest.raises(TypeError):
        coaraci.call("format_brl", wrong)
    with pytest.raises(TypeError):
        coaraci.call(wrong, "{}")


def test_what_json_cannot_hold_is_a_type_error():
    with pytest.raises(TypeError):
        coaraci.format_brl({"amount_brl": object()})
    deep = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(RecursionError):
        coaraci.format_brl(deep)


def test_an_unknown_operation_has_a_code():
    with pytest.raises(CoaraciError, match="UNKNOWN_OPERATION"):
        coaraci.answer("format_brrl", {})


def test_lists_operations_examples_and_codes():
    operations = {operation.name: operation for operation in coaraci.operations()}
    assert list(operations) == coaraci._native.operations()
    assert operations["parse_brl"].batch and operations["bill_group_b"].prepared == ("tariffs", "flags")
    assert coaraci.explain("MONEY_SCALE", "en") == "The amount has more decimals than the currency ({places})."
    assert coaraci.explain("NO_SUCH_CODE") is None
    for name in json.loads((coaraci._lists.files("coaraci") / "examples.json").read_text("utf-8")):
        if name != "$comment":
            assert coaraci.answer(name, coaraci.example(name))["ok"]


def test_every_operation_refuses_an_unknown_field_and_has_documentation():
    for operation in coaraci.operations():
        with pytest.raises(CoaraciError):
            coaraci.answer(operation.name, {"no_such_member": 1})
        assert operation.summary in getattr(coaraci, operation.name).__doc__.replace("\n    ", " ")


def test_a_second_thread_goes_on_during_a_call():
    ticks, done = [], threading.Event()

    def tick():
        while not done.is_set():
            ticks.append(time.perf_counter())
            time.sleep(0.001)

    # Half a million brackets take the core some milliseconds; the texts themselves are made before.
    text = "[" * 20_000_000
    thread = threading.Thread(target=tick)
    thread.start()
    begun = time.perf_counter()
    coaraci.call("format_brl", text)
    ended = time.perf_counter()
    done.set()
    thread.join()
    during = [at for at in ticks if begun < at < ended]
    assert len(during) >= (ended - begun) / 0.001 / 10, f"{len(during)} ticks in {ended - begun:.3f} s"
