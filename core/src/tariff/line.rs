//! Lines of a bill and their totals: a bill always adds up, because totals are sums of rounded lines (tariff R-ROUND-2).

use super::exact::Exact;
use super::post::Post;
use super::rule::Rule;
use super::taxes::{Carries, TaxRules, Taxed};
use super::vintage::Vintages;
use crate::money::Money;
use crate::quantity::Id;
use serde::Serialize;
use std::borrow::Cow;

macro_rules! kinds {
    ($($variant:ident = $word:literal $text:literal;)*) => {
        /// Kinds of lines.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Kind { $(#[doc = $text] $variant,)* }

        impl Kind {
            pub fn word(self) -> &'static str {
                match self { $(Kind::$variant => $word,)* }
            }
        }
    };
}

kinds! {
    ConsumptionTe = "consumption_te" "Energy consumed, energy part (TE).";
    ConsumptionTusd = "consumption_tusd" "Energy consumed, network part (TUSD).";
    Flag = "flag" "Tariff flag.";
    AvailabilityTe = "availability_te" "Minimum, energy part.";
    AvailabilityTusd = "availability_tusd" "Minimum, network part.";
    AvailabilityFlag = "availability_flag" "Minimum, flag.";
    AvailabilityComplement = "availability_complement" "What the value lacks to the minimum in the compensation system.";
    AvailabilityTaxFloor = "availability_tax_floor" "Taxes of the minimum where charges without taxes fill it.";
    IrrigationTe = "irrigation_te" "Reduction of irrigation, energy part.";
    IrrigationTusd = "irrigation_tusd" "Reduction of irrigation, network part.";
    IrrigationFlag = "irrigation_flag" "Reduction of irrigation, flag.";
    CompensationTe = "compensation_te" "Energy compensated, energy part.";
    CompensationTusd = "compensation_tusd" "Energy compensated, network part.";
    SceeRetained = "scee_retained" "Charge that remains on compensated energy.";
    Demand = "demand" "Demand measured.";
    DemandUnused = "demand_unused" "Demand billed beyond what was measured.";
    DemandOverrun = "demand_overrun" "Demand beyond the contract.";
    InjectionDemand = "injection_demand" "Demand of injection beyond that of consumption.";
    InjectionOverrun = "injection_overrun" "Injection beyond its contract.";
    EnergyTusd = "energy_tusd" "Energy of group A, network part.";
    EnergyTe = "energy_te" "Energy of group A, energy part.";
    AclEnergy = "acl_energy" "Energy of the free market.";
    AclCharges = "acl_charges" "Charges of the free market.";
    IncentiveDemand = "incentive_demand" "Discount on demand for incentivised sources.";
    IncentiveDemandUnused = "incentive_demand_unused" "The same discount on demand that was not used.";
    ReactiveEnergy = "reactive_energy" "Excess reactive energy.";
    ReactiveDemand = "reactive_demand" "Excess reactive demand.";
    Cosip = "cosip" "Contribution to public lighting.";
    Other = "other" "An untaxed item of the caller.";
}

impl Kind {
    /// Unit of a quantity that is priced.
    fn unit(self) -> LineUnit {
        match self {
            Kind::Demand
            | Kind::DemandUnused
            | Kind::DemandOverrun
            | Kind::InjectionDemand
            | Kind::InjectionOverrun
            | Kind::IncentiveDemand
            | Kind::IncentiveDemandUnused
            | Kind::ReactiveDemand => LineUnit::Kw,
            _ => LineUnit::Kwh,
        }
    }
}

/// Units of a line's quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum LineUnit {
    /// Kilowatt-hours.
    #[serde(rename = "kWh")]
    Kwh,
    /// Kilowatts.
    #[serde(rename = "kW")]
    Kw,
    /// Pieces.
    #[serde(rename = "un")]
    Piece,
    /// Reais.
    #[serde(rename = "BRL")]
    Brl,
}

/// A line as the kernel makes it: no text, no allocation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    pub kind: Kind,
    pub post: Post,
    /// Number of the lot, or of the caller's item.
    pub index: Option<usize>,
    pub unit: LineUnit,
    pub quantity: Exact,
    pub rate: Exact,
    pub net: Exact,
    pub taxed: Taxed,
    pub rule: Option<&'static Rule>,
}

/// What a line is before it is priced.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Item {
    pub kind: Kind,
    pub post: Post,
    pub lot: Option<usize>,
    pub carries: Carries,
    pub rule: &'static Rule,
}

impl Item {
    /// A fully taxed line.
    pub fn new(kind: Kind, post: Post, rule: &'static Rule) -> Self {
        Item { kind, post, lot: None, carries: Carries::ALL, rule }
    }
}

/// The lines of a bill with their sums. Kept and cleared, it serves any number of bills without allocating.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    pub lines: Vec<Line>,
    pub totals: Taxed,
}

impl Sheet {
    /// Makes it empty again.
    pub fn clear(&mut self) {
        self.lines.clear();
        self.totals = Taxed::default();
    }

    /// Adds energy or demand at a rate; a line with no quantity and no value is left out. None beyond the range of money.
    pub fn energy(&mut self, taxes: &TaxRules, item: Item, quantity: Exact, rate: Exact) -> Option<()> {
        if quantity.is_zero() {
            return Some(());
        }
        let net = quantity.times(rate)?;
        let taxed = taxes.tax(net, item.carries)?;
        self.push(Line {
            kind: item.kind,
            post: item.post,
            index: item.lot,
            unit: item.kind.unit(),
            quantity,
            rate,
            net,
            taxed,
            rule: Some(item.rule),
        })
    }

    /// Adds energy at a rate without any tax, CBS and IBS aside.
    pub fn value(&mut self, taxes: &TaxRules, item: Item, net: Exact) -> Option<()> {
        let taxed = taxes.tax(net, item.carries)?;
        self.push(Line {
            kind: item.kind,
            post: item.post,
            index: item.lot,
            unit: LineUnit::Piece,
            quantity: Exact::ONE,
            rate: net,
            net,
            taxed,
            rule: Some(item.rule),
        })
    }

    /// Adds an item outside all taxes.
    pub fn untaxed(
        &mut self,
        kind: Kind,
        index: Option<usize>,
        amount: Money,
        rule: Option<&'static Rule>,
    ) -> Option<()> {
        let value = Exact::cents(amount.minor());
        let taxed = Taxed { amount: amount.minor(), ..Taxed::default() };
        let unit = LineUnit::Piece;
        self.push(Line {
            kind,
            post: Post::Unico,
            index,
            unit,
            quantity: Exact::ONE,
            rate: value,
            net: value,
            taxed,
            rule,
        })
    }

    /// Adds a finished line.
    pub fn push(&mut self, line: Line) -> Option<()> {
        let (sum, more) = (&mut self.totals, line.taxed);
        sum.amount = sum.amount.checked_add(more.amount)?;
        sum.icms = sum.icms.checked_add(more.icms)?;
        sum.pis = sum.pis.checked_add(more.pis)?;
        sum.cofins = sum.cofins.checked_add(more.cofins)?;
        sum.cbs = sum.cbs.checked_add(more.cbs)?;
        sum.ibs = sum.ibs.checked_add(more.ibs)?;
        self.lines.push(line);
        Some(())
    }
}

/// A line of a bill.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct BillLine {
    /// What it is; items of the caller carry the caller's word.
    pub kind: Cow<'static, str>,
    /// Tariff post, where the line has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post: Option<Post>,
    /// Credit lot, where the line has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lot: Option<String>,
    /// Quantity, negative for reductions and credits.
    pub qty: Exact,
    /// Unit of the quantity.
    pub unit: LineUnit,
    /// Price of one unit without taxes, exact.
    pub rate_brl: Exact,
    /// Quantity times price, exact.
    pub net_brl: Exact,
    /// Amount with taxes.
    pub amount_brl: Money,
    /// Base of ICMS; 0.00 where it does not apply.
    pub icms_base_brl: Money,
    /// ICMS.
    pub icms_brl: Money,
    /// Base of PIS and COFINS; 0.00 where they do not apply.
    pub pis_cofins_base_brl: Money,
    /// PIS.
    pub pis_brl: Money,
    /// COFINS.
    pub cofins_brl: Money,
    /// CBS, where it is charged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cbs_brl: Option<Money>,
    /// IBS, where it is charged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ibs_brl: Option<Money>,
    /// Id of the rule behind the line; absent for items of the caller.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<&'static str>,
    /// Acts and articles behind the line; absent for items of the caller.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub law: Option<&'static str>,
    /// Vintage of its data: first days (`YYYY-MM-DD`) of the prices in force in the cycle, months (`YYYY-MM`) of the flags; absent
    /// where the request itself gives the price or the amount.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub vintage: Vec<String>,
}

/// Sums of a bill: of its rounded lines, so that it adds up to the cent.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct BillTotals {
    /// ICMS.
    pub icms_brl: Money,
    /// PIS.
    pub pis_brl: Money,
    /// COFINS.
    pub cofins_brl: Money,
    /// CBS, where it is charged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cbs_brl: Option<Money>,
    /// IBS, where it is charged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ibs_brl: Option<Money>,
    /// The amount to pay.
    pub total_brl: Money,
}

/// Names that the lines of a bill refer to by number, and the vintages of its data.
pub(crate) struct Names<'a> {
    pub lots: Vec<&'a Id>,
    pub others: Vec<&'a Id>,
    pub vintages: Vintages,
}

impl Sheet {
    /// The lines and totals as they travel; `reform` says whether CBS and IBS exist.
    pub fn on_the_wire(&self, names: &Names<'_>, reform: bool) -> (Vec<BillLine>, BillTotals) {
        let lines = self.lines.iter().map(|line| line.on_the_wire(names, reform)).collect();
        let sum = &self.totals;
        let totals = BillTotals {
            icms_brl: Money::from_cents(sum.icms),
            pis_brl: Money::from_cents(sum.pis),
            cofins_brl: Money::from_cents(sum.cofins),
            cbs_brl: reform.then_some(Money::from_cents(sum.cbs)),
            ibs_brl: reform.then_some(Money::from_cents(sum.ibs)),
            total_brl: Money::from_cents(sum.amount),
        };
        (lines, totals)
    }
}

impl Line {
    fn on_the_wire(&self, names: &Names<'_>, reform: bool) -> BillLine {
        let name = |list: &[&Id]| self.index.and_then(|index| list.get(index)).map(|id| id.as_str().to_owned());
        let (kind, lot) = match self.kind {
            Kind::Other => (name(&names.others).map_or(Cow::Borrowed(self.kind.word()), Cow::Owned), None),
            kind => (Cow::Borrowed(kind.word()), name(&names.lots)),
        };
        let taxed = &self.taxed;
        BillLine {
            kind,
            post: self.post.on_a_line(),
            lot,
            qty: self.quantity,
            unit: self.unit,
            rate_brl: self.rate,
            net_brl: self.net,
            amount_brl: Money::from_cents(taxed.amount),
            icms_base_brl: Money::from_cents(taxed.icms_base),
            icms_brl: Money::from_cents(taxed.icms),
            pis_cofins_base_brl: Money::from_cents(taxed.pis_cofins_base),
            pis_brl: Money::from_cents(taxed.pis),
            cofins_brl: Money::from_cents(taxed.cofins),
            cbs_brl: reform.then_some(Money::from_cents(taxed.cbs)),
            ibs_brl: reform.then_some(Money::from_cents(taxed.ibs)),
            rule: self.rule.map(|rule| rule.id),
            law: self.rule.map(|rule| rule.law),
            vintage: names.vintages.of(self.kind),
        }
    }
}
