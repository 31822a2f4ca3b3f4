"""Check a CPF and an alphanumeric CNPJ."""

import coaraci

company = coaraci.validate_document({"document": "12.abc.345/01de-35"})
print(f"{company['formatted']} belongs to company {company['root']}")
assert company["normalized"] == "12ABC34501DE35"

# A wrong document is a verdict, not an error: the answer says what is wrong and never repeats the document.
person = coaraci.validate_document({"document": "123.456.789-01"})
issue = person["issues"][0]
print(f"{issue['code']}: {coaraci.message(issue, 'pt-BR')}")
assert not person["valid"] and issue["code"] == "CPF_CHECK_DIGIT"
