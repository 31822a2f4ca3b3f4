"""Functions of pvlib, by its names, signatures and units, over the columns of this library.

`from coaraci.compat import pvlib` in place of `import pvlib`. Arguments may be numbers, NumPy arrays or pandas series; answers are
NumPy arrays, or series where an argument was one. Rows that pvlib answers with NaN are NaN here. What does not vary from row to row in a
fixed system (tilt and azimuth of the plane, parameters) must be a number.
"""

from . import atmosphere, iam, inverter, irradiance, pvsystem, solarposition, temperature, tracking

__all__ = [
    "atmosphere",
    "iam",
    "inverter",
    "irradiance",
    "pvsystem",
    "solarposition",
    "temperature",
    "tracking",
]
