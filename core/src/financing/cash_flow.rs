//! Values of a cash flow at a rate, its modified rate of return, and when it has paid itself back.

use crate::math;

/// Values of flows at their start and at their end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct NetValues {
    pub present: f64,
    pub future: f64,
}

/// Discounts flows of one period each; the first is worth its amount.
pub(super) fn periodic_values(flows: &[f64], rate: f64) -> NetValues {
    let growth = 1.0 + rate;
    let discount = 1.0 / growth;
    let (mut present, mut weight) = (math::Sum::new(), 1.0);
    for flow in flows {
        present.add(flow * weight);
        weight *= discount;
    }
    let (mut future, mut weight) = (math::Sum::new(), 1.0);
    for flow in flows.iter().rev() {
        future.add(flow * weight);
        weight *= growth;
    }
    NetValues { present: present.total(), future: future.total() }
}

/// Discounts flows at instants in units of time from the first on.
pub(super) fn dated_values(flows: &[f64], times: &[f64], rate: f64) -> NetValues {
    let continuous = math::ln_1p(rate);
    let end = times.last().copied().unwrap_or(0.0);
    let (mut present, mut future) = (math::Sum::new(), math::Sum::new());
    for (flow, time) in flows.iter().zip(times) {
        present.add(flow * math::exp(-continuous * time));
        future.add(flow * math::exp(continuous * (end - time)));
    }
    NetValues { present: present.total(), future: future.total() }
}

/// `(FV of gains / −PV of losses)^(1 / (n − 1)) − 1`; none without both.
pub(super) fn modified_rate(flows: &[f64], finance_rate: f64, reinvest_rate: f64) -> Option<f64> {
    let gains: Vec<f64> = flows.iter().map(|flow| flow.max(0.0)).collect();
    let losses: Vec<f64> = flows.iter().map(|flow| (-flow).max(0.0)).collect();
    let gained = periodic_values(&gains, reinvest_rate).future;
    let lost = periodic_values(&losses, finance_rate).present;
    let periods = flows.len().checked_sub(1)? as f64;
    (gained > 0.0 && lost > 0.0 && periods > 0.0)
        .then(|| math::exp_m1((math::ln(gained) - math::ln(lost)) / periods))
        .filter(|rate| rate.is_finite())
}

/// Periods until the sum of the flows is no longer negative for the first time, within a period in proportion; zero if the first
/// flow is not negative.
pub(super) fn first_payback(flows: impl Iterator<Item = f64>) -> Option<f64> {
    let mut sum = 0.0;
    for (period, flow) in flows.enumerate() {
        let before = sum;
        sum += flow;
        if sum >= 0.0 {
            return Some(if period == 0 { 0.0 } else { (period - 1) as f64 + -before / flow });
        }
    }
    None
}

/// Periods until the sum of the flows is no longer negative and stays so; zero if it never is.
pub(super) fn lasting_payback(flows: impl Iterator<Item = f64>) -> Option<f64> {
    let (mut sum, mut paid) = (0.0, Some(0.0));
    for (period, flow) in flows.enumerate() {
        let before = sum;
        sum += flow;
        if sum < 0.0 {
            paid = None;
        } else if paid.is_none() {
            paid = Some((period as f64 - 1.0) + -before / flow);
        }
    }
    paid
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_whole_powers() {
        let values = periodic_values(&[-10.0, 4.0, 7.0], -0.5);
        // -10 + 4 × 2 + 7 × 4, and that over 4.
        assert_eq!(values, NetValues { present: 26.0, future: 6.5 });
        let dated = dated_values(&[-10.0, 4.0, 7.0], &[0.0, 1.0, 2.0], -0.5);
        assert!((dated.present - 26.0).abs() < 1e-13 && (dated.future - 6.5).abs() < 1e-13);
    }

    #[test]
    fn an_inverter_may_undo_a_payback() {
        let flows = [-100.0, 60.0, 50.0, -30.0, 40.0];
        assert_eq!(first_payback(flows.into_iter()), Some(1.0 + 40.0 / 50.0));
        // The sums are -100, -40, 10, -20, 20.
        assert_eq!(lasting_payback(flows.into_iter()), Some(3.5));
        assert_eq!(first_payback([-1.0, 0.5].into_iter()), None);
        assert_eq!(lasting_payback([-1.0, 0.5].into_iter()), None);
        assert_eq!(first_payback([0.0, -5.0].into_iter()), Some(0.0));
        assert_eq!(lasting_payback([3.0, -2.0].into_iter()), Some(0.0));
    }

    #[test]
    fn the_modified_rate_needs_gains_and_losses() {
        assert_eq!(modified_rate(&[1.0, 2.0], 0.1, 0.1), None);
        // 500 + 400 × 1.08 + 300 × 1.08² = 1281.92 over 1000 in three periods.
        let expected = math::cbrt(1.281_92) - 1.0;
        let found = modified_rate(&[-1000.0, 300.0, 400.0, 500.0], 0.12, 0.08);
        assert!(found.is_some_and(|found| (found - expected).abs() < 1e-15));
    }
}
