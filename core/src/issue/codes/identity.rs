//! Codes of the domain `identity`.

use super::declare;

declare! { IDENTITY {
    CPF_FORMAT
        pt "O CPF deve ter onze dígitos, com ou sem a pontuação completa."
        en "The CPF must have eleven digits, bare or with its full punctuation.";
    CPF_REPEATED
        pt "Um CPF não pode ter todos os dígitos iguais."
        en "A CPF cannot have all digits equal.";
    CPF_CHECK_DIGIT
        pt "Os dígitos verificadores do CPF não conferem."
        en "The check digits of the CPF are wrong.";
    CNPJ_FORMAT
        pt "O CNPJ deve ter doze letras ou números e dois dígitos, com ou sem a pontuação completa."
        en "The CNPJ must have twelve letters or digits and two digits, bare or with its full punctuation.";
    CNPJ_ZERO
        pt "O CNPJ não pode ser formado só de zeros."
        en "The CNPJ cannot consist of zeros alone.";
    CNPJ_CHECK_DIGIT
        pt "Os dígitos verificadores do CNPJ não conferem."
        en "The check digits of the CNPJ are wrong.";
    CEP_FORMAT
        pt "O CEP deve ter oito dígitos, com ou sem hífen."
        en "The CEP must have eight digits, with or without the hyphen.";
    CEP_RANGE
        pt "O CEP não está em nenhuma faixa de estado."
        en "The CEP is in no range of a federal unit.";
    UF_UNKNOWN
        pt "A sigla não é de uma unidade da federação."
        en "The acronym is not that of a Brazilian federal unit.";
    UC_FORMAT
        pt "O número da unidade consumidora deve ter quinze dígitos, com ou sem a pontuação completa."
        en "The number of the consumer unit must have fifteen digits, bare or with its full punctuation.";
    UC_SEQUENCE_ZERO
        pt "A sequência do número da unidade consumidora não pode ser zero."
        en "The sequence of the consumer unit's number cannot be zero.";
    KEY_TOO_SHORT
        pt "A chave deve ter ao menos {min} bytes."
        en "The key must have at least {min} bytes.";
    KEY_ID
        pt "O nome da chave deve ter de 1 a 32 letras minúsculas, números ou os sinais _ -."
        en "The name of the key must have 1 to 32 lower-case letters, digits or the signs _ -.";
} }
