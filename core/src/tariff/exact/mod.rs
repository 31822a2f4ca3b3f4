//! Exact decimals for rates, quantities and values (REN ANEEL 1.000/2021, art. 657: no rounding inside calculations).
//!
//! An [`Exact`] is a whole number of units of `10^-scale` in 128 bits. Sums and products are exact or refused, never rounded;
//! a quotient is the exact rational rounded once, to a number of places that the rule names.

mod wide;

use crate::issue::{Code, Error, Issue, Param};
use crate::money::{Dec, Rounding};
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};
use std::cmp::Ordering;
use std::fmt;

/// An exact decimal, decimal text on the wire without trailing zeros.
///
/// ```
/// use coaraci::tariff::Exact;
/// let energy = Exact::new(287, 0);
/// let rate = Exact::new(31_085, 5);
/// assert_eq!(energy.times(rate).map(|net| net.to_string()).as_deref(), Some("89.21395"));
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Exact {
    units: i128,
    scale: u32,
}

/// Decimals of quotients (`Q12`).
pub(crate) const QUOTIENT_PLACES: u32 = 12;
/// Decimals of the energy grid: one unit is 1 mWh.
pub(crate) const GRID_PLACES: u32 = 6;
/// Most decimals an intermediate may have.
const MOST_PLACES: u32 = 38;

const POWERS: [i128; 39] = {
    let mut powers = [1_i128; 39];
    let mut index = 1;
    #[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a wrong index does not build")]
    while index < 39 {
        powers[index] = powers[index - 1] * 10;
        index += 1;
    }
    powers
};

fn power(exponent: u32) -> Option<i128> {
    POWERS.get(usize::try_from(exponent).ok()?).copied()
}

/// What the arithmetic of this domain reports when a number leaves its range (tariff R-ROUND).
pub(crate) fn overflow() -> Error {
    Issue::error(Code::OVERFLOW).into()
}

impl Exact {
    /// Nothing.
    pub const ZERO: Exact = Exact { units: 0, scale: 0 };
    /// One.
    pub const ONE: Exact = Exact { units: 1, scale: 0 };

    /// `units` of `10^-scale`, `scale` at most 38.
    pub const fn new(units: i128, scale: u32) -> Exact {
        Exact { units, scale }
    }

    /// Energy on the grid of 1 mWh.
    pub(crate) const fn grid(milli: i64) -> Exact {
        Exact { units: milli as i128, scale: GRID_PLACES }
    }

    /// Whole cents.
    pub(crate) const fn cents(cents: i64) -> Exact {
        Exact { units: cents as i128, scale: 2 }
    }

    /// Whether it is zero.
    pub const fn is_zero(self) -> bool {
        self.units == 0
    }

    /// Whether it is below zero.
    pub const fn is_negative(self) -> bool {
        self.units < 0
    }

    /// Whether it is above zero.
    pub const fn is_positive(self) -> bool {
        self.units > 0
    }

    /// The sum; none if it does not fit.
    pub fn plus(self, other: Exact) -> Option<Exact> {
        let (a, b, scale) = self.aligned(other)?;
        Some(Exact { units: a.checked_add(b)?, scale })
    }

    /// The difference; none if it does not fit.
    pub fn minus(self, other: Exact) -> Option<Exact> {
        let (a, b, scale) = self.aligned(other)?;
        Some(Exact { units: a.checked_sub(b)?, scale })
    }

    /// The product; none if it does not fit.
    pub fn times(self, other: Exact) -> Option<Exact> {
        let units = match (i64::try_from(self.units), i64::try_from(other.units)) {
            (Ok(a), Ok(b)) => i128::from(a) * i128::from(b),
            _ => self.units.checked_mul(other.units)?,
        };
        let scale = self.scale + other.scale;
        if scale <= MOST_PLACES { Some(Exact { units, scale }) } else { Exact { units, scale }.trim_to(MOST_PLACES) }
    }

    /// The opposite.
    #[must_use]
    pub const fn negated(self) -> Exact {
        // The smallest i128 never arises: every unit count comes from a checked operation on smaller ones.
        Exact { units: self.units.wrapping_neg(), scale: self.scale }
    }

    /// Its size without its sign.
    #[must_use]
    pub const fn size(self) -> Exact {
        if self.units < 0 { self.negated() } else { self }
    }

    /// The quotient rounded once, half to even, to 12 decimals (`Q12`); none if the divisor is zero or it does not fit.
    pub fn over(self, divisor: Exact) -> Option<Exact> {
        self.quotient(divisor, QUOTIENT_PLACES, Rounding::HalfEven)
    }

    /// The quotient rounded once to a number of places; none if the divisor is zero or it does not fit.
    pub(crate) fn quotient(self, divisor: Exact, places: u32, rule: Rounding) -> Option<Exact> {
        Exact::ratio(self, Exact::ONE, divisor, places, rule)
    }

    /// `a b / divisor` rounded once to a number of places.
    pub(crate) fn ratio(a: Exact, b: Exact, divisor: Exact, places: u32, rule: Rounding) -> Option<Exact> {
        let (sign, size) = if divisor.units < 0 { (-1, divisor.units.checked_neg()?) } else { (1, divisor.units) };
        let (above, below) = (places + divisor.scale, a.scale + b.scale);
        let factor = b.units.checked_mul(sign)?;
        let units = if above >= below {
            // a b 10^(above - below) / size, in the order that stays small.
            wide::multiply_divide(a.units, factor.checked_mul(power(above - below)?)?, size, rule)
        } else {
            wide::multiply_divide(a.units, factor, size.checked_mul(power(below - above)?)?, rule)
        };
        Some(Exact { units: units?, scale: places })
    }

    /// The value rounded to a number of places.
    pub(crate) fn rounded(self, places: u32, rule: Rounding) -> Option<Exact> {
        if self.scale <= places {
            return Some(self);
        }
        let units = wide::divide(self.units, power(self.scale - places)?, rule)?;
        Some(Exact { units, scale: places })
    }

    /// `self other` rounded to whole cents, half to even (ABNT NBR 5891); none beyond 10^15 reais.
    pub(crate) fn product_in_cents(self, other: Exact) -> Option<i64> {
        let scale = self.scale + other.scale;
        let units = if scale >= 2 {
            wide::multiply_divide(self.units, other.units, power(scale - 2)?, Rounding::HalfEven)?
        } else {
            self.times(other)?.units.checked_mul(power(2 - scale)?)?
        };
        cents_in_range(units)
    }

    /// The value in whole cents, rounded half to even (ABNT NBR 5891); none beyond 10^15 reais.
    pub fn in_cents(self) -> Option<i64> {
        let units = match self.scale {
            0..2 => self.units.checked_mul(power(2 - self.scale)?)?,
            2 => self.units,
            _ => wide::divide(self.units, power(self.scale - 2)?, Rounding::HalfEven)?,
        };
        cents_in_range(units)
    }

    /// The value as whole units of 1 mWh, rounded down (towards zero); none if it does not fit.
    pub(crate) fn on_grid(self) -> Option<i64> {
        let rounded = self.rounded(GRID_PLACES, Rounding::Down)?;
        i64::try_from(rounded.units.checked_mul(power(GRID_PLACES - rounded.scale)?)?).ok()
    }

    /// The value as whole units of `10^-places`; none if it has more decimals or does not fit.
    pub(crate) fn units_at(self, places: u32) -> Option<i128> {
        let Exact { units, scale } = self.trimmed();
        units.checked_mul(power(places.checked_sub(scale)?)?)
    }

    /// The same value with the fewest decimals, so that later products stay small.
    #[must_use]
    pub(crate) fn trimmed(self) -> Exact {
        let Exact { mut units, mut scale } = self;
        if units == 0 {
            return Exact::ZERO;
        }
        // Nearly all values are small, where a division costs a fraction.
        if let Ok(mut small) = i64::try_from(units) {
            for (step, divisor) in [(16, 10_000_000_000_000_000), (8, 100_000_000), (4, 10_000), (2, 100), (1, 10)] {
                while scale >= step && small % divisor == 0 {
                    small /= divisor;
                    scale -= step;
                }
            }
            return Exact { units: small.into(), scale };
        }
        for step in [16, 8, 4, 2, 1] {
            let Some(divisor) = power(step) else { continue };
            while scale >= step && units % divisor == 0 {
                units /= divisor;
                scale -= step;
            }
        }
        Exact { units, scale }
    }

    fn trim_to(self, places: u32) -> Option<Exact> {
        Some(self.trimmed()).filter(|trimmed| trimmed.scale <= places)
    }

    fn aligned(self, other: Exact) -> Option<(i128, i128, u32)> {
        match self.scale.cmp(&other.scale) {
            Ordering::Equal => Some((self.units, other.units, self.scale)),
            Ordering::Less => {
                Some((self.units.checked_mul(power(other.scale - self.scale)?)?, other.units, other.scale))
            }
            Ordering::Greater => {
                Some((self.units, other.units.checked_mul(power(self.scale - other.scale)?)?, self.scale))
            }
        }
    }
}

/// Money is at most 10^15 reais.
fn cents_in_range(units: i128) -> Option<i64> {
    i64::try_from(units).ok().filter(|cents| cents.unsigned_abs() <= 100_000_000_000_000_000)
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Exact {}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        match self.aligned(*other) {
            Some((a, b, _)) => a.cmp(&b),
            // Only the one with fewer decimals can be too large to align, and then its size is the larger one.
            None if self.scale < other.scale => self.units.cmp(&0),
            None => 0.cmp(&other.units),
        }
    }
}

impl<const PLACES: u32> From<Dec<PLACES>> for Exact {
    fn from(value: Dec<PLACES>) -> Self {
        Exact::from(value.get())
    }
}

impl From<Decimal> for Exact {
    fn from(value: Decimal) -> Self {
        Exact { units: value.mantissa(), scale: value.scale() }
    }
}

impl From<i64> for Exact {
    fn from(value: i64) -> Self {
        Exact::new(value.into(), 0)
    }
}

impl From<Exact> for Param {
    /// Parameters are for people: a value too long for their type is rounded to what it holds.
    fn from(value: Exact) -> Self {
        let fitted = [12, 6, 2, 0].into_iter().find_map(|places| {
            let rounded = value.trimmed().rounded(places, Rounding::HalfEven)?;
            Decimal::try_from_i128_with_scale(rounded.units, rounded.scale).ok()
        });
        Param::Decimal(fitted.unwrap_or_default())
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Exact { units, scale } = self.trimmed();
        let sign = if units < 0 { "-" } else { "" };
        let size = units.unsigned_abs();
        let width = usize::try_from(scale).unwrap_or_default();
        match (power(scale).map(i128::unsigned_abs), u64::try_from(size)) {
            (None | Some(1), _) => write!(f, "{sign}{size}"),
            (Some(divisor), Ok(size)) if scale < 20 => {
                let divisor = u64::try_from(divisor).unwrap_or(1);
                write!(f, "{sign}{}.{:0width$}", size / divisor, size % divisor)
            }
            (Some(divisor), _) => write!(f, "{sign}{}.{:0width$}", size / divisor, size % divisor),
        }
    }
}

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Exact {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ExactDecimal".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "format": "decimal",
            "pattern": r"^-?(0|[1-9][0-9]*)(\.[0-9]{1,38})?$",
            "description": "Exact decimal as text, not rounded, without trailing zeros."
        })
    }
}

#[cfg(test)]
mod tests;
