"""Air and air mass."""

from typing import Any

from ._rows import Rows

__all__ = ["alt2pres", "get_absolute_airmass", "get_relative_airmass"]

_MODELS = {"kastenyoung1989": "kasten_young1989", "kasten1966": "kasten1966", "young1994": "young1994"}


def get_relative_airmass(zenith: Any, model: str = "kastenyoung1989") -> Any:
    """As `pvlib.atmosphere.get_relative_airmass`, for `kastenyoung1989`, `kasten1966` and `young1994`."""
    name = _MODELS.get(model.lower())
    if name is None:
        raise ValueError(f"{model} is not a valid model for relativeairmass")
    rows = Rows(zenith_deg=zenith)
    found = rows.call("air_mass", {"model": name}, "relative_air_mass_ratio")["relative_air_mass_ratio"]
    return rows.give(found)


def get_absolute_airmass(airmass_relative: Any, pressure: Any = 101325.0) -> Any:
    """As `pvlib.atmosphere.get_absolute_airmass`."""
    return airmass_relative * pressure / 101325.0


def alt2pres(altitude: Any) -> Any:
    """As `pvlib.atmosphere.alt2pres`."""
    return 100 * ((44331.514 - altitude) / 11880.516) ** (1 / 0.1902632)
