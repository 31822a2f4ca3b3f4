"""Answers calls for tests across hosts: `{"operation", "request"}` a line in, the envelope a line out."""

import json
import sys

import coaraci

sys.stdin.reconfigure(encoding="utf-8")
sys.stdout.reconfigure(encoding="utf-8", newline="\n")
for line in sys.stdin:
    given = json.loads(line)
    sys.stdout.write(coaraci.call(given["operation"], given["request"]) + "\n")
