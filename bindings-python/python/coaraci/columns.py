"""Columns: frames of Arrow, NumPy arrays and other buffers, lists of texts."""

from array import array
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any

from . import _native
from ._json import encode
from .errors import decode, name_of

_CODES = {"Float64": "d", "Int64": "q", "Int32": "i"}


class Columns(Mapping[str, Any]):
    """The columns of an answer: numbers as `array.array`, texts and decimals as lists.

    `pyarrow.table(columns)`, `polars.DataFrame(columns)` and `duckdb` read them without a copy.
    """

    def __init__(self, native: _native.Columns, out: Mapping[str, Any]) -> None:
        summary = decode(native.envelope)["value"]
        self.rows: int = summary["rows"]
        self.issues: list[dict[str, Any]] = summary["issues"]
        """The issues of rows without an answer: `row` and `errors`; `status` counts them from one."""
        self.summary: Any = summary.get("summary")
        """What all rows give together, where the operation says so."""
        self._native, self._out, self._kinds = native, out, dict(native.kinds)
        for name, buffer in out.items():
            native.copy_into(name, buffer)

    def __getitem__(self, name: str) -> Any:
        if name in self._out:
            return self._out[name]
        code = _CODES.get(self._kinds[name])
        if code is None:
            return self._native.texts(name)
        values = array(code, [0]) * self.rows
        self._native.copy_into(name, values)
        return values

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._native.stream()

    def to_numpy(self) -> dict[str, Any]:
        """The columns as NumPy arrays."""
        numpy = import_module("numpy")
        return {name: numpy.asarray(values) for name, values in self.items()}

    def to_arrow(self) -> Any:
        """The columns as a pyarrow table."""
        return import_module("pyarrow").table(self)

    def to_pandas(self) -> Any:
        """The columns as a pandas frame."""
        return self.to_arrow().to_pandas()

    def to_polars(self) -> Any:
        """The columns as a polars frame."""
        return import_module("polars").DataFrame(self)


def call_batch(
    operation: str | Callable[..., Any],
    data: Any,
    request: Any = None,
    out: Mapping[str, Any] | None = None,
) -> Columns:
    """Calls the column form of an operation: a bad row stops nothing.

    `data` is a frame that speaks the Arrow PyCapsule interface, or a mapping of names to columns: one-dimensional arrays of
    float64 or int64 (NumPy, `array.array`, any buffer), Arrow arrays, lists of texts or of byte strings, or pairs of an int64 array and a number
    of decimals. Arrays must not change until the call has ended. `request` holds the members that are the same for all rows.
    Buffers in `out` are filled and stand in the answer.

    Errors: `NO_BATCH_FORM`, `COLUMN_MISSING`, `COLUMN_TYPE`, `COLUMN_LENGTH`, `COLUMN_UNKNOWN`, and those of the request.
    """
    columns = dict(data) if isinstance(data, Mapping) else data
    native = _native.call_batch(name_of(operation), encode(request if request is not None else {}), columns)
    return Columns(native, out or {})
