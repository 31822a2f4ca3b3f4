"""Columns: every kind of input, equal to rows, bad rows apart."""

import json
from array import array

import coaraci
import pytest
from coaraci import CoaraciError

TEXTS = ["R$ 1,00", None, "1.427", "911.78", "-R$ 10,00", "", "sob consulta"]


def rows(texts):
    """The same by one call a row."""
    for text in texts:
        answer = json.loads(coaraci.call("parse_brl", json.dumps({} if text is None else {"text": text})))
        if answer["ok"]:
            yield int(answer["value"]["amount_brl"].replace(".", "")), None
        else:
            yield 0, answer["errors"]


def check(columns, texts=TEXTS):
    expected = list(rows(texts))
    assert columns.rows == len(texts) and list(columns) == ["amount_centavos", "status"]
    assert list(columns["amount_centavos"]) == [cents for cents, _ in expected]
    refused = [(row, errors) for row, (_, errors) in enumerate(expected) if errors]
    assert [(issue["row"], issue["errors"]) for issue in columns.issues] == refused
    numbers = {row: number for number, (row, _) in enumerate(refused, 1)}
    assert list(columns["status"]) == [numbers.get(row, 0) for row in range(len(texts))]


def test_lists_of_texts_equal_rows():
    check(coaraci.call_batch("parse_brl", {"text": TEXTS}))
    check(coaraci.call_batch(coaraci.parse_brl, {"text": []}), [])


def test_arrow_arrays_equal_rows():
    pa = pytest.importorskip("pyarrow")
    for column in [
        pa.array(TEXTS),
        pa.array(["before", *TEXTS, "after"])[1:-1],
        pa.array(TEXTS, pa.large_string()),
        pa.array(TEXTS, pa.string_view()),
        pa.chunked_array([TEXTS[:2], TEXTS[2:]]),
    ]:
        check(coaraci.call_batch("parse_brl", {"text": column}))
    check(coaraci.call_batch("parse_brl", pa.table({"text": TEXTS})))
    check(coaraci.call_batch("parse_brl", pa.record_batch({"text": TEXTS})))
    check(coaraci.call_batch("parse_brl", pa.table({"text": pa.chunked_array([], pa.string())})), [])


def test_frames_equal_rows():
    polars = pytest.importorskip("polars", reason="polars is not installed")
    check(coaraci.call_batch("parse_brl", polars.DataFrame({"text": TEXTS})))
    check(coaraci.call_batch("parse_brl", {"text": polars.Series(TEXTS)}))


def test_gives_arrow_and_numpy():
    numpy, pa = pytest.importorskip("numpy"), pytest.importorskip("pyarrow")
    columns = coaraci.call_batch("parse_brl", {"text": TEXTS})
    table = columns.to_arrow()
    assert table.schema.names == ["amount_centavos", "status"] and table["amount_centavos"].type == pa.int64()
    assert table["amount_centavos"].to_pylist() == list(columns["amount_centavos"])
    assert columns.to_numpy()["status"].dtype == numpy.int32


def test_floats_of_any_buffer_equal_rows():
    numpy, pa = pytest.importorskip("numpy"), pytest.importorskip("pyarrow")
    zenith = [0.0, 30.5, 60.25, 89.0, 95.0]
    site = {"altitude_m": 760}
    expected = [
        coaraci.air_mass({"zenith_deg": angle, **site}).get("relative_air_mass_ratio") or 0.0 for angle in zenith
    ]
    strided = numpy.repeat(numpy.array(zenith), 2)[::2]
    assert not strided.flags["C_CONTIGUOUS"]
    packed = numpy.zeros(5, dtype=[("odd", "u1"), ("zenith", "f8")])
    packed["zenith"] = zenith
    inputs = [numpy.array(zenith), strided, packed["zenith"], array("d", zenith), memoryview(array("d", zenith)), pa.array(zenith)]
    for column in inputs:
        columns = coaraci.call_batch("air_mass", {"zenith_deg": column}, site)
        assert list(columns["relative_air_mass_ratio"]) == expected


def test_fills_the_arrays_of_the_caller():
    numpy = pytest.importorskip("numpy")
    out = {"amount_centavos": numpy.full(len(TEXTS), 7, numpy.int64), "status": array("i", [7] * len(TEXTS))}
    columns = coaraci.call_batch("parse_brl", {"text": TEXTS}, out=out)
    check(columns)
    assert columns["amount_centavos"] is out["amount_centavos"]
    check_out = list(out["status"])
    assert check_out == list(coaraci.call_batch("parse_brl", {"text": TEXTS})["status"])


@pytest.mark.parametrize(
    "out",
    [
        {"amount_centavos": array("q", [0])},
        {"amount_centavos": array("d", [0] * len(TEXTS))},
        {"amount_centavos": bytes(8 * len(TEXTS))},
        {"no_such_column": array("q", [0] * len(TEXTS))},
        {"amount_centavos": None},
    ],
    ids=["short", "floats", "read-only", "unknown", "none"],
)
def test_refuses_arrays_that_do_not_fit(out):
    with pytest.raises((BufferError, TypeError, KeyError)):
        coaraci.call_batch("parse_brl", {"text": TEXTS}, out=out)


def test_a_wrong_column_has_a_code():
    numpy = pytest.importorskip("numpy")
    floats = numpy.zeros(3)
    for columns, code in [
        ({}, "COLUMN_MISSING"),
        ({"text": floats}, "COLUMN_TYPE"),
        ({"text": floats.astype("f4")}, "COLUMN_TYPE"),
        ({"text": [1, 2]}, "COLUMN_TYPE"),
        ({"text": ["1"], "more": ["1"]}, "COLUMN_UNKNOWN"),
    ]:
        with pytest.raises(CoaraciError, match=code):
            coaraci.call_batch("parse_brl", columns)
    with pytest.raises(CoaraciError, match="COLUMN_LENGTH"):
        angles = {"ghi_w_m2": floats, "zenith_deg": floats[:2], "day_of_year": floats}
        coaraci.call_batch("decompose_irradiance", angles, {"model": "erbs"})
    with pytest.raises(CoaraciError, match="NO_BATCH_FORM"):
        coaraci.call_batch("format_brl", {"value": ["1"]})


@pytest.mark.parametrize("data", [None, 5, "text", [1], {"text": None}, {"text": 5}, {"text": "text"}, {1: ["1"]}])
def test_what_is_no_column_is_a_type_error(data):
    with pytest.raises(TypeError):
        coaraci.call_batch("parse_brl", data)


def test_a_text_that_is_no_unicode_spoils_its_row_only():
    columns = coaraci.call_batch("parse_brl", {"text": ["R$ 1,00", "\ud800"]})
    assert list(columns["amount_centavos"]) == [100, 0] and columns.issues[0]["row"] == 1
