"""pvlib's names over our columns, against figures of pvlib 0.16.1 in the shared vectors."""

import csv
from pathlib import Path

import pytest

numpy = pytest.importorskip("numpy")
pandas = pytest.importorskip("pandas")

from coaraci.compat import pvlib  # noqa: E402

VECTORS = Path(__file__).resolve().parents[2] / ".." / "shared" / "vectors" / "energy"


def table(name):
    """The columns of a shared vector file; an empty cell is NaN."""
    path = VECTORS / name
    if not path.exists():
        pytest.skip(f"left out: {path} is not there")
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))

    def column(name):
        cells = [row[name] for row in rows]
        try:
            return numpy.array([float(cell) if cell else numpy.nan for cell in cells])
        except ValueError:
            return numpy.array(cells)

    return {name: column(name) for name in rows[0]}


def close(found, expected, tolerance=1e-9):
    found, expected = numpy.asarray(found, dtype=float), numpy.asarray(expected, dtype=float)
    known = numpy.isfinite(expected)
    assert known.any()
    off = numpy.abs(found - expected)[known]
    assert (off <= tolerance * numpy.maximum(1, numpy.abs(expected[known])) + tolerance).all(), off.max()


def test_relative_airmass():
    rows = table("airmass.csv")
    zenith = next(rows[name] for name in rows if "zenith" in name)
    for name in rows:
        if name == "kastenyoung1989":
            close(pvlib.atmosphere.get_relative_airmass(zenith), rows[name])


def test_cell_temperatures():
    rows = table("cell_temperature.csv")
    light = next(rows[name] for name in ("poa", "poa_global", "g") if name in rows)
    air = next(rows[name] for name in ("temp_air", "ta", "t_air") if name in rows)
    wind = next(rows[name] for name in ("wind_speed", "ws", "wind") if name in rows)
    checked = 0
    for mounting, parameters in pvlib.temperature.TEMPERATURE_MODEL_PARAMETERS["sapm"].items():
        for name in rows:
            if mounting in name:
                close(pvlib.temperature.sapm_cell(light, air, wind, **parameters), rows[name])
                checked += 1
    if "faiman" in rows:
        close(pvlib.temperature.faiman(light, air, wind), rows["faiman"])
        checked += 1
    assert checked


def test_scalars_series_and_nan():
    assert pvlib.iam.physical(0.0) == 1.0
    assert isinstance(pvlib.iam.ashrae(60.0), float)
    index = pandas.RangeIndex(3, 6)
    found = pvlib.pvsystem.pvwatts_dc(pandas.Series([500.0, numpy.nan, 1000.0], index), 25.0, 4000.0, -0.0035)
    assert list(found.index) == [3, 4, 5]
    assert found.iloc[0] == 2000.0 and numpy.isnan(found.iloc[1]) and found.iloc[2] == 4000.0


def test_position_is_a_frame_on_the_given_index():
    times = pandas.date_range("2019-01-01 06:30", periods=2, freq="h", tz="America/Sao_Paulo")
    found = pvlib.solarposition.get_solarposition(times, -23.627, -46.655, altitude=801.9, temperature=20.5)
    assert list(found.columns)[:2] == ["apparent_zenith", "zenith"]
    # chain_pvlib_hourly_BRA_SP_Sao_case0perez.csv, hour 6
    assert found.index.equals(times)
    assert abs(found["azimuth"].iloc[0] - 109.56848) < 1e-5


def test_a_plane_that_moves_is_refused():
    with pytest.raises(TypeError, match="surface_tilt"):
        pvlib.irradiance.aoi(numpy.array([10.0, 20.0]), 0.0, 30.0, 0.0)


def test_total_irradiance_adds_up():
    found = pvlib.irradiance.get_total_irradiance(20, 0, 30.0, 20.0, 800.0, 750.0, 60.0, 1400.0, model="perez", albedo=0.2)
    parts = found["poa_direct"] + found["poa_sky_diffuse"] + found["poa_ground_diffuse"]
    assert abs(found["poa_global"] - parts) < 1e-9
