"""The names of peers: published numbers and numbers by hand."""

from datetime import date
from math import isnan

import pytest
from coaraci.compat import numpy_financial as npf
from coaraci.compat import pyxirr


def test_annuities_of_numpy_financial():
    # Price of 10,000 at 1.49 % in 12: 916.23 (a textbook table).
    assert round(npf.pmt(0.0149, 12, -10000), 2) == 916.23
    assert npf.pmt(1e-12, 12, 1200) == pytest.approx(-100.00000000065, rel=1e-14)
    assert npf.pmt(0, 12, 1200) == -100
    assert npf.fv(0.1, 2, 0, -100) == pytest.approx(121, rel=1e-14)
    assert npf.pv(0.1, 2, 0, 121) == pytest.approx(-100, rel=1e-14)
    assert npf.nper(0.1, 0, -100, 121) == pytest.approx(2, rel=1e-14)
    assert npf.rate(12, -100, 1200, 0) == 0
    assert isnan(npf.nper(0.015, -100, 10000))
    # The first payment in advance is all principal.
    assert npf.ipmt(0.01, 1, 12, 1000, when="begin") == 0
    total = npf.ipmt(0.01, 3, 12, 1000) + npf.ppmt(0.01, 3, 12, 1000)
    assert total == pytest.approx(npf.pmt(0.01, 12, 1000), rel=1e-14)
    with pytest.raises(ValueError, match="when"):
        npf.pmt(0.01, 12, 1000, when="never")


def test_sequences_give_sequences():
    found = npf.pmt([0, 0], 12, [1200, 2400])
    assert list(found) == [-100, -200]
    assert pyxirr.pmt([0, 0.01], 12, 1200)[0] == -100
    with pytest.raises(ValueError, match="lengths"):
        npf.pmt([0, 0], [12, 12, 12], 1200)


def test_returns_of_numpy_financial():
    assert npf.irr([-100, 10, 110]) == pytest.approx(0.1, rel=1e-12)
    # Issue 28 of numpy-financial: the rate of zero or more.
    assert npf.irr([-50, -100, 600, 300, -100]) == pytest.approx(1.85441782845618, rel=1e-12)
    assert isnan(npf.irr([-100, 230, -133]))
    with pytest.raises(npf.NoRealSolutionError):
        npf.irr([1, 2], raise_exceptions=True)
    assert npf.npv(-0.5, [-10, 4, 7]) == 26
    assert list(npf.npv([0, -0.5], [-10, 4, 7])) == [1, 26]
    assert npf.mirr([-100, 110], 0.12, 0.08) == pytest.approx(0.1, rel=1e-12)


FLOWS = [("2007-01-12", -10000), ("2008-02-14", 2500), ("2008-03-03", 2000), ("2008-06-14", 3000), ("2008-12-01", 4000)]


def test_xirr_takes_every_form():
    # Published by MathWorks: 10.06 %.
    dates, amounts = zip(*FLOWS, strict=True)
    forms = [(FLOWS,), (dict(FLOWS),), (dates, amounts), ([date.fromisoformat(day) for day in dates], amounts)]
    for form in forms:
        assert pyxirr.xirr(*form) == pytest.approx(0.10064378342663989, rel=1e-12)
    numpy = pytest.importorskip("numpy")
    days = numpy.array(dates, dtype="datetime64[D]")
    assert pyxirr.xirr(days, numpy.array(amounts)) == pytest.approx(0.10064378342663989, rel=1e-12)


@pytest.mark.parametrize("count", list(pyxirr.DayCount))
def test_a_rate_of_any_day_count_discounts_to_nothing(count):
    dates, amounts = zip(*FLOWS, strict=True)
    rate = pyxirr.xirr(dates, amounts, day_count=count)
    worth = sum(
        amount / (1 + rate) ** pyxirr.year_fraction(dates[0], day, count)
        for day, amount in zip(dates, amounts, strict=True)
    )
    assert worth == pytest.approx(0, abs=1e-8)
    assert pyxirr.xnpv(rate, dates, amounts, day_count=str(count)) == pytest.approx(0, abs=1e-8)


def test_xirr_finds_what_there_is_and_refuses_what_there_is_not():
    found = pyxirr.xirr(["2024-11-21", "2024-11-28", "2024-12-03"], [-100, -100, 100])
    assert found == pytest.approx(-0.99999999999998324, abs=1e-15)
    with pytest.raises(pyxirr.InvalidPaymentsError):
        pyxirr.xirr(["2024-01-01", "2025-01-01"], [1, 2])
    assert pyxirr.xirr(["2024-01-01", "2025-01-01"], [1, 2], silent=True) is None
    with pytest.raises(pyxirr.InvalidPaymentsError):
        pyxirr.xirr(["2024-01-01"], [1, 2])


def test_values_of_pyxirr():
    days = ["2023-01-01", "2024-01-01"]
    assert pyxirr.xnpv(0.1, days, [-100, 121]) == pytest.approx(10, rel=1e-12)
    assert pyxirr.xnfv(0.1, days, [-100, 121]) == pytest.approx(11, rel=1e-12)
    # 100 after a year at 10 %, then carried for two years at 20 %.
    assert pyxirr.xfv("2022-01-01", "2023-01-01", "2024-01-01", 0.1, 0.2, 100) == pytest.approx(100 / 1.1 * 1.44, rel=1e-12)
    # The example of the documentation of pyxirr.
    assert pyxirr.nfv(0.03, 6, [1050, 1350, 1350, 1450]) == pytest.approx(5750.16, abs=0.005)
    assert pyxirr.npv(0.1, [110], start_from_zero=False) == pytest.approx(100, rel=1e-12)
    parts = pyxirr.cumipmt(0.01, 12, 1000, 1, 12) + pyxirr.cumprinc(0.01, 12, 1000, 1, 12)
    assert parts == pytest.approx(12 * pyxirr.pmt(0.01, 12, 1000), rel=1e-12)


def test_days_and_signs_of_pyxirr():
    assert pyxirr.year_fraction("2023-01-01", "2024-01-01", "act/365f") == 1
    assert pyxirr.days_between("2024-01-31", "2024-02-29", pyxirr.DayCount.THIRTY_E_360) == 29
    assert pyxirr.days_between("2024-01-31", "2024-02-29", "ACT_365F") == 29
    # The bond basis takes 28 February for what it is, the rule of the United States for the end of a month.
    assert pyxirr.days_between("2001-02-28", "2022-02-01", "30/360 ISDA") == 7533
    assert pyxirr.days_between("2001-02-28", "2022-02-01", "30U/360") == 7531
    assert pyxirr.days_between("2024-01-30", "2024-03-31", "30E+/360") == 61
    assert pyxirr.days_between("2023-03-01", "2024-03-01", "NL/365") == 365
    # Half of 2023 and half of 2024 by their own lengths.
    assert pyxirr.year_fraction("2023-07-01", "2024-07-01", "act/act isda") == pytest.approx(184 / 365 + 182 / 366)
    assert pyxirr.is_conventional_cash_flow([-100, 10, 110])
    assert pyxirr.zero_crossing_points([-100, 0, 220, -121]) == [0, 2]
    with pytest.raises(ValueError, match="not known"):
        pyxirr.DayCount.of("act/999")
