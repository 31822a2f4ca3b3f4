"""Answers as people see them."""

import json
from pathlib import Path
from typing import Any

import coaraci
import pytest

LOAN = {
    "principal_brl": "10000.00",
    "rate": {"value": "0.0149", "basis": "month_effective"},
    "installments": 12,
    "release_date": "2025-03-10",
    "first_due_date": "2025-04-10",
    "system": "price",
}
PROPOSAL = Path(__file__).parents[2] / "examples" / "proposal" / "house-sao-paulo.json"


@pytest.fixture(scope="module")
def proposal() -> Any:
    return coaraci.answer("proposal", json.loads(PROPOSAL.read_text("utf-8")))


def test_shows_a_bill_in_every_form(part, rest):
    answer = coaraci.answer(coaraci.bill_group_b, {**part, **rest})
    shown = coaraci.view(answer)
    assert "R$\xa0303,77" in repr(shown)  # by hand, conftest.py
    assert len(repr(shown).splitlines()) <= 12
    assert "<table" in shown._repr_html_() and "<svg" in shown._repr_html_() and "<script" not in shown._repr_html_()
    assert shown._repr_markdown_().startswith("# ")
    assert shown._repr_svg_().startswith("<svg ")
    bundle = shown._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/markdown", "text/html", "image/svg+xml"}
    assert shown.tables == ("lines",)
    assert "bill" in shown.charts


def test_the_value_alone_is_enough_and_the_answer_stays_plain(part, rest):
    value = coaraci.bill_group_b({**part, **rest})
    before = json.dumps(value)
    assert "303,77" in repr(coaraci.view(value))
    assert json.dumps(value) == before


def test_a_frame_holds_the_rows(monkeypatch):
    shown = coaraci.view(coaraci.amortization_schedule(LOAN), language="en")
    monkeypatch.setattr("coaraci.views.find_spec", lambda name: None)
    rows = shown.frame()
    assert len(rows) == 12
    assert rows[0]["installment_brl"] == "916.23" and rows[0]["closing_brl"] == "9232.77"


def test_a_frame_of_pandas_holds_the_rows():
    pandas = pytest.importorskip("pandas")
    frame = coaraci.view(coaraci.amortization_schedule(LOAN)).frame("schedule")
    assert isinstance(frame, pandas.DataFrame) and frame["installment_brl"].iloc[0] == 916.23


def test_a_report_is_written_by_its_ending(proposal, tmp_path):
    shown = coaraci.view(proposal)
    for name, begin in [("a.html", b"<!doctype html>"), ("a.md", b"# "), ("a.csv", b"generation\n"), ("a.xlsx", b"PK")]:
        written = shown.report(tmp_path / name).read_bytes()
        assert written.startswith(begin), name
        assert written == shown.report(tmp_path / name).read_bytes()
    with pytest.raises(ValueError, match="pdf"):
        shown.report(tmp_path / "a.pdf")
    assert coaraci.report(proposal, "csv-br/bills").startswith(b"\xef\xbb\xbf")


def test_what_no_report_fits_is_refused():
    with pytest.raises(ValueError, match="no report fits"):
        coaraci.view({"text": "R$ 1,00"})
    with pytest.raises(ValueError, match="nothing for a chart"):
        coaraci.view(coaraci.amortization_schedule(LOAN)).chart("tornado")


def test_operations_are_a_table():
    operations = coaraci.operations()
    assert any(operation.name == "bill_group_b" for operation in operations)
    assert "bill_group_b" in repr(operations) and "<table>" in operations._repr_html_()
