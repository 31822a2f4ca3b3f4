"""Temperature of cells."""

from typing import Any

from ._rows import Rows

__all__ = ["TEMPERATURE_MODEL_PARAMETERS", "faiman", "pvsyst_cell", "ross", "sapm_cell"]

TEMPERATURE_MODEL_PARAMETERS = {
    "sapm": {
        "open_rack_glass_glass": {"a": -3.47, "b": -0.0594, "deltaT": 3},
        "close_mount_glass_glass": {"a": -2.98, "b": -0.0471, "deltaT": 1},
        "open_rack_glass_polymer": {"a": -3.56, "b": -0.0750, "deltaT": 3},
        "insulated_back_glass_polymer": {"a": -2.81, "b": -0.0455, "deltaT": 0},
    },
    "pvsyst": {
        "freestanding": {"u_c": 29.0, "u_v": 0},
        "insulated": {"u_c": 15.0, "u_v": 0},
        "semi_integrated": {"u_c": 20.0, "u_v": 0},
    },
}
_MOUNTINGS: dict[tuple[float, float, float], str] = {
    (-3.47, -0.0594, 3): "open_rack",
    (-2.98, -0.0471, 1): "close_roof",
    (-3.56, -0.0750, 3): "open_rack_polymer",
    (-2.81, -0.0455, 0): "insulated_back",
}


def _cells(poa: Any, air: Any, wind: Any, **parameters: Any) -> Any:
    rows = Rows(poa_w_m2=poa, air_c=air, wind_m_s=wind)
    return rows.give(rows.call("cell_temperature", {"parameters": parameters}, "cell_c")["cell_c"])


def sapm_cell(poa_global: Any, temp_air: Any, wind_speed: Any, a: float, b: float, deltaT: float) -> Any:
    """As `pvlib.temperature.sapm_cell`, for its four sets of parameters."""
    mounting = _MOUNTINGS.get((a, b, deltaT))
    if mounting is None:
        raise ValueError("a, b and deltaT must be a set of TEMPERATURE_MODEL_PARAMETERS['sapm']")
    return _cells(poa_global, temp_air, wind_speed, model="sapm", mounting=mounting)


def pvsyst_cell(
    poa_global: Any,
    temp_air: Any,
    wind_speed: Any = 1.0,
    u_c: float = 29.0,
    u_v: float = 0.0,
    module_efficiency: float = 0.1,
    alpha_absorption: float = 0.9,
) -> Any:
    """As `pvlib.temperature.pvsyst_cell`."""
    return _cells(
        poa_global,
        temp_air,
        wind_speed,
        model="pvsyst",
        u_c_w_m2_per_k=u_c,
        u_v_w_m2_per_k=u_v,
        module_efficiency=module_efficiency,
        absorption_fraction=alpha_absorption,
    )


def faiman(poa_global: Any, temp_air: Any, wind_speed: Any = 1.0, u0: float = 25.0, u1: float = 6.84) -> Any:
    """As `pvlib.temperature.faiman`."""
    return _cells(poa_global, temp_air, wind_speed, model="faiman", u_c_w_m2_per_k=u0, u_v_w_m2_per_k=u1)


def ross(poa_global: Any, temp_air: Any, noct: float) -> Any:
    """As `pvlib.temperature.ross` with the nominal operating cell temperature."""
    return _cells(poa_global, temp_air, 0.0, model="ross", noct_c=noct)
