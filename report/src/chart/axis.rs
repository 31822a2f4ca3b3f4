//! Where an axis ends and how it is divided.

use crate::Locale;
use rust_decimal::Decimal;

/// The smallest step of 1, 2 or 5 times a power of ten with at most five steps, and how many of them lie on each side of zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Axis {
    pub step: f64,
    pub below: u32,
    pub above: u32,
}

impl Axis {
    /// The axis of some values; zero always lies on it.
    pub fn of(values: impl Iterator<Item = f64>) -> Axis {
        let finite = values.filter(|value| value.is_finite());
        let (low, high) = finite.fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
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
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 5")]
        let steps = |value: f64| (value / step).ceil() as u32;
        Axis { step, below: steps(-low), above: steps(high) }
    }

    /// Where a value lies, from 0 at the lower end to 1 at the upper.
    pub fn place(&self, value: f64) -> f64 {
        (value / self.step + f64::from(self.below)) / f64::from(self.below + self.above)
    }

    /// The value and the text of each division, from the lowest.
    pub fn ticks(&self, locale: Locale) -> Vec<(f64, String)> {
        let places = if self.step >= 1.0 { 0.0 } else { (-self.step.log10()).ceil() };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few decimals")]
        let places = places as usize;
        let tick = |number: u32| {
            let value = self.step * (f64::from(number) - f64::from(self.below));
            let text = format!("{value:.places$}");
            (value, text.parse::<Decimal>().map_or(text, |value| locale.decimal(value)))
        };
        (0..=self.below + self.above).map(tick).collect()
    }
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
            let found = (axis.step, axis.step * f64::from(axis.above));
            assert!((found.0 - step).abs() < 1e-9 && (found.1 - top).abs() < 1e-9, "{most}: {axis:?}");
        }
        assert_eq!(Axis::of([0.0].into_iter()), Axis { step: 1.0, below: 0, above: 1 });
    }

    #[test]
    fn negative_values_extend_the_axis_by_the_same_step() {
        let axis = Axis::of([652.5, -1.0].into_iter());
        assert_eq!((axis.below, axis.above), (1, 4));
        assert_eq!(axis.place(0.0), 0.2);
        let texts: Vec<_> = axis.ticks(Locale::PtBr).into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts, ["-200", "0", "200", "400", "600", "800"]);
        let texts: Vec<_> = Axis::of([0.9].into_iter()).ticks(Locale::PtBr).into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts, ["0,0", "0,2", "0,4", "0,6", "0,8", "1,0"]);
    }
}
