"""The functions of pyxirr over coaraci, for numbers and one-dimensional sequences.

>>> from coaraci.compat import pyxirr
>>> pyxirr.xirr(["2023-01-01", "2024-01-01"], [-100, 110])
0.1

Differences: where several rates exist, `irr` and `xirr` give the smallest of zero or more, else the one nearest to zero, and `guess`
changes nothing; a rate that exists is found. `NL/365` and `NL/360` backwards are the forward number below zero.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from math import expm1, isnan, log1p
from typing import Any

from . import _day_counts
from ._columns import ANNUITY, PARTS, Number, Numbers, floats, over_columns, packed, solved, spread
from ._day_counts import COUNTS, DayCount

__all__ = [
    "BroadcastingError",
    "DayCount",
    "InvalidPaymentsError",
    "cumipmt",
    "cumprinc",
    "days_between",
    "fv",
    "ipmt",
    "irr",
    "is_conventional_cash_flow",
    "mirr",
    "nfv",
    "nper",
    "npv",
    "pmt",
    "ppmt",
    "pv",
    "rate",
    "xfv",
    "xirr",
    "xnfv",
    "xnpv",
    "year_fraction",
    "zero_crossing_points",
]

DateLike = str | date | datetime
"""A date, its ISO text, or what has such a text (NumPy's `datetime64`, pandas' `Timestamp`)."""


class InvalidPaymentsError(Exception):
    """Flows of one sign, or dates and amounts of different numbers."""


class BroadcastingError(Exception):
    """Sequences whose lengths do not go together."""


def _count(day_count: DayCount | str | None) -> DayCount:
    if day_count is None:
        return DayCount.ACT_365F
    return DayCount.of(day_count) if isinstance(day_count, str) else day_count


def _date(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])


def _none(value: float) -> float | None:
    return None if isnan(value) else value


def _nones(values: list[float]) -> list[float | None]:
    return [_none(value) for value in values]


def _solve(solve_for: str, at_beginning: bool, *arguments: Numbers) -> Any:
    request = {"solve_for": solve_for, "timing": "begin" if at_beginning else "end"}
    found = over_columns(ANNUITY, arguments, "solve_annuity", "solution", request, _nones)
    return _none(found) if isinstance(found, float) else found


def _part(output: str, at_beginning: bool, *arguments: Numbers) -> Any:
    request = {"timing": "begin" if at_beginning else "end"}
    found = over_columns(PARTS, arguments, "payment_parts", output, request, _nones)
    return _none(found) if isinstance(found, float) else found


def fv(rate: Numbers, nper: Numbers, pmt: Numbers, pv: Numbers, *, pmt_at_beginning: bool = False) -> Any:
    """Future value."""
    return _solve("future_brl", pmt_at_beginning, rate, nper, pmt, pv, 0)


def pv(rate: Numbers, nper: Numbers, pmt: Numbers, fv: Numbers = 0, *, pmt_at_beginning: bool = False) -> Any:
    """Present value."""
    return _solve("present_brl", pmt_at_beginning, rate, nper, pmt, 0, fv)


def pmt(rate: Numbers, nper: Numbers, pv: Numbers, fv: Numbers = 0, *, pmt_at_beginning: bool = False) -> Any:
    """Payment of each period."""
    return _solve("payment_brl", pmt_at_beginning, rate, nper, 0, pv, fv)


def nper(rate: Numbers, pmt: Numbers, pv: Numbers, fv: Numbers = 0, *, pmt_at_beginning: bool = False) -> Any:
    """Number of periods; none if the payments never reach the end."""
    return _solve("periods", pmt_at_beginning, rate, 0, pmt, pv, fv)


def rate(
    nper: Numbers,
    pmt: Numbers,
    pv: Numbers,
    fv: Numbers = 0,
    *,
    pmt_at_beginning: bool = False,
    guess: Number | None = None,
) -> Any:
    """Rate of a period, for whole numbers of periods."""
    return _solve("rate_period_effective", pmt_at_beginning, 0, nper, pmt, pv, fv)


def ipmt(
    rate: Numbers, per: Numbers, nper: Numbers, pv: Numbers, fv: Numbers = 0, *, pmt_at_beginning: bool = False
) -> Any:
    """Interest in a payment."""
    return _part("interest_brl", pmt_at_beginning, rate, per, nper, pv, fv)


def ppmt(
    rate: Numbers, per: Numbers, nper: Numbers, pv: Numbers, fv: Numbers = 0, *, pmt_at_beginning: bool = False
) -> Any:
    """Principal in a payment."""
    return _part("principal_brl", pmt_at_beginning, rate, per, nper, pv, fv)


def _sum_of_parts(parts: Any) -> float | None:
    return None if any(part is None for part in parts) else float(sum(parts))


def cumipmt(
    rate: Number, nper: Number, pv: Number, start_period: int, end_period: int, *, pmt_at_beginning: bool = False
) -> float | None:
    """Interest in the payments from one to another."""
    periods = list(range(start_period, end_period + 1))
    return _sum_of_parts(ipmt(rate, periods, nper, pv, pmt_at_beginning=pmt_at_beginning))


def cumprinc(
    rate: Number, nper: Number, pv: Number, start_period: int, end_period: int, *, pmt_at_beginning: bool = False
) -> float | None:
    """Principal in the payments from one to another."""
    periods = list(range(start_period, end_period + 1))
    return _sum_of_parts(ppmt(rate, periods, nper, pv, pmt_at_beginning=pmt_at_beginning))


def _rate(found: float, flows: bytes, silent: bool) -> float | None:
    """A rate that was found; none where there is none, and a refusal of flows of one sign."""
    if not isnan(found):
        return found
    numbers = array("d", flows)
    two = any(flow > 0 for flow in numbers) and any(flow < 0 for flow in numbers)
    if not two and not silent:
        raise InvalidPaymentsError("negative and positive payments are required")
    return None


def irr(amounts: Iterable[Number], *, guess: Number | None = None, silent: bool = False) -> float | None:
    """Internal rate of return."""
    flows = packed(amounts)
    return _rate(solved({"flows": [flows]}, "irr", "rate_period_effective")[0], flows, silent)


def npv(rate: Number | Sequence[Number], amounts: Iterable[Number], *, start_from_zero: bool = True) -> Any:
    """Net present value; the first amount is discounted by a period unless `start_from_zero`."""
    columns, single = spread([rate])
    flows, rates = packed(amounts), array("d", columns[0])
    request = {"first_after_a_period": not start_from_zero}
    found = solved({"rate_period_effective": rates, "flows": [flows] * len(rates)}, "npv", "npv_brl", request)
    return _none(found[0]) if single else _nones(found)


def nfv(rate: Number, nper: Number, amounts: Iterable[Number]) -> float | None:
    """Net future value after a number of periods; the first amount lies one period after the start."""
    present = npv(rate, amounts, start_from_zero=False)
    return None if present is None else fv(rate, nper, 0, -present)


def mirr(
    amounts: Iterable[Number], finance_rate: Number, reinvest_rate: Number, *, silent: bool = False
) -> float | None:
    """Modified internal rate of return."""
    flows = packed(amounts)
    columns = {
        "finance_rate_period_effective": array("d", [float(finance_rate)]),
        "reinvest_rate_period_effective": array("d", [float(reinvest_rate)]),
        "flows": [flows],
    }
    return _rate(solved(columns, "mirr", "rate_period_effective")[0], flows, silent)


def _dated(dates: Any, amounts: Any) -> tuple[list[Any], list[float]]:
    """Dates and amounts of one of the forms: two sequences, pairs, a mapping, a frame of two columns or a series."""
    if amounts is None:
        if hasattr(dates, "itertuples"):
            pairs: Any = dates.itertuples(index=False)
        elif isinstance(dates, Mapping) or (hasattr(dates, "items") and hasattr(dates, "to_frame")):
            pairs = dates.items()
        else:
            pairs = dates
        dates, amounts = zip(*pairs, strict=True)
    days, flows = list(dates), floats(amounts)
    if len(days) != len(flows):
        raise InvalidPaymentsError("the amounts and dates arrays are of different lengths")
    return days, flows


def _real_days(dates: Iterable[Any]) -> bytes:
    """Days as numbers, one row of a column of lists."""
    if getattr(getattr(dates, "dtype", None), "kind", None) == "M":
        whole: Any = dates
        return bytes(whole.astype("datetime64[D]").astype("int64").astype("float64").tobytes())
    return array("d", [_date(day).toordinal() for day in dates]).tobytes()


class _Timed:
    """Dated flows for the core, which counts whole days over 365 or 360: other years are those with another number of days."""

    def __init__(self, dates: Any, amounts: Any, day_count: DayCount | str | None) -> None:
        self.count = _count(day_count)
        real = self.count in (DayCount.ACT_365F, DayCount.ACT_365_25, DayCount.ACT_364, DayCount.ACT_360)
        if amounts is not None and real and hasattr(dates, "dtype") and hasattr(amounts, "astype"):
            if len(dates) != len(amounts):
                raise InvalidPaymentsError("the amounts and dates arrays are of different lengths")
            self.days, self.flows = _real_days(dates), packed(amounts)
        else:
            days, numbers = _dated(dates, amounts)
            self.flows = packed(numbers)
            self.days = _real_days(days) if real else self._counted([_date(day) for day in days])
        year = ISDA_YEAR if self.count is DayCount.ACT_ACT_ISDA else COUNTS[self.count][1]
        self.base = 360 if year == 360 else 365
        self.scale = year / self.base

    def _counted(self, days: list[date]) -> bytes:
        first = min(days, default=date.min)
        if self.count is DayCount.ACT_ACT_ISDA:
            return array("d", [round(_day_counts.years(first, day, self.count) * ISDA_YEAR) for day in days]).tobytes()
        return array("d", [_day_counts.days(first, day, self.count) for day in days]).tobytes()

    @property
    def request(self) -> dict[str, Any]:
        return {"day_count": f"act_{self.base}"}

    def rate_of(self, base_rate: float) -> float:
        """The rate of a year for that of the core's year."""
        return base_rate if self.scale == 1 or isnan(base_rate) else expm1(self.scale * log1p(base_rate))

    def base_rate_of(self, rate: float) -> float:
        """The rate of the core's year for that of a year."""
        return rate if self.scale == 1 or not rate > -1 else expm1(log1p(rate) / self.scale)


ISDA_YEAR = 365 * 366
"""Parts of a year in which a day of every year is whole."""


def xirr(
    dates: Any,
    amounts: Any = None,
    *,
    guess: Number | None = None,
    silent: bool = False,
    day_count: DayCount | str | None = None,
) -> float | None:
    """Internal rate of return of dated flows."""
    timed = _Timed(dates, amounts, day_count)
    columns = {"days": [timed.days], "flows": [timed.flows]}
    found = solved(columns, "xirr", "rate_year_effective", timed.request)[0]
    return _rate(timed.rate_of(found), timed.flows, silent)


def _xvalues(output: str, rate: Any, dates: Any, amounts: Any, day_count: DayCount | str | None) -> Any:
    timed = _Timed(dates, amounts, day_count)
    columns, single = spread([rate])
    rates = array("d", [timed.base_rate_of(rate) for rate in columns[0]])
    named = {"rate_year_effective": rates, "days": [timed.days] * len(rates), "flows": [timed.flows] * len(rates)}
    found = solved(named, "xnpv", output, timed.request)
    return _none(found[0]) if single else _nones(found)


def xnpv(
    rate: Number | Sequence[Number],
    dates: Any,
    amounts: Any = None,
    *,
    silent: bool = False,
    day_count: DayCount | str | None = None,
) -> Any:
    """Net present value of dated flows on the first day."""
    return _xvalues("npv_brl", rate, dates, amounts, day_count)


def xnfv(
    rate: Number,
    dates: Any,
    amounts: Any = None,
    *,
    silent: bool = False,
    day_count: DayCount | str | None = None,
) -> Any:
    """Net future value of dated flows on the last day."""
    return _xvalues("nfv_brl", rate, dates, amounts, day_count)


def xfv(
    start_date: DateLike,
    cash_flow_date: DateLike,
    end_date: DateLike,
    cash_flow_rate: Number,
    end_rate: Number,
    cash_flow: Number,
) -> float | None:
    """Future value of a flow between two days, whose rates count from the start."""
    if not -1 < float(cash_flow_rate) or not -1 < float(end_rate):
        return None
    start, flow_day, end = _date(start_date), _date(cash_flow_date), _date(end_date)
    # One flow worth (1 + r)^-t on the start day, then carried to the end.
    present = xnpv(cash_flow_rate, [start, flow_day], [0.0, cash_flow])
    return None if present is None else xnfv(end_rate, [start, end], [present, 0.0])


def year_fraction(d1: DateLike, d2: DateLike, day_count: DayCount | str) -> float:
    """Years between two days."""
    return _day_counts.years(_date(d1), _date(d2), _count(day_count))


def days_between(d1: DateLike, d2: DateLike, day_count: DayCount | str) -> int:
    """Days between two days, as the day count counts them."""
    return _day_counts.days(_date(d1), _date(d2), _count(day_count))


def zero_crossing_points(cf: Iterable[Number]) -> list[int]:
    """Positions after which the sign of a cash flow changes."""
    flows = [(index, flow) for index, flow in enumerate(floats(cf)) if flow != 0]
    pairs = zip(flows, flows[1:], strict=False)
    return [index for (index, flow), (_, later) in pairs if (flow > 0) != (later > 0)]


def is_conventional_cash_flow(cf: Iterable[Number]) -> bool:
    """Whether a cash flow changes its sign once."""
    return len(zero_crossing_points(cf)) == 1
