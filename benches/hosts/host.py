"""Times the requests that calls.json lists for a domain: as texts (`call`), and as dictionaries in and out (`answer`); where a
file names members to prepare, also a call with the prepared part and the rest as text (`prepared`) and as a dictionary
(`prepared_answer`)."""

import json
import sys
from pathlib import Path

import coaraci
from measure import measure
from files import load, read, split

for path in read("benches/calls.json")[sys.argv[1]]:
    file = load(path)
    operation, request = file["operation"], file["request"]
    text = json.dumps(request, ensure_ascii=False)
    name = f"{operation}/{Path(path).stem}"
    if json.loads(coaraci.call(operation, text))["ok"]:
        measure(f"call/{name}", "python", lambda: coaraci.call(operation, text))
        measure(f"answer/{name}", "python", lambda: coaraci.answer(operation, request))
    if "prepared" in file:
        part, rest = split(file)
        prepared = coaraci.prepare(operation, part)
        rest_text = json.dumps(rest, ensure_ascii=False)
        measure(f"prepared/{name}", "python", lambda: prepared.call(rest_text))
        measure(f"prepared_answer/{name}", "python", lambda: prepared.answer(rest))
