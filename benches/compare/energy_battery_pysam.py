"""SAM's BatteryStateful (cells of LFP) on the power that our dispatch gives, over a year of hours.

Two numbers are taken from one cycle of SAM's battery at full power: what it holds between its limits, and out over in. With them ours
takes and gives the same energy to 1 % in a year, and its state of charge is within 2 points in the mean. What is left is the voltage of the
cells: it falls with the charge and under current, so that the same energy moves another share of the charge at the top than at
the bottom, and SAM's limits are of charge, not of energy.
"""

import sys
from pathlib import Path

import PySAM.BatteryStateful as battery_stateful

sys.path.insert(0, str(Path(__file__).parents[1] / "hosts"))

import coaraci
from measure import measure

HOURS = range(8760)
load = [(500 + 7919 * hour % 1000) / 1000 for hour in HOURS]
sun = [104_729 * hour % 3000 / 1000 if 6 <= hour % 24 < 18 else 0.0 for hour in HOURS]


def sam() -> battery_stateful.BatteryStateful:
    model = battery_stateful.default("LFPGraphite")
    model.Controls.control_mode = 1
    model.Controls.dt_hr = 1.0
    model.Controls.input_power = 0.0
    cell, pack = model.ParamsCell, model.ParamsPack
    cell.initial_SOC, cell.minimum_SOC, cell.maximum_SOC = 10, 10, 90
    pack.nominal_energy, pack.nominal_voltage = 10, 500
    pack.loss_choice = pack.replacement_option = 0
    pack.monthly_charge_loss = pack.monthly_discharge_loss = pack.monthly_idle_loss = [0] * 12
    pack.T_room_init = 23
    model.setup()
    return model


def step(model: battery_stateful.BatteryStateful, power: float) -> float:
    model.Controls.input_power = power
    model.execute(0)
    return float(model.StatePack.P)


def main() -> None:
    model = sam()
    taken = -sum(step(model, -2) for _ in range(15))
    given = sum(step(model, 2) for _ in range(15))
    one_way = (given / taken) ** 0.5
    held = (given / one_way + taken * one_way) / 2
    request = {
        "battery": {
            "capacity_kwh": held / 0.8,
            "charge_kw": 2,
            "discharge_kw": 2,
            "charge_efficiency": one_way,
            "discharge_efficiency": one_way,
            "soc_min_fraction": 0.1,
            "soc_max_fraction": 0.9,
        },
        "start_date": "2026-01-01",
        "step_minutes": 60,
        "load_kwh": load,
        "generation_kwh": sun,
        "series": True,
    }
    mine = coaraci.dispatch_battery(request)
    series, totals = mine["series"], mine["years"][0]["totals"]
    power = [given - taken for given, taken in zip(series["discharged_kwh"], series["charged_kwh"], strict=True)]
    model = sam()
    moved, charge = [], []
    for each in power:
        moved.append(step(model, each))
        charge.append(float(model.StatePack.SOC))
    given = sum(each for each in moved if each > 0)
    taken = -sum(each for each in moved if each < 0)
    assert abs(given / totals["discharged_kwh"] - 1) < 0.01, (given, totals["discharged_kwh"])
    assert abs(taken / totals["charged_kwh"] - 1) < 0.01, (taken, totals["charged_kwh"])
    own = [100 * stored / (held / 0.8) for stored in series["stored_kwh"]]
    apart = sum(abs(a - b) for a, b in zip(own, charge, strict=True)) / len(own)
    assert apart < 2, apart

    def year() -> None:
        for each in power:
            step(model, each)

    measure("dispatch_battery/8760_hours", "pysam", year)
    measure("dispatch_battery/8760_hours", "python", lambda: coaraci.dispatch_battery(request))


if __name__ == "__main__":
    main()
