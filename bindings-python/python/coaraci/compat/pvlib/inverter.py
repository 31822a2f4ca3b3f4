"""Inverters."""

from collections.abc import Mapping
from typing import Any

from ._rows import Rows

__all__ = ["pvwatts", "sandia"]


def pvwatts(pdc: Any, pdc0: float, eta_inv_nom: float = 0.96) -> Any:
    """As `pvlib.inverter.pvwatts` with the reference efficiency 0.9637."""
    rows = Rows(p_dc_w=pdc, v_dc_v=0.0)
    inverter = {"p_ac_max_w": pdc0 * eta_inv_nom, "efficiency": eta_inv_nom}
    return rows.give(rows.call("inverter_power", {"inverter": inverter}, "p_ac_w")["p_ac_w"])


def sandia(v_dc: Any, p_dc: Any, inverter: Mapping[str, float]) -> Any:
    """As `pvlib.inverter.sandia`."""
    rows = Rows(p_dc_w=p_dc, v_dc_v=v_dc)
    names = {
        "p_aco_w": "Paco",
        "p_dco_w": "Pdco",
        "v_dco_v": "Vdco",
        "p_so_w": "Pso",
        "c0": "C0",
        "c1": "C1",
        "c2": "C2",
        "c3": "C3",
        "p_nt_w": "Pnt",
    }
    ours = {name: float(inverter[theirs]) for name, theirs in names.items()}
    return rows.give(rows.call("inverter_power", {"inverter": ours}, "p_ac_w")["p_ac_w"])
