"""Modules."""

from typing import Any

from ._rows import Rows

__all__ = ["max_power_point_cec", "pvwatts_dc"]


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
