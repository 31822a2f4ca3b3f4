//! Where spending is going, as a straight line.

use crate::calendar::Instant;
use crate::issue::{Code, Error, Issue};
use crate::money::{Currency, Money, Rounding};
use serde::Serialize;

/// A forecast.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SpendingForecast {
    /// What is used at the end of the window if it goes on like this, half-even.
    #[cfg_attr(feature = "schema", schemars(with = "crate::money::Dec"))]
    pub projected_at_end: Money,
    /// When the limit is used up; null if not before the end.
    pub exhausted_at: Option<Instant>,
}

/// `used (end − start)/(now − start)`, and `start + ⌊(now − start) limit/used⌋` if that is before the end.
///
/// # Errors
/// `FORECAST_RANGE` unless `start < now < end`; `OVERFLOW`, `TIME_RANGE`.
pub(super) fn forecast(
    used: i64,
    limit: i64,
    currency: Currency,
    [start, now, end]: [Instant; 3],
) -> Result<SpendingForecast, Error> {
    if !(start < now && now < end) {
        return Err(Issue::error(Code::FORECAST_RANGE).at("/now").into());
    }
    let overflow = || Error::from(Issue::error(Code::OVERFLOW));
    let [used, limit] = [used, limit].map(i128::from);
    let [past, whole] = [start.seconds_until(now), start.seconds_until(end)].map(i128::from);
    // At most 19 digits of money and 12 of seconds: no product overflows.
    let projected = i64::try_from(Rounding::HalfEven.divide(used * whole, past)).map_err(|_| overflow())?;
    let exhausted_at = if used > 0 && (past * limit).div_euclid(used) < whole {
        let seconds = i64::try_from((past * limit).div_euclid(used)).map_err(|_| overflow())?;
        Some(start.add_seconds(seconds)?)
    } else {
        None
    };
    Ok(SpendingForecast { projected_at_end: Money::from_minor(projected, currency), exhausted_at })
}
