//! A proposal for a terminal: tables and bars.

use crate::table::table;
use coaraci::api::{self, Locale};
use coaraci_report::{Words, months};
use serde_json::Value;
use std::fmt::Write;

/// Width of the longest bar, in characters.
const BAR: f64 = 36.0;

/// The tables of a good envelope.
pub fn show(envelope: &str, locale: Locale) -> String {
    let envelope: Value = serde_json::from_str(envelope).unwrap_or(Value::Null);
    let (value, words) = (&envelope["value"], Words::of(locale));
    let mut out = format!("{}\n", words.proposal);
    let place = [&value["site"]["city"], &value["site"]["uf"]].map(|part| part.as_str().unwrap_or_default());
    line(&mut out, &place.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(", "));
    for issue in value["findings"].as_array().into_iter().flatten() {
        line(&mut out, &format!("\n{}", tell(issue, locale)));
    }
    if !value["system"].is_null() {
        summary(&mut out, value, &words, locale);
        energy(&mut out, value, &words, locale);
        bills(&mut out, value, &words, locale);
        cash(&mut out, value, &words, locale);
    }
    for issue in envelope["warnings"].as_array().into_iter().flatten() {
        line(&mut out, &format!("! {}", tell(issue, locale)));
    }
    line(&mut out, &format!("\n{}: {}", words.hash, value["hash"].as_str().unwrap_or_default()));
    out.trim_end().to_owned()
}

fn line(out: &mut String, text: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{text}");
}

fn tell(issue: &Value, locale: Locale) -> String {
    api::explain(&issue.to_string(), if locale == Locale::En { "en" } else { "pt-BR" }).unwrap_or_default()
}

fn brl(value: &Value, locale: Locale) -> String {
    let cents = value.as_str().and_then(|text| text.replace('.', "").parse().ok());
    cents.map_or_else(String::new, |cents| locale.brl(cents))
}

fn number(value: &Value, places: usize, locale: Locale) -> String {
    let text = format!("{:.places$}", value.as_f64().unwrap_or_default());
    text.parse().map_or(text, |decimal| locale.decimal(decimal))
}

fn summary(out: &mut String, value: &Value, words: &Words, locale: Locale) {
    let (system, energy) = (&value["system"], &value["generation"]);
    let mut rows = table([words.summary, ""]);
    let power = number(&system["module_power_w"], 0, locale);
    rows.add_row([words.power, &format!("{} kWp", number(&system["p_dc_stc_kw"], 2, locale))]);
    rows.add_row([words.modules, &format!("{} × {power} W", system["modules"])]);
    rows.add_row([words.annual_generation, &format!("{} kWh", number(&energy["annual_ac_kwh"], 0, locale))]);
    rows.add_row([words.annual_consumption, &format!("{} kWh", number(&energy["annual_consumption_kwh"], 0, locale))]);
    let covers = system["oversizing"].as_f64().unwrap_or_default() * 100.0;
    rows.add_row([words.covers, &format!("{}%", number(&covers.into(), 1, locale))]);
    rows.add_row([words.investment, &brl(&value["investment"]["capex_brl"], locale)]);
    rows.add_row([words.annual_saving, &brl(&value["bills"]["annual_saving_brl"], locale)]);
    let payback = &value["indicators"]["payback_simple_years"];
    let payback = if payback.is_null() {
        words.none.to_owned()
    } else {
        format!("{} {}", number(payback, 1, locale), words.years)
    };
    rows.add_row([words.payback_simple, &payback]);
    if let Some(installments) = value["loan"]["rows"].as_array() {
        let first = installments.first().map_or(&Value::Null, |row| &row["installment_brl"]);
        rows.add_row([words.installments, &format!("{} × {}", installments.len(), brl(first, locale))]);
        rows.add_row([words.interest, &brl(&value["loan"]["total_interest_brl"], locale)]);
    }
    line(out, &format!("\n{rows}"));
}

fn energy(out: &mut String, value: &Value, words: &Words, locale: Locale) {
    let rows: Vec<&Value> = value["generation"]["months"].as_array().into_iter().flatten().collect();
    let of = |row: &Value, name: &str| row[name].as_f64().unwrap_or_default();
    let most = rows.iter().map(|row| of(row, "ac_kwh").max(of(row, "consumption_kwh"))).fold(1.0, f64::max);
    line(
        out,
        &format!("\n{} (█ {}, ░ {}; kWh)", words.generation_and_consumption, words.generation, words.consumption),
    );
    for (row, month) in rows.iter().zip(months(locale)) {
        for (name, mark, label) in [("ac_kwh", "█", month), ("consumption_kwh", "░", "")] {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 36 characters")]
            let length = (of(row, name) / most * BAR).round() as usize;
            line(out, &format!("{label:<4}{} {}", mark.repeat(length), number(&row[name], 0, locale)));
        }
    }
}

fn bills(out: &mut String, value: &Value, words: &Words, locale: Locale) {
    let mut rows = table([words.month, words.without_system, words.with_system, words.saving]);
    for (row, month) in value["bills"]["months"].as_array().into_iter().flatten().zip(months(locale)) {
        let amount = |name: &str| brl(&row[name], locale);
        rows.add_row([month.to_owned(), amount("without_brl"), amount("with_brl"), amount("saving_brl")]);
    }
    let total = |name: &str| brl(&value["bills"][name], locale);
    let totals = [total("annual_without_brl"), total("annual_with_brl"), total("annual_saving_brl")];
    rows.add_row([words.total.to_owned()].into_iter().chain(totals));
    line(out, &format!("\n{}\n{rows}", words.bill_by_month));
}

fn cash(out: &mut String, value: &Value, words: &Words, locale: Locale) {
    let mut rows = table([words.year, words.saving, words.opex, words.installments, words.accumulated]);
    for row in value["cash_flow"].as_array().into_iter().flatten() {
        let amount = |name: &str| brl(&row[name], locale);
        let year = row["year"].to_string();
        rows.add_row([
            year,
            amount("saving_brl"),
            amount("opex_brl"),
            amount("installments_brl"),
            amount("cumulative_brl"),
        ]);
    }
    line(out, &format!("\n{}\n{rows}\n", words.cash_flow));
}
