//! A canvas of `charts-rs` in tenths of a pixel, paints as custom properties of the page, and what a screen reader needs around it.
//!
//! The library writes one decimal; drawn ten times as large inside `scale(0.1)`, places are exact to a hundredth of a pixel.

use crate::ReportError;
use charts_rs::{Canvas, Circle, Color, Fill, Line, Point, Rect, StraightLine, Text};

/// What a shape is painted with: the colour in the library's text, and what stands for it in the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paint {
    First,
    Second,
    /// Stripes of the second colour.
    Striped,
    Grid,
    Ink,
}

const PAINTS: [(Paint, &str, &str); 5] = [
    (Paint::First, "#0B6E4F", "var(--coaraci-1, #0B6E4F)"),
    (Paint::Second, "#C2410C", "var(--coaraci-2, #C2410C)"),
    (Paint::Striped, "#C2410D", "url(#ID-s)"),
    (Paint::Grid, "#D5DAE3", "var(--coaraci-grid, #D5DAE3)"),
    (Paint::Ink, "#1B1C1F", "currentColor"),
];

impl Paint {
    fn colour(self) -> Color {
        let drawn = PAINTS.iter().find(|(paint, ..)| *paint == self).map_or("", |(_, drawn, _)| drawn);
        Color::from(drawn)
    }
}

/// Where a text stands beside its point.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// Draws in pixels.
pub(crate) struct Pen {
    canvas: Canvas,
    size: (f64, f64),
    /// Shapes that the library has not, behind all others, in pixels.
    pub behind: String,
}

#[expect(clippy::cast_possible_truncation, reason = "pixels of a drawing; the figures stand in the table beside it")]
fn tenths(pixels: f64) -> f32 {
    (pixels * 10.0) as f32
}

impl Pen {
    pub fn new(width: f64, height: f64) -> Pen {
        let canvas = Canvas::new(tenths(width), tenths(height));
        Pen { canvas, size: (width, height), behind: String::new() }
    }

    pub fn rect(&mut self, left: f64, top: f64, width: f64, height: f64, paint: Paint) {
        let edge = if paint == Paint::Striped { Paint::Second } else { paint };
        self.canvas.rect(Rect {
            color: Some(edge.colour()),
            stroke_width: Some(tenths(0.8)),
            fill: Some(Fill::Solid(paint.colour())),
            left: tenths(left),
            top: tenths(top),
            width: tenths(width),
            height: tenths(height),
            ..Rect::default()
        });
    }

    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), paint: Paint, width: f64, dash: Option<&str>) {
        self.canvas.line(Line {
            color: Some(paint.colour()),
            stroke_width: tenths(width),
            left: tenths(from.0),
            top: tenths(from.1),
            right: tenths(to.0),
            bottom: tenths(to.1),
            stroke_dash_array: dash.map(str::to_owned),
        });
    }

    /// A line through points, with a dot on each.
    pub fn path(&mut self, points: &[(f64, f64)], paint: Paint, dash: Option<&str>) {
        let point = |(x, y): &(f64, f64)| Point { x: tenths(*x), y: tenths(*y) };
        self.canvas.straight_line(StraightLine {
            color: Some(paint.colour()),
            points: points.iter().map(point).collect(),
            stroke_width: tenths(2.2),
            symbol: None,
            stroke_dash_array: dash.map(str::to_owned),
            ..StraightLine::default()
        });
        if points.len() <= 40 {
            points.iter().for_each(|at| self.dot(*at, 2.4, paint));
        }
    }

    pub fn dot(&mut self, at: (f64, f64), radius: f64, paint: Paint) {
        let (cx, cy, r) = (tenths(at.0), tenths(at.1), tenths(radius));
        self.canvas.circle(Circle { fill: Some(paint.colour()), stroke_width: 0.0, cx, cy, r, ..Circle::default() });
    }

    pub fn text(&mut self, at: (f64, f64), anchor: Anchor, size: f64, text: &str) {
        let anchor = match anchor {
            Anchor::Start => None,
            Anchor::Middle => Some("middle".to_owned()),
            Anchor::End => Some("end".to_owned()),
        };
        self.canvas.text(Text {
            text: text.to_owned(),
            font_size: Some(tenths(size)),
            x: Some(tenths(at.0)),
            y: Some(tenths(at.1)),
            text_anchor: anchor,
            ..Text::default()
        });
    }

    /// The drawing with role, title and description, and the page's colours.
    pub fn finish(self, title: &str, description: &str, seed: &str) -> Result<String, ReportError> {
        let drawn = self.canvas.svg().map_err(|error| ReportError::Chart(error.to_string()))?;
        let inner = drawn.split_once('>').map_or("", |(_, inner)| inner);
        let inner = inner.trim().strip_suffix("</svg>").unwrap_or_default().trim();
        // Which shapes there are and where: the same id only for the same drawing.
        let hash = coaraci::api::request_hash(seed, &(title.to_owned() + inner));
        let id = format!("c{}", hash.get(..8).unwrap_or_default());
        let painted = PAINTS.iter().fold(inner.to_owned(), |text, (_, drawn, page)| text.replace(drawn, page));
        let stripes = "<defs><pattern id=\"ID-s\" width=\"60\" height=\"60\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
             <path d=\"M0 30h60\" stroke=\"var(--coaraci-2, #C2410C)\" stroke-width=\"28\"/></pattern></defs>\n";
        let stripes = if painted.contains("url(#ID-s)") { stripes } else { "" };
        let (width, height) = self.size;
        let (title, description) = (escape(title), escape(description));
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"ID-t ID-d\" \
             font-family=\"inherit\" fill=\"currentColor\">\n<title id=\"ID-t\">{title}</title>\n<desc id=\"ID-d\">{description}</desc>\n\
             {stripes}{}<g transform=\"scale(0.1)\">\n{painted}\n</g>\n</svg>\n",
            self.behind
        );
        Ok(svg.replace("ID-", &format!("{id}-")))
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
