//! Pages: one file, style inside, nothing loaded, readable on a phone and on A4.

use crate::chart::{ChartKind, chart};
use crate::text::{Words, months, names};
use crate::{Locale, ReportError};
use coaraci::api;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde};
use minijinja::{AutoEscape, Environment, Value as Cell, context};
use rust_decimal::Decimal;
use serde_json::Value;
use std::collections::BTreeMap;

/// The HTML report of a proposal's envelope.
///
/// # Errors
/// [`ReportError::Answer`] if the text is no envelope of a proposal, [`ReportError::Chart`] or [`ReportError::Page`] if it cannot be
/// drawn.
pub fn proposal_html(envelope: &str, locale: Locale) -> Result<String, ReportError> {
    let envelope: Value = serde_json::from_str(envelope).map_err(|error| ReportError::Answer(error.to_string()))?;
    if envelope["ok"] != Value::Bool(true) || !envelope["value"]["assumptions"].is_array() {
        return Err(ReportError::Answer("no proposal".to_owned()));
    }
    let value = &envelope["value"];
    let words: BTreeMap<_, _> = Words::of(locale).by_name().into_iter().collect();
    let mut charts = BTreeMap::new();
    if !value["system"].is_null() {
        charts.insert("monthly", chart(ChartKind::Monthly, value, locale)?);
        charts.insert("bills", chart(ChartKind::Bills, value, locale)?);
        charts.insert("cash_flow", chart(ChartKind::CashFlow, value, locale)?);
        if !value["loan"].is_null() {
            charts.insert("loan", chart(ChartKind::Amortization, value, locale)?);
        }
    }
    let tell = |issues: &Value| -> Vec<Value> {
        let told = issues.as_array().into_iter().flatten().map(|issue| tell(issue, locale));
        told.collect()
    };
    let page = environment(locale)?;
    let page = page.get_template("proposal.html")?;
    Ok(page.render(context! {
        v => Cell::from(Serde(value)),
        w => words,
        charts => charts,
        months => months(locale),
        lines => names(locale),
        names => names(locale),
        warnings => Cell::from(Serde(tell(&envelope["warnings"]))),
        findings => Cell::from(Serde(tell(&value["findings"]))),
        meta => Cell::from(Serde(&envelope["meta"])),
    })?)
}

/// An issue with its text for people.
fn tell(issue: &Value, locale: Locale) -> Value {
    let tag = if locale == Locale::En { "en" } else { "pt-BR" };
    let text = api::explain(&issue.to_string(), tag).unwrap_or_default();
    serde_json::json!({"text": text, "code": issue["code"], "law": issue["law"]})
}

fn environment(locale: Locale) -> Result<Environment<'static>, ReportError> {
    let mut page = Environment::new();
    page.set_auto_escape_callback(|_| AutoEscape::Html);
    page.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    page.add_template("proposal.html", include_str!("../templates/proposal.html"))?;
    page.add_template("style.css", include_str!("../templates/style.css"))?;
    page.add_filter("number", move |cell: Cell, options: Kwargs| -> Result<String, minijinja::Error> {
        let places: Option<u32> = options.get("places")?;
        options.assert_all_used()?;
        Ok(decimal(&cell).map_or_else(|| cell.to_string(), |value| written(value, places, locale)))
    });
    page.add_filter("percent", move |cell: Cell| {
        decimal(&cell).map_or_else(
            || cell.to_string(),
            |value| format!("{}%", written(value * Decimal::ONE_HUNDRED, Some(2), locale)),
        )
    });
    page.add_filter("brl", move |cell: Cell| {
        let cents = decimal(&cell).and_then(|value| i64::try_from((value * Decimal::ONE_HUNDRED).round()).ok());
        cents.map_or_else(|| cell.to_string(), |cents| locale.brl(cents))
    });
    page.add_filter("day", move |cell: Cell| {
        let text = cell.to_string();
        match (locale, text.split('-').collect::<Vec<_>>().as_slice()) {
            (Locale::PtBr, [year, month, day]) => format!("{day}/{month}/{year}"),
            (Locale::PtBr, [year, month]) => format!("{month}/{year}"),
            _ => text,
        }
    });
    Ok(page)
}

/// A number of an answer: decimal text or JSON number.
fn decimal(cell: &Cell) -> Option<Decimal> {
    match cell.as_str() {
        Some(text) => text.parse().ok(),
        None => f64::try_from(cell.clone()).ok().and_then(Decimal::from_f64_retain),
    }
}

fn written(value: Decimal, places: Option<u32>, locale: Locale) -> String {
    let mut value = match places {
        Some(places) => value.round_dp(places),
        None => value.normalize(),
    };
    if let Some(places) = places {
        value.rescale(places);
    }
    locale.decimal(value)
}
