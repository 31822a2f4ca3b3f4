"""Modules."""

from importlib import import_module
from typing import Any

from ._rows import Rows

__all__ = [
    "calcparams_cec",
    "calcparams_desoto",
    "calcparams_pvsyst",
    "max_power_point",
    "max_power_point_cec",
    "pvwatts_dc",
    "singlediode",
]

_BOLTZMANN_EV = 8.617333262e-05
_BOLTZMANN, _CHARGE = 1.380649e-23, 1.602176634e-19
# beyond it a resistance is none
_OPEN_OHM = 1e12


def pvwatts_dc(effective_irradiance: Any, temp_cell: Any, pdc0: float, gamma_pdc: float) -> Any:
    """As `pvlib.pvsystem.pvwatts_dc` with `temp_ref` 25 °C."""
    rows = Rows(effective_w_m2=effective_irradiance, cell_c=temp_cell)
    request = {"p_dc_stc_kw": pdc0 / 1000, "gamma_pmp_pct_per_k": gamma_pdc * 100}
    return rows.give(rows.call("linear_module_power", request, "p_dc_w")["p_dc_w"])


def max_power_point_cec(
    effective_irradiance: Any,
    temp_cell: Any,
    alpha_sc: float,
    a_ref: float,
    I_L_ref: float,
    I_o_ref: float,
    R_sh_ref: float,
    R_s: float,
    Adjust: float,
) -> dict[str, Any]:
    """`calcparams_cec` and `singlediode` in one: `i_sc`, `v_oc`, `i_mp`, `v_mp`, `p_mp`."""
    rows = Rows(effective_w_m2=effective_irradiance, cell_c=temp_cell)
    module = {
        "alpha_isc_a_per_k": alpha_sc,
        "a_ref_v": a_ref,
        "i_l_ref_a": I_L_ref,
        "i_o_ref_a": I_o_ref,
        "r_sh_ref_ohm": R_sh_ref,
        "r_s_ohm": R_s,
        "adjust_pct": Adjust,
    }
    names = {"i_sc": "i_sc_a", "v_oc": "v_oc_v", "i_mp": "i_mp_a", "v_mp": "v_mp_v", "p_mp": "p_mp_w"}
    found = rows.call("single_diode", {"module": module}, *names.values())
    return {name: rows.give(found[ours]) for name, ours in names.items()}


def calcparams_desoto(
    effective_irradiance: Any,
    temp_cell: Any,
    alpha_sc: float,
    a_ref: float,
    I_L_ref: float,
    I_o_ref: float,
    R_sh_ref: float,
    R_s: float,
    EgRef: float = 1.121,
    dEgdT: float = -0.0002677,
    irrad_ref: float = 1000,
    temp_ref: float = 25,
) -> tuple[Any, Any, Any, Any, Any]:
    """As `pvlib.pvsystem.calcparams_desoto`: the equations of the page on the single diode, with NumPy."""
    numpy = import_module("numpy")
    light = effective_irradiance / irrad_ref
    reference, kelvin = temp_ref + 273.15, temp_cell + 273.15
    warmer = kelvin - reference
    gap = EgRef * (1 + dEgdT * warmer)
    with numpy.errstate(divide="ignore"):
        shunt = R_sh_ref / light if hasattr(light, "index") else numpy.divide(R_sh_ref, light)
    saturation = I_o_ref * (kelvin / reference) ** 3 * numpy.exp((EgRef / reference - gap / kelvin) / _BOLTZMANN_EV)
    return light * (I_L_ref + alpha_sc * warmer), saturation, R_s, shunt, a_ref * kelvin / reference


def calcparams_cec(
    effective_irradiance: Any,
    temp_cell: Any,
    alpha_sc: float,
    a_ref: float,
    I_L_ref: float,
    I_o_ref: float,
    R_sh_ref: float,
    R_s: float,
    Adjust: float,
    EgRef: float = 1.121,
    dEgdT: float = -0.0002677,
    irrad_ref: float = 1000,
    temp_ref: float = 25,
) -> tuple[Any, Any, Any, Any, Any]:
    """As `pvlib.pvsystem.calcparams_cec`."""
    adjusted = alpha_sc * (1 - Adjust / 100)
    more = (EgRef, dEgdT, irrad_ref, temp_ref)
    return calcparams_desoto(effective_irradiance, temp_cell, adjusted, a_ref, I_L_ref, I_o_ref, R_sh_ref, R_s, *more)


def calcparams_pvsyst(
    effective_irradiance: Any,
    temp_cell: Any,
    alpha_sc: float,
    gamma_ref: float,
    mu_gamma: float,
    I_L_ref: float,
    I_o_ref: float,
    R_sh_ref: float,
    R_sh_0: float,
    R_s: float,
    cells_in_series: int,
    R_sh_exp: float = 5.5,
    EgRef: float = 1.121,
    irrad_ref: float = 1000,
    temp_ref: float = 25,
) -> tuple[Any, Any, Any, Any, Any]:
    """As `pvlib.pvsystem.calcparams_pvsyst`."""
    numpy = import_module("numpy")
    light = effective_irradiance / irrad_ref
    reference, kelvin = temp_ref + 273.15, temp_cell + 273.15
    gamma = gamma_ref + mu_gamma * (kelvin - reference)
    gap = _CHARGE * EgRef / (_BOLTZMANN * gamma) * (1 / reference - 1 / kelvin)
    saturation = I_o_ref * (kelvin / reference) ** 3 * numpy.exp(gap)
    dark = numpy.exp(-R_sh_exp)
    base = max((R_sh_ref - R_sh_0 * dark) / (1 - dark), 0.0)
    shunt = base + (R_sh_0 - base) * numpy.exp(-R_sh_exp * light)
    ideality = gamma * _BOLTZMANN / _CHARGE * cells_in_series * kelvin
    return light * (I_L_ref + alpha_sc * (kelvin - reference)), saturation, R_s, shunt, ideality


def singlediode(
    photocurrent: Any, saturation_current: Any, resistance_series: Any, resistance_shunt: Any, nNsVth: Any
) -> Any:
    """As `pvlib.pvsystem.singlediode`, without `i_x` and `i_xx`: a frame where an argument is a series, else a mapping."""
    numpy = import_module("numpy")
    rows = Rows(
        i_l_a=photocurrent,
        i_o_a=saturation_current,
        r_s_ohm=resistance_series,
        r_sh_ohm=resistance_shunt if hasattr(resistance_shunt, "index") else numpy.minimum(resistance_shunt, _OPEN_OHM),
        a_v=nNsVth,
    )
    rows.columns["r_sh_ohm"] = numpy.minimum(rows.columns["r_sh_ohm"], _OPEN_OHM)
    names = {"i_sc": "i_sc_a", "v_oc": "v_oc_v", "i_mp": "i_mp_a", "v_mp": "v_mp_v", "p_mp": "p_mp_w"}
    found = rows.call("solve_diode", {}, *names.values())
    answer = {name: rows.give(found[ours]) for name, ours in names.items()}
    return import_module("pandas").DataFrame(answer) if hasattr(answer["p_mp"], "to_frame") else answer


def max_power_point(
    photocurrent: Any, saturation_current: Any, resistance_series: Any, resistance_shunt: Any, nNsVth: Any
) -> Any:
    """As `pvlib.pvsystem.max_power_point`."""
    found = singlediode(photocurrent, saturation_current, resistance_series, resistance_shunt, nNsVth)
    return found[["i_mp", "v_mp", "p_mp"]] if hasattr(found, "columns") else {name: found[name] for name in ("i_mp", "v_mp", "p_mp")}
