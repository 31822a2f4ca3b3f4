//! Taxes of a line: ICMS inside its own price (*por dentro*), PIS/COFINS, and CBS/IBS of the reform (tariff R-TAX).

use super::exact::{Exact, QUOTIENT_PLACES};
use super::word::words;
use crate::calendar::Month;
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::{Dec, Rounding};
use serde::Deserialize;

words! {
    /// How PIS/COFINS meet the base of ICMS.
    #[derive(Default)]
    TaxMethod {
        /// PIS/COFINS on the price without ICMS (STF, Tema 69): the default.
        #[default]
        PisCofinsExclIcms = "pis_cofins_excl_icms",
        /// PIS/COFINS on the price with ICMS, as before Tema 69.
        PisCofinsInclIcms = "pis_cofins_incl_icms",
        /// PIS/COFINS added to the net price, ICMS inside the sum.
        PisCofinsOutside = "pis_cofins_outside",
    }
}

/// Tax rates of a bill as fractions of one: those of the billing month. They are data of the caller, never constants.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Taxes {
    /// How PIS/COFINS meet the base of ICMS, default `pis_cofins_excl_icms`.
    #[serde(default)]
    pub method: TaxMethod,
    /// ICMS, 0 or more and below 1, default 0.
    #[serde(default)]
    pub icms_fraction: Dec,
    /// PIS, 0 or more and below 1, default 0.
    #[serde(default)]
    pub pis_fraction: Dec,
    /// COFINS, 0 or more and below 1, default 0.
    #[serde(default)]
    pub cofins_fraction: Dec,
    /// CBS on the net value (LC 214/2025), 0 or more and below 1, default 0.
    #[serde(default)]
    pub cbs_fraction: Dec,
    /// IBS on the net value (LC 214/2025), 0 or more and below 1, default 0.
    #[serde(default)]
    pub ibs_fraction: Dec,
    /// Whether CBS and IBS are part of the base of ICMS, default no: an open question of the transition.
    #[serde(default)]
    pub icms_base_includes_cbs_ibs: bool,
}

/// Tax rates from a month on.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TaxChange {
    /// First month.
    pub from: Month,
    /// The rates.
    pub taxes: Taxes,
}

/// Tax rates by month, checked: the first hold from ever.
#[derive(Debug)]
pub(crate) struct TaxCalendar {
    rules: Vec<(Option<Month>, TaxRules)>,
}

impl TaxCalendar {
    /// The rates of a request, in which they stand at `/taxes` and `/tax_changes`.
    ///
    /// # Errors
    /// Those of [`Taxes::rules`]; `INVALID_TAX` for a change that is not after the one before.
    pub fn new(taxes: &Taxes, changes: &[TaxChange]) -> Result<Self, Error> {
        let mut problems = Problems::new();
        let mut rules = vec![(None, problems.take(taxes.rules(&"/taxes".into())))];
        for (index, change) in changes.iter().enumerate() {
            let place = Pointer::from("/tax_changes").index(index);
            let known = rules.last().and_then(|(from, _)| *from);
            problems.require(known.is_none_or(|known| known < change.from), || {
                Issue::error(Code::INVALID_TAX).at(place.field("from"))
            });
            rules.push((Some(change.from), problems.take(change.taxes.rules(&place.field("taxes")))));
        }
        let rules = rules.into_iter().filter_map(|(from, rules)| Some((from, rules?))).collect();
        problems.finish().map(|()| TaxCalendar { rules })
    }

    /// The rates of a month.
    ///
    /// # Errors
    /// None in practice: the first rates hold from ever.
    pub fn on(&self, month: Month) -> Result<&TaxRules, Error> {
        let holds = |(from, _): &&(Option<Month>, TaxRules)| from.is_none_or(|from| from <= month);
        let found = self.rules.iter().rev().find(holds).map(|(_, rules)| rules);
        found.ok_or_else(|| Issue::error(Code::INVALID_TAX).at("/taxes").into())
    }
}

/// Which taxes a line carries; CBS and IBS are on every taxed line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Carries {
    pub icms: bool,
    pub pis_cofins: bool,
}

impl Carries {
    pub const ALL: Carries = Carries { icms: true, pis_cofins: true };
}

/// Taxes of one line in whole cents, each rounded once from its exact value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Taxed {
    pub amount: i64,
    pub icms_base: i64,
    pub icms: i64,
    pub pis_cofins_base: i64,
    pub pis: i64,
    pub cofins: i64,
    pub cbs: i64,
    pub ibs: i64,
}

/// Rates that were checked, with the gross-up of each combination of taxes.
#[derive(Debug, Clone)]
pub(crate) struct TaxRules {
    method: TaxMethod,
    icms: Exact,
    pis: Exact,
    cofins: Exact,
    cbs: Exact,
    ibs: Exact,
    /// CBS and IBS together.
    reform: Exact,
    /// CBS and IBS as far as they are in the base of ICMS.
    inside: Exact,
    all: Gross,
    no_icms: Gross,
    no_pis_cofins: Gross,
    none: Gross,
}

/// `g = Q12(net times / over)`.
#[derive(Debug, Clone, Copy)]
struct Gross {
    times: Exact,
    over: Exact,
}

impl Taxes {
    /// The rates checked, seen from a request in which they stand at `place`.
    ///
    /// # Errors
    /// `UNKNOWN_TAX_METHOD`, `INVALID_TAX` for a rate outside [0, 1) or rates whose gross-up has no positive divisor.
    pub(crate) fn rules(&self, place: &Pointer) -> Result<TaxRules, Error> {
        let mut problems = Problems::new();
        problems.require(self.method != TaxMethod::Unknown, || {
            Issue::error(Code::UNKNOWN_TAX_METHOD).at(place.field("method")).with("expected", TaxMethod::WORDS)
        });
        let rates = [
            ("icms_fraction", self.icms_fraction),
            ("pis_fraction", self.pis_fraction),
            ("cofins_fraction", self.cofins_fraction),
            ("cbs_fraction", self.cbs_fraction),
            ("ibs_fraction", self.ibs_fraction),
        ];
        let outside = |rate: Exact| rate.is_negative() || rate >= Exact::ONE;
        for (name, rate) in rates {
            problems.require(!outside(rate.into()), || Issue::error(Code::INVALID_TAX).at(place.field(name)));
        }
        problems.finish()?;
        TaxRules::new(self).ok_or_else(|| Issue::error(Code::INVALID_TAX).at(place.clone()).into())
    }
}

impl TaxRules {
    /// None if a divisor is not positive.
    fn new(taxes: &Taxes) -> Option<Self> {
        let [icms, pis, cofins, cbs, ibs] =
            [taxes.icms_fraction, taxes.pis_fraction, taxes.cofins_fraction, taxes.cbs_fraction, taxes.ibs_fraction]
                .map(|rate| Exact::from(rate).trimmed());
        let reform = cbs.plus(ibs)?;
        let inside = if taxes.icms_base_includes_cbs_ibs { reform } else { Exact::ZERO };
        let both = pis.plus(cofins)?;
        let gross = |icms, both| Gross::new(taxes.method, icms, both, inside);
        Some(TaxRules {
            method: taxes.method,
            icms,
            pis,
            cofins,
            cbs,
            ibs,
            reform,
            inside,
            all: gross(icms, both)?,
            no_icms: gross(Exact::ZERO, both)?,
            no_pis_cofins: gross(icms, Exact::ZERO)?,
            none: gross(Exact::ZERO, Exact::ZERO)?,
        })
    }

    /// Whether lines have CBS and IBS at all.
    pub fn has_reform(&self) -> bool {
        !self.reform.is_zero()
    }

    /// The exact gross amount of a net value: `g + cbs + ibs`; none beyond the range of money.
    pub fn gross(&self, net: Exact, carries: Carries) -> Option<Exact> {
        self.price(net, carries)?.plus(net.times(self.reform)?)
    }

    /// The taxes of a net value, in whole cents; none beyond the range of money.
    pub fn tax(&self, net: Exact, carries: Carries) -> Option<Taxed> {
        let price = self.price(net, carries)?;
        let mut taxed = Taxed::default();
        if self.has_reform() {
            taxed.amount = price.plus(net.times(self.reform)?)?.in_cents()?;
            taxed.cbs = net.product_in_cents(self.cbs)?;
            taxed.ibs = net.product_in_cents(self.ibs)?;
        } else {
            taxed.amount = price.in_cents()?;
        }
        let mut without_icms = price;
        if carries.icms && !self.icms.is_zero() {
            let base = if self.inside.is_zero() { price } else { price.plus(net.times(self.inside)?)? };
            taxed.icms_base = if self.reform.is_zero() { taxed.amount } else { base.in_cents()? };
            let icms = base.times(self.icms)?;
            taxed.icms = icms.in_cents()?;
            without_icms = price.minus(icms)?;
        }
        if carries.pis_cofins && !(self.pis.is_zero() && self.cofins.is_zero()) {
            let base = match self.method {
                TaxMethod::PisCofinsInclIcms => price,
                TaxMethod::PisCofinsOutside => net,
                _ => without_icms,
            };
            taxed.pis_cofins_base = base.in_cents()?;
            taxed.pis = base.product_in_cents(self.pis)?;
            taxed.cofins = base.product_in_cents(self.cofins)?;
        }
        Some(taxed)
    }

    /// `g`: the net value with ICMS, PIS and COFINS, rounded once to 12 places.
    fn price(&self, net: Exact, carries: Carries) -> Option<Exact> {
        let gross = match (carries.icms, carries.pis_cofins) {
            (true, true) => &self.all,
            (false, true) => &self.no_icms,
            (true, false) => &self.no_pis_cofins,
            (false, false) => &self.none,
        };
        Exact::ratio(net, gross.times, gross.over, QUOTIENT_PLACES, Rounding::HalfEven)
    }
}

impl Gross {
    /// With `i` ICMS, `b` PIS + COFINS and `r` the part of CBS + IBS in the base of ICMS, from `icms = (g + r n) i`:
    /// excluded `g = n (1 + i r (1 - b)) / ((1 - i) (1 - b))`, included `g = n (1 + i r) / (1 - i - b)`,
    /// outside `g = n (1 + b + i r) / (1 - i)`.
    fn new(method: TaxMethod, icms: Exact, both: Exact, inside: Exact) -> Option<Self> {
        let (without_icms, without_both) = (Exact::ONE.minus(icms)?, Exact::ONE.minus(both)?);
        let above = icms.times(inside)?;
        let (times, over) = match method {
            TaxMethod::PisCofinsInclIcms => (Exact::ONE.plus(above)?, without_icms.minus(both)?),
            TaxMethod::PisCofinsOutside => (Exact::ONE.plus(both)?.plus(above)?, without_icms),
            _ => (Exact::ONE.plus(above.times(without_both)?)?, without_icms.times(without_both)?),
        };
        over.is_positive().then_some(Gross { times: times.trimmed(), over: over.trimmed() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taxes(icms: &str, pis: &str, cofins: &str) -> Taxes {
        let read = |text: &str| Dec::from(text.parse::<rust_decimal::Decimal>().unwrap());
        Taxes { icms_fraction: read(icms), pis_fraction: read(pis), cofins_fraction: read(cofins), ..Taxes::default() }
    }

    #[test]
    fn cbs_and_ibs_inside_the_base_of_icms_add_up() {
        // n = 100, i = 20 %, r = 10 %, no PIS/COFINS: icms = (g + 10) 0.2 and g = 100 + icms give g = 127.50, icms = 27.50,
        // amount = 137.50, and 137.50 x 0.2 = 27.50.
        let mut rates = taxes("0.20", "0", "0");
        rates.cbs_fraction = Dec::from(rust_decimal::Decimal::new(10, 2));
        rates.icms_base_includes_cbs_ibs = true;
        let taxed = rates.rules(&Pointer::root()).unwrap().tax(Exact::new(100, 0), Carries::ALL).unwrap();
        assert_eq!(
            (taxed.amount, taxed.icms_base, taxed.icms, taxed.cbs, taxed.ibs),
            (13_750, 13_750, 2_750, 1_000, 0)
        );
    }

    #[test]
    fn refuses_rates_without_a_positive_divisor() {
        let code = |taxes: Taxes| taxes.rules(&Pointer::root()).unwrap_err().code();
        assert_eq!(code(taxes("1", "0", "0")), Code::INVALID_TAX);
        assert_eq!(code(taxes("-0.1", "0", "0")), Code::INVALID_TAX);
        assert_eq!(code(taxes("0.18", "0.5", "0.5")), Code::INVALID_TAX);
        assert_eq!(
            code(Taxes { method: TaxMethod::PisCofinsInclIcms, ..taxes("0.9", "0.05", "0.05") }),
            Code::INVALID_TAX
        );
        assert_eq!(code(Taxes { method: TaxMethod::Unknown, ..taxes("0.2", "0", "0") }), Code::UNKNOWN_TAX_METHOD);
    }
}
