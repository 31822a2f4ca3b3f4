use super::{Adjustment, BankCalendar, Date};
use crate::issue::Error;

/// A due date of a monthly plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueDate {
    /// The contractual date (*vencimento*).
    pub due: Date,
    /// The date on which it is paid.
    pub pay: Date,
}

/// The monthly due dates of a plan: the k-th is the first one plus k calendar months with the contractual day kept, so that
/// 31 January is followed by 28 or 29 February and 31 March.
///
/// # Errors
/// `DATE_RANGE` after the year 9999; `CALENDAR_OUT_OF_RANGE` if a payment date has to be looked up outside the bank calendar.
pub fn due_dates(
    first_due: Date,
    count: u32,
    adjustment: Adjustment,
    calendar: &BankCalendar,
) -> Result<Vec<DueDate>, Error> {
    (0..count)
        .map(|k| {
            let due = first_due.add_months(k.into())?;
            Ok(DueDate { due, pay: calendar.adjust(due, adjustment)? })
        })
        .collect()
}
