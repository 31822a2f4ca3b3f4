//! A proposal: from the summary to the sources, in the order in which a customer reads.

use super::{Reader, bill, compliance, economics, energy, financing};
use crate::cell::Kind;
use crate::chart::{ChartKind, picture, with, without};
use crate::document::Section;
use crate::first;
use crate::table::{Column, Table};
use serde_json::Value;

pub(super) fn fits(value: &Value) -> bool {
    let refused = value["offered"] == false && value["options"].is_array();
    value["assumptions"].is_array() && (value["viability"].is_object() || value["cash_flow"].is_array() || refused)
}

pub(super) fn sections(value: &Value, reader: &Reader) -> (String, String, Vec<Section>) {
    let words = &reader.words;
    let part = if value["viability"].is_object() { &value["viability"] } else { value };
    let site = &value["site"];
    let place = [&site["city"], &site["uf"]].map(|part| part.as_str().unwrap_or_default());
    let mut place: Vec<_> = place.into_iter().filter(|part| !part.is_empty()).map(str::to_owned).collect();
    if place.is_empty() && site["latitude"].is_number() {
        place.push(format!(
            "{}; {}",
            reader.show(&site["latitude"], Kind::Number(4)),
            reader.show(&site["longitude"], Kind::Number(4))
        ));
    }
    let begins = reader.show(&part["start_month"], Kind::Day);
    let begins = if begins.is_empty() { begins } else { format!("{}: {begins}", words.begins) };
    let head = [place.join(", "), reader.show(&value["date"], Kind::Day), begins];
    let head: Vec<_> = head.into_iter().filter(|text| !text.is_empty()).collect();
    let mut summary = summary(value, part, reader);
    let findings = [&value["findings"], &part["findings"]].map(|issues| reader.notes(issues));
    for note in findings.into_iter().flatten() {
        if !summary.notes.iter().any(|known| known.code == note.code && known.text == note.text) {
            summary.notes.push(note);
        }
    }
    let mut sections = vec![summary];
    if part["bills"].is_object() {
        let system = &value["system"];
        sections.extend([generation(part, value, reader), range(value, reader)]);
        sections.push(energy::losses(first(&[&part["energy"], part]), value, reader));
        sections.extend([hours(value, reader), bills(part, value, reader), investment(part, system, reader)]);
        sections.extend([loan(part, reader), options(value, reader), cash_flow(part, reader), tornado(value, reader)]);
        sections.extend(compliance::parts(&value["compliance"], reader));
    } else {
        sections[0].notes.push(reader.missing("NO_SYSTEM"));
    }
    sections.extend(reader.assumptions(first(&[&part["assumptions"], &value["assumptions"]])));
    (words.proposal.to_owned(), head.join(" · "), sections)
}

fn summary(value: &Value, part: &Value, reader: &Reader) -> Section {
    let words = &reader.words;
    let (system, energy) = (&value["system"], first(&[&part["energy"], &part["generation"]]));
    let mut summary = Section::new("summary", words.summary);
    let power = first(&[&system["p_dc_stc_kw"], &energy["p_dc_stc_kw"]]);
    summary.figure(words.power, reader.with_unit(power, Kind::Number(2), "kWp"));
    if !system["modules"].is_null() {
        let module = reader.with_unit(&system["module_power_w"], Kind::Number(0), "W");
        summary.figure(words.modules, format!("{}\u{a0}× {module}", reader.show(&system["modules"], Kind::Exact)));
    }
    summary.figure(words.inverter_power, reader.with_unit(&system["p_ac_kw"], Kind::Number(2), "kW"));
    let annual = first(&[&energy["annual_generation_kwh"], &energy["annual_ac_kwh"]]);
    summary.figure(words.annual_generation, reader.with_unit(annual, Kind::Number(0), "kWh"));
    summary
        .figure(words.annual_consumption, reader.with_unit(&energy["annual_consumption_kwh"], Kind::Number(0), "kWh"));
    let covers = first(&[&energy["oversizing"], &system["oversizing"]]);
    summary.figure(words.covers, reader.show(covers, Kind::Percent(1)));
    summary.figure(words.annual_saving, reader.show(&part["bills"]["annual_saving_brl"], Kind::Money));
    summary.figure(words.investment, reader.show(&part["investment"]["capex_brl"], Kind::Money));
    let indicators = &part["indicators"];
    if indicators.is_object() {
        economics::indicators(indicators, reader, &mut summary);
    }
    let total = &part["co2"]["total_kg"];
    summary.figure(words.co2, reader.with_unit(total, Kind::Number(0), "kg"));
    summary
}

fn generation(part: &Value, value: &Value, reader: &Reader) -> Section {
    let words = &reader.words;
    let energy = first(&[&part["energy"], &part["generation"]]);
    let mut section = Section { folded: true, ..Section::new("energy", words.generation) };
    section
        .figure(words.specific_yield, reader.with_unit(&energy["specific_yield_kwh_kwp"], Kind::Number(0), "kWh/kWp"));
    section.figure(words.performance_ratio, reader.show(&energy["performance_ratio"], Kind::Percent(1)));
    section.figure(words.self_consumption, reader.show(&energy["self_consumption_fraction"], Kind::Percent(1)));
    section.figure(words.self_sufficiency, reader.show(&energy["self_sufficiency_fraction"], Kind::Percent(1)));
    section.pictures.extend(picture(ChartKind::Monthly, value, reader.locale));
    let made = if energy["months"][0]["ac_kwh"].is_null() { "generation_kwh" } else { "ac_kwh" };
    let annual = if made == "ac_kwh" { "annual_ac_kwh" } else { "annual_generation_kwh" };
    let columns = vec![
        Column::new("month", words.month, "", month_kind(&energy["months"])),
        Column::new("poa_kwh_m2_day", words.irradiation, "kWh/m²·d", Kind::Number(2)),
        Column::new(made, words.generation, "kWh", Kind::Number(1)),
        Column::new("consumption_kwh", words.consumption, "kWh", Kind::Number(1)),
        Column::new("self_consumption_kwh", words.used_at_once, "kWh", Kind::Number(1)),
        Column::new("injection_kwh", words.injected, "kWh", Kind::Number(1)),
        Column::new("grid_kwh", words.grid, "kWh", Kind::Number(1)),
    ];
    let table = reader.table("generation", words.generation_and_consumption, columns, &energy["months"]);
    let table = table.with_total(words.total, energy, &["", annual, "annual_consumption_kwh"], reader.locale);
    section.tables.push(table.without_empty_columns());
    section
}

/// Months are numbers or `YYYY-MM`.
fn month_kind(rows: &Value) -> Kind {
    if rows[0]["month"].is_string() { Kind::Day } else { Kind::Month }
}

fn range(value: &Value, reader: &Reader) -> Section {
    let mut section = Section { folded: true, ..Section::new("range", reader.words.range) };
    match picture(ChartKind::Range, value, reader.locale) {
        Some(found) => {
            section.tables.push(found.table());
            section.pictures.push(found);
        }
        None => section.notes.push(reader.missing("NO_RANGE")),
    }
    section
}

fn hours(value: &Value, reader: &Reader) -> Section {
    let mut section = Section::new("hours", reader.words.heatmap);
    match picture(ChartKind::Heatmap, value, reader.locale) {
        Some(found) => section.pictures.push(found),
        None => section.notes.push(reader.missing("NO_HOURS")),
    }
    section
}

fn bills(part: &Value, value: &Value, reader: &Reader) -> Section {
    let words = &reader.words;
    let bills = &part["bills"];
    let mut section = Section { folded: true, ..Section::new("bills", words.bill_by_month) };
    section.pictures.extend(picture(ChartKind::Bills, value, reader.locale));
    let columns = vec![
        Column::new("month", words.month, "", month_kind(&bills["months"])),
        Column::new("credits_kwh", words.credits, "kWh", Kind::Number(1)),
        Column::money("without_brl", words.without_system),
        Column::money("with_brl", words.with_system),
        Column::money("saving_brl", words.saving),
    ];
    let totals = ["", "annual_without_brl", "annual_with_brl", "annual_saving_brl"];
    let table = reader.table("bills", words.bill_by_month, columns, &bills["months"]);
    section.tables.push(table.with_total(words.total, bills, &totals, reader.locale));
    section.tables.extend(by_post(&bills["months"], reader));
    for (kind, name, word, found) in [
        (ChartKind::Bill, "bill_without", words.without_system, Some(without(value))),
        (ChartKind::BillWith, "bill_with", words.with_system, with(value)),
    ] {
        let Some(found) = found.filter(|found| *found != value) else { continue };
        let month = first(&[&value["bill_lines"][0]["month"], &bills["example"]["month"]]);
        let month = reader.show(month, if month.is_string() { Kind::Day } else { Kind::Month });
        let title = format!("{}: {month}, {}", words.bill_lines, word.to_lowercase());
        section.pictures.extend(picture(kind, value, reader.locale).map(|mut picture| {
            picture.title.clone_from(&title);
            picture
        }));
        section.tables.push(bill::table(found, name, &title, reader));
    }
    section
}

/// Energy and demand of each post, where there are several.
fn by_post(rows: &Value, reader: &Reader) -> Option<Table> {
    let words = &reader.words;
    let list = rows.as_array()?;
    if list.iter().all(|row| row["grid_kwh"]["ponta"].is_null()) {
        return None;
    }
    let mut columns = vec![Column::new("month", words.month, "", month_kind(rows))];
    let parts = [
        ("grid_kwh", words.grid, "kWh"),
        ("compensated_kwh", words.compensated, "kWh"),
        ("demand_without_kw", words.demand_without, "kW"),
        ("demand_with_kw", words.demand_with, "kW"),
    ];
    for (member, word, unit) in parts {
        for post in ["ponta", "intermediario", "fora_ponta", "unico"] {
            let label = if post == "unico" {
                word.to_owned()
            } else {
                format!("{word}, {}", crate::names::name(post, reader.locale))
            };
            columns.push(Column::new(&format!("{member}_{post}"), &label, unit, Kind::Number(1)));
        }
    }
    let flat = list.iter().map(|row| {
        let mut flat = serde_json::Map::from_iter([("month".to_owned(), row["month"].clone())]);
        for (member, ..) in parts {
            for (post, value) in row[member].as_object().into_iter().flatten() {
                flat.insert(format!("{member}_{post}"), value.clone());
            }
        }
        Value::Object(flat)
    });
    Some(reader.table("posts", words.energy_by_post, columns, &flat.collect()).without_empty_columns())
}

fn investment(part: &Value, system: &Value, reader: &Reader) -> Section {
    let words = &reader.words;
    let investment = &part["investment"];
    let mut section = Section::new("investment", words.investment);
    let own = first(&[&investment["own_brl"], &investment["down_payment_brl"]]);
    section.figure(words.down_payment, reader.show(own, Kind::Money));
    section.figure(words.financed, reader.show(&investment["financed_brl"], Kind::Money));
    section.figure(words.area, reader.with_unit(&system["area_m2"], Kind::Number(1), "m²"));
    let columns = vec![Column::new("code", words.item, "", Kind::Name), Column::money("amount_brl", words.amount)];
    let table = reader.table("investment", words.investment, columns, &investment["items"]);
    section.tables.push(table.with_total(words.total, investment, &["capex_brl"], reader.locale));
    section
}

fn loan(part: &Value, reader: &Reader) -> Section {
    let words = &reader.words;
    let mut section = Section { folded: true, ..Section::new("loan", words.loan) };
    let cost = first(&[&part["financing"]["cost"], &part["loan"]]);
    let schedule = first(&[&cost["schedule"], cost]);
    if !schedule["rows"].is_array() {
        section.notes.push(reader.missing("NO_LOAN"));
        return section;
    }
    financing::figures(cost, reader, &mut section);
    section.figure(words.saving_month, reader.show(&part["financing"]["saving_month_brl"], Kind::Money));
    section.pictures.extend(picture(ChartKind::Amortization, part, reader.locale));
    section.tables.push(financing::table(schedule, reader));
    section.tables.extend(financing::payments(cost, reader));
    section
}

/// Ways to pay, side by side.
fn options(value: &Value, reader: &Reader) -> Section {
    let words = &reader.words;
    let mut section = Section::new("options", words.loans);
    let rows = first(&[&value["options"], &value["scenarios"]]);
    let Some(list) = rows.as_array().filter(|rows| !rows.is_empty()) else { return section };
    section.pictures.extend(picture(ChartKind::Scenarios, value, reader.locale));
    let flat: Vec<Value> = list.iter().map(flat_option).collect();
    let columns = vec![
        Column::new("id", words.scenario, "", Kind::Name),
        Column::money("own_brl", words.down_payment),
        Column::money("highest_payment_brl", words.highest_payment),
        Column::new("cet_year_pct", "CET", "% a.a.", Kind::Number(2)),
        Column::money("npv_brl", words.npv_short),
        Column::new("irr_year_effective", words.irr_short, "", Kind::Percent(1)),
        Column::new("simple_years", words.payback_simple, words.years, Kind::Number(1)),
        Column::new("discounted_years", words.payback_discounted, words.years, Kind::Number(1)),
    ];
    section.tables.push(reader.table("options", words.loans, columns, &Value::Array(flat)).without_empty_columns());
    if let Some(chosen) = value["chosen_option"].as_str() {
        section.figure(words.chosen, crate::names::name(chosen, reader.locale).to_owned());
    }
    section
}

/// The members of an option that stand side by side.
fn flat_option(row: &Value) -> Value {
    let (indicators, financing) = (first(&[&row["indicators"], row]), &row["financing"]);
    serde_json::json!({
        "id": row["id"], "own_brl": row["investment"]["own_brl"], "highest_payment_brl": financing["highest_payment_brl"],
        "cet_year_pct": financing["cost"]["cet"]["cet_year_pct"], "npv_brl": indicators["npv_brl"],
        "irr_year_effective": indicators["irr_year_effective"], "simple_years": indicators["payback"]["simple_years"],
        "discounted_years": indicators["payback"]["discounted_years"],
    })
}

fn cash_flow(part: &Value, reader: &Reader) -> Section {
    let words = &reader.words;
    let mut section = Section { folded: true, ..Section::new("cash", words.cash_flow) };
    section.pictures.extend(picture(ChartKind::CashFlow, part, reader.locale));
    section.tables.push(years(&part["cash_flow"], reader));
    if part["years"].is_array() {
        let columns = vec![
            Column::new("year", words.year, "", Kind::Exact),
            Column::new("generation_kwh", words.generation, "kWh", Kind::Number(0)),
            Column::new("grid_kwh", words.grid, "kWh", Kind::Number(0)),
            Column::money("without_brl", words.without_system),
            Column::money("with_brl", words.with_system),
            Column::money("saving_brl", words.saving),
        ];
        section.tables.push(reader.table("years", words.yearly_table, columns, &part["years"]));
    }
    section
}

fn years(rows: &Value, reader: &Reader) -> Table {
    let words = &reader.words;
    let columns = vec![
        Column::new("year", words.year, "", Kind::Exact),
        Column::money("saving_brl", words.saving),
        Column::money("opex_brl", words.opex),
        Column::money("cost_brl", words.costs),
        Column::money("tax_brl", words.taxes),
        Column::money("installments_brl", words.installments),
        Column::money("debt_service_brl", words.installments),
        Column::money("net_brl", words.net),
        Column::money("equity_flow_brl", words.net),
        Column::money("cumulative_brl", words.accumulated),
        Column::money("cumulative_discounted_brl", words.accumulated_discounted),
    ];
    reader.table("cash_flow", words.cash_flow, columns, rows).without_empty_columns()
}

fn tornado(value: &Value, reader: &Reader) -> Section {
    let words = &reader.words;
    let mut section = Section { folded: true, ..Section::new("tornado", words.tornado) };
    let Some(found) = picture(ChartKind::Tornado, value, reader.locale) else {
        section.notes.push(reader.missing("NO_SENSITIVITY"));
        return section;
    };
    section.pictures.push(found);
    section.tables.extend(economics::sensitivity(&value["sensitivity"], reader));
    section
}
