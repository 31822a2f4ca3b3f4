"""Numbers and sequences as columns, and columns back."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from math import nan
from typing import Any

from .. import _native
from .._json import encode
from ..errors import decode

Number = int | float | Decimal
Numbers = Number | Sequence[Number]
"""A number or a one-dimensional sequence of them (NumPy arrays too)."""


def floats(values: Iterable[Any]) -> list[float]:
    """The flows of a sequence."""
    return [float(value) for value in values]


def packed(values: Iterable[Any]) -> bytes:
    """The flows of one row of a column of lists."""
    whole: Any = values
    if hasattr(whole, "tobytes") and getattr(getattr(whole, "dtype", None), "char", None) == "d":
        return bytes(whole.tobytes())
    return array("d", floats(values)).tobytes()


def is_number(value: object) -> bool:
    """Whether it is one number and no sequence."""
    return isinstance(value, int | float | Decimal) or getattr(value, "ndim", 1) == 0


def spread(arguments: Sequence[Any]) -> tuple[list[list[float]], bool]:
    """The arguments as columns of one length, and whether all of them were single numbers."""
    single = [is_number(argument) for argument in arguments]
    lengths = {len(argument) for argument, one in zip(arguments, single, strict=True) if not one}
    if len(lengths - {1}) > 1:
        raise ValueError("sequences of different lengths")
    rows = max(lengths, default=1)
    columns = []
    for argument, one in zip(arguments, single, strict=True):
        column = [float(argument)] if one else floats(argument)
        columns.append(column * rows if len(column) == 1 else column)
    return columns, all(single)


def solved(columns: dict[str, Any], operation: str, output: str, request: dict[str, Any] | None = None) -> list[float]:
    """An output column of a batch; not a number where a row has no answer."""
    native = _native.call_batch(operation, _text(tuple((request or {}).items())), columns)
    rows = len(next(iter(columns.values())))
    values, statuses = array("d", bytes(8 * rows)), array("i", bytes(4 * rows))
    try:
        native.copy_into(output, values)
        native.copy_into("status", statuses)
    except KeyError:
        decode(native.envelope)  # a refused request has no columns
        raise
    return [nan if status else value for value, status in zip(values, statuses, strict=True)]


@lru_cache(maxsize=64)
def _text(members: tuple[tuple[str, Any], ...]) -> str:
    return encode(dict(members))


def over_columns(
    names: Sequence[str],
    arguments: Sequence[Any],
    operation: str,
    output: str,
    request: dict[str, Any],
    wrap: Callable[[list[float]], Any],
) -> Any:
    """An output for numbers, or one for each element of sequences."""
    columns, single = spread(arguments)
    named = {name: array("d", column) for name, column in zip(names, columns, strict=True)}
    values = solved(named, operation, output, request)
    return values[0] if single else wrap(values)


ANNUITY = ("rate_period_effective", "periods", "payment_brl", "present_brl", "future_brl")
PARTS = ("rate_period_effective", "period", "periods", "present_brl", "future_brl")
