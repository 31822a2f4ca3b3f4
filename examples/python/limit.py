"""A purchase against the monthly limit of an employee: equality passes, one cent more does not."""

import coaraci
from coaraci.types import CheckLimitsRequest


def request(amount: str) -> CheckLimitsRequest:
    return {
        "ledger": {
            "currency": "BRL",
            "version": 1,
            "entries": [
                {
                    "id": "e1",
                    "kind": "commit",
                    "at": "2026-06-10T12:00:00Z",
                    "order": "o1",
                    "lines": [{"amount": "7500.00", "employee": "emp_ana"}],
                }
            ],
        },
        "limits": [
            {
                "id": "month",
                "amount": "10000.00",
                "window": {"kind": "calendar", "unit": "month", "tz": "America/Sao_Paulo"},
                "selector": {"employee": "emp_ana"},
            }
        ],
        "purchase": {
            "order": "o2",
            "requester": "emp_ana",
            "lines": [{"amount": amount, "employee": "emp_ana"}],
        },
        "now": "2026-06-12T18:00:00Z",
    }


for amount, expected in [("2500.00", "allow"), ("2500.01", "deny")]:
    decision = coaraci.check_limits(request(amount))
    print(f"{amount}: {decision['outcome']}, remaining {decision['reports'][0]['remaining']}")
    assert decision["outcome"] == expected
