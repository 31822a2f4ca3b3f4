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


def test_single_diode_of_the_cec():
    rows = table("single_diode_cec.csv")
    module = {name: rows[name] for name in ("alpha_sc", "a_ref", "I_L_ref", "I_o_ref", "R_sh_ref", "Adjust")}
    module["R_s"] = rows["R_s_ref"]
    diode = pvlib.pvsystem.calcparams_cec(rows["g_eff"], rows["t_cell"], **module)
    for found, name in zip(diode, ("IL", "I0", "Rs", "Rsh", "nNsVth"), strict=True):
        lit = rows["g_eff"] > 0
        close(numpy.broadcast_to(found, lit.shape)[lit], rows[name][lit])
    curve = pvlib.pvsystem.singlediode(*diode)
    for name in ("i_sc", "v_oc", "p_mp"):
        close(curve[name], rows[name])


def test_extra_radiation():
    rows = table("extraterrestrial.csv")
    close(pvlib.irradiance.get_extra_radiation(rows["day_of_year"]), rows["spencer_1366_1"])
    close(pvlib.irradiance.get_extra_radiation(rows["day_of_year"], method="asce"), rows["asce_1366_1"])
    assert isinstance(pvlib.irradiance.get_extra_radiation(10), float)


def test_dirint_of_a_series():
    rows = table("dirint_series.csv")
    times = pandas.to_datetime(rows["unix_s"], unit="s", utc=True)
    found = pvlib.irradiance.dirint(rows["ghi"], rows["zenith"], times, 95000.0, temp_dew=rows["temp_dew"])
    assert found.index.equals(times)
    # a row at the edge of a bin may fall to either side
    off = numpy.abs(found.to_numpy() - rows["dirint_dni_dew"]) > 1e-6
    assert numpy.count_nonzero(off & numpy.isfinite(rows["dirint_dni_dew"])) <= 2


def test_scalars_series_and_nan():
    assert pvlib.iam.physical(0.0) == 1.0
    assert isinstance(pvlib.iam.ashrae(60.0), float)
    index = pandas.RangeIndex(3, 6)
    found = pvlib.pvsystem.pvwatts_dc(pandas.Series([500.0, numpy.nan, 1000.0], index), 25.0, 4000.0, -0.0035)
    assert list(found.index) == [3, 4, 5]
    assert found.iloc[0] == 2000.0 and numpy.isnan(found.iloc[1]) and found.iloc[2] == 4000.0


def test_position_is_a_frame_on_the_given_index():
    times = pandas.date_range("2019-01-01 06:30", periods=2, freq="h", tz="Etc/GMT+3")
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
