"""CPF and CNPJ: validate-docbr says the same of every document, exactly (both count the same check digits)."""

import sys
from pathlib import Path

from validate_docbr import CNPJ, CPF

sys.path.insert(0, str(Path(__file__).parents[1] / "hosts"))

import coaraci
from measure import measure

MASKED = "529.982.247-25"
cpf, cnpj = CPF(), CNPJ()


def ours(document: str) -> bool:
    return coaraci.validate_document({"document": document})["valid"]


for body in range(123_456_000, 123_456_100):
    for end in range(100):
        assert ours(f"{body}{end:02}") == cpf.validate(f"{body}{end:02}"), (body, end)
for end in range(100):
    for body in ("112223330001", "12ABC34501DE"):
        assert ours(f"{body}{end:02}") == cnpj.validate(f"{body}{end:02}"), (body, end)

assert cpf.validate(MASKED)
measure("check_cpf/masked", "validate-docbr", lambda: cpf.validate(MASKED))
measure("check_cpf/masked", "python", lambda: coaraci.validate_document({"document": MASKED}))
