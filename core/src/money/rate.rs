use super::Dec;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What the number of a rate counts: a rate never travels without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RateBasis {
    /// Effective per month (*a.m.*).
    MonthEffective,
    /// Effective per quarter.
    QuarterEffective,
    /// Effective per half-year.
    SemesterEffective,
    /// Effective per year (*a.a.*).
    YearEffective,
    /// Effective per day of a year of 365 days.
    Day365Effective,
    /// Effective per day of a year of 360 days.
    Day360Effective,
    /// Effective per business day of a year of 252.
    Day252Effective,
    /// Nominal per year: the yearly number of a rate that is charged per smaller period, or of simple interest.
    YearNominal,
}

impl RateBasis {
    /// Periods in a year for an effective rate; none for a nominal one.
    pub const fn periods_per_year(self) -> Option<u32> {
        match self {
            RateBasis::YearEffective => Some(1),
            RateBasis::SemesterEffective => Some(2),
            RateBasis::QuarterEffective => Some(4),
            RateBasis::MonthEffective => Some(12),
            RateBasis::Day365Effective => Some(365),
            RateBasis::Day360Effective => Some(360),
            RateBasis::Day252Effective => Some(252),
            RateBasis::YearNominal => None,
        }
    }
}

/// A rate as a fraction of one (`"0.0149"` is 1.49 %) with its basis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// The fraction, at most 16 decimals.
    pub value: Dec<16>,
    /// What it counts.
    pub basis: RateBasis,
}

impl Rate {
    /// A rate.
    pub fn new(value: Decimal, basis: RateBasis) -> Self {
        Rate { value: value.into(), basis }
    }

    /// Its fraction.
    pub const fn fraction(self) -> Decimal {
        self.value.get()
    }
}
