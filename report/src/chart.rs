//! Charts of an answer as accessible SVG.

use crate::text::{Words, months};
use crate::{Locale, ReportError};
use charts_rs::{BarChart, Color, Series, SeriesCategory, YAxisConfig};
use serde_json::Value;

/// What a chart shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChartKind {
    /// Generation against consumption by month.
    Monthly,
    /// Bills without and with the system by month.
    Bills,
    /// Accumulated cash flow by year.
    CashFlow,
    /// Interest and amortisation of each installment.
    Amortization,
}

impl ChartKind {
    /// All of them, in the order of a report.
    pub const ALL: [ChartKind; 4] =
        [ChartKind::Monthly, ChartKind::Bills, ChartKind::CashFlow, ChartKind::Amortization];
}

/// One line or group of bars.
struct Data {
    name: &'static str,
    values: Vec<f64>,
    line: bool,
}

/// Colours as custom properties of the page, with defaults of enough contrast on white: name in the drawing, then in the page.
const COLOURS: [(&str, &str); 5] = [
    ("#0B6E4F", "var(--coaraci-1, #0B6E4F)"),
    ("#C2410C", "var(--coaraci-2, #C2410C)"),
    ("#6E7079", "var(--coaraci-text, #55565E)"),
    ("#464646", "var(--coaraci-text, #55565E)"),
    ("#E0E6F2", "var(--coaraci-grid, #D5DAE3)"),
];

/// Draws a chart of a proposal's value.
///
/// # Errors
/// [`ReportError::Answer`] if the value has not what the chart shows, [`ReportError::Chart`] if it cannot be drawn.
pub fn chart(kind: ChartKind, value: &Value, locale: Locale) -> Result<String, ReportError> {
    let words = Words::of(locale);
    let (title, unit, labels, data) = match kind {
        ChartKind::Monthly => {
            let rows = &value["generation"]["months"];
            let data = vec![
                Data { name: words.generation, values: numbers(rows, "ac_kwh")?, line: false },
                Data { name: words.consumption, values: numbers(rows, "consumption_kwh")?, line: true },
            ];
            (words.generation_and_consumption, "kWh", month_labels(locale), data)
        }
        ChartKind::Bills => {
            let rows = &value["bills"]["months"];
            let data = vec![
                Data { name: words.without_system, values: numbers(rows, "without_brl")?, line: false },
                Data { name: words.with_system, values: numbers(rows, "with_brl")?, line: false },
            ];
            (words.bill_by_month, "R$", month_labels(locale), data)
        }
        ChartKind::CashFlow => {
            let rows = &value["cash_flow"];
            let data = vec![Data { name: words.accumulated, values: numbers(rows, "cumulative_brl")?, line: false }];
            (words.cash_flow, "R$", column(rows, "year"), data)
        }
        ChartKind::Amortization => {
            let rows = &value["loan"]["rows"];
            let data = vec![
                Data { name: words.amortisation, values: numbers(rows, "amortisation_brl")?, line: false },
                Data { name: words.interest, values: numbers(rows, "interest_brl")?, line: true },
            ];
            (words.loan, "R$", column(rows, "number"), data)
        }
    };
    let drawn = draw(&data, labels, unit)?;
    Ok(accessible(&drawn, title, &describe(&data, unit, &words, locale)))
}

fn month_labels(locale: Locale) -> Vec<String> {
    months(locale).iter().map(|month| (*month).to_owned()).collect()
}

fn column(rows: &Value, name: &str) -> Vec<String> {
    rows.as_array().into_iter().flatten().map(|row| row[name].to_string()).collect()
}

fn numbers(rows: &Value, name: &str) -> Result<Vec<f64>, ReportError> {
    let rows = rows.as_array().filter(|rows| !rows.is_empty());
    let rows = rows.ok_or_else(|| ReportError::Answer(format!("no rows with {name}")))?;
    rows.iter()
        .map(|row| match &row[name] {
            Value::String(text) => text.parse().map_err(|_| ReportError::Answer(format!("{name} is no number"))),
            other => other.as_f64().ok_or_else(|| ReportError::Answer(format!("{name} is no number"))),
        })
        .collect()
}

fn draw(data: &[Data], labels: Vec<String>, unit: &str) -> Result<String, ReportError> {
    let series = data.iter().map(|data| {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "pixels of a drawing; the figures stand in the table beside it"
        )]
        let values: Vec<f32> = data.values.iter().map(|value| *value as f32).collect();
        let mut series = Series::from((data.name, values));
        if data.line {
            series.category = Some(SeriesCategory::Line);
            series.stroke_dash_array = Some("6,3".to_owned());
        }
        series
    });
    let mut chart = BarChart::new(series.collect(), labels);
    (chart.width, chart.height) = (640.0, 240.0);
    chart.font_family = "inherit".to_owned();
    chart.background_color = Color::transparent();
    chart.series.colors = COLOURS.iter().take(2).map(|(colour, _)| Color::from(*colour)).collect();
    let axis = Axis::of(data.iter().flat_map(|data| data.values.iter().copied()));
    if let Some(config) = chart.y_axis_configs.first_mut() {
        axis.apply(config, unit);
    }
    chart.svg().map_err(|error| ReportError::Chart(error.to_string()))
}

/// Where an axis ends and how it is divided: the smallest step of 1, 2 or 5 times a power of ten with at most five steps.
#[derive(Debug, PartialEq)]
struct Axis {
    step: f64,
    below: usize,
    above: usize,
}

impl Axis {
    fn of(values: impl Iterator<Item = f64>) -> Axis {
        let (low, high) = values.fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        let reach = high.max(-low);
        if reach <= 0.0 {
            return Axis { step: 1.0, below: 0, above: 1 };
        }
        let mut power = 10_f64.powf((reach / 5.0).log10().floor());
        let step = loop {
            match [1.0, 2.0, 5.0].iter().map(|part| part * power).find(|step| reach / step <= 5.0) {
                Some(step) => break step,
                None => power *= 10.0,
            }
        };
        let steps = |value: f64| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 5")]
            let count = (value / step).ceil() as usize;
            count
        };
        Axis { step, below: steps(-low), above: steps(high) }
    }

    fn apply(&self, config: &mut YAxisConfig, unit: &str) {
        #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "at most five steps")]
        let at = |steps: usize| (self.step * steps as f64) as f32;
        config.min = Some(-at(self.below));
        config.max = Some(at(self.above));
        config.split_number = self.below + self.above;
        config.formatter = Some(if unit == "R$" { "R$ {c}".to_owned() } else { format!("{{c}} {unit}") });
    }
}

/// Minimum, maximum and total in words.
fn describe(data: &[Data], unit: &str, words: &Words, locale: Locale) -> String {
    let number = |value: f64| {
        let digits = rust_decimal::Decimal::from_f64_retain(value).unwrap_or_default().round_dp(0);
        let digits = locale.decimal(digits);
        if unit == "R$" { format!("R$ {digits}") } else { format!("{digits} {unit}") }
    };
    let sentence = |data: &Data| {
        let low = data.values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = data.values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (least, most) = (number(low), number(high));
        format!("{}: {} {least}, {} {most}.", data.name, words.minimum, words.maximum)
    };
    data.iter().map(sentence).collect::<Vec<_>>().join(" ")
}

/// Gives a drawing its role, title and description, and the page's colours.
fn accessible(svg: &str, title: &str, description: &str) -> String {
    let inner = svg.split_once('>').map_or("", |(_, inner)| inner);
    let id = coaraci::api::request_hash(title, description);
    let id = format!("c{}", id.get(..8).unwrap_or_default());
    let head = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 240\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\">\n\
         <title id=\"{id}-t\">{}</title>\n<desc id=\"{id}-d\">{}</desc>",
        escape(title),
        escape(description)
    );
    let coloured = COLOURS.iter().fold(inner.to_owned(), |text, (drawn, page)| text.replace(drawn, page));
    head + &coloured
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_end_where_the_convention_says() {
        for (most, step, top) in
            [(652.5, 200.0, 800.0), (5.0, 1.0, 5.0), (5.01, 2.0, 6.0), (0.9, 0.2, 1.0), (12345.67, 5000.0, 15000.0)]
        {
            let axis = Axis::of([most].into_iter());
            assert!(
                (axis.step - step).abs() < 1e-9 && (axis.step * axis.above as f64 - top).abs() < 1e-9,
                "{most}: {axis:?}"
            );
        }
        assert_eq!(Axis::of([0.0].into_iter()), Axis { step: 1.0, below: 0, above: 1 });
    }
}
