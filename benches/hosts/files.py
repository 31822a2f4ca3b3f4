"""The requests of files that calls.json lists; one that is `like` another takes it with so many entries or rules."""

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def read(path: str) -> Any:
    return json.loads((ROOT / path).read_text("utf-8"))


def load(path: str) -> Any:
    file = read(path)
    if "like" not in file:
        return file
    full = read(file["like"])
    request = full["request"]
    if count := file.get("entry_count"):
        known = request["ledger"]["entries"]
        entries = ({**known[at % len(known)], "id": f"e{at}", "order": f"o{at}"} for at in range(count))
        request["ledger"]["entries"] = list(entries)
    if count := file.get("rule_count"):
        del request["policy"]["rules"][count:]
    return full


def split(file: Any) -> tuple[dict[str, object], dict[str, object]]:
    """The members that are prepared, and the other ones."""
    part = {name: value for name, value in file["request"].items() if name in file["prepared"]}
    return part, {name: value for name, value in file["request"].items() if name not in part}
