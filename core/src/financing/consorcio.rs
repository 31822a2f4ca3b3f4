//! Consórcio (Lei 11.795/2008): percent of the good's price, monthly, with contemplation and bid.

use super::schedule::overflow;
use crate::issue::Error;
use crate::money::{Exact, Rounding};
use rust_decimal::Decimal;

/// A quota of a group.
#[derive(Debug, Clone)]
pub(super) struct Quota {
    /// Credit in cents.
    pub credit: i64,
    pub months: u32,
    pub administration: Decimal,
    pub reserve: Decimal,
    /// A month, of the credit.
    pub insurance: Decimal,
    /// Readjustment of the credit at month 13, 25, ..; a missing one is nothing.
    pub index_yearly: Vec<Decimal>,
    /// Month of contemplation, 1 to `months`.
    pub contemplation: u32,
    /// Part of the credit with administration and reserve that is offered.
    pub bid: Decimal,
    /// Whether the bid comes out of the credit.
    pub embedded: bool,
}

/// What is paid and received, in cents.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Course {
    pub parcels: Vec<i64>,
    pub bid: i64,
    pub received: i64,
    /// The readjusted credit at the contemplation.
    pub price: i64,
    pub flows: Vec<i64>,
}

impl Quota {
    /// The course of the quota.
    ///
    /// # Errors
    /// `OVERFLOW`, also where a bid pays more than what is left.
    pub fn course(&self) -> Result<Course, Error> {
        let cents = |value: Option<i128>| value.and_then(|value| i64::try_from(value).ok()).ok_or_else(overflow);
        let whole = |value: u32| Exact::from_minor(value.into(), 0);
        let load = Exact::from(Decimal::ONE) + Exact::from(self.administration) + Exact::from(self.reserve);
        let mut credit = self.credit;
        let (mut parcels, mut bid, mut received, mut price) = (Vec::new(), 0, 0, 0);
        for month in 1..=self.months {
            if month > 1 && month % 12 == 1 {
                let year = usize::try_from(month / 12 - 1).unwrap_or(usize::MAX);
                let index = self.index_yearly.get(year).copied().unwrap_or_default();
                let grown = Exact::from_minor(credit, 0) * (Exact::from(Decimal::ONE) + Exact::from(index));
                credit = cents(grown.round(0, Rounding::HalfUp))?;
            }
            let base = Exact::from_minor(credit, 0) * load.clone();
            // Of n: one part each; after the contemplation what the bid has left, over the months that are left.
            let (part, parts) = if month <= self.contemplation {
                (whole(1), whole(self.months))
            } else {
                let left = whole(self.months) - whole(self.contemplation) - whole(self.months) * Exact::from(self.bid);
                (left, whole(self.months) * whole(self.months - self.contemplation))
            };
            let share = (base.clone() * part).divide(&parts, 0, Rounding::HalfUp);
            let insurance = (Exact::from_minor(credit, 0) * Exact::from(self.insurance)).round(0, Rounding::HalfUp);
            parcels.push(cents(share)?.checked_add(cents(insurance)?).ok_or_else(overflow)?);
            if month == self.contemplation {
                bid = cents((base * Exact::from(self.bid)).round(0, Rounding::HalfUp))?;
                price = credit;
                received = if self.embedded { credit - bid } else { credit };
            }
        }
        let flow = |(month, parcel): (u32, &i64)| {
            let gained = if month == self.contemplation { received } else { 0 };
            let own = if month == self.contemplation && !self.embedded { bid } else { 0 };
            gained - own - parcel
        };
        let flows = (1..).zip(&parcels).map(flow).collect();
        Ok(Course { parcels, bid, received, price, flows })
    }
}
