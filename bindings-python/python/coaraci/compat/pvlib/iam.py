"""Incidence-angle modifiers."""

from typing import Any

from ._rows import Rows, given

__all__ = ["ashrae", "martin_ruiz", "physical", "schlick"]


def _modifier(aoi: Any, **cover: Any) -> Any:
    rows = Rows(incidence_deg=aoi)
    return rows.give(rows.call("incidence_modifier", {"cover": given(**cover)}, "modifier_factor")["modifier_factor"])


def physical(aoi: Any, n: float = 1.526, K: float = 4.0, L: float = 0.002, *, n_ar: float | None = None) -> Any:
    """As `pvlib.iam.physical`."""
    return _modifier(aoi, model="physical", index_factor=n, extinction_factor=K, thickness_m=L, coating_index_factor=n_ar)


def ashrae(aoi: Any, b: float = 0.05) -> Any:
    """As `pvlib.iam.ashrae`."""
    return _modifier(aoi, model="ashrae", b_factor=b)


def martin_ruiz(aoi: Any, a_r: float = 0.16) -> Any:
    """As `pvlib.iam.martin_ruiz`."""
    return _modifier(aoi, model="martin_ruiz", angular_loss_factor=a_r)


def schlick(aoi: Any) -> Any:
    """As `pvlib.iam.schlick`."""
    return _modifier(aoi, model="schlick")
