"""Solar and B2B-commerce rules for Brazil: the same bits in Rust, Python, Node and the browser.

>>> import coaraci
>>> coaraci.format_brl({"amount_brl": "18518.40"})
{'text': 'R$\\xa018.518,40'}

Each operation is a function that takes a dictionary and gives one; `coaraci.operations()` lists them, `coaraci.types` has their
types, `coaraci.example(name)` gives a request to start from. A request without an answer raises `CoaraciError`.
"""

from . import _operations
from ._lists import Operation, example, explain, operations
from ._operations import *
from .columns import Columns, call_batch
from .errors import CoaraciError, answer, call, message
from .prepare import Prepared, prepare
from .views import View, report, view

__all__ = [
    *_operations.__all__,
    "CoaraciError",
    "Columns",
    "Operation",
    "Prepared",
    "View",
    "answer",
    "call",
    "call_batch",
    "example",
    "explain",
    "message",
    "operations",
    "prepare",
    "report",
    "view",
]
