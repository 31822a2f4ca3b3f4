"""The generated year, the system and the module that the benches of this domain share."""

from typing import Any

import coaraci

SITE = {"latitude": -23.6, "longitude": -46.6, "altitude_m": 800, "utc_offset_h": -3}
CLIMATE = {
    "ghi_kwh_m2_day": [5.3, 5.4, 4.8, 4.3, 3.6, 3.4, 3.5, 4.3, 4.3, 5.0, 5.6, 5.8],
    "air_c": [20] * 12,
    "air_daily_range_c": [8] * 12,
    "wind_m_s": [2.5] * 12,
}
MODULE = {
    "p_stc_w": 430.803,
    "alpha_isc_a_per_k": 0.006197,
    "a_ref_v": 2.043637,
    "i_l_ref_a": 10.001098,
    "i_o_ref_a": 3.330453e-11,
    "r_s_ohm": 0.249883,
    "r_sh_ref_ohm": 1190.940552,
    "adjust_pct": 8.405635,
}
INVERTER = {"p_ac_max_w": 7500, "efficiency": 0.96}


def year() -> Any:
    """Site and weather."""
    return coaraci.answer("generate_weather", {"climate": CLIMATE, "site": SITE, "seed": 1})["value"]


def system(module: dict[str, Any] = MODULE) -> dict[str, Any]:
    """Twenty modules on one inverter."""
    array = {"tilt_deg": 23, "azimuth_deg": 0, "modules_per_string": 10, "strings": 2, "module": module}
    return {"arrays": [array], "inverter": INVERTER}
