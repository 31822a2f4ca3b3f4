//! Column forms: many cash flows, annuities and loans in one call, by the kernels of the row forms.
//!
//! A column of lists holds byte strings: the 64-bit floats of a row one after the other, little-endian, as NumPy's `tobytes` gives them.

use super::project::ProjectEconomicsRequest;
use super::returns::check_rate;
use crate::calendar::DayCount;
use crate::columns::{Columns, Form, Kind, OwnedColumn, Rows};
use crate::financing::annuity::{self, Timing};
use crate::financing::cash_flow;
use crate::financing::project::{Measures, Parameter, Years, chosen_rate};
use crate::financing::returns::{RootPolicy, Series, choose, roots};
use crate::financing::schedule::{Accruals, Contract, LoanTerms, MOST_PRINCIPAL, Schedule};
use crate::issue::{Code, Error, Issue, Problems};
use crate::math;
use crate::money::Dec;
use serde::Deserialize;

/// Largest size of a flow: that of the row form.
const MOST_FLOW: f64 = 1e15;

fn refused(code: Code, name: &'static str) -> Error {
    Issue::error(code).at(crate::issue::Pointer::root().field(name)).into()
}

/// The floats of a row of a column of lists.
fn list(columns: &Columns<'_>, (position, name): (usize, &'static str), row: usize) -> Result<Vec<f64>, Error> {
    let bytes = columns.at(position).and_then(|column| column.bytes(row));
    let bytes = bytes.ok_or_else(|| refused(Code::MISSING_FIELD, name))?;
    let (chunks, rest) = bytes.as_chunks::<8>();
    if !rest.is_empty() || chunks.is_empty() {
        return Err(refused(Code::BAD_LENGTH, name));
    }
    let floats: Vec<f64> = chunks.iter().map(|chunk| f64::from_le_bytes(*chunk)).collect();
    let sound = floats.iter().all(|flow| flow.abs() <= MOST_FLOW);
    if sound { Ok(floats) } else { Err(refused(Code::OUT_OF_RANGE, name)) }
}

/// A float of a row.
fn float(columns: &Columns<'_>, (position, name): (usize, &'static str), row: usize) -> Result<f64, Error> {
    let value = columns.at(position).and_then(|column| column.f64(row));
    let value = value.ok_or_else(|| refused(Code::MISSING_FIELD, name))?;
    if value.abs() <= MOST_FLOW { Ok(value) } else { Err(refused(Code::OUT_OF_RANGE, name)) }
}

/// A rate above minus one of a row.
fn rate(columns: &Columns<'_>, place: (usize, &'static str), row: usize) -> Result<f64, Error> {
    let value = float(columns, place, row)?;
    if value > -1.0 { Ok(value) } else { Err(refused(Code::RATE_OUT_OF_RANGE, place.1)) }
}

/// Computes `N` floats for each row; a row that is refused holds zeros.
fn each_row<const N: usize>(columns: &Columns<'_>, mut compute: impl FnMut(usize) -> Result<[f64; N], Error>) -> Rows {
    let mut outputs: [Vec<f64>; N] = std::array::from_fn(|_| Vec::with_capacity(columns.rows()));
    let mut errors = Vec::new();
    for row in 0..columns.rows() {
        let found = compute(row).and_then(|found| {
            let finite = found.iter().all(|value| value.is_finite());
            if finite { Ok(found) } else { Err(Issue::error(Code::NOT_FINITE).into()) }
        });
        let values = found.unwrap_or_else(|error| {
            errors.push((row, error));
            [0.0; N]
        });
        for (output, value) in outputs.iter_mut().zip(values) {
            output.push(value);
        }
    }
    Rows { columns: outputs.into_iter().map(OwnedColumn::F64).collect(), errors, summary: None }
}

/// How rates are chosen, the same for all rows.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RateColumns {
    policy: Option<RootPolicy>,
    guess_period_effective: Option<Dec<16>>,
    day_count: Option<DayCount>,
}

impl RateColumns {
    fn guess(&self) -> Result<f64, Error> {
        let mut problems = Problems::new();
        let guess = self
            .guess_period_effective
            .map_or(0.1, |guess| check_rate(guess, "/guess_period_effective", &mut problems));
        problems.finish()?;
        Ok(guess)
    }

    fn one(&self, series: &Series<'_>, guess: f64) -> Result<[f64; 1], Error> {
        let found = roots(series, math::ln_1p(guess)).map_err(|error| error.within("/flows"))?;
        let chosen = choose(&found, self.policy.unwrap_or_default(), guess).map_err(|error| error.within("/flows"))?;
        Ok([math::exp_m1(chosen.continuous) + 0.0])
    }

    /// Days of a year, for the counts of real days.
    fn days_of_year(&self) -> Result<f64, Error> {
        match self.day_count.unwrap_or(DayCount::Act365) {
            DayCount::Act365 => Ok(365.0),
            DayCount::Act360 => Ok(360.0),
            _ => Err(refused(Code::BAD_CONVENTION, "day_count")),
        }
    }
}

/// `irr` over lists of flows.
pub(crate) static IRR: Form<RateColumns> = Form {
    inputs: &[("flows", Kind::Bytes)],
    outputs: &[("rate_period_effective", Kind::F64), ("status", Kind::I32)],
    run: |parameters, columns| {
        let guess = parameters.guess()?;
        Ok(each_row(columns, |row| parameters.one(&Series::periodic(list(columns, (0, "flows"), row)?, None), guess)))
    },
};

/// Days and flows of a row, of equal length.
fn dated(columns: &Columns<'_>, first: usize, row: usize, per_year: f64) -> Result<Series<'static>, Error> {
    let (days, flows) = (list(columns, (first, "days"), row)?, list(columns, (first + 1, "flows"), row)?);
    if days.len() != flows.len() {
        return Err(refused(Code::BAD_LENGTH, "flows"));
    }
    Series::of_days(&days, flows, per_year).map_err(|error| error.within("/days"))
}

/// `xirr` over lists of days (whole days after any day) and flows.
pub(crate) static XIRR: Form<RateColumns> = Form {
    inputs: &[("days", Kind::Bytes), ("flows", Kind::Bytes)],
    outputs: &[("rate_year_effective", Kind::F64), ("status", Kind::I32)],
    run: |parameters, columns| {
        let (guess, per_year) = (parameters.guess()?, parameters.days_of_year()?);
        Ok(each_row(columns, |row| parameters.one(&dated(columns, 0, row, per_year)?, guess)))
    },
};

/// What discounting needs beside the columns.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ValueColumns {
    first_after_a_period: Option<bool>,
}

/// `npv` over rates and lists of flows.
pub(crate) static NPV: Form<ValueColumns> = Form {
    inputs: &[("rate_period_effective", Kind::F64), ("flows", Kind::Bytes)],
    outputs: &[("npv_brl", Kind::F64), ("nfv_brl", Kind::F64), ("status", Kind::I32)],
    run: |parameters, columns| {
        let late = parameters.first_after_a_period == Some(true);
        Ok(each_row(columns, |row| {
            let rate = rate(columns, (0, "rate_period_effective"), row)?;
            let values = cash_flow::periodic_values(&list(columns, (1, "flows"), row)?, rate);
            Ok([if late { values.present / (1.0 + rate) } else { values.present }, values.future])
        }))
    },
};

/// `xnpv` over rates and lists of days and flows.
pub(crate) static XNPV: Form<RateColumns> = Form {
    inputs: &[("rate_year_effective", Kind::F64), ("days", Kind::Bytes), ("flows", Kind::Bytes)],
    outputs: &[("npv_brl", Kind::F64), ("nfv_brl", Kind::F64), ("status", Kind::I32)],
    run: |parameters, columns| {
        let per_year = parameters.days_of_year()?;
        Ok(each_row(columns, |row| {
            let rate = rate(columns, (0, "rate_year_effective"), row)?;
            let series = dated(columns, 1, row, per_year)?;
            let times: Vec<f64> = series.ticks.iter().map(|tick| f64::from(*tick) / per_year).collect();
            let values = cash_flow::dated_values(&series.amounts, &times, rate);
            Ok([values.present, values.future])
        }))
    },
};

/// No parameters.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoParameters {}

/// `mirr` over two rates and lists of flows.
pub(crate) static MIRR: Form<NoParameters> = Form {
    inputs: &[
        ("finance_rate_period_effective", Kind::F64),
        ("reinvest_rate_period_effective", Kind::F64),
        ("flows", Kind::Bytes),
    ],
    outputs: &[("rate_period_effective", Kind::F64), ("status", Kind::I32)],
    run: |_, columns| {
        Ok(each_row(columns, |row| {
            let finance = rate(columns, (0, "finance_rate_period_effective"), row)?;
            let reinvest = rate(columns, (1, "reinvest_rate_period_effective"), row)?;
            let found = cash_flow::modified_rate(&list(columns, (2, "flows"), row)?, finance, reinvest);
            found.map(|rate| [rate]).ok_or_else(|| refused(Code::NO_SIGN_CHANGE, "flows"))
        }))
    },
};

/// Which number of an annuity is sought; the column of that name is not read.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Sought {
    RatePeriodEffective,
    Periods,
    PaymentBrl,
    PresentBrl,
    FutureBrl,
}

/// What an annuity needs beside the columns.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnnuityColumns {
    solve_for: Sought,
    timing: Option<Timing>,
}

/// `solve_annuity` over its five numbers, of which one is found.
pub(crate) static SOLVE_ANNUITY: Form<AnnuityColumns> = Form {
    inputs: &[
        ("rate_period_effective", Kind::F64),
        ("periods", Kind::F64),
        ("payment_brl", Kind::F64),
        ("present_brl", Kind::F64),
        ("future_brl", Kind::F64),
    ],
    outputs: &[("solution", Kind::F64), ("status", Kind::I32)],
    run: |parameters, columns| {
        let timing = parameters.timing.unwrap_or_default();
        let sought = parameters.solve_for;
        Ok(each_row(columns, |row| {
            let number = |position, name| float(columns, (position, name), row);
            let growth = || rate(columns, (0, "rate_period_effective"), row);
            let (periods, payment) = (|| number(1, "periods"), || number(2, "payment_brl"));
            let (present, future) = (|| number(3, "present_brl"), || number(4, "future_brl"));
            Ok([match sought {
                Sought::RatePeriodEffective => {
                    let count = periods()?;
                    if !(1.0..=12_000.0).contains(&count) || count != count.floor() {
                        return Err(refused(Code::OUT_OF_RANGE, "periods"));
                    }
                    let count = count as usize;
                    let mut flows = vec![payment()?; count + 1];
                    let unpaid = if timing == Timing::End { flows.first_mut() } else { flows.last_mut() };
                    if let Some(unpaid) = unpaid {
                        *unpaid = 0.0;
                    }
                    if let Some(first) = flows.first_mut() {
                        *first += present()?;
                    }
                    if let Some(last) = flows.last_mut() {
                        *last += future()?;
                    }
                    let found = roots(&Series::periodic(flows, None), 0.01)?;
                    math::exp_m1(choose(&found, RootPolicy::Default, 0.0)?.continuous) + 0.0
                }
                Sought::Periods => annuity::periods(growth()?, payment()?, present()?, future()?, timing)
                    .ok_or_else(|| refused(Code::NEVER_AMORTISES, "payment_brl"))?,
                Sought::PaymentBrl => annuity::payment(growth()?, periods()?, present()?, future()?, timing),
                Sought::PresentBrl => annuity::present_value(growth()?, periods()?, payment()?, future()?, timing),
                Sought::FutureBrl => annuity::future_value(growth()?, periods()?, payment()?, present()?, timing),
            }])
        }))
    },
};

/// When payments fall due.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TimingColumns {
    timing: Option<Timing>,
}

/// `payment_parts` of one payment a row.
pub(crate) static PAYMENT_PARTS: Form<TimingColumns> = Form {
    inputs: &[
        ("rate_period_effective", Kind::F64),
        ("period", Kind::F64),
        ("periods", Kind::F64),
        ("present_brl", Kind::F64),
        ("future_brl", Kind::F64),
    ],
    outputs: &[
        ("payment_brl", Kind::F64),
        ("interest_brl", Kind::F64),
        ("principal_brl", Kind::F64),
        ("status", Kind::I32),
    ],
    run: |parameters, columns| {
        let timing = parameters.timing.unwrap_or_default();
        Ok(each_row(columns, |row| {
            let rate = rate(columns, (0, "rate_period_effective"), row)?;
            let number = |position, name| float(columns, (position, name), row);
            let (period, periods) = (number(1, "period")?, number(2, "periods")?);
            let (present, future) = (number(3, "present_brl")?, number(4, "future_brl")?);
            if !(1.0..=periods).contains(&period) {
                return Err(refused(Code::PERIOD_OUT_OF_RANGE, "period"));
            }
            let (interest, principal) = annuity::parts(rate, periods, period, present, future, timing);
            Ok([annuity::payment(rate, periods, present, future, timing), interest, principal])
        }))
    },
};

/// The loan of all rows, without its principal.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LoanColumns {
    loan: LoanTerms,
}

/// `amortization_schedule` over principals: its totals.
pub(crate) static AMORTIZATION_SCHEDULE: Form<LoanColumns> = Form {
    inputs: &[("principal_centavos", Kind::I64)],
    outputs: &[
        ("first_installment_centavos", Kind::I64),
        ("last_installment_centavos", Kind::I64),
        ("total_interest_centavos", Kind::I64),
        ("total_paid_centavos", Kind::I64),
        ("status", Kind::I32),
    ],
    run: |parameters, columns| {
        let contract = Contract::check_without_principal(parameters.loan).map_err(|error| error.within("/loan"))?;
        let mut accruals = Accruals::new(&contract);
        let mut outputs: [Vec<i64>; 4] = std::array::from_fn(|_| Vec::with_capacity(columns.rows()));
        let mut errors = Vec::new();
        for row in 0..columns.rows() {
            let principal = columns.at(0).and_then(|column| column.i64(row));
            let principal = principal.filter(|cents| (1..=MOST_PRINCIPAL).contains(cents));
            let schedule = principal
                .ok_or_else(|| refused(Code::INVALID_PRINCIPAL, "principal_centavos"))
                .and_then(|principal| Schedule::with(&Contract { principal, ..contract.clone() }, &mut accruals));
            let values = match &schedule {
                Ok(schedule) => {
                    let paid =
                        |row: Option<&crate::financing::Installment>| row.map_or(0, |row| row.installment_brl.minor());
                    [
                        paid(schedule.rows.first()),
                        paid(schedule.rows.last()),
                        schedule.total_interest_brl.minor(),
                        schedule.total_paid_brl.minor(),
                    ]
                }
                Err(error) => {
                    errors.push((row, error.clone()));
                    [0; 4]
                }
            };
            for (output, value) in outputs.iter_mut().zip(values) {
                output.push(value);
            }
        }
        Ok(Rows { columns: outputs.into_iter().map(OwnedColumn::I64).collect(), errors, summary: None })
    },
};

/// The plant of all rows; three of its numbers are those of the row.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProjectColumns {
    project: ProjectEconomicsRequest,
}

/// `project_economics` over investments, energies and tariffs. `rate_count` rates of return exist, of which
/// `equity_irr_year_effective` is that of `irr`, zero where there is none; `payback_simple_years` is zero where `paid_back_count` is.
pub(crate) static PROJECT_ECONOMICS: Form<ProjectColumns> = Form {
    inputs: &[("capex_brl", Kind::F64), ("energy_first_year_kwh", Kind::F64), ("tariff_first_year_brl_kwh", Kind::F64)],
    outputs: &[
        ("npv_brl", Kind::F64),
        ("equity_irr_year_effective", Kind::F64),
        ("rate_count", Kind::F64),
        ("payback_simple_years", Kind::F64),
        ("paid_back_count", Kind::F64),
        ("lcoe_nominal_brl_kwh", Kind::F64),
        ("status", Kind::I32),
    ],
    run: |parameters, columns| {
        let mut project = parameters.project.check().map_err(|error| error.within("/project"))?;
        if !project.savings.is_empty() {
            return Err(Issue::error(Code::FIELDS_EXCLUDE_EACH_OTHER).at("/project/savings_brl").into());
        }
        let mut years = Years::default();
        Ok(each_row(columns, |row| {
            let varying = [
                (Parameter::Capex, "capex_brl"),
                (Parameter::Energy, "energy_first_year_kwh"),
                (Parameter::Tariff, "tariff_first_year_brl_kwh"),
            ];
            for (position, (parameter, name)) in varying.into_iter().enumerate() {
                let value = float(columns, (position, name), row)?;
                if !parameter.set(&mut project, value) {
                    return Err(refused(Code::OUT_OF_RANGE, name));
                }
            }
            project.run(&mut years);
            let found = Measures::of(&project, &years);
            Ok([
                found.npv,
                chosen_rate(&found.equity_roots).unwrap_or(0.0),
                found.equity_roots.len() as f64,
                found.payback_simple.unwrap_or(0.0),
                if found.payback_simple.is_some() { 1.0 } else { 0.0 },
                found.lcoe_nominal.unwrap_or(0.0),
            ])
        }))
    },
};
