"""pvlib and PVWatts version 8 of SAM (PySAM) on our year, and pvlib's columns on ours; processor time, in turn.

First both sides must agree: the year with pvlib within 1e-6, the year with SAM within 1e-4, positions within 1e-6 degrees, light within
1e-7 W/m², the point of maximum power within 1e-8. Those are the tolerances of the reference vectors.
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import PySAM.Pvwattsv8 as pvwatts
import pvlib
from pvlib.location import Location
from pvlib.modelchain import ModelChain
from pvlib.pvsystem import Array, FixedMount, PVSystem

sys.path.insert(0, str(Path(__file__).parents[1] / "hosts"))

import coaraci  # noqa: E402
from energy_year import INVERTER, MODULE, SITE, system, year  # noqa: E402
from measure import race  # noqa: E402

ROWS = 1_000_000
# pvlib takes most of a minute for a million rows of some columns, and SAM for a thousand systems: they do a part of the work
PART = 10
SYSTEMS, THEIR_SYSTEMS = 1000, 10
LOSSES = {name: 0 for name in ("soiling", "shading", "mismatch", "wiring", "connections", "lid", "nameplate", "availability")}
LINEAR = {"p_stc_w": 430.803, "gamma_pmp_pct_per_k": -0.35}
OPEN_RACK = {"a": -3.47, "b": -0.0594, "deltaT": 3}


def near(what: str, ours: Any, theirs: Any, relative: float, absolute: float = 0.0) -> None:
    ours, theirs = np.asarray(ours, dtype=float), np.asarray(theirs, dtype=float)
    known = np.isfinite(theirs)
    off = np.abs(ours - theirs)[known] - relative * np.abs(theirs[known]) - absolute
    assert known.any() and (off <= 0).all(), f"{what}: {off.max()} above the tolerance"


def same(value: Any) -> tuple[Any, Any, float]:
    """A host that always runs the same function."""
    return (lambda: None, lambda _: value(), 1.0)


class Ours:
    """Our year: prepared weather, and the rest of the request as a text."""

    def __init__(self, weather: dict[str, Any]) -> None:
        self.weather = weather

    def anew(self) -> Any:
        return coaraci.prepare("simulate_year", {"weather": self.weather})

    def rest(self, chain: str, module: dict[str, Any] = MODULE, **more: Any) -> str:
        body = {"site": SITE, **system(module), "losses": LOSSES, "chain": chain, **more}
        body["arrays"][0]["mounting"] = "open_rack"
        return json.dumps(body)


def pvlib_chain(module: dict[str, Any]) -> ModelChain:
    """Ten modules in series, two strings, open rack; PVWatts inverter."""
    if "a_ref_v" in module:
        names = {"alpha_sc": "alpha_isc_a_per_k", "a_ref": "a_ref_v", "I_L_ref": "i_l_ref_a", "I_o_ref": "i_o_ref_a"}
        names |= {"R_s": "r_s_ohm", "R_sh_ref": "r_sh_ref_ohm", "Adjust": "adjust_pct"}
        parameters, model = {theirs: module[ours] for theirs, ours in names.items()}, "cec"
    else:
        parameters, model = {"pdc0": module["p_stc_w"], "gamma_pdc": module["gamma_pmp_pct_per_k"] / 100}, "pvwatts"
    array = Array(
        FixedMount(23, 0),
        albedo=0.2,
        module_parameters=parameters,
        temperature_model_parameters=OPEN_RACK,
        modules_per_string=10,
        strings=2,
    )
    inverter = {"pdc0": INVERTER["p_ac_max_w"] / INVERTER["efficiency"], "eta_inv_nom": INVERTER["efficiency"]}
    plant = PVSystem(arrays=[array], inverter_parameters=inverter)
    place = Location(SITE["latitude"], SITE["longitude"], "Etc/GMT+3", SITE["altitude_m"])
    return ModelChain(
        plant,
        place,
        transposition_model="perez",
        dc_model=model,
        ac_model="pvwatts",
        aoi_model="physical",
        spectral_model="no_loss",
        temperature_model="sapm",
        losses_model="no_loss",
    )


def frame(weather: dict[str, Any]) -> pd.DataFrame:
    times = pd.date_range("2019-01-01 00:30", periods=8760, freq="h", tz="Etc/GMT+3")
    names = {"ghi": "ghi_w_m2", "dni": "dni_w_m2", "dhi": "dhi_w_m2", "temp_air": "temp_air_c", "wind_speed": "wind_m_s"}
    return pd.DataFrame({theirs: weather[ours] for theirs, ours in names.items()}, index=times)


def sam(weather: dict[str, Any]) -> Any:
    hours = pd.date_range("2019-01-01", periods=8760, freq="h")
    model = pvwatts.new()
    model.SolarResource.solar_resource_data = {
        "lat": SITE["latitude"],
        "lon": SITE["longitude"],
        "tz": SITE["utc_offset_h"],
        "elev": SITE["altitude_m"],
        "year": hours.year.tolist(),
        "month": hours.month.tolist(),
        "day": hours.day.tolist(),
        "hour": hours.hour.tolist(),
        "minute": [30] * 8760,
        "dn": weather["dni_w_m2"],
        "df": weather["dhi_w_m2"],
        "gh": weather["ghi_w_m2"],
        "tdry": weather["temp_air_c"],
        "wspd": weather["wind_m_s"],
        "pres": [pvlib.atmosphere.alt2pres(SITE["altitude_m"]) / 100] * 8760,
    }
    design = model.SystemDesign
    design.system_capacity = 20 * MODULE["p_stc_w"] / 1000
    design.tilt, design.azimuth, design.array_type, design.module_type = 23, 0, 0, 0
    design.dc_ac_ratio = 20 * MODULE["p_stc_w"] / INVERTER["p_ac_max_w"]
    design.inv_eff, design.losses, design.gcr = 100 * INVERTER["efficiency"], 0, 0.4
    model.SolarResource.albedo = [0.2]
    model.AdjustmentFactors.adjust_constant = 0
    return model


def years(weather: dict[str, Any]) -> None:
    ours, rows, theirs = Ours(weather), frame(weather), sam(weather)
    theirs.execute()
    # stamps with minutes are moments to SAM
    rest = ours.rest("pvwatts_v8", LINEAR, sunlit_centre=False)
    found = json.loads(ours.anew().call(rest))["value"]
    near("year of SAM", found["annual_ac_kwh"], theirs.Outputs.annual_energy, 1e-4)
    for name, module in (("linear", LINEAR), ("cec", MODULE)):
        chain, rest = pvlib_chain(module), ours.rest("pvlib", module)
        found = json.loads(ours.anew().call(rest))["value"]
        ac = chain.run_model(rows).results.ac
        # its PVWatts inverter takes the whole frame of a diode
        ac = ac["p_mp"] if isinstance(ac, pd.DataFrame) else ac
        near("year of pvlib", found["annual_ac_kwh"], ac.sum() / 1000, 1e-6)
        known = ours.anew()
        known.call(rest)
        modern = ours.rest("modern", module)
        their_year = same(lambda chain=chain: chain.run_model(rows))
        cold = {"python": (ours.anew, lambda part, rest=modern: part.call(rest), 1.0), "pvlib": their_year, "sam": same(theirs.execute)}
        race(f"simulate_year/{name}/cold", cold)
        sun = chain.location.get_solarposition(rows.index, temperature=12)
        extra = pvlib.irradiance.get_extra_radiation(rows.index)
        air = chain.location.get_airmass(rows.index, sun)

        def cached(chain: ModelChain = chain) -> None:
            """The chain with the sun known: pvlib's own functions in their order."""
            array = chain.system.arrays[0]
            plane = (23, 0, sun["apparent_zenith"], sun["azimuth"])
            more = {"dni_extra": extra, "airmass": air["airmass_relative"], "albedo": 0.2, "model": "perez"}
            light = pvlib.irradiance.get_total_irradiance(*plane, rows["dni"], rows["ghi"], rows["dhi"], **more)
            bent = pvlib.iam.physical(pvlib.irradiance.aoi(*plane))
            effective = light["poa_direct"] * bent + light["poa_diffuse"]
            cell = pvlib.temperature.sapm_cell(light["poa_global"], rows["temp_air"], rows["wind_speed"], **OPEN_RACK)
            if "a_ref" in array.module_parameters:
                diode = pvlib.pvsystem.calcparams_cec(effective, cell, **array.module_parameters)
                dc = 20 * pvlib.pvsystem.max_power_point(*diode, method="newton")["p_mp"]
            else:
                dc = pvlib.pvsystem.pvwatts_dc(effective, cell, 20 * MODULE["p_stc_w"], -0.0035)
            pvlib.inverter.pvwatts(dc, **chain.system.inverter_parameters)

        python = (lambda: known, lambda part, rest=modern: part.call(rest), 1.0)
        race(f"simulate_year/{name}/cached", {"python": python, "pvlib": same(cached)})

    part = coaraci.prepare("simulate_systems", {"weather": weather})
    many = [{**system(), "losses": LOSSES} for _ in range(SYSTEMS)]
    text = json.dumps({"site": SITE, "systems": many})
    chain, factor = pvlib_chain(MODULE), SYSTEMS / THEIR_SYSTEMS

    def again(run: Any) -> tuple[Any, Any, float]:
        return (lambda: None, lambda _: [run() for _ in range(THEIR_SYSTEMS)], factor)

    hosts = {"python": same(lambda: part.call(text)), "pvlib": again(lambda: chain.run_model(rows)), "sam": again(theirs.execute)}
    race(f"simulate_systems/{SYSTEMS}", hosts, 3)


def columns() -> None:
    seconds = 1_546_300_800 + 60 * np.arange(ROWS, dtype=np.int64)
    their_times = pd.to_datetime(seconds[::PART], unit="s", utc=True)
    place = {"latitude": SITE["latitude"], "longitude": SITE["longitude"], "altitude_m": SITE["altitude_m"]}
    request = {"site": place, "delta_t_s": 67.0}

    def positions() -> Any:
        return coaraci.call_batch("sun_position", {"unix_s": seconds}, request)

    def their_positions() -> Any:
        return pvlib.solarposition.spa_python(
            their_times, SITE["latitude"], SITE["longitude"], SITE["altitude_m"], pvlib.atmosphere.alt2pres(SITE["altitude_m"]), 12, 67.0
        )

    sun, theirs = positions(), their_positions()
    zenith, azimuth = np.asarray(sun["apparent_zenith_deg"]), np.asarray(sun["azimuth_deg"])
    near("positions", zenith[::PART], theirs["apparent_zenith"], 0.0, 1e-6)
    part = (lambda: None, lambda _: their_positions(), float(PART))
    race("sun_position/1e6", {"python": same(positions), "pvlib": part}, 5)

    draw = np.random.default_rng(1)
    cos = np.clip(np.cos(np.radians(zenith)), 0.0, None)
    dni, dhi = 900 * draw.random(ROWS) * (cos > 0), 300 * draw.random(ROWS) * (cos > 0)
    light = {
        "apparent_zenith_deg": zenith,
        "sun_azimuth_deg": azimuth,
        "ghi_w_m2": dni * cos + dhi,
        "dni_w_m2": dni,
        "dhi_w_m2": dhi,
        "extraterrestrial_w_m2": np.full(ROWS, 1366.1),
    }
    plane = {"tilt_deg": 23, "azimuth_deg": 0, "albedo": 0.2}

    def perez() -> Any:
        return coaraci.call_batch("transpose_irradiance", light, plane)

    def their_perez() -> Any:
        mass = pvlib.atmosphere.get_relative_airmass(zenith)
        return pvlib.irradiance.get_total_irradiance(
            23, 0, zenith, azimuth, dni, light["ghi_w_m2"], dhi, 1366.1, airmass=mass, albedo=0.2, model="perez"
        )

    near("light in the plane", perez()["poa_w_m2"], their_perez()["poa_global"], 0.0, 1e-7)
    race("transpose_irradiance/1e6", {"python": same(perez), "pvlib": same(their_perez)}, 5)

    effective, cell = 20 + 1000 * draw.random(ROWS), 10 + 60 * draw.random(ROWS)
    lit = {"effective_w_m2": effective, "cell_c": cell}
    parameters = pvlib_chain(MODULE).system.arrays[0].module_parameters

    def diode() -> Any:
        return coaraci.call_batch("single_diode", lit, {"module": MODULE})

    def their_diode() -> Any:
        curve = pvlib.pvsystem.calcparams_cec(effective[::PART], cell[::PART], **parameters)
        return pvlib.pvsystem.singlediode(*curve, method="newton")

    near("maximum power", np.asarray(diode()["p_mp_w"])[::PART], their_diode()["p_mp"], 1e-8)
    part = (lambda: None, lambda _: their_diode(), float(PART))
    race("single_diode/1e6", {"python": same(diode), "pvlib": part}, 5)


def main() -> None:
    years(year()["weather"])
    columns()


if __name__ == "__main__":
    main()
