//! The ledger of energy credits: oldest first, lost after 60 months (tariff R-CR; Lei 14.300/2022, art. 13).

use crate::calendar::Date;
use crate::issue::Error;

/// How long a credit may be used.
const MONTHS: i64 = 60;

/// Last day on which energy of a bill of that day may be used: 60 months later, the same day or the last of a shorter month (R-CR-2).
///
/// # Errors
/// `DATE_RANGE`.
pub(crate) fn expiry(origin: Date) -> Result<Date, Error> {
    origin.add_months(MONTHS)
}

/// A credit: energy on the grid and the day of the bill it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Credit {
    pub origin: Date,
    pub milli: i64,
}

/// The energy of one cycle, on the grid.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Flows {
    pub date: Date,
    pub injected: i64,
    pub received: i64,
    /// Most that may be compensated: the consumption, or less.
    pub most: i64,
}

/// What one cycle did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    /// Own injection used.
    pub netted: i64,
    /// Credits used, oldest first.
    pub used: Vec<Credit>,
    pub received_used: i64,
    pub new_credit: i64,
    pub expired: i64,
}

/// Carries the credits over a cycle: drops expired ones, uses own injection, credits from the oldest, then received surplus; the
/// rest of injection and surplus is one new credit (R-CR-1). Credits are kept oldest first.
///
/// # Errors
/// `DATE_RANGE`.
pub(crate) fn advance(credits: &mut Vec<Credit>, flows: &Flows) -> Result<Step, Error> {
    let mut expired = 0;
    let mut alive = Vec::with_capacity(credits.len() + 1);
    for credit in credits.drain(..) {
        if expiry(credit.origin)? < flows.date {
            expired += credit.milli;
        } else {
            alive.push(credit);
        }
    }
    let mut most = flows.most;
    let netted = flows.injected.min(most);
    most -= netted;
    let mut used = Vec::new();
    for credit in &mut alive {
        let part = credit.milli.min(most);
        if part > 0 {
            used.push(Credit { milli: part, ..*credit });
            credit.milli -= part;
            most -= part;
        }
    }
    let received_used = flows.received.min(most);
    let new_credit = flows.injected - netted + flows.received - received_used;
    alive.retain(|credit| credit.milli > 0);
    if new_credit > 0 {
        alive.push(Credit { origin: flows.date, milli: new_credit });
    }
    *credits = alive;
    Ok(Step { netted, used, received_used, new_credit, expired })
}
