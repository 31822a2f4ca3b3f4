//! The first year's prices and flags, again in later years, with the growth of prices (tariff R-SIM-1).

use super::components::{Components, SceeTariff};
use super::exact::Exact;
use super::post::ByPost;
use super::table::{FlagMonth, TariffSegment};
use crate::calendar::Date;
use crate::issue::{Code, Error, Issue};
use crate::money::{Dec, Rounding};
use rust_decimal::Decimal;

/// What a later year multiplies prices by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Growth(Decimal);

fn overflow() -> Error {
    Issue::error(Code::OVERFLOW).into()
}

/// Decimals of a price.
const PLACES: u32 = 12;

impl Growth {
    /// No growth.
    pub const NONE: Growth = Growth(Decimal::ONE);

    /// Of one year more: `factor (1 + fraction)`, rounded half to even to 12 decimals.
    ///
    /// # Errors
    /// `OVERFLOW`.
    pub fn and(self, fraction: Dec) -> Result<Self, Error> {
        let more = Decimal::ONE.checked_add(fraction.get()).and_then(|factor| self.0.checked_mul(factor));
        more.map(|factor| Growth(Rounding::HalfEven.round(factor, PLACES))).ok_or_else(overflow)
    }

    /// The factor.
    pub fn factor(self) -> Exact {
        Dec::<12>::from(self.0).into()
    }

    fn price(self, price: Dec) -> Result<Dec, Error> {
        let grown = price.get().checked_mul(self.0).ok_or_else(overflow)?;
        Ok(Dec::from(Rounding::HalfEven.round(grown, PLACES)))
    }

    fn optional(self, price: Option<Dec>) -> Result<Option<Dec>, Error> {
        price.map(|price| self.price(price)).transpose()
    }

    fn posts(self, prices: &ByPost<Dec>) -> Result<ByPost<Dec>, Error> {
        prices.iter().map(|(post, price)| Ok((post, self.price(*price)?))).collect()
    }

    fn components(self, of: &Components) -> Result<Components, Error> {
        Ok(Components {
            fio_b_brl_kwh: self.optional(of.fio_b_brl_kwh)?,
            fio_a_brl_kwh: self.optional(of.fio_a_brl_kwh)?,
            tfsee_brl_kwh: self.optional(of.tfsee_brl_kwh)?,
            ped_brl_kwh: self.optional(of.ped_brl_kwh)?,
            tusd_total_brl_kwh: self.optional(of.tusd_total_brl_kwh)?,
            te_non_energy_brl_kwh: self.optional(of.te_non_energy_brl_kwh)?,
        })
    }

    /// The part of a segment that is in force in the first year, so many years later; none if there is no such part.
    fn segment(self, of: &TariffSegment, year: &FirstYear, years: i64) -> Result<Option<TariffSegment>, Error> {
        let first = of.valid_from.max(year.start);
        let after = match of.valid_to {
            Some(last) => last.add_days(1)?.min(year.end),
            None => year.end,
        };
        if first >= after {
            return Ok(None);
        }
        // The day after the last one is moved, so that neighbours stay neighbours over 29 February.
        let last = after.add_months(12 * years)?.add_days(-1)?;
        let scee = |(post, tariff): (_, &SceeTariff)| {
            let (tusd_brl_kwh, te_brl_kwh) = (self.price(tariff.tusd_brl_kwh)?, self.price(tariff.te_brl_kwh)?);
            Ok((post, SceeTariff { tusd_brl_kwh, te_brl_kwh, ..*tariff }))
        };
        Ok(Some(TariffSegment {
            valid_from: first.add_months(12 * years)?,
            valid_to: Some(last),
            act: of.act.clone(),
            demand_brl_kw: self.posts(&of.demand_brl_kw)?,
            te_brl_kwh: self.posts(&of.te_brl_kwh)?,
            tusd_brl_kwh: self.posts(&of.tusd_brl_kwh)?,
            te_conventional_brl_kwh: self.optional(of.te_conventional_brl_kwh)?,
            tusd_conventional_brl_kwh: self.optional(of.tusd_conventional_brl_kwh)?,
            te_discount_brl_kwh: self.optional(of.te_discount_brl_kwh)?,
            tusd_discount_brl_kwh: self.optional(of.tusd_discount_brl_kwh)?,
            te_energia_brl_kwh: self.posts(&of.te_energia_brl_kwh)?,
            components: of
                .components
                .iter()
                .map(|(post, components)| Ok((post, self.components(components)?)))
                .collect::<Result<_, Error>>()?,
            scee: of.scee.iter().map(scee).collect::<Result<_, Error>>()?,
        }))
    }
}

/// The first of several years.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FirstYear {
    pub start: Date,
    /// The day after its last one.
    pub end: Date,
}

impl FirstYear {
    /// The prices of the first year, so many years later.
    ///
    /// # Errors
    /// `OVERFLOW`, `DATE_RANGE`.
    pub fn tariffs(&self, rows: &[TariffSegment], years: i64, growth: Growth) -> Result<Vec<TariffSegment>, Error> {
        rows.iter().filter_map(|row| growth.segment(row, self, years).transpose()).collect()
    }

    /// The flags of the first year, so many years later.
    ///
    /// # Errors
    /// `DATE_RANGE`.
    pub fn flags(&self, rows: &[FlagMonth], years: i64) -> Result<Vec<FlagMonth>, Error> {
        let within = |row: &&FlagMonth| self.start.month() <= row.month && row.month < self.end.month();
        rows.iter()
            .filter(within)
            .map(|row| Ok(FlagMonth { month: row.month.add_months(12 * years)?, ..*row }))
            .collect()
    }
}
