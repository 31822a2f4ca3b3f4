"""Position of the sun."""

from importlib import import_module
from typing import Any

from ...columns import call_batch
from ._rows import given, one

__all__ = ["get_solarposition"]


def get_solarposition(
    time: Any,
    latitude: float,
    longitude: float,
    altitude: float | None = None,
    pressure: float | None = None,
    method: str = "nrel_numpy",
    temperature: float = 12,
    delta_t: float | None = 67.0,
) -> Any:
    """As `pvlib.solarposition.get_solarposition`, without `equation_of_time`.

    `time` is a pandas index of instants; one without a zone is universal time. `method` is `nrel_numpy` (the NREL algorithm).
    """
    if method != "nrel_numpy":
        raise ValueError("method must be 'nrel_numpy'")
    numpy, pandas = import_module("numpy"), import_module("pandas")
    index = pandas.DatetimeIndex(time)
    universal = index.tz_localize("UTC") if index.tz is None else index.tz_convert("UTC")
    unix_s = universal.as_unit("s").asi8.astype(numpy.int64)
    if altitude is None and pressure is None:
        altitude, pressure = 0.0, 101325.0
    site = given(
        latitude=float(latitude),
        longitude=float(longitude),
        altitude_m=altitude,
        pressure_pa=pressure,
        air_c=one("temperature", temperature),
    )
    request = given(site=site, delta_t_s=delta_t)
    found = call_batch("sun_position", {"unix_s": unix_s}, request)
    column = {name: numpy.asarray(found[name], dtype=float) for name in ("zenith_deg", "apparent_zenith_deg", "azimuth_deg")}
    return pandas.DataFrame(
        {
            "apparent_zenith": column["apparent_zenith_deg"],
            "zenith": column["zenith_deg"],
            "apparent_elevation": 90 - column["apparent_zenith_deg"],
            "elevation": 90 - column["zenith_deg"],
            "azimuth": column["azimuth_deg"],
        },
        index=index,
    )
