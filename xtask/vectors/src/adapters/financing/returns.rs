//! Rates of return and time value (`returns.json`), with the tolerances of the folder's README.

use super::shape::{expecting, number, sections};
use crate::case::{Adapter, Call, Case, Check, File, Plan};
use crate::compare::{refused, short, value};
use serde_json::{Value, json};

/// The adapter.
pub const ADAPTER: Adapter = Adapter { accepts, cases };

fn accepts(file: &File<'_>) -> bool {
    let json = file.json();
    json["xirr"].is_array() || json["tvm"].is_array()
}

fn cases(file: &File<'_>) -> Vec<Case> {
    sections(&file.json(), |section, id, row| match section {
        "irr" => roots(id, row, ["irr_all", "irr"], json!({"flows_brl": row["flows"]})),
        "xirr" => {
            let flow = |flow: &Value| json!({"date": flow[0], "amount_brl": flow[1]});
            let flows: Vec<Value> = row["flows"].as_array().into_iter().flatten().map(flow).collect();
            roots(id, row, ["xirr_all", "xirr"], json!({"flows": flows}))
        }
        "tvm" => tvm(id, row),
        "rate" => {
            let request = json!({"periods": text(&row["nper"]), "payment_brl": row["pmt"], "present_brl": row["pv"], "future_brl": row["fv"]});
            let expected = row["expected"].clone();
            Case::one(id, "solve_annuity", &request, move |envelope| {
                same_roots(&value(envelope)?["roots"], &expected, None)
            })
        }
        "mirr" => {
            let request = json!({
                "flows_brl": row["flows"],
                "finance_rate_period_effective": row["finance"],
                "reinvest_rate_period_effective": row["reinvest"],
            });
            let expected = row["expected"].clone();
            Case::one(id, "mirr", &request, move |envelope| {
                expecting(envelope, &expected, |found, expected| {
                    let expected = number(expected);
                    within(number(&found["rate_period_effective"]), expected, 1e-12 * expected.abs())
                })
            })
        }
        "npv" => npv(id, row),
        other => Case::pending(id, other),
    })
}

fn text(value: &Value) -> Value {
    value.as_str().map_or_else(|| json!(value.to_string()), |text| json!(text))
}

fn within(found: f64, expected: f64, tolerance: f64) -> Result<(), String> {
    let distance = (found - expected).abs();
    if distance <= tolerance { Ok(()) } else { Err(format!("{found} instead of {expected} (off by {distance:e})")) }
}

/// Simple roots within 1e-12 max(1, |r|), and their logarithms; double ones within 1e-7.
fn same_root(found: &Value, rate: f64, multiplicity: &Value, continuous: Option<f64>) -> Result<(), String> {
    let tolerance = if multiplicity == &json!(1) { 1e-12 } else { 1e-7 };
    if &found["multiplicity_count"] != multiplicity {
        return Err(format!("multiplicity {} instead of {multiplicity}", found["multiplicity_count"]));
    }
    within(number(&found["rate_period_effective"]), rate, tolerance * rate.abs().max(1.0))?;
    match continuous {
        Some(expected) => {
            within(number(&found["continuous_rate_fraction"]), expected, tolerance * expected.abs().max(1.0))
        }
        None => Ok(()),
    }
}

/// All roots, in number, multiplicity and value.
pub fn same_roots(found: &Value, expected: &Value, continuous: Option<&Value>) -> Result<(), String> {
    let rows = expected.as_array().cloned().unwrap_or_default();
    if found.as_array().map_or(0, Vec::len) != rows.len() {
        return Err(format!("{} instead of {}", short(found), short(expected)));
    }
    rows.iter().enumerate().try_for_each(|(index, row)| {
        let logarithm = continuous.map(|continuous| number(&continuous[index]));
        same_root(&found[index], number(&row[0]), &row[1], logarithm)
    })
}

fn roots(id: String, row: &Value, operations: [&str; 2], request: Value) -> Case {
    let expected = row["expected"].clone();
    let calls = operations.iter().map(|operation| Call::new(operation, &request)).collect();
    let check: Check = Box::new(move |envelopes| {
        let [all, chosen] = envelopes else { return Err("two answers expected".to_owned()) };
        if let Some(code) = expected["error"].as_str() {
            return refused(all, code).and_then(|()| refused(chosen, code));
        }
        same_roots(&value(all)?["roots"], &expected["roots"], Some(&expected["continuous"]))?;
        match expected["selected"].as_str() {
            None => refused(chosen, "NO_ROOT"),
            Some(_) => {
                let rate = number(&expected["selected"]);
                let listed = expected["roots"].as_array().into_iter().flatten();
                let listed =
                    listed.min_by(|a, b| (number(&a[0]) - rate).abs().total_cmp(&(number(&b[0]) - rate).abs()));
                same_root(value(chosen)?, rate, &listed.map_or(json!(1), |root| root[1].clone()), None)
            }
        }
    });
    Case { id, plan: Plan::Run { calls, check } }
}

/// A row of the table: pv 12000 and fv 500 unless the column says otherwise.
fn tvm(id: String, row: &Value) -> Case {
    let annuity = |payment: Value, present: Value, future: Value, periods: Value| {
        let mut request = json!({"rate_period_effective": row["rate"], "timing": timing(row)});
        for (name, content) in
            [("payment_brl", payment), ("present_brl", present), ("future_brl", future), ("periods", periods)]
        {
            if !content.is_null() {
                request[name] = text(&content);
            }
        }
        Call::new("solve_annuity", &request)
    };
    let negative = |value: &Value| json!(format!("-{}", value.as_str().unwrap_or_default()));
    let (present, future, periods) = (row["pv"].clone(), row["fv"].clone(), row["nper"].clone());
    let parts = json!({
        "rate_period_effective": row["rate"], "periods": row["nper"], "present_brl": present, "future_brl": future,
        "timing": timing(row), "first_period": row["per"],
    });
    let calls = vec![
        annuity(Value::Null, present.clone(), future.clone(), periods.clone()),
        Call::new("payment_parts", &parts),
        annuity(json!("100"), negative(&present), Value::Null, periods.clone()),
        annuity(json!("100"), Value::Null, negative(&future), periods),
        annuity(json!("-1300"), present, json!("0"), Value::Null),
    ];
    let row = row.clone();
    let check: Check = Box::new(move |envelopes| {
        let [payment, parts, future, present, periods] = envelopes else {
            return Err("five answers expected".to_owned());
        };
        let relative = |found: &Value, name: &str| {
            let expected = number(&row[name]);
            within(number(found), expected, 1e-12 * expected.abs()).map_err(|text| format!("{name}: {text}"))
        };
        relative(&value(payment)?["payment_brl"], "pmt")?;
        relative(&value(parts)?["interest_brl"], "ipmt")?;
        relative(&value(parts)?["principal_brl"], "ppmt")?;
        let large = |found: &Value, name: &str, principal: f64| {
            let expected = number(&row[name]);
            let scale = principal * (1.0 + number(&row["rate"])).powf(number(&row["nper"]));
            let tolerance = 1e-12 * expected.abs().max(1e-12 * scale);
            within(number(found), expected, tolerance).map_err(|text| format!("{name}: {text}"))
        };
        large(&value(future)?["future_brl"], "fv_of_pmt_100", number(&row["pv"]))?;
        large(&value(present)?["present_brl"], "pv_of_pmt_100", number(&row["pv"]))?;
        expecting(periods, &row["nper_pmt_-1300"], |found, expected| {
            let expected = number(expected);
            within(number(&found["periods"]), expected, 1e-12 * expected.abs()).map_err(|text| format!("nper: {text}"))
        })
    });
    Case { id, plan: Plan::Run { calls, check } }
}

fn timing(row: &Value) -> &'static str {
    if row["begin"] == json!(true) { "begin" } else { "end" }
}

/// Within 1e-12 of the sum of the sizes of the discounted flows.
fn npv(id: String, row: &Value) -> Case {
    let request = json!({"rate_period_effective": row["rate"], "flows_brl": row["flows"]});
    let (rate, expected) = (number(&row["rate"]), number(&row["expected"]));
    let flows = row["flows"].as_array().into_iter().flatten().map(number).enumerate();
    let size: f64 = flows.map(|(period, flow)| flow.abs() / (1.0 + rate).powi(period as i32)).sum();
    Case::one(id, "npv", &request, move |envelope| within(number(&value(envelope)?["npv_brl"]), expected, 1e-12 * size))
}
