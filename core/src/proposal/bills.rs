//! Twelve bills without and with the system, at the prices of one month.

use super::request::ProposalRequest;
use crate::Source;
use crate::calendar::Date;
use crate::issue::{Code, Error, Issue};
use crate::money::{Dec, Money, parse_decimal};
use crate::quantity::Id;
use crate::tariff::{BillGroupB, BillGroupBRequest, ByPost, CreditLot, Cycle, Regime, Scee, bill_group_b};
use rust_decimal::Decimal;
use serde::Serialize;
use std::sync::Arc;

/// One month's bills.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct BillMonth {
    /// Number of the month, January is 1.
    pub month: u32,
    /// Energy taken from the grid with the system, kWh.
    pub grid_kwh: Dec<6>,
    /// Energy given to the grid, kWh.
    pub injected_kwh: Dec<6>,
    /// Energy compensated on the bill, kWh.
    pub compensated_kwh: Dec<6>,
    /// Credits after the month, kWh.
    pub credits_kwh: Dec<6>,
    /// The bill without the system.
    pub without_brl: Money,
    /// The bill with the system.
    pub with_brl: Money,
    /// Their difference.
    pub saving_brl: Money,
}

/// A bill line by line.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ExampleBill {
    /// Number of the month.
    pub month: u32,
    /// Without the system.
    pub without: BillGroupB,
    /// With the system.
    pub with: BillGroupB,
}

/// The bills of a year.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Bills {
    /// January first.
    pub months: Vec<BillMonth>,
    /// Sum without the system.
    pub annual_without_brl: Money,
    /// Sum with the system.
    pub annual_with_brl: Money,
    /// Their difference.
    pub annual_saving_brl: Money,
    /// January's bills line by line.
    pub example: ExampleBill,
}

/// Energy at home on the grid of a bill.
fn on_grid(kwh: f64) -> Result<Decimal, Error> {
    let micro = (kwh * 1e6).round_ties_even();
    // Below 10^18: a float of that size converts exactly.
    if !(0.0..1e18).contains(&micro) {
        return Err(Issue::error(Code::OVERFLOW).into());
    }
    #[expect(clippy::cast_possible_truncation, reason = "within the range of i64, checked above")]
    let micro = micro as i64;
    Ok(Decimal::new(micro, 6))
}

/// The cycle of the month of prices: from the last day of the month before to its own last day.
pub(super) fn cycle(request: &ProposalRequest) -> Result<Cycle, Error> {
    let month = request.price_month;
    let ends = |date: Option<Date>| date.ok_or_else(|| Error::from(Issue::error(Code::BAD_MONTH).at("/price_month")));
    let first = ends(month.day(1))?;
    Ok(Cycle::new(first.add_days(-1)?, ends(month.day(month.days()))?))
}

struct Biller<'a> {
    request: &'a ProposalRequest,
    cycle: Cycle,
    sources: Vec<Source>,
}

impl Biller<'_> {
    fn bill(&mut self, consumption: Decimal, scee: Option<Scee>) -> Result<BillGroupB, Error> {
        let request = self.request;
        let answer = bill_group_b(BillGroupBRequest {
            tariffs: Arc::clone(&request.tariffs),
            flags: Arc::clone(&request.flags),
            unit: request.unit.clone(),
            cycle: self.cycle,
            consumption_kwh: ByPost::single(consumption.into()),
            taxes: request.taxes.clone(),
            tax_changes: Vec::new(),
            irrigation: None,
            reactive: None,
            scee,
            cosip_brl: request.cosip_brl,
            other: Vec::new(),
            allow_any_cycle: false,
        })?;
        for source in answer.sources {
            if !self.sources.contains(&source) {
                self.sources.push(source);
            }
        }
        Ok(answer.value)
    }
}

fn id(text: String) -> Result<Id, Error> {
    Id::try_from(text)
}

/// Bills every month twice; credits are carried from month to month, the oldest used first.
pub(super) fn bills(
    request: &ProposalRequest,
    generation_kwh: &[f64; 12],
    self_consumption: f64,
) -> Result<(Bills, Vec<Source>), Error> {
    let mut biller = Biller { request, cycle: cycle(request)?, sources: Vec::new() };
    let regime = request.regime.unwrap_or(Regime::GdIi);
    let mut credits: Vec<(Id, Decimal)> = Vec::new();
    let mut months = Vec::with_capacity(12);
    let mut example = None;
    for (number, (consumption, generation)) in (1_u32..).zip(request.consumption_kwh.iter().zip(generation_kwh)) {
        let consumption = on_grid(consumption.get())?;
        let generation = on_grid(*generation)?;
        let at_once = on_grid(self_consumption * generation_kwh_of(generation))?.min(consumption);
        let (grid, injected) = (consumption - at_once, generation - at_once);
        let own = id(format!("own-{number:02}"))?;
        let lots: Vec<(Id, Decimal)> = std::iter::once((own, injected)).chain(credits.clone()).collect();
        let scee = Scee {
            lots: lots
                .iter()
                .map(|(id, kwh)| CreditLot::new(id.clone(), regime, ByPost::single((*kwh).into())))
                .collect(),
            ..Scee::default()
        };
        let without = biller.bill(consumption, None)?;
        let with = biller.bill(grid, Some(scee))?;
        let left = left_of(&with, &lots)?;
        let used: Decimal =
            lots.iter().map(|(_, kwh)| *kwh).sum::<Decimal>() - left.iter().map(|(_, kwh)| *kwh).sum::<Decimal>();
        // What is left of the month's own energy becomes the youngest credit.
        let mut left = left.into_iter();
        let own_left = left.next();
        credits = left.chain(own_left).filter(|(_, kwh)| !kwh.is_zero()).collect();
        let saving = without.totals.total_brl.checked_sub(with.totals.total_brl)?;
        months.push(BillMonth {
            month: number,
            grid_kwh: grid.into(),
            injected_kwh: injected.into(),
            compensated_kwh: used.into(),
            credits_kwh: credits.iter().map(|(_, kwh)| *kwh).sum::<Decimal>().into(),
            without_brl: without.totals.total_brl,
            with_brl: with.totals.total_brl,
            saving_brl: saving,
        });
        example.get_or_insert(ExampleBill { month: number, without, with });
    }
    let total = |amount: fn(&BillMonth) -> Money| Money::total(months.iter().map(amount));
    let (annual_without_brl, annual_with_brl) = (total(|month| month.without_brl)?, total(|month| month.with_brl)?);
    let annual_saving_brl = annual_without_brl.checked_sub(annual_with_brl)?;
    let example = example.ok_or_else(|| Issue::error(Code::MISSING_FIELD).at("/consumption_kwh"))?;
    Ok((Bills { months, annual_without_brl, annual_with_brl, annual_saving_brl, example }, biller.sources))
}

/// The float of an energy on the grid of a bill.
fn generation_kwh_of(energy: Decimal) -> f64 {
    use rust_decimal::prelude::ToPrimitive;
    energy.to_f64().unwrap_or_default()
}

/// What each lot kept, in the order in which the lots were given.
fn left_of(bill: &BillGroupB, lots: &[(Id, Decimal)]) -> Result<Vec<(Id, Decimal)>, Error> {
    let uses = bill.scee.as_ref().map(|scee| scee.lots.as_slice()).unwrap_or_default();
    lots.iter()
        .zip(uses)
        .map(|((id, _), lot)| {
            let left: Result<Vec<Decimal>, Error> =
                lot.left_kwh.iter().map(|(_, kwh)| parse_decimal(&kwh.to_string(), 6)).collect();
            Ok((id.clone(), left?.into_iter().sum()))
        })
        .collect()
}
