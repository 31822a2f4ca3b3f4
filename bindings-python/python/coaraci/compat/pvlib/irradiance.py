"""Decomposition and transposition."""

from importlib import import_module
from typing import Any

from ..._operations import decompose_irradiance, extraterrestrial_irradiance
from ._rows import Rows, day_of_year, given, one

__all__ = [
    "aoi",
    "boland",
    "dirint",
    "disc",
    "erbs",
    "erbs_driesse",
    "get_extra_radiation",
    "get_ground_diffuse",
    "get_total_irradiance",
    "haydavies",
    "isotropic",
    "klucher",
    "orgill_hollands",
    "perez",
    "perez_driesse",
    "reindl",
]

_SETS = {
    "allsitescomposite1990": "all_sites_1990",
    "allsitescomposite1988": "all_sites_1988",
    "sandiacomposite1988": "sandia_1988",
    "usacomposite1988": "usa_1988",
    "france1988": "france_1988",
    "phoenix1988": "phoenix_1988",
    "elmonte1988": "el_monte_1988",
    "osage1988": "osage_1988",
    "albuquerque1988": "albuquerque_1988",
    "capecanaveral1988": "cape_canaveral_1988",
    "albany1988": "albany_1988",
}
_MODELS = {
    "isotropic": "isotropic",
    "klucher": "klucher",
    "haydavies": "hay_davies",
    "reindl": "reindl",
    "perez": "perez",
    "perez-driesse": "perez_driesse",
}
# without extraterrestrial irradiance the models that do not need it are given any
_ANY = 1366.1


def _transpose(
    model: str,
    surface_tilt: Any,
    surface_azimuth: Any,
    solar_zenith: Any,
    solar_azimuth: Any,
    dni: Any,
    ghi: Any,
    dhi: Any,
    dni_extra: Any = None,
    albedo: Any = 0.25,
    perez_set: str | None = None,
) -> tuple[Rows, dict[str, Any]]:
    rows = Rows(
        apparent_zenith_deg=solar_zenith,
        sun_azimuth_deg=solar_azimuth,
        ghi_w_m2=ghi,
        dni_w_m2=dni,
        dhi_w_m2=dhi,
        extraterrestrial_w_m2=_ANY if dni_extra is None else dni_extra,
    )
    request = given(
        model=model,
        perez_set=perez_set,
        tilt_deg=one("surface_tilt", surface_tilt),
        azimuth_deg=one("surface_azimuth", surface_azimuth),
        albedo=one("albedo", albedo),
    )
    names = ("incidence_deg", "poa_w_m2", "beam_w_m2", "sky_w_m2", "ground_w_m2")
    return rows, rows.call("transpose_irradiance", request, *names)


def _sky(model: str, tilt: Any, azimuth: Any, zenith: Any, sun: Any, dni: Any, ghi: Any, dhi: Any, extra: Any = None, **more: Any) -> Any:
    rows, found = _transpose(model, tilt, azimuth, zenith, sun, dni, ghi, dhi, extra, **more)
    return rows.give(found["sky_w_m2"])


def aoi(surface_tilt: Any, surface_azimuth: Any, solar_zenith: Any, solar_azimuth: Any) -> Any:
    """As `pvlib.irradiance.aoi`."""
    rows, found = _transpose("isotropic", surface_tilt, surface_azimuth, solar_zenith, solar_azimuth, 0.0, 0.0, 0.0)
    return rows.give(found["incidence_deg"])


def isotropic(surface_tilt: Any, dhi: Any) -> Any:
    """As `pvlib.irradiance.isotropic`."""
    return _sky("isotropic", surface_tilt, 0.0, 0.0, 0.0, 0.0, dhi, dhi)


def klucher(surface_tilt: Any, surface_azimuth: Any, dhi: Any, ghi: Any, solar_zenith: Any, solar_azimuth: Any) -> Any:
    """As `pvlib.irradiance.klucher`."""
    return _sky("klucher", surface_tilt, surface_azimuth, solar_zenith, solar_azimuth, 0.0, ghi, dhi)


def haydavies(
    surface_tilt: Any, surface_azimuth: Any, dhi: Any, dni: Any, dni_extra: Any, solar_zenith: Any, solar_azimuth: Any
) -> Any:
    """As `pvlib.irradiance.haydavies`."""
    return _sky("hay_davies", surface_tilt, surface_azimuth, solar_zenith, solar_azimuth, dni, dhi, dhi, dni_extra)


def reindl(
    surface_tilt: Any, surface_azimuth: Any, dhi: Any, dni: Any, ghi: Any, dni_extra: Any, solar_zenith: Any, solar_azimuth: Any
) -> Any:
    """As `pvlib.irradiance.reindl`."""
    return _sky("reindl", surface_tilt, surface_azimuth, solar_zenith, solar_azimuth, dni, ghi, dhi, dni_extra)


def perez(
    surface_tilt: Any,
    surface_azimuth: Any,
    dhi: Any,
    dni: Any,
    dni_extra: Any,
    solar_zenith: Any,
    solar_azimuth: Any,
    airmass: Any = None,
    model: str = "allsitescomposite1990",
) -> Any:
    """As `pvlib.irradiance.perez`; the air mass is that of Kasten and Young at the zenith, whatever `airmass` holds."""
    name = _SETS.get(model)
    if name is None:
        raise ValueError(f"unknown set of coefficients {model}")
    return _sky("perez", surface_tilt, surface_azimuth, solar_zenith, solar_azimuth, dni, dhi, dhi, dni_extra, perez_set=name)


def perez_driesse(
    surface_tilt: Any,
    surface_azimuth: Any,
    dhi: Any,
    dni: Any,
    dni_extra: Any,
    solar_zenith: Any,
    solar_azimuth: Any,
    airmass: Any = None,
) -> Any:
    """As `pvlib.irradiance.perez_driesse`; the air mass is that of Kasten and Young at the zenith."""
    return _sky("perez_driesse", surface_tilt, surface_azimuth, solar_zenith, solar_azimuth, dni, dhi, dhi, dni_extra)


def get_ground_diffuse(surface_tilt: Any, ghi: Any, albedo: Any = 0.25) -> Any:
    """As `pvlib.irradiance.get_ground_diffuse`, without surface types."""
    rows, found = _transpose("isotropic", surface_tilt, 0.0, 0.0, 0.0, 0.0, ghi, 0.0, albedo=albedo)
    return rows.give(found["ground_w_m2"])


def get_total_irradiance(
    surface_tilt: Any,
    surface_azimuth: Any,
    solar_zenith: Any,
    solar_azimuth: Any,
    dni: Any,
    ghi: Any,
    dhi: Any,
    dni_extra: Any = None,
    airmass: Any = None,
    albedo: Any = 0.25,
    model: str = "isotropic",
    model_perez: str = "allsitescomposite1990",
) -> Any:
    """As `pvlib.irradiance.get_total_irradiance`: a frame where an argument is a series, else a mapping."""
    name = _MODELS.get(model)
    if name is None:
        raise ValueError(f"invalid model selection {model}")
    if dni_extra is None and name not in ("isotropic", "klucher"):
        raise ValueError(f"dni_extra is required for model {model}")
    rows, found = _transpose(
        name,
        surface_tilt,
        surface_azimuth,
        solar_zenith,
        solar_azimuth,
        dni,
        ghi,
        dhi,
        dni_extra,
        albedo,
        _SETS[model_perez] if name == "perez" else None,
    )
    answer = {
        "poa_global": rows.give(found["poa_w_m2"]),
        "poa_direct": rows.give(found["beam_w_m2"]),
        "poa_diffuse": rows.give(found["sky_w_m2"] + found["ground_w_m2"]),
        "poa_sky_diffuse": rows.give(found["sky_w_m2"]),
        "poa_ground_diffuse": rows.give(found["ground_w_m2"]),
    }
    pandas_series = hasattr(answer["poa_global"], "to_frame")
    return import_module("pandas").DataFrame(answer) if pandas_series else answer


def _split(model: str, ghi: Any, zenith: Any, when: Any, pressure: Any = None) -> tuple[Rows, dict[str, Any]]:
    rows = Rows(ghi_w_m2=ghi, zenith_deg=zenith, day_of_year=day_of_year(when))
    request = given(model=model, pressure_pa=None if pressure is None else one("pressure", pressure))
    return rows, rows.call("decompose_irradiance", request, "dni_w_m2", "dhi_w_m2", "clearness_ratio")


def _parts(model: str, ghi: Any, zenith: Any, when: Any) -> dict[str, Any]:
    rows, found = _split(model, ghi, zenith, when)
    names = (("dni", "dni_w_m2"), ("dhi", "dhi_w_m2"), ("kt", "clearness_ratio"))
    return {ours: rows.give(found[theirs]) for ours, theirs in names}


def erbs(ghi: Any, zenith: Any, datetime_or_doy: Any) -> dict[str, Any]:
    """As `pvlib.irradiance.erbs` with its default limits."""
    return _parts("erbs", ghi, zenith, datetime_or_doy)


def erbs_driesse(ghi: Any, zenith: Any, datetime_or_doy: Any) -> dict[str, Any]:
    """As `pvlib.irradiance.erbs_driesse` with its default limits."""
    return _parts("erbs_driesse", ghi, zenith, datetime_or_doy)


def boland(ghi: Any, solar_zenith: Any, datetime_or_doy: Any) -> dict[str, Any]:
    """As `pvlib.irradiance.boland` with the hourly coefficients (a 7.997, b 0.586)."""
    return _parts("boland", ghi, solar_zenith, datetime_or_doy)


def orgill_hollands(ghi: Any, zenith: Any, datetime_or_doy: Any) -> dict[str, Any]:
    """As `pvlib.irradiance.orgill_hollands` with its default limits."""
    return _parts("orgill_hollands", ghi, zenith, datetime_or_doy)


def disc(ghi: Any, solar_zenith: Any, datetime_or_doy: Any, pressure: Any = 101325) -> dict[str, Any]:
    """As `pvlib.irradiance.disc`, without `airmass`."""
    rows, found = _split("disc", ghi, solar_zenith, datetime_or_doy, pressure)
    return {"dni": rows.give(found["dni_w_m2"]), "kt": rows.give(found["clearness_ratio"])}


def dirint(
    ghi: Any,
    solar_zenith: Any,
    times: Any,
    pressure: Any = 101325.0,
    use_delta_kt_prime: bool = True,
    temp_dew: Any = None,
) -> Any:
    """As `pvlib.irradiance.dirint` with its default limits: a series."""
    numpy, pandas = import_module("numpy"), import_module("pandas")
    days = numpy.broadcast_to(numpy.asarray(day_of_year(times)), numpy.shape(ghi))
    request = given(
        model="dirint",
        ghi_w_m2=[float(value) for value in ghi],
        zenith_deg=[float(value) for value in solar_zenith],
        day_of_year=[int(day) for day in days],
        pressure_pa=one("pressure", pressure),
        use_change=use_delta_kt_prime,
        dew_c=None if temp_dew is None else [float(value) for value in numpy.broadcast_to(temp_dew, numpy.shape(ghi))],
    )
    found = decompose_irradiance(request)  # type: ignore[arg-type]
    values = [numpy.nan if value is None else value for value in found["dni_w_m2"]]
    return pandas.Series(values, index=times)


def get_extra_radiation(datetime_or_doy: Any, solar_constant: float = 1366.1, method: str = "spencer") -> Any:
    """As `pvlib.irradiance.get_extra_radiation` for `spencer` and `asce`."""
    if method not in ("spencer", "asce"):
        raise ValueError(f"Invalid method: {method}")
    numpy, pandas = import_module("numpy"), import_module("pandas")
    days = numpy.asarray(day_of_year(datetime_or_doy), dtype=float)

    def light(day: float) -> float:
        request = {"day_of_year": int(day), "model": method, "solar_constant_w_m2": solar_constant}
        return float(extraterrestrial_irradiance(request)["extraterrestrial_w_m2"])  # type: ignore[arg-type]

    known = {day: light(day) for day in numpy.unique(days).tolist()}
    values = numpy.vectorize(known.__getitem__, otypes=[float])(days)
    if isinstance(datetime_or_doy, pandas.DatetimeIndex):
        return pandas.Series(values, index=datetime_or_doy)
    return float(values) if values.shape == () else values
