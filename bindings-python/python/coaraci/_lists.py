"""What there is: operations, requests to start from, codes."""

import json
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


def operations() -> tuple[Operation, ...]:
    """All operations, in the order of the documentation."""
    from ._operations import OPERATIONS

    return OPERATIONS


def example(operation: str) -> Any:
    """A request of an operation that has an answer; KeyError if none is on record."""
    return json.loads(files("coaraci").joinpath("examples.json").read_text("utf-8"))[operation]


def explain(code: str, language: str = "pt-BR") -> str | None:
    """The text of a code, with parameters in braces; None for an unknown one."""
    return _native.explain(code, language)
