//! Indicators, cash flow and sensitivity of a project.

use super::Reader;
use crate::cell::Kind;
use crate::chart::{ChartKind, picture};
use crate::document::Section;
use crate::table::Column;
use serde_json::Value;

pub(super) fn fits(value: &Value) -> bool {
    let flow = value["years"].is_array() && value["npv_brl"].is_number();
    flow || (value["bars"].is_array() && value["base"].is_object())
}

pub(super) fn sections(value: &Value, reader: &Reader) -> (String, String, Vec<Section>) {
    let words = &reader.words;
    let mut summary = Section::new("summary", words.summary);
    if value["years"].is_array() {
        indicators(value, reader, &mut summary);
    } else {
        summary.figure(words.base_case, reader.show(&value["base"]["npv_brl"], Kind::Money));
    }
    let mut years = Section::new("years", words.yearly_table);
    if value["years"].is_array() {
        let columns = vec![
            Column::new("year", words.year, "", Kind::Exact),
            Column::new("energy_kwh", words.generation, "kWh", Kind::Number(0)),
            Column::money("saving_brl", words.saving),
            Column::money("cost_brl", words.costs),
            Column::money("tax_brl", words.taxes),
            Column::money("debt_service_brl", words.installments),
            Column::money("equity_flow_brl", words.net),
        ];
        years.tables.push(reader.table("years", words.yearly_table, columns, &value["years"]));
    }
    let mut changes = Section::new("tornado", words.tornado);
    changes.pictures.extend(picture(ChartKind::Tornado, value, reader.locale));
    changes.tables.extend(sensitivity(value, reader));
    (words.economics.to_owned(), String::new(), vec![summary, years, changes])
}

/// Figures of a project: those of `project_economics`, or of a proposal.
pub(super) fn indicators(value: &Value, reader: &Reader, into: &mut Section) {
    let words = &reader.words;
    into.figure(words.npv, reader.show(&value["npv_brl"], Kind::Money));
    let irr = crate::first(&[&value["irr_year_effective"], &value["equity_irr_year_effective"]]);
    into.figure(words.irr, reader.show(irr, Kind::Percent(1)));
    into.figure(words.mirr, reader.show(&value["mirr_year_effective"], Kind::Percent(1)));
    let payback = &value["payback"];
    for (term, nested, flat) in [
        (words.payback_simple, "simple_years", "payback_simple_years"),
        (words.payback_definitive, "definitive_years", "payback_definitive_years"),
        (words.payback_discounted, "discounted_years", "payback_discounted_years"),
    ] {
        if payback.is_object() || value.get(flat).is_some() {
            into.figure(term, reader.years(crate::first(&[&payback[nested], &value[flat]])));
        }
    }
    let lcoe = reader.show(&value["lcoe_nominal_brl_kwh"], Kind::Number(2));
    into.figure(words.lcoe, if lcoe.is_empty() { lcoe } else { format!("R$\u{a0}{lcoe}/kWh") });
    into.figure(words.coverage, reader.show(&value["coverage_min_ratio"], Kind::Percent(0)));
    let total = crate::first(&[&value["total_saving_brl"], &value["total_savings_brl"]]);
    into.figure(words.total_saving, reader.show(total, Kind::Money));
}

/// The table beside the tornado.
pub(super) fn sensitivity(part: &Value, reader: &Reader) -> Option<crate::Table> {
    let words = &reader.words;
    let rows = part["bars"].as_array()?.iter().map(|row| {
        serde_json::json!({"parameter": row["parameter"], "low_value": crate::first(&[&row["low_value"], &row["low_decimal"]]),
            "high_value": crate::first(&[&row["high_value"], &row["high_decimal"]]),
            "low_npv_brl": row["low"]["npv_brl"], "high_npv_brl": row["high"]["npv_brl"]})
    });
    let columns = vec![
        Column::new("parameter", words.parameter, "", Kind::Name),
        Column::new("low_value", words.low, "", Kind::Exact),
        Column::new("high_value", words.high, "", Kind::Exact),
        Column::money("low_npv_brl", words.low_npv),
        Column::money("high_npv_brl", words.high_npv),
    ];
    Some(reader.table("sensitivity", words.tornado, columns, &rows.collect()).without_empty_columns())
}
