"""A loan of twelve equal installments (Price), to the cent. Amounts may be Decimal, dates may be date."""

from datetime import date
from decimal import Decimal
from typing import Any

import coaraci

terms: Any = {
    "principal_brl": Decimal("10000.00"),
    "rate": {"value": Decimal("0.0149"), "basis": "month_effective"},
    "installments": 12,
    "release_date": date(2025, 3, 10),
    "first_due_date": date(2025, 4, 10),
    "system": "price",
}
schedule = coaraci.amortization_schedule(terms)
for row in schedule["rows"]:
    print(f"{row['number']:>2}  {row['due_date']}  {row['installment_brl']:>8}")
print("interest", schedule["total_interest_brl"])
assert Decimal(schedule["total_interest_brl"]) == Decimal("994.73")

# All problems of a request at once, each with a code and the place.
wrong: Any = {"principal_brl": 10000.0, "installments": 0, "system": "price"}
try:
    coaraci.amortization_schedule(wrong)
    raise AssertionError("refused")
except coaraci.CoaraciError as error:
    for issue in error.issues:
        print(f"{issue['path']}: {coaraci.message(issue, 'en')}")
    assert (error.code, error.path) == ("DECIMAL_NOT_STRING", "/principal_brl")
