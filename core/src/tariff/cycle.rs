//! Billing cycles (*ciclos de faturamento*, REN 1.000/2021, arts. 260 and 285).

use crate::calendar::Date;
use crate::issue::{Code, Error, Issue};
use serde::{Deserialize, Serialize};

/// Most days of a cycle, special cases included (art. 260).
pub(crate) const MOST_DAYS: i64 = 47;
/// A cycle shorter than this is billed without the minimum (art. 285, I).
pub(crate) const FEWEST_DAYS_OF_THE_MINIMUM: i64 = 27;

/// A billing cycle: the days after the previous reading up to the current one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Cycle {
    /// Day of the previous reading, which belongs to the previous cycle.
    pub previous_reading: Date,
    /// Day of the current reading, the last day of the cycle.
    pub current_reading: Date,
    /// Day of the bill, not before the current reading; the current reading if absent.
    pub billing_date: Option<Date>,
}

impl Cycle {
    /// A cycle billed on the day of its last reading.
    pub fn new(previous_reading: Date, current_reading: Date) -> Self {
        Cycle { previous_reading, current_reading, billing_date: None }
    }

    /// Number of days.
    pub fn days(&self) -> i64 {
        self.previous_reading.days_until(self.current_reading)
    }

    /// Day of the bill.
    pub fn billed_on(&self) -> Date {
        self.billing_date.unwrap_or(self.current_reading)
    }

    /// Whether the cycle can be billed; `any_length` lifts the limit of 47 days.
    ///
    /// # Errors
    /// `INVALID_CYCLE` at the field that is wrong.
    pub(crate) fn check(&self, any_length: bool) -> Result<(), Error> {
        let days = self.days();
        if days <= 0 || (days > MOST_DAYS && !any_length) {
            let most = if any_length { i64::MAX } else { MOST_DAYS };
            let issue = Issue::error(Code::INVALID_CYCLE).at("/cycle/current_reading").with("days", days);
            return Err(issue.with("max", most).law("REN ANEEL 1.000/2021, art. 260").into());
        }
        if self.billed_on() < self.current_reading {
            return Err(Issue::error(Code::INVALID_CYCLE).at("/cycle/billing_date").with("days", days).into());
        }
        Ok(())
    }
}
