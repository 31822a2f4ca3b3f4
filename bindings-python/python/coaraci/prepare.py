"""Parts of a request that are read once and used for many calls."""

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar, cast

from . import _native
from ._json import encode
from .errors import decode, name_of
from .types import Answer

A = TypeVar("A")


class Prepared(Generic[A]):
    """Members of a request that were read before. It never changes and may be shared by threads."""

    def __init__(self, native: _native.Prepared) -> None:
        self.call = native.call

    def answer(self, rest: Mapping[str, Any]) -> Answer[A]:
        """The whole answer to the rest of the request."""
        return cast(Answer[A], decode(self.call(encode(rest))))

    def run(self, rest: Mapping[str, Any]) -> A:
        """The value alone."""
        return self.answer(rest)["value"]


def prepare(operation: str | Callable[[Any], A], part: Mapping[str, Any]) -> Prepared[A]:
    """Reads members of a request once; `coaraci.operations()` says which ones may be prepared."""
    prepared = _native.prepare(name_of(operation), encode(part))
    if isinstance(prepared, str):
        decode(prepared)
        raise AssertionError(prepared)
    return Prepared(prepared)
