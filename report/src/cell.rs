//! A value of a table: exact, with the forms that people, machines and spreadsheets want.

use crate::Locale;
use crate::words::months;
use rust_decimal::Decimal;
use serde_json::Value;

/// A value of a table.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A text.
    Text(String),
    /// A number, shown with so many places; `None` shows all of its digits.
    Number(Decimal, Option<u32>),
    /// An amount in reais.
    Money(Decimal),
    /// A fraction, shown in percent with so many places.
    Percent(Decimal, u32),
    /// A date, `YYYY-MM-DD`.
    Day(String),
    /// A month of the year, from 1.
    Month(usize),
}

/// How a member of an answer becomes a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// As a text.
    Text,
    /// A code that has a name.
    Name,
    /// A number with so many places.
    Number(u32),
    /// A number with all of its digits.
    Exact,
    /// A number with all of its digits, or a code that has a name.
    Mixed,
    /// Reais.
    Money,
    /// A fraction as percent.
    Percent(u32),
    /// A date.
    Day,
    /// A month of the year, from 1.
    Month,
    /// Yes or no.
    Flag,
}

/// A number of an answer: decimal text or a JSON number.
pub fn decimal(value: &Value) -> Option<Decimal> {
    match value {
        Value::String(text) => text.parse().ok(),
        Value::Number(number) => {
            let text = number.to_string();
            text.parse().ok().or_else(|| Decimal::from_scientific(&text).ok())
        }
        _ => None,
    }
}

impl Cell {
    /// The value of a member.
    pub fn of(value: &Value, kind: Kind, locale: Locale) -> Cell {
        let text = || value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        if value.is_null() {
            return Cell::Empty;
        }
        match (kind, decimal(value)) {
            (Kind::Number(places), Some(number)) => Cell::Number(number, Some(places)),
            (Kind::Exact | Kind::Mixed, Some(number)) => Cell::Number(number.normalize(), None),
            (Kind::Money, Some(number)) => Cell::Money(number),
            (Kind::Percent(places), Some(number)) => Cell::Percent(number, places),
            (Kind::Month, Some(number)) => Cell::Month(usize::try_from(number).unwrap_or_default()),
            (Kind::Day, _) => Cell::Day(text()),
            (Kind::Name | Kind::Mixed, _) => Cell::Text(crate::names::name(&text(), locale).to_owned()),
            (Kind::Flag, _) => {
                let words = crate::Words::of(locale);
                Cell::Text((if value == &Value::Bool(true) { words.yes } else { words.no }).to_owned())
            }
            _ => Cell::Text(text()),
        }
    }

    /// For people.
    pub fn show(&self, locale: Locale) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Number(value, places) => locale.decimal(rounded(*value, *places)),
            Cell::Money(value) => match i64::try_from((rounded(*value, Some(2)) * Decimal::ONE_HUNDRED).round()) {
                Ok(cents) => locale.brl(cents),
                Err(_) => locale.decimal(*value),
            },
            Cell::Percent(value, places) => {
                format!("{}%", locale.decimal(rounded(*value * Decimal::ONE_HUNDRED, Some(*places))))
            }
            Cell::Day(day) => match (locale, day.split('-').collect::<Vec<_>>().as_slice()) {
                (Locale::PtBr, [year, month, day]) => format!("{day}/{month}/{year}"),
                (Locale::PtBr, [year, month]) => format!("{month}/{year}"),
                _ => day.clone(),
            },
            Cell::Month(month) => match months(locale).get(month.wrapping_sub(1)) {
                Some(name) => (*name).to_owned(),
                None => month.to_string(),
            },
        }
    }

    /// For machines: decimal point, no grouping, dates as they are.
    pub fn plain(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) | Cell::Day(text) => text.clone(),
            Cell::Number(value, places) => rounded(*value, *places).to_string(),
            Cell::Money(value) => rounded(*value, Some(2)).to_string(),
            Cell::Percent(value, _) => value.normalize().to_string(),
            Cell::Month(month) => month.to_string(),
        }
    }

    /// Whether it stands to the right of its column.
    pub fn is_number(&self) -> bool {
        matches!(self, Cell::Number(..) | Cell::Money(_) | Cell::Percent(..))
    }
}

/// Rounded half to even, with all places written.
pub(crate) fn rounded(value: Decimal, places: Option<u32>) -> Decimal {
    let Some(places) = places else { return value };
    let mut value = value.round_dp(places);
    value.rescale(places);
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_shown_as_the_reference_texts_say() {
        let show = |value: Value, kind| Cell::of(&value, kind, Locale::PtBr).show(Locale::PtBr);
        assert_eq!(show(json!("18518.40"), Kind::Money), "R$\u{a0}18.518,40");
        assert_eq!(show(json!("-0.5"), Kind::Money), "-R$\u{a0}0,50");
        assert_eq!(show(json!("0.149"), Kind::Percent(2)), "14,90%");
        assert_eq!(show(json!(5910.08), Kind::Number(1)), "5.910,1");
        assert_eq!(show(json!("1234567.891"), Kind::Number(2)), "1.234.567,89");
        assert_eq!(show(json!("2026-11-22"), Kind::Day), "22/11/2026");
        assert_eq!(show(json!(null), Kind::Money), "");
        assert_eq!(show(json!(1e-7), Kind::Number(2)), "0,00");
        assert_eq!(Cell::of(&json!("2026-11-22"), Kind::Day, Locale::En).show(Locale::En), "2026-11-22");
    }

    #[test]
    fn machines_get_point_and_no_grouping() {
        let plain = |value: Value, kind| Cell::of(&value, kind, Locale::PtBr).plain();
        assert_eq!(plain(json!("18518.4"), Kind::Money), "18518.40");
        assert_eq!(plain(json!("0.1490"), Kind::Percent(2)), "0.149");
        assert_eq!(plain(json!(6810.8336711433485), Kind::Number(3)), "6810.834");
    }
}
