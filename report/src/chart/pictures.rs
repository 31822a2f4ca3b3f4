//! Which members of which answers a chart shows.

use super::{ChartKind, Form, Mark, Picture, Series};
use crate::cell::{Cell, Kind, decimal};
use crate::names::name;
use crate::words::{Words, months};
use crate::{Locale, first};
use rust_decimal::prelude::ToPrimitive;
use serde_json::Value;

/// The chart of a kind, if the value has what it shows.
pub(crate) fn picture(kind: ChartKind, value: &Value, locale: Locale) -> Option<Picture> {
    let words = Words::of(locale);
    // A proposal holds the answer about its system; that answer alone is shown the same way.
    let part = if value["viability"].is_object() { &value["viability"] } else { value };
    let maker = Maker { kind, locale, words };
    match kind {
        ChartKind::Monthly => maker.monthly(part),
        ChartKind::Range => maker.range(value),
        ChartKind::Losses => maker.losses(first(&[&part["energy"], part])),
        ChartKind::Heatmap => maker.heatmap(part),
        ChartKind::Bills => maker.bills(first(&[&part["bills"], part])),
        ChartKind::Bill => maker.bill(without(value), words.bill_waterfall),
        ChartKind::BillWith => maker.bill(with(value)?, words.with_system),
        ChartKind::CashFlow => maker.cash_flow(part),
        ChartKind::Amortization => maker.amortization(part),
        ChartKind::Tornado => maker.tornado(first(&[&value["sensitivity"], value])),
        ChartKind::Scenarios => maker.scenarios(value),
    }
}

/// The bill of a proposal's first month without the system, or the bill itself.
pub(crate) fn without(value: &Value) -> &Value {
    first(&[&value["bill_lines"][0]["without"], &value["bills"]["example"]["without"], value])
}

/// The bill of a proposal's first month with the system.
pub(crate) fn with(value: &Value) -> Option<&Value> {
    let found = first(&[&value["bill_lines"][0]["with"], &value["bills"]["example"]["with"]]);
    (!found.is_null()).then_some(found)
}

/// The lines of a bill: the array itself, or its member.
pub(crate) fn lines(bill: &Value) -> &Value {
    if bill.is_array() { bill } else { &bill["lines"] }
}

/// A month as a label: its number, or `YYYY-MM`.
pub(crate) fn month_label(value: &Value, locale: Locale) -> String {
    let number = match value {
        Value::String(text) => text.get(5..7).and_then(|month| month.parse::<usize>().ok()),
        other => other.as_u64().and_then(|month| usize::try_from(month).ok()),
    };
    let name = number.and_then(|month| months(locale).get(month.wrapping_sub(1)).copied());
    name.map_or_else(|| value.to_string(), str::to_owned)
}

fn float(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| decimal(value)?.to_f64())
}

/// A member of every row; none if a row has it not or there is no row.
fn column(rows: &Value, member: &str) -> Option<Vec<f64>> {
    let rows = rows.as_array().filter(|rows| !rows.is_empty())?;
    rows.iter().map(|row| float(&row[member])).collect()
}

fn labels(rows: &Value, of: impl Fn(&Value) -> String) -> Vec<String> {
    rows.as_array().into_iter().flatten().map(of).collect()
}

fn floats(values: &Value) -> Option<Vec<f64>> {
    values.as_array().filter(|values| !values.is_empty())?.iter().map(float).collect()
}

struct Maker {
    kind: ChartKind,
    locale: Locale,
    words: Words,
}

impl Maker {
    fn picture(&self, title: &str, unit: &'static str, labels: Vec<String>, series: Vec<Series>) -> Picture {
        let (kind, title) = (self.kind, title.to_owned());
        Picture { kind, title, unit, labels, series, form: Form::Columns, places: 0, labelled: false, mark: None }
    }

    fn series(&self, name: &str, values: Vec<f64>, line: bool, total: Option<(&Value, Kind, &str)>) -> Series {
        let total = total.filter(|(value, ..)| !value.is_null()).map(|(value, kind, unit)| {
            let text = Cell::of(value, kind, self.locale).show(self.locale);
            if unit.is_empty() { text } else { format!("{text}\u{a0}{unit}") }
        });
        Series { name: name.to_owned(), values, line, total }
    }

    fn monthly(&self, part: &Value) -> Option<Picture> {
        let kwh = Kind::Number(0);
        if let Some(values) = floats(&part["monthly_ac_kwh"]) {
            let labels = months(self.locale).iter().map(|month| (*month).to_owned()).collect();
            let total = Some((&part["annual_ac_kwh"], kwh, "kWh"));
            let series = vec![self.series(self.words.generation, values, false, total)];
            return Some(self.picture(self.words.generation, "kWh", labels, series));
        }
        let energy = first(&[&part["energy"], &part["generation"]]);
        let rows = &energy["months"];
        let made = column(rows, "generation_kwh").or_else(|| column(rows, "ac_kwh"))?;
        let total = first(&[&energy["annual_generation_kwh"], &energy["annual_ac_kwh"]]);
        let series = vec![
            self.series(self.words.generation, made, false, Some((total, kwh, "kWh"))),
            self.series(
                self.words.consumption,
                column(rows, "consumption_kwh")?,
                true,
                Some((&energy["annual_consumption_kwh"], kwh, "kWh")),
            ),
        ];
        let labels = labels(rows, |row| month_label(&row["month"], self.locale));
        Some(self.picture(self.words.generation_and_consumption, "kWh", labels, series))
    }

    fn range(&self, value: &Value) -> Option<Picture> {
        let range = first(&[&value["exceedance"], value]);
        let levels = ["p50_kwh", "p75_kwh", "p90_kwh", "p95_kwh", "p99_kwh"];
        let values = levels.iter().map(|level| float(&range[*level])).collect::<Option<Vec<_>>>()?;
        let labels = levels.iter().map(|level| level.trim_end_matches("_kwh").to_uppercase()).collect();
        let series = vec![self.series(self.words.generation, values, false, None)];
        Some(Picture { labelled: true, ..self.picture(self.words.range, "kWh", labels, series) })
    }

    fn losses(&self, part: &Value) -> Option<Picture> {
        let tree = &part["loss_tree"];
        let lost = column(tree, "loss_kwh")?;
        let left = float(first(&[&part["annual_ac_kwh"], &part["annual_generation_kwh"]]))?;
        let mut values = vec![left + lost.iter().sum::<f64>()];
        values.extend(lost.iter().map(|lost| -lost));
        values.push(left);
        let mut names = vec![self.words.nominal_energy.to_owned()];
        names.extend(labels(tree, |row| name(row["name"].as_str().unwrap_or_default(), self.locale).to_owned()));
        names.push(self.words.delivered_energy.to_owned());
        let last = values.len() - 1;
        let totals = (0..=last).map(|index| index == 0 || index == last).collect();
        let series = vec![self.series(self.words.loss_tree, values, false, None)];
        let picture = self.picture(self.words.loss_tree, "kWh", names, series);
        Some(Picture { form: Form::Waterfall { totals }, ..picture })
    }

    fn heatmap(&self, part: &Value) -> Option<Picture> {
        let (mut values, total) = match floats(&part["hourly_ac_w"]) {
            Some(hours) => (hours, &part["annual_ac_kwh"]),
            None => {
                let days = part["energy"]["mean_days"]["generation_kw"].as_array()?;
                let days = days.iter().map(floats).collect::<Option<Vec<_>>>()?;
                let watts = days.concat().iter().map(|kw| kw * 1000.0).collect();
                (watts, &part["energy"]["annual_generation_kwh"])
            }
        };
        if ![288, 8760, 8784].contains(&values.len()) {
            return None;
        }
        values.iter_mut().for_each(|watts| *watts /= 1000.0);
        let series = vec![self.series(self.words.generation, values, false, Some((total, Kind::Number(0), "kWh")))];
        let picture = self.picture(self.words.heatmap, "kW", Vec::new(), series);
        Some(Picture { form: Form::Heat, places: 2, ..picture })
    }

    fn bills(&self, bills: &Value) -> Option<Picture> {
        let rows = &bills["months"];
        let without = column(rows, "without_brl").or_else(|| column(rows, "baseline_brl"))?;
        let with = column(rows, "with_brl").or_else(|| column(rows, "total_brl"))?;
        let sums = &bills["totals"];
        let without_total = first(&[&bills["annual_without_brl"], &sums["baseline_brl"]]);
        let with_total = first(&[&bills["annual_with_brl"], &sums["total_brl"]]);
        let series = vec![
            self.series(self.words.without_system, without, false, Some((without_total, Kind::Money, ""))),
            self.series(self.words.with_system, with, false, Some((with_total, Kind::Money, ""))),
        ];
        let labels = labels(rows, |row| month_label(&row["month"], self.locale));
        Some(self.picture(self.words.bill_by_month, "R$", labels, series))
    }

    fn bill(&self, bill: &Value, title: &str) -> Option<Picture> {
        let rows = lines(bill);
        let mut values = column(rows, "amount_brl")?;
        let mut names = labels(rows, |row| line_name(row, self.locale));
        let mut totals = vec![false; values.len()];
        if let Some(total) = float(&bill["totals"]["total_brl"]) {
            values.push(total);
            names.push(self.words.total.to_owned());
            totals.push(true);
        }
        let total = Some((&bill["totals"]["total_brl"], Kind::Money, ""));
        let series = vec![self.series(self.words.amount, values, false, total)];
        let picture = self.picture(title, "R$", names, series);
        Some(Picture { form: Form::Waterfall { totals }, places: 2, ..picture })
    }

    fn cash_flow(&self, part: &Value) -> Option<Picture> {
        let rows = &part["cash_flow"];
        let values = column(rows, "cumulative_brl")?;
        let labels = labels(rows, |row| row["year"].to_string());
        let zero = float(&rows[0]["year"]).unwrap_or(0.0);
        let series = vec![self.series(self.words.accumulated, values, false, None)];
        let mut picture = self.picture(self.words.cash_flow, "R$", labels, series);
        let indicators = &part["indicators"];
        let payback = first(&[&indicators["payback"]["simple_years"], &indicators["payback_simple_years"]]);
        if let Some(years) = float(payback) {
            let number = Cell::of(payback, Kind::Number(1), self.locale).show(self.locale);
            let text = format!("{}: {number} {}", self.words.payback_simple, self.words.years);
            // The end of year n is the right edge of its slot.
            picture.mark = Some(Mark { slot: years - zero + 1.0, text });
        }
        Some(picture)
    }

    fn amortization(&self, part: &Value) -> Option<Picture> {
        let cost = &part["financing"]["cost"];
        let places = [&cost["schedule"], cost, &part["loan"], &part["schedule"], part];
        let schedule = places.into_iter().find(|place| place["rows"].is_array())?;
        let rows = &schedule["rows"];
        let total = |member: &str| Some((&schedule[member], Kind::Money, ""));
        let (principal, interest) = (column(rows, "amortisation_brl")?, column(rows, "interest_brl")?);
        let series = vec![
            self.series(self.words.amortisation, principal, false, total("total_amortisation_brl")),
            self.series(self.words.interest, interest, true, total("total_interest_brl")),
        ];
        let labels = labels(rows, |row| row["number"].to_string());
        Some(self.picture(self.words.loan_rows, "R$", labels, series))
    }

    fn tornado(&self, part: &Value) -> Option<Picture> {
        let base = float(&part["base"]["npv_brl"])?;
        let rows = &part["bars"];
        let end = |member: &str| -> Option<Vec<f64>> {
            let rows = rows.as_array().filter(|rows| !rows.is_empty())?;
            rows.iter().map(|row| float(&row[member]["npv_brl"])).collect()
        };
        let series = vec![
            self.series(self.words.low, end("low")?, false, None),
            self.series(self.words.high, end("high")?, false, None),
        ];
        let names = labels(rows, |row| name(row["parameter"].as_str().unwrap_or_default(), self.locale).to_owned());
        let title = format!("{}: {}", self.words.tornado, self.words.npv);
        Some(Picture { form: Form::Tornado { base }, ..self.picture(&title, "R$", names, series) })
    }

    fn scenarios(&self, value: &Value) -> Option<Picture> {
        let best = crate::kinds::named_variants(&value["best"]);
        let rows = first(&[&value["options"], &value["scenarios"], &best]);
        let found = rows.as_array().filter(|rows| rows.len() > 1)?;
        let npv = |row: &Value| float(first(&[&row["indicators"]["npv_brl"], &row["npv_brl"]]));
        let values = found.iter().map(npv).collect::<Option<Vec<_>>>()?;
        let names = labels(rows, |row| name(row["id"].as_str().unwrap_or_default(), self.locale).to_owned());
        let series = vec![self.series(self.words.npv, values, false, None)];
        Some(Picture { form: Form::Rows, ..self.picture(self.words.npv, "R$", names, series) })
    }
}

/// The name of a bill's line, with its post where there are several.
pub(crate) fn line_name(row: &Value, locale: Locale) -> String {
    let kind = name(row["kind"].as_str().unwrap_or_default(), locale);
    match row["post"].as_str().filter(|post| *post != "unico") {
        Some(post) => format!("{kind}, {}", name(post, locale)),
        None => kind.to_owned(),
    }
}
