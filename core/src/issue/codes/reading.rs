//! Codes of reading a request, shared by every domain.

use super::declare;

declare! { READING {
    BAD_JSON
        pt "O texto recebido não é um JSON válido."
        en "The text received is not valid JSON.";
    UNKNOWN_OPERATION
        pt "Esta operação não existe."
        en "There is no such operation.";
    MISSING_FIELD
        pt "Falta um campo obrigatório."
        en "A required field is missing.";
    UNKNOWN_FIELD
        pt "Há um campo que esta operação não conhece."
        en "There is a field that this operation does not know.";
    DUPLICATE_FIELD
        pt "O mesmo campo foi informado duas vezes."
        en "The same field was given twice.";
    BAD_TYPE
        pt "O valor não é do tipo esperado ({expected})."
        en "The value is not of the expected type ({expected}).";
    UNKNOWN_ENUM
        pt "O valor não está entre os permitidos: {expected}."
        en "The value is not one of those allowed: {expected}.";
    OUT_OF_RANGE
        pt "O valor deve estar entre {min} e {max}."
        en "The value must be between {min} and {max}.";
    BAD_LENGTH
        pt "A lista deve ter de {min} a {max} elementos."
        en "The list must have {min} to {max} elements.";
    BAD_DATE
        pt "A data não existe ou não está no formato AAAA-MM-DD."
        en "The date does not exist or is not in the form YYYY-MM-DD.";
    BAD_MONTH
        pt "O mês não existe ou não está no formato AAAA-MM."
        en "The month does not exist or is not in the form YYYY-MM.";
    TIME_SYNTAX
        pt "O instante deve estar no formato AAAA-MM-DDThh:mm:ss com fuso (Z ou ±hh:mm)."
        en "The instant must be written as YYYY-MM-DDThh:mm:ss with a zone (Z or ±hh:mm).";
    TIME_RANGE
        pt "O instante calculado está fora dos anos 0001 a 9999."
        en "The computed instant is outside the years 0001 to 9999.";
    ID_SYNTAX
        pt "O identificador deve ter de 1 a 128 letras, números ou os sinais _ . : -."
        en "The id must have 1 to 128 letters, digits or the signs _ . : -.";
    DECIMAL_NOT_STRING
        pt "O valor decimal deve vir como texto."
        en "The decimal value must be given as text.";
    DECIMAL_SYNTAX
        pt "O texto não é um número decimal."
        en "The text is not a decimal number.";
    DECIMAL_RANGE
        pt "O número tem dígitos demais."
        en "The number has too many digits.";
    MONEY_SCALE
        pt "O valor tem mais casas decimais do que a moeda ({places})."
        en "The amount has more decimals than the currency ({places}).";
    CURRENCY_UNKNOWN
        pt "A moeda não é conhecida."
        en "The currency is not known.";
    CURRENCY_MISMATCH
        pt "Os valores estão em moedas diferentes."
        en "The amounts are in different currencies.";
    OVERFLOW
        pt "O cálculo passa do maior número que pode ser representado com exatidão."
        en "The computation exceeds the largest number that can be represented exactly.";
    ROUNDING_MODE
        pt "O modo de arredondamento não é conhecido."
        en "The rounding mode is not known.";
    NOT_FINITE
        pt "O cálculo não tem um resultado finito."
        en "The computation has no finite result.";
    NOT_FOUND
        pt "Não há registro para o que foi pedido."
        en "There is no record for what was asked.";
    TABLES_NOT_EMBEDDED
        pt "Este pacote não traz tabelas: passe as linhas no pedido."
        en "This package carries no tables: give the rows in the request.";
    EMPTY_WEIGHTS
        pt "Não há pesos para repartir o valor."
        en "There are no weights to allocate by.";
    NEGATIVE_WEIGHT
        pt "Um peso é negativo."
        en "A weight is negative.";
    FX_RATE_NOT_POSITIVE
        pt "A taxa de câmbio deve ser maior que zero."
        en "The exchange rate must be above zero.";
    CANON_FLOAT
        pt "Números com fração não entram em conteúdo assinado: use texto."
        en "Numbers with a fraction cannot be part of signed content: use text.";
    CANON_INT_RANGE
        pt "O número inteiro passa de 9007199254740991."
        en "The integer is beyond 9007199254740991.";
    CANON_KEY
        pt "O nome de um campo tem caracteres não permitidos."
        en "The name of a field has characters that are not allowed.";
    CANON_SURROGATE
        pt "O texto tem um caractere Unicode incompleto."
        en "The text has an incomplete Unicode character.";
    HEX_SYNTAX
        pt "O texto não é uma sequência de pares hexadecimais."
        en "The text is not a sequence of pairs of hex digits.";
    NO_BATCH_FORM
        pt "Esta operação não tem forma em colunas."
        en "This operation has no column form.";
    NO_PREPARED_FORM
        pt "Esta operação não aceita partes preparadas."
        en "This operation takes no prepared parts.";
    COLUMN_TYPE
        pt "A coluna não é do tipo esperado ({expected})."
        en "The column is not of the expected type ({expected}).";
    COLUMN_LENGTH
        pt "As colunas têm comprimentos diferentes."
        en "The columns differ in length.";
    COLUMN_MISSING
        pt "Falta uma coluna obrigatória ({column})."
        en "A required column is missing ({column}).";
    COLUMN_UNKNOWN
        pt "Há uma coluna que esta operação não conhece."
        en "There is a column that this operation does not know.";
} }
