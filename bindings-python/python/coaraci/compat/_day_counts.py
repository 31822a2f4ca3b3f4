"""The day counts of pyxirr: days and years between two dates, for those that the core has and for those that it has not."""

from collections.abc import Callable
from datetime import date, timedelta
from enum import Enum
from typing import Any

from .._operations import year_fraction as _year_fraction

Days = Callable[[date, date], int]


def _ends_month(day: date) -> bool:
    return (day + timedelta(1)).day == 1


def _thirties(start: date, end: date, first: int, last: int, month: int | None = None) -> int:
    return 360 * (end.year - start.year) + 30 * ((month or end.month) - start.month) + last - first


def _real(start: date, end: date) -> int:
    return (end - start).days


def _bond(start: date, end: date) -> int:
    first = min(start.day, 30)
    return _thirties(start, end, first, 30 if end.day == 31 and first == 30 else end.day)


def _united_states(start: date, end: date) -> int:
    first, last = start.day, end.day
    if start.month == 2 and _ends_month(start):
        last = 30 if end.month == 2 and _ends_month(end) else last
        first = 30
    last = 30 if last == 31 and first >= 30 else last
    return _thirties(start, end, min(first, 30), last)


def _european(start: date, end: date) -> int:
    return _thirties(start, end, min(start.day, 30), min(end.day, 30))


def _european_plus(start: date, end: date) -> int:
    first = min(start.day, 30)
    return _thirties(start, end, first, 1, end.month + 1) if end.day == 31 else _thirties(start, end, first, end.day)


def _european_isda(start: date, end: date) -> int:
    first, last = (30 if _ends_month(day) else day.day for day in (start, end))
    return _thirties(start, end, first, last)


def _without_leap_days(start: date, end: date) -> int:
    """A leap day at either end is left out too; backwards it is the same number below zero."""
    if start > end:
        return -_without_leap_days(end, start)
    leap = (year for year in range(start.year, end.year + 1) if year % 4 == 0 and (year % 100 or year % 400 == 0))
    return _real(start, end) - sum(start <= date(year, 2, 29) <= end for year in leap)


class DayCount(Enum):
    """How days become years."""

    ACT_ACT_ISDA = "Actual/Actual ISDA"
    ACT_365F = "Actual/365F"
    ACT_365_25 = "Actual/365.25"
    ACT_364 = "Actual/364"
    ACT_360 = "Actual/360"
    THIRTY_360_ISDA = "30/360 ISDA"
    THIRTY_E_360 = "30E/360"
    THIRTY_E_PLUS_360 = "30E+/360"
    THIRTY_E_360_ISDA = "30E/360 ISDA"
    THIRTY_U_360 = "30U/360"
    NL_365 = "NL/365"
    NL_360 = "NL/360"

    def __str__(self) -> str:
        return self.value

    @staticmethod
    def of(day_count: str) -> "DayCount":
        """The day count of a name such as `act/360`."""
        wanted = _plain(day_count)
        for count in DayCount:
            if wanted in (_plain(count.value), _plain(count.value.replace("Actual", "Act"))):
                return count
        raise ValueError(f"day count {day_count!r} is not known")


def _plain(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum() or letter in "+.")


COUNTS: dict[DayCount, tuple[Days, float]] = {
    DayCount.ACT_365F: (_real, 365),
    DayCount.ACT_365_25: (_real, 365.25),
    DayCount.ACT_364: (_real, 364),
    DayCount.ACT_360: (_real, 360),
    DayCount.ACT_ACT_ISDA: (_real, 365),
    DayCount.THIRTY_360_ISDA: (_bond, 360),
    DayCount.THIRTY_E_360: (_european, 360),
    DayCount.THIRTY_E_PLUS_360: (_european_plus, 360),
    DayCount.THIRTY_E_360_ISDA: (_european_isda, 360),
    DayCount.THIRTY_U_360: (_united_states, 360),
    DayCount.NL_365: (_without_leap_days, 365),
    DayCount.NL_360: (_without_leap_days, 360),
}
"""How each counts days, and how many make a year; that of `ACT_ACT_ISDA` depends on the year."""


def days(start: date, end: date, count: DayCount) -> int:
    """Days from one date to another; negative if the second comes first."""
    return COUNTS[count][0](start, end)


def years(start: date, end: date, count: DayCount) -> float:
    """Years from one date to another."""
    if count is DayCount.ACT_ACT_ISDA:
        request: Any = {"start_date": start, "end_date": end, "day_count": "act_act_isda"}
        return float(_year_fraction(request)["elapsed_years"])
    return days(start, end, count) / COUNTS[count][1]
