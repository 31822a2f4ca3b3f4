"""A GD II bill of 2026 line by line, the rule and the law beside each line."""

import json
from pathlib import Path

import coaraci

request = json.loads((Path(__file__).parents[1] / "bill" / "gd-ii.json").read_text("utf-8"))
bill = coaraci.bill_group_b(request)
for line in bill["lines"]:
    print(f"{line['kind']:<18} {line['qty']:>5} {line['amount_brl']:>8}  {line.get('rule')}: {line.get('law')}")
print(f"{'total':<24} {bill['totals']['total_brl']:>8}")

# The minimum and Fio B are compared, never added: the larger one is billed.
scee = bill.get("scee")
assert scee
print(f"minimum {bill['availability_value_brl']}, after compensation {scee.get('value_before_floor_brl')}")
assert bill["totals"]["total_brl"] == "256.09"
