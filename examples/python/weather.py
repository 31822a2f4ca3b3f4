"""Weather for an address: `weather.py "Praça da Sé, São Paulo"`; without one it reads samples that it makes itself."""

import json
import sys
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import coaraci

NAMES = "ghi_w_m2,dni_w_m2,dhi_w_m2,temp_air_c,wind_m_s"
PVGIS = ("G(h)", "Gb(n)", "Gd(h)", "T2m", "WS10m")
POWER = ("ALLSKY_SFC_SW_DWN", "ALLSKY_SFC_SW_DNI", "ALLSKY_SFC_SW_DIFF", "T2M", "WS10M")


def fetch(url: str, **query: object) -> str:
    with urlopen(Request(f"{url}?{urlencode(query)}", headers={"User-Agent": "coaraci-example"}), timeout=120) as answer:
        return str(answer.read().decode("utf-8"))


def place(address: str) -> tuple[float, float]:
    found = json.loads(fetch("https://nominatim.openstreetmap.org/search", q=address, format="json", limit=1))
    return float(found[0]["lat"]), float(found[0]["lon"])


def read_pvgis(text: str, utc_offset_h: int) -> Any:
    """A typical year of https://re.jrc.ec.europa.eu/api/v5_3/tmy (lat, lon, outputformat=json)."""
    return coaraci.read_weather({"format": "pvgis_json", "text": text, "utc_offset_h": utc_offset_h, "id": "PVGIS"})


def read_power(text: str, year: int, utc_offset_h: int) -> Any:
    """A year and a day of https://power.larc.nasa.gov/api/temporal/hourly/point in universal time."""
    file = json.loads(text)
    longitude, latitude, altitude = file["geometry"]["coordinates"]
    series = [file["properties"]["parameter"][name] for name in POWER]
    stamps = sorted(series[0])[-utc_offset_h : 8760 - utc_offset_h]  # from local midnight
    rows = (",".join("" if hours[stamp] == -999 else str(hours[stamp]) for hours in series) for stamp in stamps)
    site: Any = {"latitude": latitude, "longitude": longitude, "altitude_m": altitude, "utc_offset_h": utc_offset_h}
    request: Any = {"format": "columns", "text": "\n".join([NAMES, *rows, ""]), "site": site, "step_s": 3600}
    return coaraci.read_weather(request | {"start": f"{year}-01-01T00:00:00{utc_offset_h:+03d}:00", "stamp": "interval_start"})


if len(sys.argv) > 1:
    lat, lon = place(sys.argv[1])
    year = read_pvgis(fetch("https://re.jrc.ec.europa.eu/api/v5_3/tmy", lat=lat, lon=lon, outputformat="json"), -3)
    print(year["site"], f"{sum(year['weather']['ghi_w_m2']) / 1000:.0f} kWh/m2 a year")
else:
    start = datetime(2023, 1, 1)  # eight hours of light from 12 o'clock, universal time: from 9 in Brasília
    sun = {start + timedelta(hours=n): 500 * (12 <= n % 24 < 20) for n in range(8784)}
    air = {"T2m": 20, "WS10m": 3, "SP": 93000}
    rows = [{"time(UTC)": f"{at:%Y%m%d:%H%M}", **dict.fromkeys(PVGIS, light), **air} for at, light in sun.items()][:8760]
    site = {"latitude": -23, "longitude": -46, "elevation": 760}
    pvgis = {"inputs": {"location": site}, "outputs": {"tmy_hourly": rows}}
    power = dict.fromkeys(POWER, {f"{at:%Y%m%d%H}": light for at, light in sun.items()})
    power |= {name: {f"{at:%Y%m%d%H}": 20 for at in sun} for name in POWER[3:]}
    sample = {"geometry": {"coordinates": [-46, -23, 760]}, "properties": {"parameter": power}}
    for year in (read_pvgis(json.dumps(pvgis), -3), read_power(json.dumps(sample), 2023, -3)):
        print(year["weather"]["start"], f"{sum(year['weather']['ghi_w_m2']) / 1000} kWh/m2 a year")
        assert sum(year["weather"]["ghi_w_m2"]) == 365 * 8 * 500 and year["weather"]["ghi_w_m2"][9] == 500
