//! One sign change: Newton's method on the logarithm of the ratio of the two blocks.

use super::MOST;
use super::ladder::{Ladder, Moments};
use crate::math;

/// Steps before bisection takes over.
const NEWTON_STEPS: u32 = 40;

/// Halvings that bring the range of rates below the last bit, behind the steps of Newton.
const ALL_STEPS: u32 = NEWTON_STEPS + 80;

/// The continuous rate at which the flows before and after the one sign change are worth the same; none beyond the reported range.
///
/// With `A` the discounted sizes of the earlier and `B` of the later block, `h(s) = ln(A / B)` rises with the distance of their mean
/// instants, `h' = D_B − D_A > 0`, and bends by the spread of each, `h'' = var_A − var_B`; it is nearly a line, so that steps of the
/// third order (Halley) end after a few.
pub(super) fn only_root(ladder: &Ladder<'_>, guess: f64) -> Option<f64> {
    let early_positive = ladder.amounts.first().is_some_and(|amount| *amount > 0.0);
    let span = ladder.span();
    let (mut low, mut high) = (-MOST, MOST);
    let mut s = guess.clamp(low, high);
    for step in 0..ALL_STEPS {
        let [positive, negative] = ladder.blocks(s);
        let (early, late) = if early_positive { (positive, negative) } else { (negative, positive) };
        // A block whose weights all vanish is the smaller one.
        if early.zeroth > late.zeroth {
            high = s;
        } else if early.zeroth < late.zeroth {
            low = s;
        } else {
            return Some(s);
        }
        if low == MOST || high == -MOST {
            return None;
        }
        let proposed = halley(early, late).filter(|_| step < NEWTON_STEPS).map(|change| s + change);
        let next = match proposed {
            Some(next) if low < next && next < high => {
                // The error after a step of the third order is about its cube, in units of the span.
                if ((next - s) * span).abs() < 1e-5 {
                    return Some(next);
                }
                next
            }
            // One evaluation at an end tells whether the root lies inside.
            Some(next) if next >= MOST && s < MOST => MOST,
            Some(next) if next <= -MOST && s > -MOST => -MOST,
            _ => low.midpoint(high),
        };
        if high - low <= 4.0 * f64::EPSILON * s.abs().max(1.0) {
            return Some(next);
        }
        s = next;
    }
    Some(low.midpoint(high))
}

/// The step towards the root; none where a block is too small to tell.
fn halley(early: Moments, late: Moments) -> Option<f64> {
    let mean = |block: Moments| (block.first / block.zeroth, block.second / block.zeroth);
    let ((early_mean, early_square), (late_mean, late_square)) = (mean(early), mean(late));
    let h = math::ln(early.zeroth / late.zeroth);
    let slope = late_mean - early_mean;
    let bend = (early_square - early_mean * early_mean) - (late_square - late_mean * late_mean);
    let newton = -h / slope;
    let correction = 1.0 + 0.5 * newton * bend / slope;
    // Far from the root the parabola has no crossing: the line alone.
    let change = if correction > 0.5 { newton / correction } else { newton };
    change.is_finite().then_some(change)
}
