//! Flows at whole ticks: sorted, equal instants merged, with their exact amounts at hand.

use crate::calendar::{BankCalendar, Date, DayCount};
use crate::issue::{Code, Error, Issue};
use rust_decimal::Decimal;
use std::borrow::Cow;

/// A cash flow in order of time; no two flows at one instant.
pub(in crate::financing) struct Series<'a> {
    /// Instants in ticks after the first one, ascending.
    pub ticks: Vec<u32>,
    /// Ticks of a unit of time.
    pub per_unit: f64,
    /// The amounts.
    pub amounts: Cow<'a, [f64]>,
    /// The same amounts exactly; computed from the floats where there are none.
    decimals: Option<Vec<Decimal>>,
}

/// The nearest float of a decimal.
pub(in crate::financing) fn float_of(value: Decimal) -> f64 {
    const TENS: [f64; 23] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ];
    let tens = usize::try_from(value.scale()).ok().and_then(|scale| TENS.get(scale));
    match (i64::try_from(value.mantissa()), tens) {
        // Both are exact, so that one division rounds once.
        (Ok(mantissa), Some(tens)) if mantissa.unsigned_abs() <= 1 << 53 => mantissa as f64 / tens,
        _ => value.to_string().parse().unwrap_or(0.0),
    }
}

/// The shortest decimal of a float, to 28 decimals; none beyond its range.
fn decimal_of(value: f64) -> Option<Decimal> {
    value.to_string().parse().ok()
}

impl<'a> Series<'a> {
    /// Flows of one period each.
    pub fn periodic(amounts: impl Into<Cow<'a, [f64]>>, decimals: Option<Vec<Decimal>>) -> Series<'a> {
        let amounts = amounts.into();
        let ticks = (0..).take(amounts.len()).collect();
        Series { ticks, per_unit: 1.0, amounts, decimals }
    }

    /// Flows of one period each, exactly.
    pub fn periodic_exact(flows: Vec<Decimal>) -> Series<'static> {
        let amounts: Vec<f64> = flows.iter().copied().map(float_of).collect();
        Series::periodic(amounts, Some(flows))
    }

    /// Dated flows in any order.
    ///
    /// # Errors
    /// `CALENDAR_OUT_OF_RANGE` for `bus_252`.
    pub fn dated(mut flows: Vec<(Date, Decimal)>, count: DayCount, calendar: &BankCalendar) -> Result<Self, Error> {
        flows.sort_by_key(|(date, _)| *date);
        let Some((first, _)) = flows.first().copied() else {
            return Ok(Series::periodic(Vec::new(), Some(Vec::new())));
        };
        let per_unit = count.between(first, first, calendar)?.denominator;
        let mut at: Vec<(u32, Decimal)> = Vec::with_capacity(flows.len());
        for (date, amount) in flows {
            let passed = count.between(first, date, calendar)?.numerator;
            let passed = u32::try_from(passed).map_err(|_| Issue::error(Code::DATE_RANGE))?;
            merge(&mut at, passed, amount)?;
        }
        Ok(Series::exact(at, per_unit as f64))
    }

    fn exact(at: Vec<(u32, Decimal)>, per_unit: f64) -> Series<'static> {
        let (ticks, decimals): (Vec<u32>, Vec<Decimal>) = at.into_iter().unzip();
        let amounts: Vec<f64> = decimals.iter().copied().map(float_of).collect();
        Series { ticks, per_unit, amounts: amounts.into(), decimals: Some(decimals) }
    }

    /// The exact amounts; none if a float is no decimal.
    pub fn decimals(&self) -> Option<Cow<'_, [Decimal]>> {
        match &self.decimals {
            Some(decimals) => Some(decimals.into()),
            None => self.amounts.iter().copied().map(decimal_of).collect::<Option<Vec<_>>>().map(Cow::from),
        }
    }
}

/// Adds a flow that is not earlier than those before; flows at one instant are summed exactly.
fn merge(at: &mut Vec<(u32, Decimal)>, tick: u32, amount: Decimal) -> Result<(), Error> {
    match at.last_mut() {
        Some((last, sum)) if *last == tick => {
            *sum = sum.checked_add(amount).ok_or_else(|| Issue::error(Code::OVERFLOW))?;
        }
        _ => at.push((tick, amount)),
    }
    Ok(())
}
