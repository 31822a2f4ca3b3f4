//! Codes of the domain `commerce`.

use super::declare;

declare! { COMMERCE {
    BAD_SEQ
        pt "O número de ordem do evento deve ser {expected}."
        en "The place of the event must be {expected}.";
} }
