//! The best system of a search, and what stands beside it.

use super::Reader;
use crate::cell::Kind;
use crate::chart::{ChartKind, picture};
use crate::document::Section;
use crate::table::{Column, Table};
use serde_json::{Value, json};

pub(super) fn fits(value: &Value) -> bool {
    value["variant_count"].is_number() && value["best"].is_array()
}

pub(super) fn sections(value: &Value, reader: &Reader) -> (String, String, Vec<Section>) {
    let words = &reader.words;
    let mut summary = Section::new("summary", words.optimum);
    let winner = &value["winner"];
    if winner.is_object() {
        summary.figure(words.system, reader.show(&winner["system"], Kind::Name));
        summary.figure(words.power, reader.with_unit(&winner["p_dc_stc_kw"], Kind::Number(2), "kWp"));
        summary.figure(words.tilt, reader.with_unit(&winner["tilt_deg"], Kind::Number(0), "°"));
        summary.figure(words.azimuth, reader.with_unit(&winner["azimuth_deg"], Kind::Number(0), "°"));
        summary.figure(words.loan, reader.show(&winner["financing"], Kind::Name));
        summary.figure(words.investment, reader.show(&winner["capex_brl"], Kind::Money));
        summary.figure(words.annual_saving, reader.show(&winner["annual_saving_brl"], Kind::Money));
        summary.figure(words.npv, reader.show(&winner["npv_brl"], Kind::Money));
        summary.figure(words.payback_simple, reader.years(&winner["payback"]["simple_years"]));
    } else {
        summary.notes.push(reader.missing("NO_SYSTEM"));
    }
    summary.figure(words.variants, reader.show(&value["variant_count"], Kind::Number(0)));
    summary.figure(words.in_full, reader.show(&value["full_count"], Kind::Number(0)));
    let mut why = Section::new("why", words.why);
    let reasons = &value["why"];
    why.figure(words.objective, reader.show(&reasons["objective"], Kind::Name));
    why.figure(words.lead, reader.show(&reasons["lead_brl"], Kind::Money));
    if reasons["alternatives"].is_array() {
        let columns = vec![
            Column::new("part", words.parameter, "", Kind::Name),
            Column::new("index", words.scenario, "", Kind::Exact),
            Column::money("npv_difference_brl", words.npv_short),
        ];
        why.tables.push(reader.table("alternatives", words.why, columns, &reasons["alternatives"]));
    }
    let mut beside = Section::new("frontier", words.frontier);
    beside.pictures.extend(picture(ChartKind::Scenarios, value, reader.locale));
    beside.tables.push(variants("best", words.best, &value["best"], reader));
    beside.tables.push(variants("frontier", words.frontier, &value["frontier"], reader));
    if value["excluded"].as_array().is_some_and(|rows| !rows.is_empty()) {
        let columns = vec![
            Column::new("code", words.excluded, "", Kind::Name),
            Column::new("variant_count", words.variants, "", Kind::Number(0)),
        ];
        beside.tables.push(reader.table("excluded", words.excluded, columns, &value["excluded"]));
    }
    (words.optimum.to_owned(), String::new(), vec![summary, why, beside])
}

fn variants(name: &str, title: &str, rows: &Value, reader: &Reader) -> Table {
    let words = &reader.words;
    let flat = rows.as_array().into_iter().flatten().map(|row| {
        let mut row = row.clone();
        row["simple_years"] = row["payback"]["simple_years"].clone();
        row
    });
    let flat: Value = flat.collect::<Vec<_>>().into();
    let columns = vec![
        Column::new("index", words.scenario, "", Kind::Exact),
        Column::new("system", words.system, "", Kind::Name),
        Column::new("financing", words.loan, "", Kind::Name),
        Column::new("tilt_deg", words.tilt, "°", Kind::Number(0)),
        Column::new("azimuth_deg", words.azimuth, "°", Kind::Number(0)),
        Column::new("p_dc_stc_kw", words.power, "kWp", Kind::Number(2)),
        Column::money("capex_brl", words.investment),
        Column::money("npv_brl", words.npv_short),
        Column::new("irr_year_effective", words.irr_short, "", Kind::Percent(1)),
        Column::new("simple_years", words.payback_simple, words.years, Kind::Number(1)),
    ];
    reader.table(name, title, columns, &flat).without_empty_columns()
}

/// The best variants as rows of a chart.
pub(crate) fn named(best: &Value) -> Value {
    let rows = best.as_array().into_iter().flatten().take(12);
    let rows = rows.map(|row| {
        let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
        json!({"id": format!("{} {}/{} {}", text("system"), row["tilt_deg"], row["azimuth_deg"], text("financing")), "npv_brl": row["npv_brl"]})
    });
    rows.collect()
}
