//! A year of generation.

use super::Reader;
use crate::cell::{Cell, Kind};
use crate::chart::{ChartKind, picture};
use crate::document::Section;
use crate::table::{Column, Table};
use serde_json::{Value, json};

pub(super) fn fits(value: &Value) -> bool {
    value["monthly_ac_kwh"].is_array() && value["performance_ratio"].is_number()
}

pub(super) fn sections(value: &Value, reader: &Reader) -> (String, String, Vec<Section>) {
    let words = &reader.words;
    let mut summary = Section::new("summary", words.summary);
    summary.figure(words.power, reader.with_unit(&value["p_dc_stc_kw"], Kind::Number(2), "kWp"));
    summary.figure(words.inverter_power, reader.with_unit(&value["p_ac_kw"], Kind::Number(2), "kW"));
    summary.figure(words.annual_generation, reader.with_unit(&value["annual_ac_kwh"], Kind::Number(0), "kWh"));
    summary
        .figure(words.specific_yield, reader.with_unit(&value["specific_yield_kwh_kwp"], Kind::Number(0), "kWh/kWp"));
    summary.figure(words.performance_ratio, reader.show(&value["performance_ratio"], Kind::Percent(1)));
    summary.figure(words.capacity_factor, reader.show(&value["capacity_factor"], Kind::Percent(1)));
    summary.figure(words.irradiation, reader.with_unit(&value["annual_poa_kwh_m2"], Kind::Number(0), "kWh/m²"));
    summary.figure(words.clipped, reader.with_unit(&value["clipped_kwh"], Kind::Number(0), "kWh"));
    let mut months = Section { folded: true, ..Section::new("months", words.monthly_table) };
    months.pictures.extend(picture(ChartKind::Monthly, value, reader.locale));
    months.tables.push(by_month(value, reader));
    let losses = losses(value, value, reader);
    let mut hours = Section::new("hours", words.heatmap);
    match picture(ChartKind::Heatmap, value, reader.locale) {
        Some(found) => hours.pictures.push(found),
        None => hours.notes.push(reader.missing("NO_HOURS")),
    }
    (words.simulation.to_owned(), String::new(), vec![summary, months, losses, hours])
}

fn by_month(value: &Value, reader: &Reader) -> Table {
    let words = &reader.words;
    let rows: Vec<Value> = (0..12)
        .map(|month| {
            json!({"month": month + 1, "ac_kwh": value["monthly_ac_kwh"][month], "dc_kwh": value["monthly_dc_kwh"][month],
                "poa_kwh_m2": value["monthly_poa_kwh_m2"][month]})
        })
        .collect();
    let columns = vec![
        Column::new("month", words.month, "", Kind::Month),
        Column::new("poa_kwh_m2", words.irradiation, "kWh/m²", Kind::Number(1)),
        Column::new("dc_kwh", "CC", "kWh", Kind::Number(1)),
        Column::new("ac_kwh", words.generation, "kWh", Kind::Number(1)),
    ];
    let totals = ["annual_poa_kwh_m2", "annual_dc_kwh", "annual_ac_kwh"];
    let rows = Value::Array(rows);
    reader.table("months", words.monthly_table, columns, &rows).with_total(words.total, value, &totals, reader.locale)
}

/// The tree of losses of `energy`; the picture is that of the whole value.
pub(super) fn losses(energy: &Value, value: &Value, reader: &Reader) -> Section {
    let words = &reader.words;
    let mut section = Section { folded: true, ..Section::new("losses", words.loss_tree) };
    let Some(found) = picture(ChartKind::Losses, value, reader.locale) else {
        section.notes.push(reader.missing("NO_LOSS_TREE"));
        return section;
    };
    section.pictures.push(found);
    let columns = vec![
        Column::new("name", words.cause, "", Kind::Name),
        Column::new("loss_kwh", words.loss, "kWh", Kind::Number(1)),
        Column::new("fraction", words.fraction, "", Kind::Percent(2)),
    ];
    let mut table = reader.table("losses", words.loss_tree, columns, &energy["loss_tree"]);
    // What does not occur is not listed.
    table.rows.retain(|row| !matches!(row.get(1), Some(Cell::Number(lost, _)) if lost.is_zero()));
    section.tables.push(table);
    section
}
