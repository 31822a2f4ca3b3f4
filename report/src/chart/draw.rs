//! Pictures as SVG. Layout: 640 wide; the plot of upright charts begins at 56, 16 and is 584 wide and 200 high.

use super::axis::Axis;
use super::heat;
use super::pen::{Anchor, Paint, Pen};
use super::{Form, Picture};
use crate::{Locale, ReportError};

/// The plot of upright charts.
pub(super) const X0: f64 = 56.0;
pub(super) const Y0: f64 = 16.0;
pub(super) const W: f64 = 584.0;
pub(super) const H: f64 = 200.0;

/// Charts of rows: where the names end, where the bars begin and end, and the height of a row.
const NAMES: f64 = 216.0;
const BARS: (f64, f64) = (222.0, 552.0);
const ROW: f64 = 24.0;

pub(super) fn svg(picture: &Picture, locale: Locale) -> Result<String, ReportError> {
    let pen = match &picture.form {
        Form::Columns => columns(picture, locale),
        Form::Waterfall { totals } => waterfall(picture, totals, locale),
        Form::Tornado { base } => tornado(picture, *base, locale),
        Form::Rows => rows(picture, locale),
        Form::Heat => heat::draw(picture, locale),
    };
    pen.finish(&picture.title, &picture.describe(locale), picture.kind.name())
}

/// A number of a slot or row as a coordinate.
#[expect(clippy::cast_precision_loss, reason = "fewer than a thousand")]
pub(super) fn at(index: usize) -> f64 {
    index as f64
}

fn columns(picture: &Picture, locale: Locale) -> Pen {
    let mut pen = Pen::new(640.0, 240.0);
    let axis = Axis::of(picture.series.iter().flat_map(|series| series.values.iter().copied()));
    let y = |value: f64| Y0 + H * (1.0 - axis.place(value));
    for (value, text) in axis.ticks(locale) {
        pen.line((X0, y(value)), (X0 + W, y(value)), Paint::Grid, 1.0, None);
        pen.text((X0 - 5.0, y(value) + 3.5), Anchor::End, 10.0, &text);
    }
    legend(&mut pen, picture);
    let slots = picture.labels.len().max(1);
    let slot = W / at(slots);
    let bars = picture.series.iter().filter(|series| !series.line).count().max(1);
    let width = slot * 0.7 / at(bars);
    let mut bar = 0;
    for (number, series) in picture.series.iter().enumerate() {
        let paint = if number == 0 { Paint::First } else { Paint::Striped };
        if series.line {
            let middle = |(index, value): (usize, &f64)| (X0 + slot * (at(index) + 0.5), y(*value));
            let points: Vec<_> = series.values.iter().enumerate().map(middle).collect();
            pen.path(&points, Paint::Second, Some("60,30"));
            continue;
        }
        for (index, value) in series.values.iter().enumerate() {
            let left = X0 + slot * (at(index) + 0.15) + width * at(bar);
            // What lies below zero differs by its pattern, not by its colour alone.
            let paint = if *value < 0.0 { Paint::Striped } else { paint };
            pen.rect(left, y(value.max(0.0)), width, y(value.min(0.0)) - y(value.max(0.0)), paint);
            if picture.labelled {
                let above = y(value.max(0.0)) - 3.0;
                pen.text((left + width / 2.0, above), Anchor::Middle, 10.0, &picture.number(*value, locale));
            }
        }
        bar += 1;
    }
    pen.line((X0, y(0.0)), (X0 + W, y(0.0)), Paint::Ink, 1.2, None);
    labels(&mut pen, picture, slot);
    if let Some(mark) = &picture.mark {
        let x = X0 + slot * mark.slot;
        pen.line((x, Y0), (x, Y0 + H), Paint::Ink, 1.4, Some("40,30"));
        let (anchor, beside) = if x < X0 + W / 2.0 { (Anchor::Start, 5.0) } else { (Anchor::End, -5.0) };
        pen.text((x + beside, Y0 + 11.0), anchor, 11.0, &mark.text);
    }
    pen
}

/// Names below the slots; where they would touch, only every second, fifth or tenth.
fn labels(pen: &mut Pen, picture: &Picture, slot: f64) {
    let longest = picture.labels.iter().map(|label| label.chars().count()).max().unwrap_or(0);
    let needed = at(longest) * 5.6 + 6.0;
    let every = [1, 2, 3, 5, 6, 10, 12, 20, 30, 60].into_iter().find(|every| slot * at(*every) >= needed).unwrap_or(60);
    for (index, label) in picture.labels.iter().enumerate().step_by(every) {
        pen.text((X0 + slot * (at(index) + 0.5), Y0 + H + 15.0), Anchor::Middle, 10.0, label);
    }
}

fn legend(pen: &mut Pen, picture: &Picture) {
    pen.text((X0 - 5.0, 9.0), Anchor::End, 10.0, picture.unit);
    let mut x = X0;
    for (number, series) in picture.series.iter().enumerate() {
        if series.line {
            pen.line((x, 6.0), (x + 22.0, 6.0), Paint::Second, 2.2, Some("60,30"));
        } else {
            pen.rect(x + 5.0, 1.5, 16.0, 8.0, if number == 0 { Paint::First } else { Paint::Striped });
        }
        pen.text((x + 26.0, 9.5), Anchor::Start, 10.0, &series.name);
        x += 46.0 + at(series.name.chars().count()) * 5.6;
    }
}

/// A name that fits beside its row; all of it stands in the table.
fn short(name: &str) -> String {
    const FIT: usize = 36;
    if name.chars().count() <= FIT { name.to_owned() } else { name.chars().take(FIT - 1).collect::<String>() + "…" }
}

fn scale(pen: &mut Pen, axis: &Axis, bottom: f64, picture: &Picture, locale: Locale) -> impl Fn(f64) -> f64 + use<> {
    let axis = *axis;
    let x = move |value: f64| BARS.0 + (BARS.1 - BARS.0) * axis.place(value);
    for (value, text) in axis.ticks(locale) {
        pen.line((x(value), 4.0), (x(value), bottom), Paint::Grid, 1.0, None);
        pen.text((x(value), bottom + 13.0), Anchor::Middle, 10.0, &text);
    }
    pen.text((NAMES, bottom + 13.0), Anchor::End, 10.0, picture.unit);
    x
}

fn waterfall(picture: &Picture, totals: &[bool], locale: Locale) -> Pen {
    let values = picture.series.first().map(|series| series.values.as_slice()).unwrap_or_default();
    // Where each bar begins and ends.
    let mut reached = 0.0;
    let mut spans = Vec::with_capacity(values.len());
    for (value, total) in values.iter().zip(totals) {
        let start = if *total { 0.0 } else { reached };
        reached = if *total { *value } else { reached + value };
        spans.push((start, reached, *total));
    }
    let bottom = 8.0 + ROW * at(values.len());
    let mut pen = Pen::new(640.0, bottom + 20.0);
    let axis = Axis::of(spans.iter().flat_map(|(start, end, _)| [*start, *end]));
    let x = scale(&mut pen, &axis, bottom, picture, locale);
    for (index, ((start, end, total), value)) in spans.iter().zip(values).enumerate() {
        let top = 8.0 + ROW * at(index);
        let paint = if *total || end >= start { Paint::First } else { Paint::Striped };
        let label = picture.labels.get(index).map(|label| short(label)).unwrap_or_default();
        pen.text((NAMES, top + 14.0), Anchor::End, 11.0, &label);
        let (left, right) = (x(start.min(*end)), x(start.max(*end)));
        pen.rect(left, top + 3.0, (right - left).max(0.5), ROW - 8.0, paint);
        pen.text((right + 4.0, top + 14.0), Anchor::Start, 10.0, &picture.number(*value, locale));
        if index + 1 < spans.len() {
            pen.line((x(*end), top + ROW - 5.0), (x(*end), top + ROW + 3.0), Paint::Ink, 0.8, None);
        }
    }
    pen.line((x(0.0), 4.0), (x(0.0), bottom), Paint::Ink, 1.2, None);
    pen
}

fn rows(picture: &Picture, locale: Locale) -> Pen {
    let values = picture.series.first().map(|series| series.values.as_slice()).unwrap_or_default();
    let bottom = 8.0 + ROW * at(values.len());
    let mut pen = Pen::new(640.0, bottom + 20.0);
    let axis = Axis::of(values.iter().copied());
    let x = scale(&mut pen, &axis, bottom, picture, locale);
    for (index, value) in values.iter().enumerate() {
        let top = 8.0 + ROW * at(index);
        let label = picture.labels.get(index).map(|label| short(label)).unwrap_or_default();
        pen.text((NAMES, top + 14.0), Anchor::End, 11.0, &label);
        let paint = if *value < 0.0 { Paint::Striped } else { Paint::First };
        pen.rect(x(value.min(0.0)), top + 3.0, x(value.max(0.0)) - x(value.min(0.0)), ROW - 8.0, paint);
        pen.text((x(value.max(0.0)) + 4.0, top + 14.0), Anchor::Start, 10.0, &picture.number(*value, locale));
    }
    pen.line((x(0.0), 4.0), (x(0.0), bottom), Paint::Ink, 1.2, None);
    pen
}

/// Two bars from the base to the values of both ends of each parameter.
fn tornado(picture: &Picture, base: f64, locale: Locale) -> Pen {
    let bottom = 24.0 + ROW * at(picture.labels.len());
    let mut pen = Pen::new(640.0, bottom + 20.0);
    let values = || picture.series.iter().flat_map(|series| series.values.iter().copied());
    let axis = Axis::of(values().chain([base]));
    let x = scale(&mut pen, &axis, bottom, picture, locale);
    let mut left = BARS.0;
    for (number, series) in picture.series.iter().enumerate() {
        pen.rect(left, 3.0, 16.0, 8.0, if number == 0 { Paint::Striped } else { Paint::First });
        pen.text((left + 21.0, 11.0), Anchor::Start, 10.0, &series.name);
        left += 40.0 + at(series.name.chars().count()) * 5.6;
    }
    for (index, label) in picture.labels.iter().enumerate() {
        let top = 20.0 + ROW * at(index);
        pen.text((NAMES, top + 14.0), Anchor::End, 11.0, &short(label));
        for (number, series) in picture.series.iter().enumerate() {
            let Some(value) = series.values.get(index) else { continue };
            // One thinner than the other, so that both are seen where they lie on the same side.
            let (inset, paint) = if number == 0 { (3.0, Paint::Striped) } else { (6.0, Paint::First) };
            let (start, end) = (x(value.min(base)), x(value.max(base)));
            pen.rect(start, top + inset, (end - start).max(0.5), ROW - 2.0 - 2.0 * inset, paint);
        }
    }
    pen.line((x(base), 16.0), (x(base), bottom), Paint::Ink, 1.4, Some("40,30"));
    pen
}
