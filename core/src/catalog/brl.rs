//! Prices in reais as people and wholesalers write them.

use crate::issue::{Code, Error, Issue};
use crate::money::Money;
use rust_decimal::Decimal;

/// Reads a price in reais.
///
/// With the sign `R$` the comma is the decimal mark and a dot may only group exactly three digits. Without the sign only a plain
/// machine decimal with at most two decimals is read. One or two decimals are allowed; a minus may stand before or after the sign;
/// a no-break space counts as a space; blanks around the text are ignored.
///
/// # Errors
/// `PRICE_AMBIGUOUS` with both readings where the text can be read in two ways (`1.427`), else `PRICE_SYNTAX`.
pub(super) fn parse(text: &str) -> Result<Money, Error> {
    let plain = text.replace('\u{a0}', " ");
    let plain = plain.trim_matches(' ');
    let (negative, rest) = minus(plain);
    let amount = match sign(rest) {
        Some(rest) => {
            let (inner, rest) = minus(rest.trim_start_matches(' '));
            if negative && inner { None } else { brazilian(rest).map(|cents| (cents, negative || inner)) }
        }
        None => machine(rest).map(|cents| (cents, negative)),
    };
    match amount {
        Some((cents, negative)) => Ok(Money::from_cents(if negative { -cents } else { cents })),
        None => Err(refusal(plain)),
    }
}

fn minus(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest.trim_start_matches(' ')),
        None => (false, text),
    }
}

fn sign(text: &str) -> Option<&str> {
    text.strip_prefix("R$").or_else(|| text.strip_prefix("r$"))
}

/// `1.234.567,89`: groups of exactly three digits after the first, or no groups at all.
fn brazilian(text: &str) -> Option<i64> {
    let (whole, fraction) = match text.split_once(',') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let mut groups = whole.split('.');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.is_empty() || (1..=3).contains(&first.len());
    if !grouped || rest.iter().any(|group| group.len() != 3) {
        return None;
    }
    cents(&whole.replace('.', ""), fraction)
}

/// `911.78`: no sign, no comma.
fn machine(text: &str) -> Option<i64> {
    match text.split_once('.') {
        Some((whole, fraction)) => cents(whole, Some(fraction)),
        None => cents(text, None),
    }
}

fn cents(whole: &str, fraction: Option<&str>) -> Option<i64> {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 15 || !digits(whole) {
        return None;
    }
    let fraction = fraction.unwrap_or("0");
    if !(1..=2).contains(&fraction.len()) || !digits(fraction) {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let hundredths: i64 = fraction.parse().ok()?;
    whole.checked_mul(100)?.checked_add(if fraction.len() == 1 { hundredths * 10 } else { hundredths })
}

/// Why a text is no price: one mark before exactly three digits groups for one reader and divides for another.
fn refusal(text: &str) -> Error {
    let (_, text) = minus(text);
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((whole, fraction)) = text.split_once(['.', ','])
        && (1..=3).contains(&whole.len())
        && fraction.len() == 3
        && digits(whole)
        && digits(fraction)
        && let (Ok(grouped), Ok(thousandths)) =
            (format!("{whole}{fraction}").parse::<i64>(), format!("{whole}{fraction}").parse())
    {
        return Issue::error(Code::PRICE_AMBIGUOUS)
            .with("reading_a_brl", Decimal::from(grouped))
            .with("reading_b_brl", Decimal::new(thousandths, 3))
            .into();
    }
    Issue::error(Code::PRICE_SYNTAX).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_prices_with_and_without_the_sign() {
        for (text, expected) in [
            ("R$ 14.654,45", "14654.45"),
            ("R$ 2679,49", "2679.49"),
            ("R$ 1.427", "1427.00"),
            ("911.78", "911.78"),
            ("R$0,5", "0.50"),
            ("-R$ 10,00", "-10.00"),
            ("R$ -10,00", "-10.00"),
            ("  r$\u{a0}6,00 ", "6.00"),
            ("-5.66", "-5.66"),
        ] {
            assert_eq!(parse(text).map(|money| money.to_string()), Ok(expected.to_owned()), "{text}");
        }
    }

    #[test]
    fn refuses_what_it_would_have_to_guess() {
        for text in ["1.427", "1,427", "12.345"] {
            assert_eq!(parse(text).unwrap_err().code(), Code::PRICE_AMBIGUOUS, "{text}");
        }
        for text in [
            "",
            "R$",
            "R$ 12.34,56",
            "R$ 1.23",
            "sob consulta",
            "NaN",
            "R$ 1,234.56",
            "--5",
            "-R$ -5",
            "R$ 1234.567",
            "1.2.3",
            "5,5",
        ] {
            assert_eq!(parse(text).unwrap_err().code(), Code::PRICE_SYNTAX, "{text}");
        }
    }
}
