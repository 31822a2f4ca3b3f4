//! The bills of all years, with and without the system.

use super::calendar_year::FirstYear;
use super::case::{Case, TariffInput};
use crate::Source;
use crate::calendar::{Date, Instant, Offset, Zone};
use crate::issue::{Code, Error, Issue, Problems};
use crate::money::{Dec, Money};
use crate::tariff::{
    Energies, FlagMonth, Flags, MonthLines, RepeatYears, SimulateBillsRequest, SimulatedMonth, Table, Tariffs, Totals,
    simulate, simulate_later,
};
use std::sync::Arc;

/// Hours of the first year of a project.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hours<'a> {
    pub load: &'a [i64],
    pub generation: &'a [i64],
}

/// Bills of all months, and energy of all years.
#[derive(Debug, Clone)]
pub(super) struct BilledYears {
    pub months: Vec<SimulatedMonth>,
    pub years: Vec<Totals>,
    /// The first months' bills line by line.
    pub lines: Vec<MonthLines>,
    pub sources: Vec<Source>,
}

/// Bills so many years of a case, and keeps the lines of so many first months.
///
/// # Errors
/// Those of `simulate_bills` under `/tariff`.
pub(super) fn bill_years(case: &Case<'_>, hours: Hours<'_>, years: u32, lines_of: usize) -> Result<BilledYears, Error> {
    let first = FirstYear::new(case.start_month)?;
    let request = bills_request(case, hours, first, years).map_err(within_case)?;
    let simulation = simulate(&request, lines_of).map_err(within_case)?;
    Ok(BilledYears {
        months: simulation.answer.value.months,
        years: simulation.years,
        lines: simulation.lines,
        sources: simulation.answer.sources,
    })
}

/// What the system saves in one year: the first, or a later one at the prices of the first and without loss of generation.
///
/// # Errors
/// Those of `simulate_bills` under `/tariff`.
pub(super) fn bill_one_year(case: &Case<'_>, hours: Hours<'_>, later: u32) -> Result<(Money, Vec<Source>), Error> {
    let first = FirstYear::new(case.start_month)?;
    let request = bills_request(case, hours, first, 1).map_err(within_case)?;
    let answer = simulate_later(&request, later).map_err(within_case)?.answer;
    Ok((answer.value.totals.saving_brl, answer.sources))
}

fn bills_request(
    case: &Case<'_>,
    hours: Hours<'_>,
    first: FirstYear,
    years: u32,
) -> Result<SimulateBillsRequest, Error> {
    let tariff = case.tariff;
    let (tariffs, flags) = tariff.tables(first)?;
    let economics = case.economics;
    Ok(SimulateBillsRequest {
        tariffs,
        flags,
        unit: tariff.unit.clone(),
        unit_a: tariff.unit_a.clone(),
        contracted_kw: tariff.contracted_kw,
        injection: tariff.injection,
        icms_on_unused_demand: tariff.icms_on_unused_demand,
        start: Instant::midnight(first.first, Offset::BRASILIA)?,
        tz: Zone::from(Offset::BRASILIA),
        step_minutes: 60,
        load_kwh: Energies::on_grid(hours.load.to_vec()),
        generation_kwh: Energies::on_grid(hours.generation.to_vec()),
        peak_start_minutes: tariff.peak_start_minutes,
        regime: tariff.regime,
        transition_end: tariff.transition_end,
        post_transition: tariff.post_transition,
        credits: tariff.credits.clone(),
        taxes: tariff.taxes.clone(),
        tax_changes: tariff.tax_changes.clone(),
        scee_tax: tariff.scee_tax,
        min_bill_policy: tariff.min_bill_policy,
        cosip_brl: tariff.cosip_brl,
        repeat: Some(RepeatYears {
            years_count: years,
            degradation_fraction: economics.degradation(),
            degradation_first_year_fraction: economics.degradation_first_year_fraction,
            tariff_growth_fraction: Some(economics.tariff_growth_year_effective),
        }),
    })
}

/// Errors of bills by pointers into the request: what repeats stands in the economics, all else in the tariff.
fn within_case(error: Error) -> Error {
    let mut problems = Problems::new();
    for issue in error.issues() {
        let issue = issue.clone();
        problems.push(match issue.path.as_str() {
            "/repeat/years_count" => issue.at("/economics/years_count"),
            "/repeat/degradation_fraction" => issue.at("/economics/degradation_year_fraction"),
            "/repeat/degradation_first_year_fraction" => issue.at("/economics/degradation_first_year_fraction"),
            "/repeat/tariff_growth_fraction" => issue.at("/economics/tariff_growth_year_effective"),
            _ => issue.within(&"/tariff".into()),
        });
    }
    problems.into_error()
}

impl TariffInput {
    /// The tables of the first year: as given, or those of one day held for the whole year.
    ///
    /// # Errors
    /// `TARIFF_GAP`, `TARIFF_OVERLAP`, `FLAG_GAP` for the day.
    pub(super) fn tables(&self, first: FirstYear) -> Result<(Arc<Tariffs>, Arc<Flags>), Error> {
        let Some(day) = self.price_date else { return Ok((Arc::clone(&self.tariffs), Arc::clone(&self.flags))) };
        let mut problems = Problems::new();
        let tariffs = problems.take(hold_prices(&self.tariffs, day, first));
        let isolated = self.unit.as_ref().is_some_and(|unit| unit.isolated_system)
            || self.unit_a.as_ref().is_some_and(|unit| unit.isolated_system);
        let flags =
            if isolated { Some((*self.flags).clone()) } else { problems.take(hold_flag(&self.flags, day, first)) };
        match (tariffs, flags) {
            (Some(tariffs), Some(flags)) if problems.is_empty() => Ok((Arc::new(tariffs), Arc::new(flags))),
            _ => Err(problems.into_error()),
        }
    }
}

/// The prices in force on a day, in force also on all days of the project.
fn hold_prices(tariffs: &Tariffs, day: Date, first: FirstYear) -> Result<Tariffs, Error> {
    let holds = |from: Date, to: Option<Date>| from <= day && to.is_none_or(|to| day <= to);
    let mut holding = tariffs.rows.iter().filter(|row| holds(row.valid_from, row.valid_to));
    let Some(row) = holding.next() else {
        return Err(Issue::error(Code::TARIFF_GAP).at("/tariffs").with("date", day).into());
    };
    if holding.next().is_some() {
        return Err(Issue::error(Code::TARIFF_OVERLAP).at("/tariffs").with("date", day).into());
    }
    let mut row = row.clone();
    // Its own first day names its vintage.
    (row.valid_from, row.valid_to) = (row.valid_from.min(first.first), None);
    Ok(Table { rows: vec![row], named: tariffs.named.clone() })
}

/// The flag of a day's month in all months of the first year; none where there are no flags.
fn hold_flag(flags: &Flags, day: Date, first: FirstYear) -> Result<Flags, Error> {
    if flags.rows.is_empty() {
        return Ok(flags.clone());
    }
    let month = day.month();
    let found = flags.rows.iter().find(|row| row.month == month);
    let held = found.ok_or_else(|| Issue::error(Code::FLAG_GAP).at("/flags").with("month", month))?;
    let months = first.first.month().until(first.end.month());
    let rows = months.map(|month| FlagMonth { month, ..*held }).collect();
    Ok(Table { rows, named: flags.named.clone() })
}

impl super::case::EconomicsInput {
    /// Years of the project.
    pub(super) fn years(&self) -> u32 {
        self.years_count.unwrap_or(25)
    }

    /// Generation lost a year; 0.5 % unless it is given.
    pub(super) fn degradation(&self) -> Dec {
        self.degradation_year_fraction.unwrap_or_else(|| Dec::from(rust_decimal::Decimal::new(5, 3)))
    }
}
