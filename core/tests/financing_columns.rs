//! The column forms of financing against their row forms.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::disallowed_methods)]

use coaraci::api::{BatchAnswer, Column, OwnedColumn, Values, call, call_batch};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Rows of floats as byte strings with their offsets.
fn lists(rows: &[Vec<f64>]) -> (Vec<i32>, Vec<u8>) {
    let mut offsets = vec![0];
    let mut bytes = Vec::new();
    for row in rows {
        bytes.extend(row.iter().flat_map(|value| value.to_le_bytes()));
        offsets.push(i32::try_from(bytes.len()).unwrap());
    }
    (offsets, bytes)
}

fn floats(answer: &BatchAnswer, name: &str) -> Vec<f64> {
    let column = answer.columns.iter().find_map(|(known, column)| match column {
        OwnedColumn::F64(values) if *known == name => Some(values.clone()),
        _ => None,
    });
    column.expect(&answer.envelope)
}

fn statuses(answer: &BatchAnswer) -> Vec<i32> {
    let column = answer.columns.iter().find_map(|(name, column)| match column {
        OwnedColumn::I32(values) if *name == "status" => Some(values.clone()),
        _ => None,
    });
    column.expect(&answer.envelope)
}

fn row(operation: &str, request: &Value) -> Value {
    serde_json::from_str(&call(operation, &request.to_string())).unwrap()
}

/// Whole cents, so that the float and the decimal of a flow are the same number.
fn cents() -> impl Strategy<Value = Vec<i64>> {
    prop::collection::vec(-1_000_000_i64..1_000_000, 1..30)
}

fn text(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", cents.abs() / 100, cents.abs() % 100)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn irr_and_npv_equal_their_rows(rows in prop::collection::vec(cents(), 1..8)) {
        let flows: Vec<Vec<f64>> = rows.iter().map(|row| row.iter().map(|cents| *cents as f64 / 100.0).collect()).collect();
        let (offsets, bytes) = lists(&flows);
        let column = Column::new("flows", Values::Bytes { offsets: &offsets, bytes: &bytes });
        let rates = vec![0.12; rows.len()];
        let irr = call_batch("irr", "{}", &[column]);
        let rate = Column::new("rate_period_effective", Values::F64(&rates));
        let npv = call_batch("npv", "{}", &[rate, column]);
        for (index, flows) in rows.iter().enumerate() {
            let texts: Vec<String> = flows.iter().map(|cents| text(*cents)).collect();
            let expected = row("irr", &json!({"flows_brl": texts}));
            let found = floats(&irr, "rate_period_effective")[index];
            match expected["value"]["rate_period_effective"].as_f64() {
                Some(rate) => prop_assert_eq!(rate.to_bits(), found.to_bits()),
                None => prop_assert!(statuses(&irr)[index] > 0 && found == 0.0),
            }
            let expected = row("npv", &json!({"rate_period_effective": "0.12", "flows_brl": texts}));
            prop_assert_eq!(expected["value"]["npv_brl"].as_f64().unwrap(), floats(&npv, "npv_brl")[index]);
        }
    }

    #[test]
    fn xirr_equals_its_row_in_any_order(flows in prop::collection::vec((0_i64..4000, -1_000_000_i64..1_000_000), 2..30)) {
        let start: chrono::NaiveDate = "2020-01-01".parse().unwrap();
        let days: Vec<f64> = flows.iter().map(|(day, _)| *day as f64).collect();
        let amounts: Vec<f64> = flows.iter().map(|(_, cents)| *cents as f64 / 100.0).collect();
        let ((days_at, days), (flows_at, bytes)) = (lists(&[days]), lists(&[amounts]));
        let found = call_batch("xirr", "{}", &[
            Column::new("days", Values::Bytes { offsets: &days_at, bytes: &days }),
            Column::new("flows", Values::Bytes { offsets: &flows_at, bytes: &bytes }),
        ]);
        let dated = |(day, cents): &(i64, i64)| {
            let date = start + chrono::Days::new(u64::try_from(*day).unwrap());
            json!({"date": date.to_string(), "amount_brl": text(*cents)})
        };
        let expected = row("xirr", &json!({"flows": flows.iter().map(dated).collect::<Vec<_>>()}));
        match expected["value"]["rate_period_effective"].as_f64() {
            Some(rate) => prop_assert_eq!(rate.to_bits(), floats(&found, "rate_year_effective")[0].to_bits()),
            None => prop_assert!(statuses(&found)[0] > 0),
        }
    }
}

#[test]
fn bad_rows_stop_nothing() {
    let rows = [vec![-100.0, 110.0], vec![1.0, 2.0], vec![f64::NAN, 1.0], vec![-100.0, 120.0]];
    let (offsets, bytes) = lists(&rows);
    let answer = call_batch("irr", "{}", &[Column::new("flows", Values::Bytes { offsets: &offsets, bytes: &bytes })]);
    assert_eq!(statuses(&answer), [0, 1, 2, 0]);
    let rates = floats(&answer, "rate_period_effective");
    assert!((rates[0] - 0.1).abs() < 1e-12 && (rates[3] - 0.2).abs() < 1e-12);
    let envelope: Value = serde_json::from_str(&answer.envelope).unwrap();
    assert_eq!(envelope["value"]["issues"][0]["errors"][0]["code"], "NO_SIGN_CHANGE");
    assert_eq!(envelope["value"]["issues"][1]["errors"][0]["path"], "/flows");
}

#[test]
fn annuities_and_schedules_equal_their_rows() {
    let number = |name, values| Column::new(name, Values::F64(values));
    let columns = [
        number("rate_period_effective", &[0.0149][..]),
        number("periods", &[12.0][..]),
        number("payment_brl", &[0.0][..]),
        number("present_brl", &[10000.0][..]),
        number("future_brl", &[0.0][..]),
    ];
    let answer = call_batch("solve_annuity", r#"{"solve_for":"payment_brl"}"#, &columns);
    let request =
        json!({"rate_period_effective": "0.0149", "periods": "12", "present_brl": "10000", "future_brl": "0"});
    assert_eq!(
        floats(&answer, "solution")[0],
        row("solve_annuity", &request)["value"]["payment_brl"].as_f64().unwrap()
    );

    let loan = json!({
        "rate": {"value": "0.0149", "basis": "month_effective"}, "installments": 12,
        "release_date": "2025-03-10", "first_due_date": "2025-04-10", "system": "price",
    });
    let principals = [1_000_000, 0, 250_000];
    let column = Column::new("principal_centavos", Values::I64(&principals));
    let answer = call_batch("amortization_schedule", &json!({"loan": loan}).to_string(), &[column]);
    let OwnedColumn::I64(last) = answer.columns[1].1.clone() else { return assert_eq!("int64", "") };
    // A textbook table: 916.20 is the last of 10,000.00 at 1.49 %.
    assert_eq!((last[0], last[1]), (91_620, 0));
    assert_eq!(statuses(&answer), [0, 1, 0]);
}

#[test]
fn projects_equal_their_rows() {
    let project = |capex: &str, energy: f64, tariff: &str| {
        json!({
            "capex_brl": capex, "discount_rate_year_effective": "0.12", "energy_first_year_kwh": energy,
            "tariff_first_year_brl_kwh": tariff, "opex_first_year_brl": "300", "inflation_year_effective": "0.04",
            "loan": {"loan_fraction": "0.5", "rate_year_effective": "0.19", "years": 6},
        })
    };
    let number = |name, values| Column::new(name, Values::F64(values));
    let columns = [
        number("capex_brl", &[30_000.0, 60_000.0, -1.0][..]),
        number("energy_first_year_kwh", &[7200.0, 1000.0, 7200.0][..]),
        number("tariff_first_year_brl_kwh", &[0.95, 0.5, 0.95][..]),
    ];
    let shared = json!({"project": project("1.00", 1.0, "1")}).to_string();
    let answer = call_batch("project_economics", &shared, &columns);
    assert_eq!(statuses(&answer), [0, 0, 1]);
    for (index, request) in [project("30000.00", 7200.0, "0.95"), project("60000.00", 1000.0, "0.5")].iter().enumerate()
    {
        let row = row("project_economics", request);
        let value = &row["value"];
        let same = |name: &str, column: &str| {
            assert_eq!(floats(&answer, column)[index], value[name].as_f64().unwrap_or(0.0), "{name}");
        };
        same("npv_brl", "npv_brl");
        same("equity_irr_year_effective", "equity_irr_year_effective");
        same("payback_simple_years", "payback_simple_years");
        same("lcoe_nominal_brl_kwh", "lcoe_nominal_brl_kwh");
        assert_eq!(floats(&answer, "paid_back_count")[index] == 1.0, value["payback_simple_years"].is_number());
        assert_eq!(floats(&answer, "rate_count")[index], value["equity_roots"].as_array().unwrap().len() as f64);
    }
}

#[test]
fn slices_of_trials_equal_the_whole() {
    let request = |first: u64, count: u32| {
        json!({
            "project": {
                "capex_brl": "30000.00", "discount_rate_year_effective": "0.12", "energy_first_year_kwh": 7200,
                "tariff_first_year_brl_kwh": "0.95", "tariff_growth_year_effective": "0.06",
            },
            "parameters": [
                {"parameter": "tariff_growth_year_effective", "kind": "normal", "mean_decimal": "0.06", "deviation_decimal": "0.01"},
                {"parameter": "capex_brl", "kind": "pert", "low_decimal": "27000", "mode_decimal": "30000", "high_decimal": "36000"},
            ],
            "seed": 42, "first_trial": first, "trial_count": count,
        })
    };
    let values =
        |first, count| row("simulate_project", &request(first, count))["value"]["npv_brl"].as_array().unwrap().clone();
    let mut slices = values(0, 7);
    slices.extend(values(7, 13));
    assert_eq!(slices, values(0, 20));
}
