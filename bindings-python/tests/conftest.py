"""A bill that several tests use: B1, 287 kWh under a yellow flag; the total of 303.77 is REN 1.000's arithmetic by hand."""

from typing import Any

import pytest

PART = {
    "tariffs": [
        {
            "valid_from": "2026-06-24",
            "valid_to": "2027-06-23",
            "te_brl_kwh": {"unico": "0.31085"},
            "tusd_brl_kwh": {"unico": "0.45717"},
        }
    ],
    "flags": [{"month": "2026-07", "adder_brl_kwh": "0.01885"}, {"month": "2026-08", "adder_brl_kwh": "0.01885"}],
}
REST = {
    "unit": {"subgroup": "b1", "class": "residencial", "connection": "bi3"},
    "cycle": {"previous_reading": "2026-07-10", "current_reading": "2026-08-10"},
    "consumption_kwh": {"unico": "287"},
    "taxes": {"icms_fraction": "0.18", "pis_fraction": "0.0083", "cofins_fraction": "0.0383"},
    "cosip_brl": "14.90",
}


@pytest.fixture
def part() -> dict[str, Any]:
    return PART


@pytest.fixture
def rest() -> dict[str, Any]:
    return REST
