//! What happens to a contract after its release: late payment, early settlement, extra amortisation.

pub(super) mod late;
pub(super) mod payoff;
pub(super) mod prepayment;
