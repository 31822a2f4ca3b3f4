//! How numbers, amounts and dates are written for people in Portuguese and English.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

/// Language of texts for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Locale {
    /// Brazilian Portuguese.
    #[default]
    PtBr,
    /// English.
    En,
}

impl Locale {
    /// The language of a tag: `en` and everything below it is English, all else Brazilian Portuguese.
    pub fn of(tag: &str) -> Locale {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        if primary.eq_ignore_ascii_case("en") { Locale::En } else { Locale::PtBr }
    }

    fn marks(self) -> (char, char) {
        match self {
            Locale::PtBr => ('.', ','),
            Locale::En => (',', '.'),
        }
    }

    /// A decimal with its digits grouped by three: `1.234.567,89` in Portuguese.
    pub fn decimal(self, value: Decimal) -> String {
        let (group, point) = self.marks();
        let text = value.abs().to_string();
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let mut out = String::with_capacity(text.len() + text.len() / 3 + 1);
        if value.is_sign_negative() && !value.is_zero() {
            out.push('-');
        }
        for (position, digit) in whole.chars().enumerate() {
            if position > 0 && (whole.len() - position) % 3 == 0 {
                out.push(group);
            }
            out.push(digit);
        }
        if !fraction.is_empty() {
            out.push(point);
            out.push_str(fraction);
        }
        out
    }

    /// An amount in reais of whole cents: `R$ 1.234,50`, `-R$ 0,50` (with a no-break space after the sign).
    pub fn brl(self, cents: i64) -> String {
        let digits = self.decimal(Decimal::new(cents, 2).abs());
        let minus = if cents < 0 { "-" } else { "" };
        format!("{minus}R$\u{a0}{digits}")
    }

    /// A date: `22/11/2026` in Portuguese, `2026-11-22` in English.
    pub fn date(self, date: NaiveDate) -> String {
        match self {
            Locale::PtBr => format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year()),
            Locale::En => date.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_the_reference_texts() {
        // Reference texts of the consumers' conventions (equal to Intl in pt-BR).
        assert_eq!(Locale::PtBr.brl(1_851_840), "R$\u{a0}18.518,40");
        assert_eq!(Locale::PtBr.brl(-50), "-R$\u{a0}0,50");
        assert_eq!(Locale::PtBr.brl(123_456_789), "R$\u{a0}1.234.567,89");
        assert_eq!(Locale::PtBr.brl(i64::MIN), "-R$\u{a0}92.233.720.368.547.758,08");
        assert_eq!(Locale::En.brl(123_456_789), "R$\u{a0}1,234,567.89");
        assert_eq!(Locale::PtBr.decimal(Decimal::new(1_234_567_891, 3)), "1.234.567,891");
        let date = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        assert_eq!(Locale::PtBr.date(date), "22/11/2026");
    }

    #[test]
    fn reads_language_tags() {
        assert_eq!(Locale::of("en-US"), Locale::En);
        assert_eq!(Locale::of("pt-BR"), Locale::PtBr);
        assert_eq!(Locale::of(""), Locale::PtBr);
    }
}
