//! All roots of a discounted sum, level by level of sign changes.

use super::MOST;
use super::certificate::Certificate;
use super::fast::only_root;
use super::ladder::Ladder;
use super::series::Series;
use crate::issue::{Code, Error, Issue};
use crate::math;

/// A root by its continuous rate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::financing) struct Found {
    pub continuous: f64,
    pub multiplicity: u32,
}

/// Sign changes up to which all roots are sought.
const MOST_CHANGES: usize = 1000;

/// A value this small beside its largest term is zero at a turning point.
const TOUCH: f64 = 1e-13;

/// All roots of a series within the reported range, ascending; empty where there are none.
///
/// # Errors
/// `NO_SIGN_CHANGE`; `TOO_MANY_SIGN_CHANGES`; `NOT_FINITE` where a float has no decimal.
pub(in crate::financing) fn roots(series: &Series<'_>, guess: f64) -> Result<Vec<Found>, Error> {
    let ladder = Ladder::of(series).ok_or_else(|| Issue::error(Code::NO_SIGN_CHANGE))?;
    let changes = ladder.sign_changes();
    if changes.is_empty() {
        return Err(Issue::error(Code::NO_SIGN_CHANGE).into());
    }
    if changes.len() > MOST_CHANGES {
        let issue = Issue::error(Code::TOO_MANY_SIGN_CHANGES);
        return Err(issue.with("count", changes.len() as i64).with("max", MOST_CHANGES as i64).into());
    }
    let mut exact = Certificate::new(series);
    let mut found = match changes.len() {
        1 => only_root(&ladder, guess).map(|continuous| Found { continuous, multiplicity: 1 }).into_iter().collect(),
        _ => all(&ladder, &changes, &mut |s| exact.value(s)),
    };
    for root in &mut found {
        polish(root, &ladder, &mut exact);
    }
    pin_zero(&mut found, &ladder, &mut exact);
    found.retain(|root| root.continuous.abs() <= MOST);
    Ok(found)
}

/// Roots of a ladder with more than one sign change; `exact` gives its value over the sum of its sizes where floats cannot tell.
fn all(ladder: &Ladder<'_>, changes: &[usize], exact: &mut dyn FnMut(f64) -> Option<f64>) -> Vec<Found> {
    let Some((middle, tau)) = turn(ladder, changes) else { return Vec::new() };
    // d/ds [e^(s τ) f(s)] has the flows (τ − t) c: the same sign changes without the middle one.
    let scale = 1.0 / ladder.span();
    let turned = ladder.amounts.iter().zip(&ladder.times).map(|(amount, time)| amount * ((tau - time) * scale));
    let derived = ladder.with_amounts(normalised(turned.collect()));
    let mut left = changes.to_vec();
    left.remove(middle);
    let turning = match left.len() {
        0 => Vec::new(),
        1 => only_root(&derived, 0.0).map(|continuous| Found { continuous, multiplicity: 1 }).into_iter().collect(),
        _ => all(&derived, &left, &mut |_| None),
    };
    between(ladder, tau, &turning, exact)
}

/// The middle sign change of all, and an instant between its two flows.
fn turn(ladder: &Ladder<'_>, changes: &[usize]) -> Option<(usize, f64)> {
    let middle = changes.len() / 2;
    let before = *changes.get(middle)?;
    let later = ladder.amounts.get(before + 1..)?.iter().position(|amount| *amount != 0.0)?;
    let (a, b) = (ladder.times.get(before)?, ladder.times.get(before + 1 + later)?);
    Some((middle, 0.5 * (a + b)))
}

fn normalised(mut amounts: Vec<f64>) -> Vec<f64> {
    let largest = amounts.iter().fold(0.0_f64, |most, amount| most.max(amount.abs()));
    if largest > 0.0 {
        amounts.iter_mut().for_each(|amount| *amount /= largest);
    }
    amounts
}

/// A place where the sign of the function is known; zero at a root.
#[derive(Clone, Copy)]
struct Post {
    at: f64,
    sign: i8,
}

/// The roots at and between turning points, between which `e^(s τ) f` is monotone.
fn between(ladder: &Ladder<'_>, tau: f64, turning: &[Found], exact: &mut dyn FnMut(f64) -> Option<f64>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut last = Post { at: -MOST, sign: sign_at(ladder, -MOST) };
    for point in turning {
        let size = ladder.size(point.continuous);
        let mut value = size.sum;
        let mut touches = value.abs() <= TOUCH * size.largest;
        // Floats cannot tell a touch from a near miss: the exact flows can.
        if value.abs() <= 1e-9 * size.largest
            && let Some(ratio) = exact(point.continuous)
        {
            value = ratio * size.absolute;
            touches = value.abs() <= TOUCH * size.largest;
        }
        let post = Post { at: point.continuous, sign: if touches { 0 } else { sign(value) } };
        found.extend(crossing(ladder, tau, last, post));
        if touches {
            found.push(Found { continuous: point.continuous, multiplicity: point.multiplicity + 1 });
        }
        last = post;
    }
    found.extend(crossing(ladder, tau, last, Post { at: MOST, sign: sign_at(ladder, MOST) }));
    found
}

fn sign(value: f64) -> i8 {
    i8::from(value > 0.0) - i8::from(value < 0.0)
}

fn sign_at(ladder: &Ladder<'_>, s: f64) -> i8 {
    sign(ladder.value_and_slope(s).0)
}

/// The root between two places of opposite signs.
fn crossing(ladder: &Ladder<'_>, tau: f64, from: Post, to: Post) -> Option<Found> {
    if from.sign * to.sign >= 0 {
        return None;
    }
    let (mut low, mut high) = (from.at, to.at);
    // Outwards from a turning point in doubling steps: the root is near it as a rule, the end of the range far away.
    let mut step = 1.0 / ladder.span();
    if from.at == -MOST {
        while high - step > low && sign_at(ladder, high - step) == to.sign {
            high -= step;
            step *= 2.0;
        }
        low = low.max(high - step);
    } else if to.at == MOST {
        while low + step < high && sign_at(ladder, low + step) == from.sign {
            low += step;
            step *= 2.0;
        }
        high = high.min(low + step);
    }
    // e^(s τ) f has the derivative e^(s τ) (τ f − Σ t u) and the sign of f; a common factor does not change Newton's step.
    let function = |s: f64| {
        let (value, slope) = ladder.value_and_slope(s);
        (value, tau * value - slope)
    };
    let continuous = math::newton(function, low, high, 0.5 * (low + high), 0.0).ok()?;
    Some(Found { continuous, multiplicity: 1 })
}

/// Takes Newton's step with an exact residual where floats lose digits.
fn polish(root: &mut Found, ladder: &Ladder<'_>, exact: &mut Certificate<'_>) {
    if root.multiplicity > 1 {
        return;
    }
    for _ in 0..3 {
        let size = ladder.size(root.continuous);
        if size.absolute <= 1000.0 * size.slope.abs() {
            return;
        }
        let growth = math::exp(root.continuous);
        let Some(ratio) = exact.value_at_growth(growth) else { return };
        let change = ratio * (size.absolute / size.slope);
        // A step of another size than rounding errors have would leave the root for another one.
        if change.is_nan() || change.abs() >= 1e-3 {
            return;
        }
        root.continuous = math::ln(growth) + change;
        if change.abs() < 1e-15 {
            return;
        }
    }
}

/// Puts an exact zero in place of the nearest root where the flows add up to nothing.
fn pin_zero(found: &mut Vec<Found>, ladder: &Ladder<'_>, exact: &mut Certificate<'_>) {
    let near = ladder.size(0.0);
    if near.sum.abs() > 1e-12 * near.absolute || !exact.sum_is_zero() {
        return;
    }
    let nearest = found.iter_mut().min_by(|a, b| a.continuous.abs().total_cmp(&b.continuous.abs()));
    match nearest {
        Some(root) => root.continuous = 0.0,
        None => found.push(Found { continuous: 0.0, multiplicity: 1 }),
    }
}
