//! A repayment plan, with its cost where that is known.

use super::Reader;
use crate::cell::Kind;
use crate::chart::{ChartKind, picture};
use crate::document::Section;
use crate::first;
use crate::table::{Column, Table};
use serde_json::Value;

pub(super) fn fits(value: &Value) -> bool {
    let schedule = first(&[&value["schedule"], value]);
    schedule["rows"].is_array() && schedule["total_interest_brl"].is_string()
}

pub(super) fn sections(value: &Value, reader: &Reader) -> (String, String, Vec<Section>) {
    let words = &reader.words;
    let schedule = first(&[&value["schedule"], value]);
    let mut summary = Section::new("summary", words.summary);
    figures(value, reader, &mut summary);
    let mut plan = Section::new("schedule", words.schedule);
    plan.pictures.extend(picture(ChartKind::Amortization, value, reader.locale));
    plan.tables.push(table(schedule, reader));
    plan.tables.extend(payments(value, reader));
    (words.loan.to_owned(), String::new(), vec![summary, plan])
}

/// What a loan costs.
pub(super) fn figures(cost: &Value, reader: &Reader, into: &mut Section) {
    let words = &reader.words;
    let schedule = first(&[&cost["schedule"], cost]);
    let rows = schedule["rows"].as_array().map(Vec::as_slice).unwrap_or_default();
    let amount = |place: usize| &rows.get(place).unwrap_or(&Value::Null)["installment_brl"];
    let (count, last) = (rows.len(), rows.len().saturating_sub(1));
    let opening = reader.show(amount(0), Kind::Money);
    // The last one of equal installments differs by cents; those that fall or grow are shown from the first to the last.
    let cents = |place: usize| crate::cell::decimal(amount(place)).unwrap_or_default();
    let equal = amount(0) == amount(last / 2) && (cents(0) - cents(last)).abs() <= rust_decimal::Decimal::ONE;
    let text = if equal {
        format!("{count}\u{a0}× {opening}")
    } else {
        format!("{count}: {opening} → {}", reader.show(amount(last), Kind::Money))
    };
    into.figure(words.installments, text);
    let rates = &schedule["disclosure"];
    into.figure(words.rate_month, reader.show(&rates["rate_month_effective"], Kind::Percent(2)));
    into.figure(words.rate_year, reader.show(&rates["rate_year_effective"], Kind::Percent(2)));
    into.figure(words.interest, reader.show(&schedule["total_interest_brl"], Kind::Money));
    into.figure(words.iof, reader.show(&cost["iof"]["total_brl"], Kind::Money));
    into.figure(words.released, reader.show(&cost["released_brl"], Kind::Money));
    let paid = first(&[&cost["total_payments_brl"], &schedule["total_paid_brl"]]);
    into.figure(words.total_paid, reader.show(paid, Kind::Money));
    let cet = &cost["cet"]["cet_year_pct"];
    into.figure(words.cet, reader.with_unit(cet, Kind::Number(2), "%"));
}

pub(super) fn table(schedule: &Value, reader: &Reader) -> Table {
    let words = &reader.words;
    let columns = vec![
        Column::new("number", words.installment, "", Kind::Exact),
        Column::new("due_date", words.due_date, "", Kind::Day),
        Column::money("installment_brl", words.amount),
        Column::money("interest_brl", words.interest),
        Column::money("amortisation_brl", words.amortisation),
        Column::money("closing_brl", words.balance),
    ];
    let totals = ["", "total_paid_brl", "total_interest_brl", "total_amortisation_brl"];
    reader.table("schedule", words.schedule, columns, &schedule["rows"]).with_total(
        words.total,
        schedule,
        &totals,
        reader.locale,
    )
}

/// What is paid with insurance and fees, where that differs from the installments.
pub(super) fn payments(cost: &Value, reader: &Reader) -> Option<Table> {
    let words = &reader.words;
    let rows = cost["payments"].as_array()?;
    if rows.iter().all(|row| row["total_brl"] == row["installment_brl"]) {
        return None;
    }
    let columns = vec![
        Column::new("number", words.installment, "", Kind::Exact),
        Column::new("due_date", words.due_date, "", Kind::Day),
        Column::money("installment_brl", words.installment),
        Column::money("insurance_brl", words.insurance),
        Column::money("fees_brl", words.fees),
        Column::money("total_brl", words.total),
    ];
    let table = reader.table("payments", words.total_paid, columns, &cost["payments"]);
    Some(table.with_total(words.total, cost, &["", "", "", "", "total_payments_brl"], reader.locale))
}
