"""Columns: a year of zenith angles as a NumPy array, in one call and into arrays of the caller."""

import coaraci
import numpy as np

zenith_deg = np.arange(8760) % 24 * 7.5
out = {"relative_air_mass_ratio": np.empty(8760), "absolute_air_mass_ratio": np.empty(8760)}
columns = coaraci.call_batch(coaraci.air_mass, {"zenith_deg": zenith_deg}, {"altitude_m": 760}, out)
print(f"{columns.rows} rows, {len(columns.issues)} bad ones, at 60 degrees {out['relative_air_mass_ratio'][8]:.4f}")

# Row form and column form share one kernel: the same bits.
row = coaraci.air_mass({"zenith_deg": 60.0, "altitude_m": 760.0})
assert row["relative_air_mass_ratio"] == out["relative_air_mass_ratio"][8]

# A bad row stops nothing: its status is the number of its issue, counted from one.
prices = coaraci.call_batch(coaraci.parse_brl, {"text": ["R$ 1.322,00", "sob consulta", "R$ 0,05"]})
print(list(prices["amount_centavos"]), list(prices["status"]))
assert list(prices["amount_centavos"]) == [132200, 0, 5] and list(prices["status"]) == [0, 1, 0]
assert prices.issues[0]["row"] == 1
