use super::{Issue, Locale, Param};
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

/// The text of an issue for a person: the code's sentence with its parameters, formatted for the language.
///
/// Amounts (`*_brl`), counts, decimals and dates take the form of the language.
///
/// ```
/// use coaraci::issue::{Code, Issue, Locale, message};
/// let issue = Issue::error(Code::OUT_OF_RANGE).at("/tilt_deg").with("min", 0.0).with("max", 180.0);
/// assert_eq!(message(&issue, Locale::PtBr), "O valor deve estar entre 0 e 180.");
/// ```
pub fn message(issue: &Issue, locale: Locale) -> String {
    let template = match locale {
        Locale::PtBr => issue.code.pt(),
        Locale::En => issue.code.en(),
    };
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            rest = after;
            break;
        };
        match issue.params.get(name) {
            Some(param) => out.push_str(&show(name, param, locale)),
            None => out.push('?'),
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

fn show(name: &str, param: &Param, locale: Locale) -> String {
    match param {
        Param::Decimal(value) if name.ends_with("_brl") => brl(*value, locale),
        Param::Integer(value) => locale.decimal(Decimal::from(*value)),
        Param::Decimal(value) => locale.decimal(value.normalize()),
        Param::Number(value) => match Decimal::from_f64_retain(*value) {
            Some(exact) => locale.decimal(exact.round_dp(6).normalize()),
            None => value.to_string(),
        },
        Param::Date(value) => locale.date(*value),
        Param::Word(word) => word.to_string(),
        Param::Words(words) => words.join(", "),
        Param::Id(id) => id.clone(),
    }
}

fn brl(value: Decimal, locale: Locale) -> String {
    let cents = value
        .checked_mul(Decimal::ONE_HUNDRED)
        .and_then(|cents| cents.round_dp_with_strategy(0, RoundingStrategy::MidpointNearestEven).to_i64());
    match cents {
        Some(cents) => locale.brl(cents),
        None => locale.decimal(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::Code;

    #[test]
    fn fills_in_amounts_of_the_language() {
        let issue = Issue::error(Code::PRICE_AMBIGUOUS)
            .with("reading_a_brl", Decimal::from(1427))
            .with("reading_b_brl", Decimal::new(143, 2));
        assert_eq!(
            message(&issue, Locale::PtBr),
            "O preço pode ser lido de duas formas: R$\u{a0}1.427,00 ou R$\u{a0}1,43."
        );
    }

    #[test]
    fn a_missing_parameter_never_breaks_the_text() {
        assert_eq!(message(&Issue::error(Code::BAD_TYPE), Locale::En), "The value is not of the expected type (?).");
    }
}
