//! Speed of the domain `financing`.
#![allow(missing_docs, reason = "criterion's macros write undocumented items")]

use std::hint::black_box;

use coaraci::api::{Column, Values, call_batch};
use coaraci::calendar::{BankCalendar, Date};
use coaraci::financing::{self, Loan, ProjectEconomicsRequest, SimulateProjectRequest};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use serde_json::{Value, json};

fn calls(criterion: &mut Criterion) {
    coaraci_benches::calls(criterion, "financing");
}

/// Rows of floats as byte strings with their offsets.
fn lists(rows: &[Vec<f64>]) -> (Vec<i32>, Vec<u8>) {
    let mut offsets = vec![0];
    let mut bytes = Vec::new();
    for row in rows {
        bytes.extend(row.iter().flat_map(|value| value.to_le_bytes()));
        offsets.push(bytes.len() as i32);
    }
    (offsets, bytes)
}

/// Days and flows: an investment, then returns at uneven distances by an integer pattern; the peers' scripts have the same.
fn dated(count: usize) -> (Vec<f64>, Vec<f64>) {
    let mut day = 0;
    let mut days = Vec::with_capacity(count);
    let mut flows = Vec::with_capacity(count);
    for index in 0..count {
        days.push(day as f64);
        flows.push(if index == 0 { -1000.0 * count as f64 / 2.0 } else { (500 + 7919 * index % 1000) as f64 });
        day += 1 + 104_729 * index % 3;
    }
    (days, flows)
}

fn xirr(criterion: &mut Criterion) {
    for count in [61, 10_000] {
        let (days, flows) = dated(count);
        let ((days_at, days), (flows_at, flows)) = (lists(&[days]), lists(&[flows]));
        let columns = [
            Column::new("days", Values::Bytes { offsets: &days_at, bytes: &days }),
            Column::new("flows", Values::Bytes { offsets: &flows_at, bytes: &flows }),
        ];
        criterion.bench_function(&format!("xirr/{count}_flows"), |bencher| {
            bencher.iter(|| call_batch("xirr", "{}", black_box(&columns)))
        });
    }
}

/// Twenty-six yearly flows a row: an investment that differs from row to row.
fn irr(criterion: &mut Criterion) {
    const ROWS: usize = 10_000;
    let flows = |row: usize| -> Vec<f64> {
        let later = (1..26).map(|year| 3000.0 + (row % 977) as f64 + 150.0 * year as f64);
        std::iter::once(-20_000.0 - (row % 7919) as f64).chain(later).collect()
    };
    let (offsets, bytes) = lists(&(0..ROWS).map(flows).collect::<Vec<_>>());
    let column = Column::new("flows", Values::Bytes { offsets: &offsets, bytes: &bytes });
    let mut group = criterion.benchmark_group("irr");
    group.throughput(Throughput::Elements(ROWS as u64));
    group.bench_function("26_flows_10000_rows", |bencher| {
        bencher.iter(|| call_batch("irr", "{}", black_box(&[column])))
    });
    group.finish();
}

fn loan() -> Value {
    json!({
        "principal_brl": "250000.00", "rate": {"value": "0.0149", "basis": "month_effective"}, "installments": 360,
        "release_date": "2025-03-10", "first_due_date": "2025-04-10", "system": "price",
    })
}

/// 360 dated rows in exact cents.
fn schedules(criterion: &mut Criterion) {
    let typed: Loan = serde_json::from_value(loan()).expect("the loan is well formed");
    criterion.bench_function("schedule/price_360", |bencher| {
        bencher.iter_batched(|| typed.clone(), financing::amortization_schedule, BatchSize::SmallInput);
    });
    const ROWS: usize = 1000;
    let principals: Vec<i64> = (0..ROWS as i64).map(|row| 10_000_000 + 31_007 * row).collect();
    let column = Column::new("principal_centavos", Values::I64(&principals));
    let mut terms = loan();
    terms.as_object_mut().and_then(|members| members.remove("principal_brl"));
    let request = json!({"loan": terms}).to_string();
    let mut group = criterion.benchmark_group("schedule");
    group.throughput(Throughput::Elements(ROWS as u64));
    group.bench_function("price_360_1000_rows", |bencher| {
        bencher.iter(|| call_batch("amortization_schedule", &request, black_box(&[column])))
    });
    group.finish();
}

/// A plant with loan, taxes and a replacement.
fn project() -> Value {
    json!({
        "capex_brl": "480000.00", "discount_rate_year_effective": "0.12", "energy_first_year_kwh": 165000,
        "degradation_year_fraction": "0.005", "tariff_first_year_brl_kwh": "0.72", "tariff_growth_year_effective": "0.05",
        "opex_first_year_brl": "6000", "inflation_year_effective": "0.045",
        "replacements": [{"year": 12, "cost_today_brl": "48000", "real_decline_year_fraction": "0.02"}],
        "loan": {"loan_fraction": "0.6", "rate_year_effective": "0.165", "years": 8},
        "taxes": {"regime": "lucro_real", "pis_cofins_equipment": "by_depreciation"},
    })
}

fn projects(criterion: &mut Criterion) {
    let typed: ProjectEconomicsRequest = serde_json::from_value(project()).expect("the project is well formed");
    criterion.bench_function("project/25_years", |bencher| {
        bencher.iter_batched(|| typed.clone(), financing::project_economics, BatchSize::SmallInput);
    });
    let trials: SimulateProjectRequest = serde_json::from_value(json!({
        "project": project(), "seed": 42, "first_trial": 0, "trial_count": 10_000,
        "parameters": [
            {"parameter": "energy_first_year_kwh", "kind": "normal", "mean_decimal": "165000", "deviation_decimal": "9000"},
            {"parameter": "tariff_growth_year_effective", "kind": "triangular", "low_decimal": "0.02", "mode_decimal": "0.05", "high_decimal": "0.08"},
            {"parameter": "opex_first_year_brl", "kind": "pert", "low_decimal": "4000", "mode_decimal": "6000", "high_decimal": "9000"},
        ],
    }))
    .expect("the trials are well formed");
    let mut group = criterion.benchmark_group("monte_carlo");
    group.sample_size(20);
    group.bench_function("25_years_10000_trials", |bencher| {
        bencher.iter_batched(|| trials.clone(), financing::simulate_project, BatchSize::SmallInput);
    });
    group.finish();
}

fn calendar(criterion: &mut Criterion) {
    let calendar = BankCalendar::national();
    let (Some(from), Some(to)) = (Date::new(2025, 1, 2), Date::new(2035, 1, 2)) else { return };
    criterion.bench_function("business_days/10_years", |bencher| {
        bencher.iter(|| calendar.business_days(black_box(from), black_box(to)))
    });
}

criterion_group!(benches, calls, xirr, irr, schedules, projects, calendar);
criterion_main!(benches);
