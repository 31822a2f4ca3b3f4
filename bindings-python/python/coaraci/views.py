"""Answers for people: figures, charts and tables in a notebook, reports as files."""

import csv
import io
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from . import _native
from ._json import encode


class Svg(str):
    """A drawing: its text, shown as a picture by a notebook."""

    def _repr_svg_(self) -> str:
        return str(self)


class View:
    """How an answer is shown. The answer itself stays what it is."""

    def __init__(self, answer: Mapping[str, Any], kind: str, language: str) -> None:
        self.answer, self.kind, self.language = answer, kind, language
        self._json = encode(answer)
        self._text("tables")  # an answer that no report fits is refused at once

    def _bytes(self, format: str) -> bytes:
        return _native.report(self.kind, self._json, format, self.language)

    def _text(self, format: str) -> str:
        return self._bytes(format).decode("utf-8")

    def __repr__(self) -> str:
        return self._text("summary")

    def _repr_html_(self) -> str:
        return self._text("fragment")

    def _repr_markdown_(self) -> str:
        return self._text("markdown")

    def _repr_svg_(self) -> str | None:
        drawn = [kind for kind in CHARTS if self._has(kind)]
        return self.chart(drawn[0]) if drawn else None

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        bundle = {"text/plain": repr(self), "text/markdown": self._repr_markdown_(), "text/html": self._repr_html_()}
        svg = self._repr_svg_()
        if svg is not None:
            bundle["image/svg+xml"] = svg
        return bundle

    def _has(self, kind: str) -> bool:
        try:
            self.chart(kind)
        except ValueError:
            return False
        return True

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables."""
        return tuple(self._text("tables").split())

    @property
    def charts(self) -> tuple[str, ...]:
        """The kinds of charts that the answer has."""
        return tuple(kind for kind in CHARTS if self._has(kind))

    def chart(self, kind: str) -> Svg:
        """A chart as SVG; ValueError if the answer has not what it shows."""
        return Svg(self._text(f"chart/{kind}"))

    def frame(self, table: str | None = None) -> Any:
        """A table (the first one by default) as a frame of pandas or polars if one is installed, else as a list of dictionaries.

        Frames hold floats; the dictionaries hold the exact texts.
        """
        text = self._text(f"csv/{table or self.tables[0]}")
        if find_spec("pandas"):
            return import_module("pandas").read_csv(io.StringIO(text))
        if find_spec("polars"):
            return import_module("polars").read_csv(text.encode())
        return list(csv.DictReader(io.StringIO(text)))

    def report(self, path: str | Path) -> Path:
        """Writes the report; the ending says what: `.html`, `.md`, `.csv`, `.xlsx`."""
        path = Path(path)
        path.write_bytes(self._bytes(path.suffix.lstrip(".")))
        return path


CHARTS = (
    "monthly",
    "range",
    "losses",
    "heatmap",
    "bills",
    "bill",
    "bill_with",
    "cash_flow",
    "amortization",
    "tornado",
    "scenarios",
)
"""Kinds of charts, in the order of a report."""


def view(answer: Mapping[str, Any], kind: str = "auto", language: str = "pt-BR") -> View:
    """Shows an answer (of `coaraci.answer`, or the value alone): proposals, bills, repayment plans, simulated years and more.

    `kind` names the report if the one that fits is not meant: `proposal`, `bill`, `bills`, `financing`, `energy`, `economics`,
    `compliance`. ValueError if no report fits.
    """
    return View(answer, kind, language)


def report(answer: Mapping[str, Any], format: str = "html", kind: str = "auto", language: str = "pt-BR") -> bytes:
    """The report of an answer as bytes: `html`, `markdown`, `csv`, `csv-br`, `csv/TABLE`, `csv-br/TABLE`, `xlsx`, `chart/KIND`."""
    return _native.report(kind, encode(answer), format, language)
