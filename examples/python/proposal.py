"""A solar proposal for a house in São Paulo, with the tables that the package carries."""

import json
from pathlib import Path

import coaraci

request = json.loads((Path(__file__).parents[1] / "proposal" / "house-sao-paulo.json").read_text("utf-8"))
answer = coaraci.answer(coaraci.proposal, request)
value = answer["value"]
study = value["viability"]
assert value["offered"] and value["system"] and study and study["bills"]
print(f"{value['system']['modules']} modules, {value['system']['p_dc_stc_kw']} kW")
for month in study["energy"]["months"]:
    kwh = float(month["generation_kwh"])
    print(f"{month['month']}  {kwh:6.1f} kWh  {'#' * round(kwh / 20)}")
print(f"bills of a year: {study['bills']['annual_without_brl']} -> {study['bills']['annual_with_brl']}")

# Where a figure rests on a model that is simpler than law or sky, a warning says so; every table is named with its date.
for warning in answer["warnings"]:
    print(f"{warning['code']}: {coaraci.message(warning, 'en')}")
for source in answer["meta"]["sources"]:
    print(f"{source['kind']} {source['id']} of {source['vintage']}")
print("hash", value["hash"])
