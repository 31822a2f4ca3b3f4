//! Energy of intervals on the grid of 1 mWh, from numbers or decimal texts (tariff R-ROUND-4).

use super::exact::{Exact, GRID_PLACES};
use super::intervals::MOST;
use super::prorate::energy_in_range;
use crate::issue::{Code, Error, Issue, Pointer};
use crate::money::{Rounding, parse_decimal};
use crate::quantity::refuse;
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;

/// Energy of one interval after the other in kWh: numbers or decimal texts, rounded half to even to 1 mWh.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Energies {
    milli: Vec<i64>,
    most: i64,
}

impl Energies {
    /// Energy on the grid, none below zero.
    pub(crate) fn on_grid(milli: Vec<i64>) -> Self {
        let most = milli.iter().copied().max().unwrap_or(0);
        Energies { milli, most }
    }

    /// Energy in kWh.
    ///
    /// # Errors
    /// At the first value that is wrong: `NEGATIVE_INTERVAL`, `NOT_FINITE`, `OVERFLOW`.
    pub fn from_kwh(kwh: &[f64]) -> Result<Self, Error> {
        // Below 2^51 adding 2^52 leaves the whole number, rounded half to even, in the low bits.
        const SHIFT: f64 = 4_503_599_627_370_496.0;
        const LIMIT: f64 = 2_251_799_813_685_248.0;
        let mut small = true;
        let quick = |kwh: &f64| {
            let milli = kwh * 1e6;
            small &= (0.0..LIMIT).contains(&milli);
            ((milli + SHIFT).to_bits() & ((1 << 52) - 1)).cast_signed()
        };
        let milli: Vec<i64> = kwh.iter().map(quick).collect();
        if small {
            return Ok(Energies::on_grid(milli));
        }
        let read =
            |(index, kwh): (usize, &f64)| number(*kwh).map_err(|error| error.within(Pointer::root().index(index)));
        kwh.iter().enumerate().map(read).collect::<Result<Vec<i64>, Error>>().map(Energies::on_grid)
    }

    /// How many intervals there are.
    pub fn len(&self) -> usize {
        self.milli.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.milli.is_empty()
    }

    /// The energy of each interval on the grid.
    pub(crate) fn milli(&self) -> &[i64] {
        &self.milli
    }

    /// Whether the sum of all is at most 10^12 kWh, so that no later sum overflows.
    pub(crate) fn fits(&self) -> bool {
        let count = i64::try_from(self.milli.len()).unwrap_or(i64::MAX);
        let quick = self.most.checked_mul(count).is_some_and(|bound| bound <= MOST);
        quick || self.milli.iter().map(|milli| i128::from(*milli)).sum::<i128>() <= i128::from(MOST)
    }
}

/// Energy of one interval on the grid.
///
/// # Errors
/// `NEGATIVE_INTERVAL`, `NOT_FINITE`, `OVERFLOW`.
pub(crate) fn number(kwh: f64) -> Result<i64, Error> {
    if !kwh.is_finite() {
        return Err(Issue::error(Code::NOT_FINITE).into());
    }
    if kwh < 0.0 {
        return Err(Issue::error(Code::NEGATIVE_INTERVAL).into());
    }
    let milli = (kwh * 1e6).round_ties_even();
    if milli > 1e18 {
        return Err(Issue::error(Code::OVERFLOW).into());
    }
    #[expect(clippy::cast_possible_truncation, reason = "a whole number from 0 to 10^18")]
    Ok(milli as i64)
}

fn text(kwh: &str) -> Result<i64, Error> {
    let kwh = Exact::from(parse_decimal(kwh, 12)?);
    if kwh.is_negative() {
        return Err(Issue::error(Code::NEGATIVE_INTERVAL).into());
    }
    let rounded = kwh.rounded(GRID_PLACES, Rounding::HalfEven).and_then(energy_in_range);
    rounded.ok_or_else(|| Issue::error(Code::OVERFLOW).into())
}

/// One interval.
struct Interval(i64);

impl<'de> Deserialize<'de> for Interval {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Number;
        impl<'de> Visitor<'de> for Number {
            type Value = Interval;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("number or decimal text")
            }
            fn visit_f64<E: serde::de::Error>(self, kwh: f64) -> Result<Interval, E> {
                number(kwh).map(Interval).map_err(refuse)
            }
            fn visit_u64<E: serde::de::Error>(self, kwh: u64) -> Result<Interval, E> {
                let milli = i64::try_from(kwh).ok().and_then(|kwh| kwh.checked_mul(1_000_000));
                let milli = milli.filter(|milli| *milli <= MOST);
                milli.map(Interval).ok_or_else(|| refuse(Issue::error(Code::OVERFLOW).into()))
            }
            fn visit_i64<E: serde::de::Error>(self, kwh: i64) -> Result<Interval, E> {
                match u64::try_from(kwh) {
                    Ok(kwh) => self.visit_u64(kwh),
                    Err(_) => Err(refuse(Issue::error(Code::NEGATIVE_INTERVAL).into())),
                }
            }
            fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Interval, D::Error> {
                f64::deserialize(deserializer).and_then(|kwh| number(kwh).map(Interval).map_err(refuse))
            }
            fn visit_str<E: serde::de::Error>(self, kwh: &str) -> Result<Interval, E> {
                text(kwh).map(Interval).map_err(refuse)
            }
        }
        deserializer.deserialize_any(Number)
    }
}

impl<'de> Deserialize<'de> for Energies {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct List;
        impl<'de> Visitor<'de> for List {
            type Value = Energies;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("array")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Energies, A::Error> {
                let mut milli = Vec::new();
                while let Some(Interval(energy)) = access.next_element()? {
                    milli.push(energy);
                }
                Ok(Energies::on_grid(milli))
            }
        }
        deserializer.deserialize_seq(List)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Energies {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Energies".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "array",
            "items": {"oneOf": [
                {"type": "number", "minimum": 0, "maximum": 1e12},
                {"type": "string", "format": "decimal", "pattern": r"^(0|[1-9][0-9]*)(\.[0-9]{1,28})?$"}
            ]},
            "description": "Energy of one interval after the other, kWh: numbers or decimal texts, rounded half to even to 1 mWh."
        })
    }
    fn inline_schema() -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ties_go_to_the_even_unit() {
        // 0.0000005 kWh is half a unit: to 0; 0.0000015 is stored a little above one and a half and goes to 2.
        assert_eq!(Energies::from_kwh(&[0.000_000_5, 0.3, 1e9]).unwrap().milli(), [0, 300_000, 1_000_000_000_000_000]);
        let code = |kwh: f64| Energies::from_kwh(&[1.0, kwh]).unwrap_err();
        assert_eq!(code(-1e-9).code(), Code::NEGATIVE_INTERVAL);
        assert_eq!(code(f64::NAN).code(), Code::NOT_FINITE);
        assert_eq!((code(2e12).code(), code(2e12).path().as_str()), (Code::OVERFLOW, "/1"));
        assert!(!Energies::from_kwh(&[9e11, 9e11]).unwrap().fits());
        assert!(Energies::from_kwh(&[9e11, 1e11]).unwrap().fits());
    }

    proptest! {
        #[test]
        fn the_quick_way_is_the_slow_way(kwh in prop::collection::vec(0.0..2e9_f64, 0..50)) {
            let slow: Vec<i64> = kwh.iter().map(|kwh| number(*kwh).unwrap()).collect();
            let quick = Energies::from_kwh(&kwh).unwrap();
            prop_assert_eq!(quick.milli(), slow);
        }
    }
}
