//! Codes of the domain `compliance`.

use super::declare;

declare! { COMPLIANCE {
    CONSUMPTION_NOT_POSITIVE
        pt "O consumo deve ser maior que zero."
        en "The consumption must be above zero.";
    COLUMNS_NOT_KNOWN
        pt "As colunas do arquivo da distribuidora não são conhecidas, e nada foi escrito."
        en "The columns of the distributor's file are not known, and nothing was written.";
} }
