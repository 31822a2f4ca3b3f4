"""The functions of numpy-financial over coaraci, for numbers and one-dimensional sequences.

>>> from coaraci.compat import numpy_financial as npf
>>> round(npf.pmt(0.0149, 12, -10000), 2)
916.23

Differences: `irr` gives the smallest rate of zero or more where several exist, else the one nearest to zero; `pmt` and the others keep
their digits at tiny rates. A result that does not exist is not a number.
"""

from array import array
from collections.abc import Iterable, Sequence
from importlib import import_module
from math import isnan
from typing import Any, Literal

from ._columns import ANNUITY, PARTS, Number, Numbers, over_columns, packed, solved, spread

When = Literal["end", "begin", "e", "b", "beginning", "start", "finish", 0, 1]

__all__ = ["fv", "ipmt", "irr", "mirr", "nper", "npv", "pmt", "ppmt", "pv", "rate"]


class NoRealSolutionError(Exception):
    """`irr` was asked to raise, and no rate makes the present value zero."""


def _timing(when: When) -> str:
    if when in ("begin", "b", "beginning", "start", 1):
        return "begin"
    if when in ("end", "e", "finish", 0):
        return "end"
    raise ValueError(f"when: {when!r}")


def _array(values: list[float]) -> Any:
    try:
        return import_module("numpy").asarray(values)
    except ImportError:
        return values


def _solve(solve_for: str, when: When, *arguments: Numbers) -> Any:
    request = {"solve_for": solve_for, "timing": _timing(when)}
    return over_columns(ANNUITY, arguments, "solve_annuity", "solution", request, _array)


def _part(output: str, when: When, *arguments: Numbers) -> Any:
    return over_columns(PARTS, arguments, "payment_parts", output, {"timing": _timing(when)}, _array)


def fv(rate: Numbers, nper: Numbers, pmt: Numbers, pv: Numbers, when: When = "end") -> Any:
    """Future value."""
    return _solve("future_brl", when, rate, nper, pmt, pv, 0)


def pv(rate: Numbers, nper: Numbers, pmt: Numbers, fv: Numbers = 0, when: When = "end") -> Any:
    """Present value."""
    return _solve("present_brl", when, rate, nper, pmt, 0, fv)


def pmt(rate: Numbers, nper: Numbers, pv: Numbers, fv: Numbers = 0, when: When = "end") -> Any:
    """Payment of each period."""
    return _solve("payment_brl", when, rate, nper, 0, pv, fv)


def nper(rate: Numbers, pmt: Numbers, pv: Numbers, fv: Numbers = 0, when: When = "end") -> Any:
    """Number of periods; not a number if the payments never reach the end."""
    return _solve("periods", when, rate, 0, pmt, pv, fv)


def rate(
    nper: Numbers,
    pmt: Numbers,
    pv: Numbers,
    fv: Numbers,
    when: When = "end",
    guess: Number | None = None,
    tol: Number | None = None,
    maxiter: int = 100,
) -> Any:
    """Rate of a period, for whole numbers of periods; `guess`, `tol` and `maxiter` are not needed and change nothing."""
    return _solve("rate_period_effective", when, 0, nper, pmt, pv, fv)


def ipmt(rate: Numbers, per: Numbers, nper: Numbers, pv: Numbers, fv: Numbers = 0, when: When = "end") -> Any:
    """Interest in a payment."""
    return _part("interest_brl", when, rate, per, nper, pv, fv)


def ppmt(rate: Numbers, per: Numbers, nper: Numbers, pv: Numbers, fv: Numbers = 0, when: When = "end") -> Any:
    """Principal in a payment."""
    return _part("principal_brl", when, rate, per, nper, pv, fv)


def irr(values: Iterable[Number], *, raise_exceptions: bool = False) -> float:
    """Internal rate of return."""
    found = solved({"flows": [packed(values)]}, "irr", "rate_period_effective")[0]
    if raise_exceptions and isnan(found):
        raise NoRealSolutionError("no rate makes the present value zero")
    return found


def npv(rate: Number | Sequence[Number], values: Iterable[Number]) -> Any:
    """Net present value; the first value is not discounted."""
    flows = packed(values)
    columns, single = spread([rate])
    rates = array("d", columns[0])
    found = solved({"rate_period_effective": rates, "flows": [flows] * len(rates)}, "npv", "npv_brl")
    return found[0] if single else _array(found)


def mirr(values: Iterable[Number], finance_rate: Number, reinvest_rate: Number) -> float:
    """Modified internal rate of return."""
    columns = {
        "finance_rate_period_effective": array("d", [float(finance_rate)]),
        "reinvest_rate_period_effective": array("d", [float(reinvest_rate)]),
        "flows": [packed(values)],
    }
    return solved(columns, "mirr", "rate_period_effective")[0]
