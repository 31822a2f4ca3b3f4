//! Whether a conjunction can hold, all fields being present; exact but for opaque atoms.

use super::dnf::{Claim, Conjunction, Literal};
use crate::commerce::policy::field::{Kind, is_never_negative};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Whether any of the conjunctions can hold.
pub(super) fn any(conjunctions: &[Conjunction<'_>]) -> bool {
    conjunctions.iter().any(is_satisfiable)
}

/// The least upper bound of a number field over all conjunctions that can hold; `None` if there is no bound.
pub(super) fn least_upper_bound(conjunctions: &[Conjunction<'_>], field: &str) -> Option<Decimal> {
    let mut most = Decimal::MIN;
    for conjunction in conjunctions.iter().filter(|conjunction| is_satisfiable(conjunction)) {
        let claims = conjunction.iter().filter(|literal| literal.atom.field == field).map(|literal| &literal.claim);
        let (bound, _) = Numbers::of(claims, false).high?;
        most = most.max(bound);
    }
    Some(most)
}

fn is_satisfiable(conjunction: &Conjunction<'_>) -> bool {
    let mut fields: BTreeMap<&str, Vec<&Literal<'_>>> = BTreeMap::new();
    for literal in conjunction {
        fields.entry(&literal.atom.field).or_default().push(literal);
    }
    fields.values().all(|literals| {
        let claims = || literals.iter().map(|literal| &literal.claim);
        let Some(first) = literals.first() else { return true };
        let fits = match first.atom.kind {
            Kind::Decimal => Numbers::of(claims(), is_never_negative(&first.atom.field)).has_decimal(),
            Kind::Int => Numbers::of(claims(), is_never_negative(&first.atom.field)).has_integer(),
            Kind::Text => has_text(claims()),
            Kind::Bool => {
                !(claims().any(|claim| *claim == Claim::Is(true)) && claims().any(|claim| *claim == Claim::Is(false)))
            }
            Kind::Set => true,
        };
        fits && !contradicts(literals)
    })
}

/// Whether an opaque atom stands beside its own negation.
fn contradicts(literals: &[&Literal<'_>]) -> bool {
    let opaque = |wanted: bool| literals.iter().filter(move |literal| literal.claim == Claim::Opaque(wanted));
    opaque(true).any(|one| opaque(false).any(|other| one.atom == other.atom))
}

fn has_text<'a>(claims: impl Iterator<Item = &'a Claim<'a>>) -> bool {
    let mut allowed: Option<BTreeSet<&str>> = None;
    let mut excluded: BTreeSet<&str> = BTreeSet::new();
    for claim in claims {
        match claim {
            Claim::Among(words, true) => {
                let words = words.iter().map(String::as_str);
                allowed = Some(match allowed {
                    Some(known) => words.filter(|word| known.contains(word)).collect(),
                    None => words.collect(),
                });
            }
            Claim::Among(words, false) => excluded.extend(words.iter().map(String::as_str)),
            _ => {}
        }
    }
    // Without a list there are more texts than any list excludes.
    allowed.is_none_or(|allowed| allowed.iter().any(|word| !excluded.contains(word)))
}

/// What the claims leave of the numbers: an interval with open or closed ends, and points that are out.
struct Numbers {
    low: Option<(Decimal, bool)>,
    high: Option<(Decimal, bool)>,
    out: BTreeSet<Decimal>,
}

impl Numbers {
    fn of<'a>(claims: impl Iterator<Item = &'a Claim<'a>>, never_negative: bool) -> Numbers {
        let mut numbers =
            Numbers { low: never_negative.then_some((Decimal::ZERO, true)), high: None, out: BTreeSet::new() };
        for claim in claims {
            match claim {
                Claim::Above(bound, closed) => numbers.raise(*bound, *closed),
                Claim::Below(bound, closed) => numbers.lower(*bound, *closed),
                Claim::At(point) => {
                    numbers.raise(*point, true);
                    numbers.lower(*point, true);
                }
                Claim::NotAt(point) => {
                    numbers.out.insert(*point);
                }
                _ => {}
            }
        }
        numbers
    }

    fn raise(&mut self, bound: Decimal, closed: bool) {
        let tighter =
            self.low.is_none_or(|(known, known_closed)| bound > known || (bound == known && known_closed && !closed));
        if tighter {
            self.low = Some((bound, closed));
        }
    }

    fn lower(&mut self, bound: Decimal, closed: bool) {
        let tighter =
            self.high.is_none_or(|(known, known_closed)| bound < known || (bound == known && known_closed && !closed));
        if tighter {
            self.high = Some((bound, closed));
        }
    }

    fn has_decimal(&self) -> bool {
        match (self.low, self.high) {
            (Some((low, low_closed)), Some((high, high_closed))) if low == high => {
                low_closed && high_closed && !self.out.contains(&low)
            }
            (Some((low, _)), Some((high, _))) => low < high,
            // An open side holds more numbers than any list excludes.
            _ => true,
        }
    }

    /// Bounds of an integer field are integers.
    fn has_integer(&self) -> bool {
        let (Some((low, low_closed)), Some((high, high_closed))) = (self.low, self.high) else { return true };
        let low = if low_closed { low } else { low + Decimal::ONE };
        let high = if high_closed { high } else { high - Decimal::ONE };
        if low > high {
            return false;
        }
        let out = self.out.range(low..=high).count();
        high - low + Decimal::ONE > Decimal::from(out)
    }
}
