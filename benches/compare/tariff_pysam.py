"""SAM's Utilityrate5: 25 years of hours on a time-of-use rate, with and without the system.

Both agree on the year to a cent a month: SAM adds floats, ours rounds each printed line once.
"""

import sys
from pathlib import Path

import numpy as np
import PySAM.Utilityrate5 as utility_rate

sys.path.insert(0, str(Path(__file__).parents[1] / "hosts"))

YEARS, HOURS = 25, 8760
hour = np.arange(HOURS)
load = (500 + 7919 * hour % 1000) / 1000
sun = np.where((hour % 24 >= 6) & (hour % 24 < 18), 104729 * hour % 3000 / 1000, 0.0)
weekday = [[1 if 16 <= h < 21 else 0 for h in range(24)]] * 12
weekend = [[0] * 24] * 12
SAM_METERING = {"net_metering": 0, "net_billing": 2}


def sam(metering: str):
    model = utility_rate.new()
    model.Lifetime.analysis_period = YEARS
    model.Lifetime.inflation_rate = 0
    model.Lifetime.system_use_lifetime_output = 0
    model.SystemOutput.gen = sun.tolist()
    model.SystemOutput.degradation = [0]
    model.Load.load = load.tolist()
    model.Load.load_escalation = [0]
    rates = model.ElectricityRates
    rates.rate_escalation = [0]
    rates.en_electricity_rates = 1
    rates.ur_metering_option = SAM_METERING[metering]
    rates.ur_monthly_fixed_charge = 9.5
    rates.ur_ec_sched_weekday = [[p + 1 for p in row] for row in weekday]
    rates.ur_ec_sched_weekend = [[p + 1 for p in row] for row in weekend]
    rates.ur_ec_tou_mat = [[1, 1, 1e38, 0, 0.10, 0.04], [2, 1, 1e38, 0, 0.30, 0.12]]
    rates.ur_dc_enable = 0
    rates.ur_en_ts_sell_rate = 0
    rates.ur_en_ts_buy_rate = 0
    rates.ur_nm_yearend_sell_rate = 0
    rates.ur_monthly_min_charge = 0
    rates.ur_annual_min_charge = 0
    rates.TOU_demand_single_peak = 0
    return model


def request(metering: str) -> dict[str, object]:
    return {
        "rate": {
            "energy": {
                "weekday_period_index": weekday,
                "weekend_period_index": weekend,
                "periods": [
                    [{"rate_per_kwh": "0.10", "sell_per_kwh": "0.04"}],
                    [{"rate_per_kwh": "0.30", "sell_per_kwh": "0.12"}],
                ],
            },
            "fixed_per_month": "9.5",
            "metering": metering,
            "carry_credit": False,
        },
        "start": "2018-01-01T00:00:00-03:00",
        "tz": "-03:00",
        "step_minutes": 60,
    }


def main() -> None:
    import coaraci
    from measure import measure

    long_load, long_sun = np.tile(load, YEARS), np.tile(sun, YEARS)
    nothing = np.zeros(YEARS * HOURS)
    for metering in SAM_METERING:
        model = sam(metering)
        model.execute()
        theirs = model.Outputs.year1_monthly_utility_bill_w_sys
        body = request(metering)

        def ours(made: np.ndarray) -> dict[str, object]:
            columns = {"load_kwh": long_load, "generation_kwh": made}
            return coaraci.call_batch("generic_bill", columns, body).summary

        months = ours(long_sun)["months"][:12]
        for mine, other in zip(months, theirs, strict=True):
            assert abs(float(mine["total"]) - other) < 0.01, (metering, mine["month"], mine["total"], other)
        bench = f"generic_bill_25_years/{metering}"
        measure(bench, "pysam", model.execute)
        measure(bench, "python", lambda: (ours(long_sun), ours(nothing)))


if __name__ == "__main__":
    main()
