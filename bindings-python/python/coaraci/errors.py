"""Calls and errors: JSON text in, JSON text out, one exception."""

import json
from collections.abc import Callable
from typing import Any, TypeVar, cast

from . import _native
from ._json import encode
from .types import Answer, Issue

Q = TypeVar("Q")
A = TypeVar("A")


class CoaraciError(ValueError):
    """A request without an answer: code and path of the first issue, and all issues in field order."""

    def __init__(self, issues: list[Issue]) -> None:
        super().__init__(issues)
        self.issues, self.code, self.path = issues, issues[0]["code"], issues[0]["path"]

    def message(self, language: str = "pt-BR") -> str:
        """The text of the first issue for a person: `pt-BR` or `en`."""
        return message(self.issues[0], language)

    def __str__(self) -> str:
        return f"{self.code} at {self.path or '/'}: {self.message('en')}"


def message(issue: Issue, language: str = "pt-BR") -> str:
    """The text of an issue for a person: `pt-BR` or `en`."""
    return _native.message(encode(issue), language)


call = _native.call


def answer(operation: str | Callable[[Q], A], request: Q) -> Answer[A]:
    """Calls an operation, by name or function, and gives the whole answer, warnings and sources included."""
    return cast(Answer[A], decode(call(name_of(operation), encode(request))))


def run(operation: str, request: object) -> Any:
    """The value alone."""
    return decode(call(operation, encode(request)))["value"]


def name_of(operation: str | Callable[..., Any]) -> str:
    """The name of an operation on the wire."""
    return operation if isinstance(operation, str) else operation.__name__


def decode(envelope: str) -> dict[str, Any]:
    """The answer in an envelope."""
    answer: dict[str, Any] = json.loads(envelope)
    if not answer["ok"]:
        raise CoaraciError(answer["errors"])
    return answer
