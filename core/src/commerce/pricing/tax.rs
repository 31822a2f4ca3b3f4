//! Taxes on a line, as given rates.

use super::wire::PricedLineTax;
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::{Currency, Dec, Exact, Money, Rounding};
use crate::quantity::Id;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A tax with its rate; rates and exemptions are the caller's data.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TaxRule {
    /// Its name: `IPI`, `ICMS`, `CBS`, ..; `IPI` may be part of other taxes' bases.
    pub code: Id,
    /// Rate in percent.
    pub rate_pct: Dec,
    /// `on_top` (*por fora*) is added; `included` (*por dentro*) is a part of the price; `st` (ICMS-ST) is added.
    pub mode: String,
    /// What it is taken on; the goods by default.
    pub base: Option<Vec<TaxBase>>,
    /// Only on these lines; on all by default.
    pub lines: Option<Vec<Id>>,
    /// `st`: margin of value added in percent.
    pub mva_pct: Option<Dec>,
    /// `st`: the tax of the operation itself, which is deducted.
    pub own_code: Option<Id>,
}

/// What a tax is taken on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TaxBase {
    /// The line after its discounts.
    Goods,
    /// The line's share of the freight.
    Freight,
    /// The line's IPI.
    Ipi,
}

/// Ways of a tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TaxMode {
    /// Added to the price.
    OnTop,
    /// Part of the price.
    Included,
    /// Tax substitution: added to the price.
    St,
}

/// A rule that was checked.
pub(super) struct Tax<'a> {
    rule: &'a TaxRule,
    mode: TaxMode,
    bases: &'a [TaxBase],
}

const GOODS: &[TaxBase] = &[TaxBase::Goods];
/// The tax that may be part of other bases.
const IPI: &str = "IPI";

/// Checks the rules.
///
/// # Errors
/// `MISSING_FIELD` for what `st` needs; `RATE_NEGATIVE`, `TAX_MODE`.
pub(super) fn read(rules: &[TaxRule]) -> Result<Vec<Tax<'_>>, Error> {
    let mut missing = Problems::new();
    let mut problems = Problems::new();
    let mut taxes = Vec::with_capacity(rules.len());
    for (index, rule) in rules.iter().enumerate() {
        let place = Pointer::root().index(index);
        let rate = rule.rate_pct.get();
        problems.require(rate >= Decimal::ZERO, || Issue::error(Code::RATE_NEGATIVE).at(place.field("rate_pct")));
        let mode = match rule.mode.as_str() {
            "on_top" => TaxMode::OnTop,
            "included" => TaxMode::Included,
            "st" => TaxMode::St,
            _ => {
                problems.push(Issue::error(Code::TAX_MODE).at(place.field("mode")));
                continue;
            }
        };
        if mode == TaxMode::St {
            missing.require(rule.mva_pct.is_some(), || Issue::error(Code::MISSING_FIELD).at(place.field("mva_pct")));
            missing.require(rule.own_code.is_some(), || Issue::error(Code::MISSING_FIELD).at(place.field("own_code")));
        }
        taxes.push(Tax { rule, mode, bases: rule.base.as_deref().unwrap_or(GOODS) });
    }
    missing.finish().and_then(|()| problems.finish()).map(|()| taxes)
}

/// The taxes of a line, in the given order.
///
/// # Errors
/// `OVERFLOW`.
pub(super) fn of_line(
    taxes: &[Tax<'_>],
    line: &Id,
    net: i64,
    freight: i64,
    currency: Currency,
    rounding: Rounding,
) -> Result<Vec<PricedLineTax>, Error> {
    let mut priced: Vec<PricedLineTax> = Vec::new();
    let exact = |minor: i64| Exact::from_minor(minor, currency.places());
    for tax in taxes.iter().filter(|tax| tax.rule.lines.as_ref().is_none_or(|lines| lines.contains(line))) {
        let mut base = exact(0);
        for part in tax.bases_once() {
            base = base
                + exact(match part {
                    TaxBase::Goods => net,
                    TaxBase::Freight => freight,
                    TaxBase::Ipi => last(&priced, IPI, &[TaxMode::OnTop]),
                });
        }
        let base = match tax.rule.mva_pct {
            Some(margin) if tax.mode == TaxMode::St => base.clone() + base.percent(margin.get()),
            _ => base,
        };
        let base = Money::of_exact(&base, currency, rounding)?;
        let amount =
            Money::of_exact(&exact(base.minor()).percent(tax.rule.rate_pct.get()), currency, rounding)?.minor();
        let amount = match &tax.rule.own_code {
            Some(own) if tax.mode == TaxMode::St => {
                amount.saturating_sub(last(&priced, own.as_str(), &[TaxMode::OnTop, TaxMode::Included])).max(0)
            }
            _ => amount,
        };
        priced.push(PricedLineTax {
            code: tax.rule.code.clone(),
            mode: tax.mode,
            base,
            amount: Money::from_minor(amount, currency),
        });
    }
    Ok(priced)
}

impl Tax<'_> {
    /// Its bases, each once.
    fn bases_once(&self) -> impl Iterator<Item = TaxBase> {
        [TaxBase::Goods, TaxBase::Freight, TaxBase::Ipi].into_iter().filter(|part| self.bases.contains(part))
    }
}

/// The last tax of that name and way before; nothing if there is none.
fn last(priced: &[PricedLineTax], code: &str, modes: &[TaxMode]) -> i64 {
    let found = priced.iter().rev().find(|tax| tax.code.as_str() == code && modes.contains(&tax.mode));
    found.map_or(0, |tax| tax.amount.minor())
}
