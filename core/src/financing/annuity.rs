//! Time value of money: five numbers of an annuity, each from the other four, without subtracting one from a power.
//!
//! Signs are those of spreadsheets: what is paid out is negative. With `g = (1 + r)^n − 1 = expm1(n log1p(r))`,
//! `v = (1 + r)^−n` and `b = 1` for payments in advance: `pv + pmt (1 + r b) (1 − v) / r + fv v = 0`.

use crate::math;

/// When a payment of a period falls due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Timing {
    /// At its end (*postecipada*).
    #[default]
    End,
    /// At its beginning (*antecipada*).
    Begin,
}

/// Growth of a number of periods at a rate above minus one.
#[derive(Clone, Copy)]
struct Growth {
    /// `(1 + r)^n − 1`, infinite beyond the range of floats.
    gained: f64,
    /// `1 − (1 + r)^−n`.
    discounted: f64,
    /// `(1 + r)^−n`.
    factor: f64,
}

fn growth(rate: f64, periods: f64) -> Growth {
    let exponent = periods * math::ln_1p(rate);
    Growth { gained: math::exp_m1(exponent), discounted: -math::exp_m1(-exponent), factor: math::exp(-exponent) }
}

/// `1 + r` for payments in advance, else one.
fn advance(rate: f64, timing: Timing) -> f64 {
    match timing {
        Timing::Begin => 1.0 + rate,
        Timing::End => 1.0,
    }
}

/// The payment of each period.
pub(super) fn payment(rate: f64, periods: f64, present: f64, future: f64, timing: Timing) -> f64 {
    if rate == 0.0 {
        return -(present + future) / periods;
    }
    let it = growth(rate, periods);
    // Two forms of one fraction: neither overflows nor cancels on its side of zero.
    let due = if rate > 0.0 {
        present + (present + future) / it.gained
    } else {
        future / it.gained + present / it.discounted
    };
    -due * rate / advance(rate, timing)
}

/// The value of the payments and the present value at the end.
pub(super) fn future_value(rate: f64, periods: f64, payment: f64, present: f64, timing: Timing) -> f64 {
    if rate == 0.0 {
        return -(present + payment * periods);
    }
    let flow = payment * advance(rate, timing) / rate;
    -(present + (present + flow) * growth(rate, periods).gained)
}

/// The value of the payments and the future value today.
pub(super) fn present_value(rate: f64, periods: f64, payment: f64, future: f64, timing: Timing) -> f64 {
    if rate == 0.0 {
        return -(future + payment * periods);
    }
    let it = growth(rate, periods);
    -(future * it.factor + payment * advance(rate, timing) * (it.discounted / rate))
}

/// The number of periods, negative where the payments lie in the past; none if they never reach the end.
pub(super) fn periods(rate: f64, payment: f64, present: f64, future: f64, timing: Timing) -> Option<f64> {
    if rate == 0.0 {
        return (payment != 0.0).then(|| -(present + future) / payment);
    }
    let flow = payment * advance(rate, timing) / rate;
    let change = -(future + present) / (flow + present);
    (change > -1.0 && change.is_finite()).then(|| math::ln_1p(change) / math::ln_1p(rate))
}

/// Interest and principal of one payment, `period` counted from one.
pub(super) fn parts(rate: f64, periods: f64, period: f64, present: f64, future: f64, timing: Timing) -> (f64, f64) {
    if rate == 0.0 {
        return (0.0, payment(rate, periods, present, future, timing));
    }
    if timing == Timing::Begin && period == 1.0 {
        return (0.0, payment(rate, periods, present, future, timing));
    }
    let (all, past, left) = (growth(rate, periods), growth(rate, period - 1.0), growth(rate, periods - period + 1.0));
    let share = rate / advance(rate, timing);
    if rate > 0.0 {
        // Numerator and denominator over (1 + r)^n, so that neither overflows.
        let interest = -share * (present * left.discounted - future * left.factor * past.discounted) / all.discounted;
        (interest, -(present + future) * share * left.factor / all.discounted)
    } else {
        let grown = 1.0 + past.gained;
        let interest = -share * (present * grown * left.gained - future * past.gained) / all.gained;
        (interest, -(present + future) * share * grown / all.gained)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn near(a: f64, b: f64, tolerance: f64) {
        assert!((a - b).abs() <= tolerance * a.abs().max(b.abs()), "{a} {b}");
    }

    #[test]
    fn tiny_rates_keep_their_digits() {
        // -100 (1 + 13 r / 2) to first order.
        near(payment(1e-12, 12.0, 1200.0, 0.0, Timing::End), -100.00000000065, 1e-15);
        near(payment(1e-16, 12.0, 1200.0, 0.0, Timing::End), -100.0, 1e-15);
        near(payment(0.0, 12.0, 1200.0, 0.0, Timing::End), -100.0, 1e-15);
    }

    #[test]
    fn a_vanishing_principal_part_keeps_its_digits() {
        // With g = 2.5^360 - 1 the part is -12500 × 1.5 × 2.5^179 / 2.5^360 = -18750 / 2.5^181.
        let (interest, principal) = parts(1.5, 360.0, 180.0, 12000.0, 500.0, Timing::End);
        near(interest, -18000.0, 1e-15);
        near(principal, -18750.0 / math::powi(2.5, 181), 1e-12);
        let (interest, principal) = parts(1.5, 2000.0, 180.0, 12000.0, 500.0, Timing::End);
        assert!(interest.is_finite() && principal.is_finite());
    }

    #[test]
    fn endless_debts_have_no_number_of_periods() {
        assert_eq!(periods(0.01, -100.0, 12000.0, 0.0, Timing::End), None);
        assert_eq!(periods(0.0, 0.0, 12000.0, 0.0, Timing::End), None);
        assert_eq!(periods(0.0, -100.0, 1200.0, 0.0, Timing::End), Some(12.0));
    }

    proptest! {
        #[test]
        fn each_number_follows_from_the_other_four(
            rate in prop_oneof![-0.3..-1e-6_f64, 1e-9..0.5_f64],
            count in 1_u32..120,
            present in 100.0..1e6_f64,
            future in 0.0..1e6_f64,
            begin: bool,
        ) {
            let timing = if begin { Timing::Begin } else { Timing::End };
            let count = f64::from(count);
            let paid = payment(rate, count, present, future, timing);
            let scale = (present + future) * (1.0 + math::exp(count * math::ln_1p(rate)));
            prop_assert!((future_value(rate, count, paid, present, timing) - future).abs() < 1e-11 * scale);
            let scale = present + future * (1.0 + math::exp(-count * math::ln_1p(rate)));
            prop_assert!((present_value(rate, count, paid, future, timing) - present).abs() < 1e-11 * scale);
            for period in 1..=5_u32.min(count as u32) {
                let (interest, principal) = parts(rate, count, period.into(), present, future, timing);
                prop_assert!((interest + principal - paid).abs() < 1e-11 * (paid.abs() + interest.abs()));
            }
        }
    }
}
