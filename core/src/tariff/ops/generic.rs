//! The operations `generic_bill` and `import_urdb_rate`.

use super::bill_b::explain;
use super::settle::{check_pair, local_start, pair_of, plain_pair};
use crate::Answer;
use crate::calendar::{Instant, Month, Zone};
use crate::columns::{Columns, Form, Kind, Rows};
use crate::issue::{Error, Problems};
use crate::money::Money;
use crate::tariff::energies::Energies;
use crate::tariff::exact::Exact;
use crate::tariff::generic::{GenericRate, RateCalendar};
use crate::tariff::generic_bill::{GenericKind, GenericLine, GenericMonthBill, bill};
use crate::tariff::intervals::{Interval, Seen};
use crate::tariff::line::LineUnit;
use crate::tariff::urdb;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A rate with load and generation.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct GenericBillRequest {
    /// The rate.
    pub rate: GenericRate,
    /// Beginning of the first interval, on a full minute.
    pub start: Instant,
    /// The zone of local time: `America/Sao_Paulo`, or an offset such as `-05:00`.
    pub tz: Zone,
    /// Length of an interval in minutes: 5, 15, 30 or 60.
    #[cfg_attr(feature = "schema", schemars(range(min = 5, max = 60)))]
    pub step_minutes: u32,
    /// Load of each interval.
    pub load_kwh: Energies,
    /// Generation of each interval; none if absent.
    pub generation_kwh: Option<Energies>,
}

/// Bills of the months of a series.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct GenericBill {
    /// The months that the series touches, in order.
    pub months: Vec<GenericMonth>,
    /// Money that later months may still use, in the currency of the rate.
    pub credit_balance: Money,
    /// Energy that later months may still use, by period.
    pub kwh_bank: Vec<BankedEnergy>,
}

/// The bill of one month.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct GenericMonth {
    /// The month.
    pub month: Month,
    /// The lines.
    pub lines: Vec<GenericBillLine>,
    /// Sum of the lines, in the currency of the rate.
    pub total: Money,
    /// Energy imported: net of each interval, or all load where all is bought.
    pub import_kwh: Exact,
    /// Energy exported, likewise.
    pub export_kwh: Exact,
    /// Highest mean power of an interval's import.
    pub peak_kw: Exact,
}

/// A line of a generic bill.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct GenericBillLine {
    /// What it is: `energy`, `export_credit`, `demand_` and the number of its period, `flat_demand`, `fixed`, `credit_carried`,
    /// `credit_used`, `minimum_complement`.
    pub kind: Cow<'static, str>,
    /// Quantity, where the line has one; negative for export.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qty: Option<Exact>,
    /// Unit of the quantity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<LineUnit>,
    /// Amount in the currency of the rate.
    pub amount: Money,
}

/// Energy kept for later months.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct BankedEnergy {
    /// Number of the period.
    pub period_index: usize,
    /// The energy.
    pub kwh: Exact,
}

impl From<&GenericLine> for GenericBillLine {
    fn from(line: &GenericLine) -> Self {
        let (kind, unit) = match line.kind {
            GenericKind::Energy => (Cow::Borrowed("energy"), Some(LineUnit::Kwh)),
            GenericKind::ExportCredit => (Cow::Borrowed("export_credit"), Some(LineUnit::Kwh)),
            GenericKind::Demand(period) => (Cow::Owned(format!("demand_{period}")), Some(LineUnit::Kw)),
            GenericKind::FlatDemand => (Cow::Borrowed("flat_demand"), Some(LineUnit::Kw)),
            GenericKind::Fixed => (Cow::Borrowed("fixed"), None),
            GenericKind::CreditCarried => (Cow::Borrowed("credit_carried"), None),
            GenericKind::CreditUsed => (Cow::Borrowed("credit_used"), None),
            GenericKind::MinimumComplement => (Cow::Borrowed("minimum_complement"), None),
        };
        GenericBillLine { kind, qty: line.quantity, unit, amount: Money::from_cents(line.cents) }
    }
}

/// Bill a series by a rate of any market: time of use, tiers, demand, net metering, net billing, buy all and sell all.
///
/// # Errors
/// `BAD_LENGTH`, `OUT_OF_RANGE`, `MISSING_FIELD` and `TIER_NOT_OPEN_ENDED` for the rate; `NEGATIVE_INTERVAL`, `LENGTH_MISMATCH`,
/// `TIME_SYNTAX`, `TZ_HISTORY_UNSUPPORTED`, `DATE_RANGE`, `OVERFLOW`.
pub fn generic_bill(request: GenericBillRequest) -> Result<Answer<GenericBill>, Error> {
    let GenericBillRequest { rate, start, tz, step_minutes, load_kwh: load, generation_kwh } = request;
    let generation = generation_kwh.unwrap_or_else(|| Energies::on_grid(vec![0; load.len()]));
    Shared { rate, start, tz, step_minutes }.bill(&load, &generation).map(Answer::new)
}

/// All but the intervals.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Shared {
    rate: GenericRate,
    start: Instant,
    tz: Zone,
    step_minutes: u32,
}

impl Shared {
    fn bill(&self, load: &Energies, generation: &Energies) -> Result<GenericBill, Error> {
        let mut problems = Problems::new();
        let calendar = problems.take(self.calendar(load.len()));
        problems.take(check_pair(load, generation));
        let Some(calendar) = calendar.filter(|_| problems.is_empty()) else { return Err(problems.into_error()) };
        self.bill_of(&calendar, (load.milli(), generation.milli()), &mut Seen::default())
    }

    /// The bills straight from floats; none where only a closer look tells what is wrong.
    fn quick(&self, load: &[f64], generation: &[f64]) -> Option<GenericBill> {
        let mut seen = Seen::of(load.len());
        let calendar = self.calendar(load.len()).ok()?;
        let billed = self.bill_of(&calendar, (load, generation), &mut seen).ok();
        billed.filter(|_| seen.is_plain())
    }

    /// The periods of so many intervals.
    fn calendar(&self, count: usize) -> Result<RateCalendar, Error> {
        let Shared { rate, start, tz, step_minutes } = self;
        let mut problems = Problems::new();
        problems.take(rate.check(&"/rate".into()));
        let start = problems.take(local_start(*start, *tz, *step_minutes));
        let Some(start) = start.filter(|_| problems.is_empty()) else { return Err(problems.into_error()) };
        RateCalendar::new(rate, start, *step_minutes, count)
    }

    fn bill_of<I: Interval>(
        &self,
        calendar: &RateCalendar,
        energy: (&[I], &[I]),
        seen: &mut Seen,
    ) -> Result<GenericBill, Error> {
        let billed = bill(&self.rate, calendar, energy, self.step_minutes, seen);
        let (bills, carried) = billed.map_err(explain)?;
        let month = |(month, bill): (&Month, &GenericMonthBill)| GenericMonth {
            month: *month,
            lines: bill.lines.iter().map(GenericBillLine::from).collect(),
            total: Money::from_cents(bill.total),
            import_kwh: Exact::grid(bill.import).trimmed(),
            export_kwh: Exact::grid(bill.export).trimmed(),
            peak_kw: bill.peak,
        };
        let banked = |(period_index, milli): (&usize, &i64)| BankedEnergy {
            period_index: *period_index,
            kwh: Exact::grid(*milli).trimmed(),
        };
        Ok(GenericBill {
            months: calendar.months.iter().zip(&bills).map(month).collect(),
            credit_balance: Money::from_cents(carried.credit),
            kwh_bank: carried.bank.iter().map(banked).collect(),
        })
    }
}

/// Column form of [`generic_bill`]: an interval a row; the bills are the summary.
pub(crate) static GENERIC_BILL: Form<Shared> =
    Form { inputs: &[("load_kwh", Kind::F64), ("generation_kwh", Kind::F64)], outputs: &[("status", Kind::I32)], run };

fn run(shared: Shared, columns: &Columns<'_>) -> Result<Rows, Error> {
    let quick = plain_pair(columns).and_then(|(load, generation)| shared.quick(load, generation));
    if let Some(bills) = quick {
        return Ok(Rows::default().with_summary(bills));
    }
    match pair_of(columns) {
        Ok((load, generation)) => Ok(Rows::default().with_summary(shared.bill(&load, &generation)?)),
        Err(errors) => Ok(Rows { errors, ..Rows::default() }),
    }
}

/// A rate of the Utility Rate Database.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ImportUrdbRateRequest {
    /// One rate as the database gives it: JSON text (version 7 or 8), or its answer with one item.
    pub text: String,
}

/// A rate that `generic_bill` takes.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ImportedRate {
    /// The rate.
    pub rate: GenericRate,
}

/// Import a rate of the Utility Rate Database (URDB, JSON of version 7 or 8).
///
/// What `generic_bill` does not compute is refused if it changes the bill; texts and links are left out.
///
/// # Errors
/// `BAD_JSON`, `MISSING_FIELD`, `BAD_TYPE`, `URDB_UNSUPPORTED` with the name of the field, and those of the rate in `generic_bill`.
pub fn import_urdb_rate(request: ImportUrdbRateRequest) -> Result<Answer<ImportedRate>, Error> {
    urdb::read(&request.text).map_err(|error| error.within("/text")).map(|rate| Answer::new(ImportedRate { rate }))
}
