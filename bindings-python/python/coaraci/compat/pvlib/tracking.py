"""Trackers."""

from importlib import import_module
from typing import Any

from ._rows import Rows

__all__ = ["singleaxis"]


def singleaxis(
    apparent_zenith: Any,
    solar_azimuth: Any,
    axis_tilt: float = 0,
    axis_azimuth: float = 0,
    max_angle: float = 90,
    backtrack: bool = True,
    gcr: float = 2.0 / 7.0,
    cross_axis_tilt: float = 0,
) -> Any:
    """As `pvlib.tracking.singleaxis`: a frame where an argument is a series, else a mapping."""
    rows = Rows(apparent_zenith_deg=apparent_zenith, sun_azimuth_deg=solar_azimuth)
    tracker = {
        "axis_tilt_deg": axis_tilt,
        "axis_azimuth_deg": axis_azimuth,
        "max_rotation_deg": max_angle,
        "backtracking": backtrack,
        "ground_coverage_ratio": gcr,
        "cross_axis_deg": cross_axis_tilt,
    }
    names = {
        "tracker_theta": "rotation_deg",
        "aoi": "incidence_deg",
        "surface_azimuth": "azimuth_deg",
        "surface_tilt": "tilt_deg",
    }
    found = rows.call("track_sun", {"tracker": tracker}, *names.values())
    answer = {name: rows.give(found[ours]) for name, ours in names.items()}
    return import_module("pandas").DataFrame(answer) if hasattr(answer["aoi"], "to_frame") else answer
