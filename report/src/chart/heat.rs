//! Heat maps: hours downwards, days or months to the right. One path for each shade, so that a year stays small.

use super::Picture;
use super::draw::{H, W, X0, Y0, at};
use super::pen::{Anchor, Pen};
use crate::Locale;
use crate::words::months;
use std::fmt::Write;

/// Shades above zero.
const SHADES: usize = 7;

/// First day of each month in a year without a leap day.
const MONTHS: [usize; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

pub(super) fn draw(picture: &Picture, locale: Locale) -> Pen {
    let mut pen = Pen::new(640.0, 240.0);
    let values = picture.series.first().map(|series| series.values.as_slice()).unwrap_or_default();
    let columns = values.len() / 24;
    let most = values.iter().copied().fold(0.0, f64::max);
    let paths = paths(values, most);
    let (x, y) = (W / at(columns.max(1)), H / 24.0);
    // Each stroke is one column wide; its middle lies half a column in.
    let _ = writeln!(
        pen.behind,
        "<g transform=\"translate({} {Y0}) scale({} {})\" fill=\"none\" stroke=\"var(--coaraci-1, #0B6E4F)\">",
        round(X0 + x / 2.0),
        round(x),
        round(y)
    );
    for (shade, path) in paths.iter().enumerate().filter(|(_, path)| !path.is_empty()) {
        let _ = writeln!(pen.behind, "<path stroke-opacity=\"{}\" d=\"{path}\"/>", opacity(shade));
    }
    pen.behind.push_str("</g>\n");
    for hour in [0, 6, 12, 18, 24] {
        pen.text((X0 - 5.0, Y0 + y * at(hour) + 3.5), Anchor::End, 10.0, &format!("{hour} h"));
    }
    for (month, name) in months(locale).iter().enumerate() {
        let middle = if columns == 12 { at(month) + 0.5 } else { at(MONTHS[month]) + 15.0 };
        pen.text((X0 + x * middle, Y0 + H + 15.0), Anchor::Middle, 10.0, name);
    }
    legend(&mut pen, picture, most, locale);
    pen
}

fn legend(pen: &mut Pen, picture: &Picture, most: f64, locale: Locale) {
    pen.text((X0, 10.0), Anchor::Start, 10.0, &format!("0 {}", picture.unit));
    let _ = writeln!(pen.behind, "<g fill=\"var(--coaraci-1, #0B6E4F)\">");
    for shade in 0..SHADES {
        let left = X0 + 40.0 + 14.0 * at(shade);
        let _ = writeln!(pen.behind, "<path fill-opacity=\"{}\" d=\"M{} 2h14v8h-14z\"/>", opacity(shade), round(left));
    }
    pen.behind.push_str("</g>\n");
    let text = format!("{} {}", picture.number(most, locale), picture.unit);
    pen.text((X0 + 46.0 + 14.0 * at(SHADES), 10.0), Anchor::Start, 10.0, &text);
}

/// The runs of equal shade in each column, as strokes.
fn paths(values: &[f64], most: f64) -> Vec<String> {
    let mut paths = vec![String::new(); SHADES];
    for (column, hours) in values.chunks_exact(24).enumerate() {
        let shades: Vec<Option<usize>> = hours.iter().map(|value| shade(*value, most)).collect();
        let mut start = 0;
        for run in shades.chunk_by(|a, b| a == b) {
            if let Some(path) = run.first().copied().flatten().and_then(|shade| paths.get_mut(shade)) {
                // Writing to a String cannot fail.
                let _ = write!(path, "M{column} {start}v{}", run.len());
            }
            start += run.len();
        }
    }
    paths
}

/// Which shade a value has; none where nothing is to be seen.
fn shade(value: f64, most: f64) -> Option<usize> {
    if value <= 0.0 || most <= 0.0 || value / most < 0.005 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the number of shades")]
    let shade = (value / most * at(SHADES)) as usize;
    Some(shade.min(SHADES - 1))
}

fn opacity(shade: usize) -> f64 {
    round(0.16 + 0.84 * at(shade) / at(SHADES - 1))
}

fn round(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_neighbours_are_one_stroke() {
        let mut day = [0.0; 24];
        day[6..10].copy_from_slice(&[1.0, 1.0, 7.0, 7.0]);
        let paths = paths(&[day, day].concat(), 7.0);
        assert_eq!(paths[1], "M0 6v2M1 6v2");
        assert_eq!(paths[6], "M0 8v2M1 8v2");
        assert!(paths[0].is_empty());
    }
}
