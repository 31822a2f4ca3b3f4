//! Codes of texts that people type: prices and documents.

use super::declare;

declare! { TEXT {
    PRICE_SYNTAX
        pt "O texto não é um preço em reais."
        en "The text is not a price in reais.";
    PRICE_AMBIGUOUS
        pt "O preço pode ser lido de duas formas: {reading_a_brl} ou {reading_b_brl}."
        en "The price can be read in two ways: {reading_a_brl} or {reading_b_brl}.";
} }
