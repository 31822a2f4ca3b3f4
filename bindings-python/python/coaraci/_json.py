"""Requests as JSON text."""

import json
from datetime import date
from decimal import Decimal


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):  # a datetime, too
        return value.isoformat()
    if hasattr(value, "tolist"):  # arrays and scalars of NumPy
        return value.tolist()
    raise TypeError(f"a request cannot hold {type(value).__name__}")


encode = json.JSONEncoder(default=_plain, separators=(",", ":")).encode
