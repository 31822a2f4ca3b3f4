"""What there is: operations, requests to start from, codes."""

import json
from html import escape
from importlib.resources import files
from typing import Any, NamedTuple

from . import _native


class Operation(NamedTuple):
    """One operation."""

    name: str
    domain: str
    summary: str
    batch: bool
    """Whether it has a column form."""
    prepared: tuple[str, ...]
    """Members of its request that may be prepared."""


class Operations(tuple[Operation, ...]):
    """Operations, shown as a table."""

    def __repr__(self) -> str:
        width = max((len(operation.name) for operation in self), default=0)
        return "\n".join(f"{operation.name:<{width}}  {operation.summary}" for operation in self)

    def _repr_html_(self) -> str:
        row = "<tr><th scope='row' style='text-align:left'>{}</th><td>{}</td><td style='text-align:left'>{}</td></tr>"
        rows = [row.format(operation.name, operation.domain, escape(operation.summary)) for operation in self]
        head = "<tr><th scope='col'>operation</th><th scope='col'>domain</th><th scope='col'>summary</th></tr>"
        return f"<table><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>"


def operations() -> Operations:
    """All operations, in the order of the documentation."""
    from ._operations import OPERATIONS

    return Operations(OPERATIONS)


def example(operation: str) -> Any:
    """A request of an operation that has an answer; KeyError if none is on record."""
    return json.loads(files("coaraci").joinpath("examples.json").read_text("utf-8"))[operation]


def explain(code: str, language: str = "pt-BR") -> str | None:
    """The text of a code, with parameters in braces; None for an unknown one."""
    return _native.explain(code, language)
