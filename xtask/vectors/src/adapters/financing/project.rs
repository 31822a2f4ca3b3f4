//! Project economics, comparison, coverage, affordable principal, consórcio (`project.json`): money lists exact, floats within 1e-11.

use super::returns::same_roots;
use super::shape::{equal, members, number, sections};
use crate::case::{Adapter, Case, File};
use crate::compare::{same, value};
use serde_json::{Map, Value, json};

/// The adapter.
pub const ADAPTER: Adapter = Adapter { accepts, cases };

fn accepts(file: &File<'_>) -> bool {
    let json = file.json();
    json["project"].is_array() || json["consorcio"].is_array()
}

fn cases(file: &File<'_>) -> Vec<Case> {
    sections(&file.json(), |section, id, row| match section {
        "project" => project(id, row),
        "compare" => compare(id, row),
        "coverage" => coverage(id, row),
        "affordable_principal" => {
            let request = json!({
                "saving_month_brl": row["saving"], "rate_month_effective": row["rate"], "installments": row["n"],
            });
            let expected = row["expected"].clone();
            Case::one(id, "affordable_principal", &request, move |envelope| {
                equal(&value(envelope)?["principal_brl"], &expected)
            })
        }
        "consorcio" => consorcio(id, row),
        other => Case::pending(id, other),
    })
}

/// Relative 1e-11, or both null.
fn close(found: &Value, expected: &Value, name: &str) -> Result<(), String> {
    if expected.is_null() {
        return same(found, expected).map_err(|text| format!("{name}: {text}"));
    }
    let (a, b) = (number(found), number(expected));
    if (a - b).abs() <= 1e-11 * b.abs() { Ok(()) } else { Err(format!("{name}: {a} instead of {b}")) }
}

/// A column of rows, from `first` on, against a list.
fn column(rows: &Value, name: &str, first: usize, expected: &Value) -> Result<(), String> {
    let rows = rows.as_array().into_iter().flatten().skip(first);
    let found: Vec<&Value> = rows.map(|row| &row[name]).collect();
    let wanted = expected.as_array().cloned().unwrap_or_default();
    if found.len() != wanted.len() {
        return Err(format!("{name}: {} years instead of {}", found.len(), wanted.len()));
    }
    found.iter().zip(&wanted).try_for_each(|(found, wanted)| close(found, wanted, name))
}

/// Copies members of the file under the wire's names.
fn renamed(input: &Value, names: &[(&str, &str)]) -> Map<String, Value> {
    let given = names.iter().filter(|(_, file)| !input[*file].is_null());
    given.map(|(wire, file)| ((*wire).to_owned(), input[*file].clone())).collect()
}

fn project(id: String, row: &Value) -> Case {
    let input = &row["input"];
    let mut request = renamed(
        input,
        &[
            ("years", "years"),
            ("capex_brl", "capex"),
            ("discount_rate_year_effective", "discount_rate"),
            ("degradation_year_fraction", "degradation"),
            ("degradation_first_year_fraction", "degradation_first_year"),
            ("tariff_first_year_brl_kwh", "tariff_year1"),
            ("tariff_growth_year_effective", "tariff_escalation"),
            ("valued_fraction", "valued_fraction"),
            ("savings_brl", "savings"),
            ("opex_first_year_brl", "opex_year1"),
            ("insurance_year_fraction", "insurance_rate"),
            ("inflation_year_effective", "inflation"),
            ("residual_brl", "residual_value"),
        ],
    );
    request.insert("energy_first_year_kwh".to_owned(), json!(number(&input["energy_year1_kwh"])));
    if let Some(parts) = input["replacements"].as_array() {
        let names =
            [("year", "year"), ("cost_today_brl", "cost_today"), ("real_decline_year_fraction", "real_decline")];
        let parts: Vec<Value> = parts.iter().map(|part| renamed(part, &names).into()).collect();
        request.insert("replacements".to_owned(), parts.into());
    }
    if !input["loan_fraction"].is_null() {
        let names = [("loan_fraction", "loan_fraction"), ("rate_year_effective", "loan_rate"), ("years", "loan_years")];
        request.insert("loan".to_owned(), renamed(input, &names).into());
    }
    let taxes = renamed(
        input,
        &[
            ("regime", "tax_regime"),
            ("income_tax_fraction", "income_tax_rate"),
            ("pis_cofins_fraction", "pis_cofins_rate"),
            ("pis_cofins_equipment", "pis_cofins_equipment"),
            ("depreciation_years", "depreciation_years"),
        ],
    );
    if !taxes.is_empty() {
        request.insert("taxes".to_owned(), taxes.into());
    }
    let expected = row["expected"].clone();
    Case::one(id, "project_economics", &request.into(), move |envelope| {
        let found = value(envelope)?;
        column(&found["years"], "equity_flow_brl", 0, &expected["equity_cash_flow"])?;
        column(&found["years"], "saving_brl", 1, &expected["savings"])?;
        column(&found["years"], "energy_kwh", 1, &expected["energy"])?;
        const FIGURES: [(&str, &str); 11] = [
            ("npv_brl", "npv"),
            ("payback_simple_years", "payback_simple"),
            ("payback_definitive_years", "payback_definitive"),
            ("payback_discounted_years", "payback_discounted"),
            ("lcoe_nominal_brl_kwh", "lcoe_nominal"),
            ("lcoe_real_brl_kwh", "lcoe_real"),
            ("total_savings_brl", "total_savings"),
            ("profitability_index_ratio", "profitability_index"),
            ("roi_ratio", "roi"),
            ("coverage_min_ratio", "min_dscr"),
            ("coverage_mean_ratio", "avg_dscr"),
        ];
        FIGURES.iter().try_for_each(|(wire, file)| close(&found[*wire], &expected[*file], wire))?;
        let rates = expected["irr_roots"].as_array().cloned().unwrap_or_default();
        let roots = found["equity_roots"].as_array().cloned().unwrap_or_default();
        if roots.len() != rates.len() {
            return Err(format!("{} rates instead of {}", roots.len(), rates.len()));
        }
        roots.iter().zip(&rates).try_for_each(|(root, rate)| close(&root["rate_period_effective"], rate, "irr"))
    })
}

fn compare(id: String, row: &Value) -> Case {
    let input = &row["input"];
    let mut request = renamed(
        input,
        &[
            ("months", "months"),
            ("capex_brl", "capex"),
            ("saving_month_brl", "saving_month_year1"),
            ("tariff_growth_year_effective", "tariff_escalation"),
            ("degradation_year_fraction", "degradation"),
            ("opex_month_brl", "opex_month_year1"),
            ("inflation_year_effective", "inflation"),
            ("discount_rate_year_effective", "discount_rate"),
            ("down_payment_fraction", "down_payment_fraction"),
            ("loan_rate_month_effective", "loan_rate_month"),
            ("loan_months", "loan_months"),
            ("subscription_kept_fraction", "subscription_discount"),
            ("subscription_months", "subscription_months"),
        ],
    );
    request.retain(|_, content| !content.is_null());
    let expected = row["expected"].clone();
    Case::one(id, "compare_payments", &request.into(), move |envelope| {
        let found = value(envelope)?;
        for way in ["cash", "financed", "subscription"] {
            const FIGURES: [(&str, &str); 4] = [
                ("npv_brl", "npv"),
                ("total_brl", "total"),
                ("payback_definitive_months", "payback_definitive_months"),
                ("lowest_cumulative_brl", "lowest_cumulative"),
            ];
            FIGURES.iter().try_for_each(|(wire, file)| {
                close(&found[way][*wire], &expected[way][*file], wire).map_err(|text| format!("{way} {text}"))
            })?;
        }
        same(&found["ranking_by_npv"], &expected["ranking_by_npv"])?;
        equal(&found["regular_installment_brl"], &expected["regular_installment"])
    })
}

fn coverage(id: String, row: &Value) -> Case {
    let request = json!({"installments_brl": row["installments"], "savings_brl": row["savings"]});
    let expected = row["expected"].clone();
    Case::one(id, "saving_coverage", &request, move |envelope| {
        const NAMES: [(&str, &str); 6] = [
            ("covered_months", "months_covered"),
            ("total_months", "months_total"),
            ("first_uncovered", "first_uncovered"),
            ("out_of_pocket_brl", "max_out_of_pocket"),
            ("net_brl", "net"),
            ("self_funded", "self_funded"),
        ];
        members(value(envelope)?, &expected, &NAMES)
    })
}

fn consorcio(id: String, row: &Value) -> Case {
    let request = renamed(
        row,
        &[
            ("credit_brl", "credit"),
            ("months", "n"),
            ("administration_fraction", "admin"),
            ("reserve_fraction", "reserve"),
            ("insurance_month_fraction", "insurance_month"),
            ("index_year_effective", "index_yearly"),
            ("contemplation_month", "contemplation_month"),
            ("bid_fraction", "bid"),
            ("embedded_bid", "embedded_bid"),
        ],
    );
    let expected = row["expected"].clone();
    Case::one(id, "consorcio_plan", &request.into(), move |envelope| {
        let found = value(envelope)?;
        let parcels = found["parcels_brl"].as_array().cloned().unwrap_or_default();
        let wanted = expected["parcels"].as_array().cloned().unwrap_or_default();
        if parcels.len() != wanted.len() {
            return Err(format!("{} parcels instead of {}", parcels.len(), wanted.len()));
        }
        parcels.iter().zip(&wanted).try_for_each(|(parcel, wanted)| equal(parcel, wanted))?;
        members(found, &expected, &[("credit_received_brl", "credit_received"), ("total_paid_brl", "total_paid")])?;
        same_roots(&found["cost"]["roots"], &expected["monthly_cost_roots"], None)
    })
}
