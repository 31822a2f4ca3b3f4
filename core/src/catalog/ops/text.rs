use crate::Answer;
use crate::calendar::Date;
use crate::catalog::brl;
use crate::columns::{Batch, Columns, Kind, OwnedColumn, Rows};
use crate::issue::{Code, Error, Issue, Locale};
use crate::money::{Dec, Money, Rounding};
use serde::{Deserialize, Serialize};

/// An amount to write.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FormatBrlRequest {
    /// Amount in reais, at most two decimals.
    pub amount_brl: Money,
}

/// A text for people.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TextAnswer {
    /// The text.
    pub text: String,
}

/// Write an amount in reais as Brazilians do: `R$ 1.234.567,89`, with a no-break space after the sign.
///
/// # Errors
/// `MONEY_SCALE` for more than two decimals.
pub fn format_brl(request: FormatBrlRequest) -> Result<Answer<TextAnswer>, Error> {
    Ok(Answer::new(TextAnswer { text: Locale::PtBr.brl(request.amount_brl.minor()) }))
}

/// A number to write.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FormatNumberRequest {
    /// The number.
    pub decimal: Dec,
    /// How many decimals to write, 0 to 12; as many as the number has by default. It is rounded half-even (ABNT NBR 5891).
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 12)))]
    pub places: Option<u32>,
}

/// Write a number as Brazilians do: `1.234.567,89`.
///
/// # Errors
/// `DECIMAL_RANGE` for more than 12 places.
pub fn format_number(request: FormatNumberRequest) -> Result<Answer<TextAnswer>, Error> {
    let mut decimal = request.decimal.get().normalize();
    if let Some(places) = request.places {
        if places > 12 {
            return Err(Issue::error(Code::DECIMAL_RANGE).at("/places").with("min", 0).with("max", 12).into());
        }
        decimal = Rounding::HalfEven.round(decimal, places);
        decimal.rescale(places);
    }
    // No minus before zero.
    let decimal = if decimal.is_zero() { decimal.abs() } else { decimal };
    Ok(Answer::new(TextAnswer { text: Locale::PtBr.decimal(decimal) }))
}

/// A date to write.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FormatDateRequest {
    /// The date.
    pub date: Date,
}

/// Write a date as Brazilians do: `31/12/2026`.
///
/// # Errors
/// `BAD_DATE`.
pub fn format_date(request: FormatDateRequest) -> Result<Answer<TextAnswer>, Error> {
    let text = request.date.to_string();
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    let text = [day, month, year].map(Option::unwrap_or_default).join("/");
    Ok(Answer::new(TextAnswer { text }))
}

/// A price text.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ParseBrlRequest {
    /// The text as it was typed or published.
    pub text: String,
}

/// An amount in reais.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AmountBrl {
    /// The amount.
    pub amount_brl: Money,
}

/// Read a price in reais as people and wholesalers write it; ambiguous text is refused, never guessed.
///
/// # Errors
/// `PRICE_SYNTAX`, `PRICE_AMBIGUOUS` (with both readings).
pub fn parse_brl(request: ParseBrlRequest) -> Result<Answer<AmountBrl>, Error> {
    let amount_brl = brl::parse(&request.text).map_err(|error| error.within("/text"))?;
    Ok(Answer::new(AmountBrl { amount_brl }))
}

/// Column form of [`parse_brl`]: whole cents.
pub(crate) static PARSE_BRL: Batch = Batch {
    inputs: &[("text", Kind::Text)],
    outputs: &[("amount_centavos", Kind::I64), ("status", Kind::I32)],
    run: parse_brl_rows,
};

fn parse_brl_rows(_: &str, columns: &Columns<'_>) -> Result<Rows, Error> {
    let mut cents = vec![0; columns.rows()];
    let mut errors = Vec::new();
    for (row, slot) in cents.iter_mut().enumerate() {
        let text = columns.at(0).and_then(|column| column.text(row));
        let parsed = text.ok_or_else(|| Issue::error(Code::MISSING_FIELD).into()).and_then(brl::parse);
        match parsed {
            Ok(money) => *slot = money.minor(),
            Err(error) => errors.push((row, error.within("/text"))),
        }
    }
    Ok(Rows { columns: vec![OwnedColumn::I64(cents)], errors, summary: None })
}
