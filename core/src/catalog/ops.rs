use super::brl;
use crate::Answer;
use crate::columns::{Batch, Columns, Kind, OwnedColumn, Rows};
use crate::issue::{Code, Error, Issue, Locale};
use crate::money::Money;
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
