"""pyxirr: every function of `coaraci.compat.pyxirr` beside its own, then the same tasks timed.

Signatures are the same. Values agree to 1e-9 of the size of the flows, rates to 1e-9; what differs does so for a reason:

* at rates near zero pyxirr subtracts one from a power and loses digits, so that rates of 1e-4 and above are drawn;
* where several rates exist the two may choose another one, so that the flows drawn change their sign once;
* of payments in advance pyxirr's `ppmt` has interest in the first one, which has none: periods from the second on are compared;
* `nper` to 1e-6: where nearly all of a payment is interest the payment says little about their number;
* `xnfv` with another day count than `ACT_365F` mixes the two there; here it uses the one that is given;
* day counts that are not the same in both directions are counted from the later date to the first one there: `xirr` and `xnpv` are compared
  for the others, and `NL/365` and `NL/360` by themselves forwards only.
"""

import sys
from array import array
from datetime import date, timedelta
from inspect import signature
from pathlib import Path
from random import Random

import numpy as np
import pyxirr

sys.path.insert(0, str(Path(__file__).parents[1] / "hosts"))

import coaraci
from coaraci.compat import pyxirr as ours
from measure import measure

NAMES = [
    *("fv", "pmt", "nper", "ipmt", "ppmt", "pv", "rate", "irr", "npv", "mirr", "xirr", "xnpv", "xnfv", "xfv", "nfv"),
    *("cumipmt", "cumprinc", "year_fraction", "days_between", "is_conventional_cash_flow", "zero_crossing_points"),
]
random = Random(1)


def shape(function: object) -> list[tuple[str, object, object]]:
    return [(each.name, each.kind, each.default) for each in signature(function).parameters.values()]  # type: ignore[arg-type]


def near(mine: float | None, theirs: float | None, scale: float, what: object) -> None:
    assert (mine is None) == (theirs is None), (what, mine, theirs)
    if mine is not None and theirs is not None:
        assert abs(mine - theirs) <= 1e-9 * max(scale, abs(theirs)), (what, mine, theirs)


def annuities() -> None:
    for _ in range(2000):
        rate, nper = random.choice((1, -1)) * random.uniform(1e-4, 0.2), random.randint(2, 120)
        pv, fv = random.uniform(100, 1e6), random.uniform(0, 1e5)
        begin = random.random() < 0.5
        size = (pv + fv) * (1 + abs(rate)) ** nper
        pmt = pyxirr.pmt(rate, nper, pv, fv, pmt_at_beginning=begin)
        per = random.randint(2 if begin else 1, nper)
        tasks = {
            "pmt": (rate, nper, pv, fv),
            "fv": (rate, nper, pmt, pv),
            "pv": (rate, nper, pmt, fv),
            "ipmt": (rate, per, nper, pv, fv),
            "ppmt": (rate, per, nper, pv, fv),
            "cumipmt": (rate, nper, pv, per, nper),
            "cumprinc": (rate, nper, pv, per, nper),
        }
        for name, arguments in tasks.items():
            mine, theirs = (getattr(library, name)(*arguments, pmt_at_beginning=begin) for library in (ours, pyxirr))
            near(mine, theirs, size, (name, arguments, begin))
        periods = (library.nper(rate, pmt, pv, fv, pmt_at_beginning=begin) for library in (ours, pyxirr))
        near(*periods, 1000 * nper, ("nper", rate, pmt, pv, fv))  # type: ignore[misc]
        if rate > 0 and not begin:
            # Without a value at the end the flows change their sign once, and there is one rate.
            pmt = pyxirr.pmt(rate, nper, pv)
            near(ours.rate(nper, pmt, pv), rate, 1, ("rate", nper, pmt, pv))


def flows() -> None:
    for _ in range(2000):
        count = random.randint(2, 40)
        amounts = [-random.uniform(100, 1000) for _ in range(random.randint(1, 3))]
        amounts += [random.uniform(1, 300) for _ in range(count)]
        rate = random.uniform(-0.5, 0.5)
        size = sum(abs(amount) * (1 + rate) ** -time for time, amount in enumerate(amounts))
        near(ours.irr(amounts), pyxirr.irr(amounts), 1, ("irr", amounts))
        for start in (True, False):
            values = (library.npv(rate, amounts, start_from_zero=start) for library in (ours, pyxirr))
            near(*values, size / min(1, 1 + rate), ("npv", rate, amounts))  # type: ignore[misc]
        near(ours.mirr(amounts, 0.1, 0.12), pyxirr.mirr(amounts, 0.1, 0.12), 1, ("mirr", amounts))
        near(ours.nfv(0.03, count, amounts), pyxirr.nfv(0.03, count, amounts), size * 10, ("nfv", amounts))
        for name in ("zero_crossing_points", "is_conventional_cash_flow"):
            assert getattr(ours, name)(amounts) == getattr(pyxirr, name)(amounts), (name, amounts)
        start = date(2015, 1, 1) + timedelta(random.randint(0, 3000))
        dates = [start + timedelta(random.randint(0, 2000)) for _ in amounts]
        dates.sort()
        for count_name in ("ACT_365F", random.choice([each.name for each in ours.DayCount])):
            even = count_name.startswith(("ACT", "THIRTY_E_360"))
            mine, theirs = ours.DayCount[count_name], getattr(pyxirr.DayCount, count_name)
            found = pyxirr.xirr(dates, amounts, silent=True, day_count=theirs)
            if even and found is not None and -0.99 < found < 1e6:
                near(ours.xirr(dates, amounts, day_count=mine), found, 1, ("xirr", dates, amounts, count_name))
            for name in ("xnpv", "xnfv") if count_name == "ACT_365F" else ("xnpv",) if even else ():
                values = (
                    getattr(library, name)(0.1, dates, amounts, day_count=count)
                    for library, count in ((ours, mine), (pyxirr, theirs))
                )
                near(*values, 1e5, (name, dates, amounts, count_name))  # type: ignore[misc]
            assert ours.days_between(dates[0], dates[-1], mine) == pyxirr.days_between(dates[0], dates[-1], theirs)
            years = (ours.year_fraction(dates[0], dates[-1], mine), pyxirr.year_fraction(dates[0], dates[-1], theirs))
            near(*years, 1, ("year_fraction", dates[0], dates[-1], count_name))
        days = [date(2020, 1, 1) + timedelta(random.randint(0, 900) + 1000 * index) for index in range(3)]
        near(ours.xfv(*days, 0.1, 0.2, 100), pyxirr.xfv(*days, 0.1, 0.2, 100), 100, ("xfv", days))


def dated(count: int) -> tuple[np.ndarray, np.ndarray]:
    """The flows of benches/benches/financing.rs."""
    days, amounts, day = [], [], 0
    for index in range(count):
        days.append(day)
        amounts.append(-1000.0 * count / 2 if index == 0 else float(500 + 7919 * index % 1000))
        day += 1 + 104_729 * index % 3
    return np.datetime64("2020-01-01", "D") + np.array(days), np.array(amounts)


def speed() -> None:
    for count in (61, 10_000):
        days, amounts = dated(count)
        near(ours.xirr(days, amounts), pyxirr.xirr(days, amounts), 1, count)
        measure(f"xirr/{count}_flows", "pyxirr", lambda: pyxirr.xirr(days, amounts))
        measure(f"xirr/{count}_flows", "python", lambda: ours.xirr(days, amounts))

    rows = [[-20_000.0 - row % 7919] + [3000.0 + row % 977 + 150.0 * year for year in range(1, 26)] for row in range(10_000)]
    packed = [array("d", row).tobytes() for row in rows]
    lists = [np.array(row) for row in rows]
    mine = coaraci.call_batch("irr", {"flows": packed}, {})["rate_period_effective"]
    for rate, row in zip(mine[:200], lists[:200], strict=True):
        near(rate, pyxirr.irr(row), 1, row)
    measure("irr/26_flows_10000_rows", "pyxirr", lambda: [pyxirr.irr(row) for row in lists])
    measure("irr/26_flows_10000_rows", "python", lambda: coaraci.call_batch("irr", {"flows": packed}, {}))

    periods = list(range(1, 361))

    def floats() -> None:
        pyxirr.pmt(0.0149, 360, -250_000)
        pyxirr.ipmt(0.0149, periods, 360, -250_000)
        pyxirr.ppmt(0.0149, periods, 360, -250_000)

    measure("schedule/price_360", "pyxirr", floats)
    loan = {
        "rate": {"value": "0.0149", "basis": "month_effective"},
        "installments": 360,
        "release_date": "2025-03-10",
        "first_due_date": "2025-04-10",
        "system": "price",
    }
    principals = np.array([10_000_000 + 31_007 * row for row in range(1000)])
    measure("schedule/price_360_1000_rows", "pyxirr", lambda: [floats() for _ in range(1000)])
    schedules = {"principal_centavos": principals}
    measure("schedule/price_360_1000_rows", "python", lambda: coaraci.call_batch("amortization_schedule", schedules, {"loan": loan}))


def main() -> None:
    for name in NAMES:
        if name != "xfv":  # it has no signature to read there
            assert shape(getattr(ours, name)) == shape(getattr(pyxirr, name)), (name, signature(getattr(ours, name)))
    annuities()
    flows()
    speed()


if __name__ == "__main__":
    main()
