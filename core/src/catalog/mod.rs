//! Equipment and price texts of the Brazilian market (*catálogo*).

mod brl;
mod ops;

pub(crate) use ops::PARSE_BRL;
pub use ops::{AmountBrl, FormatBrlRequest, ParseBrlRequest, TextAnswer, format_brl, parse_brl};
