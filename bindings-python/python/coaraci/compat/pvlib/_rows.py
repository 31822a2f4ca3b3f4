"""Rows in, rows out: numbers, arrays and series to columns and back."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from ...columns import call_batch


def _numpy() -> Any:
    return import_module("numpy")


class Rows:
    """Arguments of one call, as long as the longest of them."""

    def __init__(self, **given: Any) -> None:
        numpy = _numpy()
        self._index = next((value.index for value in given.values() if hasattr(value, "index") and hasattr(value, "to_numpy")), None)
        arrays = {name: numpy.asarray(value, dtype=numpy.float64) for name, value in given.items()}
        self._shape = numpy.broadcast_shapes(*(array.shape for array in arrays.values()))
        self.columns = {
            name: numpy.ascontiguousarray(numpy.broadcast_to(array, self._shape).ravel()) for name, array in arrays.items()
        }

    def call(self, operation: str, request: Mapping[str, Any], *names: str) -> dict[str, Any]:
        """The named columns of the answer, NaN in rows without one."""
        numpy = _numpy()
        found = call_batch(operation, self.columns, dict(request))
        bad = numpy.asarray(found["status"]) != 0
        out = {}
        for name in names:
            values = numpy.array(found[name], dtype=numpy.float64)
            values[bad] = numpy.nan
            out[name] = values
        return out

    def give(self, values: Any) -> Any:
        """A column in the shape of the arguments: a number, an array or a series."""
        if self._index is not None:
            return import_module("pandas").Series(values, index=self._index)
        shaped = values.reshape(self._shape)
        return float(shaped) if self._shape == () else shaped


def one(name: str, value: Any) -> float:
    """A number that must be the same for all rows."""
    numpy = _numpy()
    values = numpy.unique(numpy.asarray(value, dtype=numpy.float64))
    if values.size != 1:
        raise TypeError(f"{name} must be one number: a fixed system has one")
    return float(values[0])


def day_of_year(datetime_or_doy: Any) -> Any:
    """Days of the year of timestamps (of universal time) or numbers."""
    if hasattr(datetime_or_doy, "day_of_year"):
        stamps = datetime_or_doy
        stamps = stamps.tz_convert("UTC") if getattr(stamps, "tz", None) is not None else stamps
        return _numpy().asarray(stamps.day_of_year, dtype=float)
    return datetime_or_doy


def given(**fields: Any) -> dict[str, Any]:
    """The fields that are not None."""
    return {name: value for name, value in fields.items() if value is not None}
