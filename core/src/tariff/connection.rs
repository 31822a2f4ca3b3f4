//! What the connection of distributed generation needs (tariff R-CON-1 to R-CON-4).

use super::exact::Exact;
use super::gd::{GdCategory, GdModality, MICRO_KW};

/// Voltage from which a supply is of group A, in kV.
const MEDIUM_KV: Exact = Exact::new(23, 1);
/// Voltage from which a supply is high, in kV.
const HIGH_KV: Exact = Exact::new(69, 0);

/// Whether the unit is of group B: load and generation of at most 75 kW below 2.3 kV (R-CON-1).
pub(crate) fn is_group_b(load: Exact, power: Exact, voltage: Exact) -> bool {
    load <= MICRO_KW && power <= MICRO_KW && voltage < MEDIUM_KV
}

/// Working days for the inspection by voltage (R-CON-2).
pub(crate) fn inspection_days(voltage: Exact) -> u32 {
    if voltage < MEDIUM_KV {
        5
    } else if voltage < HIGH_KV {
        10
    } else {
        15
    }
}

/// Part of the investment to guarantee: 2.5 % above 500 kW, 5 % from 1 MW; nothing for cooperatives and consortia of shared generation
/// and for condominiums (R-CON-3).
pub(crate) fn guarantee(power: Exact, modality: GdModality) -> Exact {
    let exempt = matches!(modality, GdModality::GeracaoCompartilhada | GdModality::MultiplasUnidades);
    if exempt || power <= Exact::new(500, 0) {
        Exact::ZERO
    } else if power < Exact::new(1_000, 0) {
        Exact::new(25, 3)
    } else {
        Exact::new(5, 2)
    }
}

/// The guarantee in whole cents, half to even.
pub(crate) fn guarantee_cents(fraction: Exact, investment_cents: i64) -> Option<i64> {
    fraction.times(Exact::cents(investment_cents))?.in_cents()
}

/// Whether the analysis of flow inversion is waived (R-CON-4; art. 73-A).
pub(crate) fn inversion_waived(
    injects: bool,
    category: GdCategory,
    sized_to_day: bool,
    modality: GdModality,
    power: Exact,
) -> bool {
    let local = modality == GdModality::AutoconsumoLocal;
    !injects || (category == GdCategory::Micro && sized_to_day) || (local && power <= Exact::new(75, 1))
}
