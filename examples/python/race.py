"""Two buyers at one limit: each decides on a version of the ledger and stores only if it is still that. Nobody overspends."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock

import coaraci
from coaraci.types import Ledger, LedgerEntry, LedgerLine

NOW = "2026-06-12T18:00:00Z"
store: Ledger = {"currency": "BRL", "version": 0, "entries": []}
lock = Lock()
both = Barrier(2)


def buy(buyer: str) -> tuple[bool, int]:
    """Buys for 6000.00 if the limit of 10000.00 allows it: whether it did, and how often it had to decide."""
    lines: list[LedgerLine] = [{"amount": "6000.00", "employee": buyer}]
    order = f"order_{buyer}"
    tries = 0
    while True:
        tries += 1
        with lock:
            seen: Ledger = {**store, "entries": list(store["entries"])}
        decision = coaraci.check_limits(
            {
                "ledger": seen,
                "limits": [{"id": "company", "amount": "10000.00", "window": {"kind": "never"}}],
                "purchase": {"order": order, "requester": buyer, "lines": lines},
                "now": NOW,
            }
        )
        if tries == 1:
            both.wait()  # now both have decided on the same version
        if decision["outcome"] == "deny":
            return False, tries
        entry: LedgerEntry = {"id": buyer, "kind": "reserve", "at": NOW, "order": order, "lines": lines}
        # In a database: insert .. where version = the expected one; (company, version) is unique.
        with lock:
            try:
                applied = coaraci.apply_ledger_entry(
                    {"ledger": store, "entry": entry, "expected_version": decision["expected_version"]}
                )
            except coaraci.CoaraciError as error:
                assert error.code == "VERSION_CONFLICT"
                continue
            store["entries"] = [*store["entries"], entry]
            store["version"] = applied["version"]
            return True, tries


with ThreadPoolExecutor(2) as threads:
    found = sorted(threads.map(buy, ["ana", "bia"]))
print("bought and tries:", found)
# One buys at once; the other one's version is gone, and the second decision is a refusal.
assert found == [(False, 2), (True, 1)]
