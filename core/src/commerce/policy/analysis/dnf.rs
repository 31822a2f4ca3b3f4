//! Disjunctive normal form: any of all of literals.

use crate::commerce::policy::condition::{Atom, Condition, Test};
use crate::issue::{Code, Error, Issue};
use rust_decimal::Decimal;

/// Most conjunctions of one formula, also in between.
const MOST_CONJUNCTIONS: usize = 4096;

/// An atom or its negation, in a form whose negations are of the same kind.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Literal<'a> {
    pub atom: &'a Atom,
    pub claim: Claim<'a>,
}

/// What a literal claims about its field.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Claim<'a> {
    /// The number is above (or at, if closed) the bound.
    Above(Decimal, Closed),
    /// The number is below (or at, if closed) the bound.
    Below(Decimal, Closed),
    /// The number is the point.
    At(Decimal),
    /// The number is not the point.
    NotAt(Decimal),
    /// The text is among the words, or is not.
    Among(&'a std::collections::BTreeSet<String>, bool),
    /// The boolean has the value.
    Is(bool),
    /// The atom as a whole holds, or does not: nothing else is known about it.
    Opaque(bool),
}

/// Whether a bound belongs to the interval.
pub(super) type Closed = bool;

/// A conjunction of literals.
pub(super) type Conjunction<'a> = Vec<Literal<'a>>;

/// How much one analysis may do in all.
pub(super) struct Budget(usize);

impl Budget {
    /// For one analysis: as many literals as sixteen thousand conjunctions of a thousand.
    pub fn new() -> Self {
        Budget(1 << 24)
    }

    fn spend(&mut self, literals: usize) -> Result<(), Error> {
        self.0 = self.0.checked_sub(literals + 1).ok_or_else(too_large)?;
        Ok(())
    }
}

fn too_large() -> Error {
    Issue::error(Code::ANALYSIS_TOO_LARGE).with("max", MOST_CONJUNCTIONS).into()
}

/// The form of "all of `holding` and none of `failing`", multiplied from left to right without simplification.
///
/// # Errors
/// `ANALYSIS_TOO_LARGE`.
pub(super) fn normal_form<'a>(
    holding: &[&'a Condition],
    failing: &[&'a Condition],
    budget: &mut Budget,
) -> Result<Vec<Conjunction<'a>>, Error> {
    let parts = holding.iter().map(|part| (*part, true)).chain(failing.iter().map(|part| (*part, false)));
    product(parts, budget)
}

fn product<'a>(
    parts: impl Iterator<Item = (&'a Condition, bool)>,
    budget: &mut Budget,
) -> Result<Vec<Conjunction<'a>>, Error> {
    let mut all: Vec<Conjunction<'a>> = vec![Vec::new()];
    for (part, positive) in parts {
        let factors = expand(part, positive, budget)?;
        if all.len().saturating_mul(factors.len()) > MOST_CONJUNCTIONS {
            return Err(too_large());
        }
        let mut next = Vec::with_capacity(all.len() * factors.len());
        for left in &all {
            for right in &factors {
                budget.spend(left.len() + right.len())?;
                next.push(left.iter().chain(right).cloned().collect());
            }
        }
        all = next;
    }
    Ok(all)
}

fn expand<'a>(condition: &'a Condition, positive: bool, budget: &mut Budget) -> Result<Vec<Conjunction<'a>>, Error> {
    match (condition, positive) {
        (Condition::Constant(value), positive) => Ok(if *value == positive { vec![Vec::new()] } else { Vec::new() }),
        (Condition::Not(part), positive) => expand(part, !positive, budget),
        (Condition::All(parts), true) | (Condition::Any(parts), false) => {
            product(parts.iter().map(|part| (part, positive)), budget)
        }
        (Condition::Any(parts), true) | (Condition::All(parts), false) => {
            let mut sum = Vec::new();
            for part in parts {
                sum.extend(expand(part, positive, budget)?);
                if sum.len() > MOST_CONJUNCTIONS {
                    return Err(too_large());
                }
            }
            Ok(sum)
        }
        (Condition::Atom(atom), positive) => {
            let literal = |claim| vec![Literal { atom, claim }];
            budget.spend(1)?;
            Ok(match (&atom.test, positive) {
                (Test::Gt(limit), true) | (Test::Lte(limit), false) => vec![literal(Claim::Above(*limit, false))],
                (Test::Gte(limit), true) | (Test::Lt(limit), false) => vec![literal(Claim::Above(*limit, true))],
                (Test::Lt(limit), true) | (Test::Gte(limit), false) => vec![literal(Claim::Below(*limit, false))],
                (Test::Lte(limit), true) | (Test::Gt(limit), false) => vec![literal(Claim::Below(*limit, true))],
                (Test::Eq(point), true) | (Test::Ne(point), false) => vec![literal(Claim::At(*point))],
                (Test::Ne(point), true) | (Test::Eq(point), false) => vec![literal(Claim::NotAt(*point))],
                (Test::Between(low, high), true) => vec![vec![
                    Literal { atom, claim: Claim::Above(*low, true) },
                    Literal { atom, claim: Claim::Below(*high, true) },
                ]],
                (Test::Between(low, high), false) => {
                    vec![literal(Claim::Below(*low, false)), literal(Claim::Above(*high, false))]
                }
                (Test::In(words), positive) => vec![literal(Claim::Among(words, positive))],
                (Test::NotIn(words), positive) => vec![literal(Claim::Among(words, !positive))],
                (Test::Is(value), positive) => vec![literal(Claim::Is(*value == positive))],
                (_, positive) => vec![literal(Claim::Opaque(positive))],
            })
        }
    }
}
