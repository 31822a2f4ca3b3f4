"""Times the requests that calls.json lists for a domain: as texts (`call`), and as dictionaries in and out (`answer`)."""

import json
import sys
from pathlib import Path

import coaraci
from measure import measure

ROOT = Path(__file__).parents[2]

for path in json.loads((ROOT / "benches/calls.json").read_text("utf-8"))[sys.argv[1]]:
    file = json.loads((ROOT / path).read_text("utf-8"))
    operation, request = file["operation"], file["request"]
    text = json.dumps(request, ensure_ascii=False)
    name = f"{operation}/{Path(path).stem}"
    if json.loads(coaraci.call(operation, text))["ok"]:
        measure(f"call/{name}", "python", lambda: coaraci.call(operation, text))
        measure(f"answer/{name}", "python", lambda: coaraci.answer(operation, request))
