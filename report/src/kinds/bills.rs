//! Bills of many months, with and without generation.

use super::Reader;
use crate::cell::Kind;
use crate::chart::{ChartKind, picture};
use crate::document::Section;
use crate::table::Column;
use serde_json::Value;

pub(super) fn fits(value: &Value) -> bool {
    value["months"].is_array() && value["totals"]["baseline_brl"].is_string()
}

pub(super) fn sections(value: &Value, reader: &Reader) -> (String, String, Vec<Section>) {
    let words = &reader.words;
    let totals = &value["totals"];
    let mut summary = Section::new("summary", words.summary);
    summary.figure(words.without_system, reader.show(&totals["baseline_brl"], Kind::Money));
    summary.figure(words.with_system, reader.show(&totals["total_brl"], Kind::Money));
    summary.figure(words.saving, reader.show(&totals["saving_brl"], Kind::Money));
    let amounts = || {
        [
            Column::money("baseline_brl", words.without_system),
            Column::money("total_brl", words.with_system),
            Column::money("saving_brl", words.saving),
        ]
    };
    let mut months = Section::new("months", words.bill_by_month);
    months.pictures.extend(picture(ChartKind::Bills, value, reader.locale));
    let mut columns = vec![
        Column::new("month", words.month, "", Kind::Day),
        Column::new("new_credit_kwh", words.new_credits, "kWh", Kind::Number(1)),
        Column::new("expired_kwh", words.expired, "kWh", Kind::Number(1)),
        Column::new("balance_kwh", words.credits, "kWh", Kind::Number(1)),
    ];
    columns.extend(amounts());
    let sums = ["", "", "", "baseline_brl", "total_brl", "saving_brl"];
    let table = reader.table("bills", words.bill_by_month, columns, &value["months"]);
    months.tables.push(table.with_total(words.total, totals, &sums, reader.locale));
    (words.bill.to_owned(), String::new(), vec![summary, months])
}
