//! The ledger of a company's orders: append only, one version a change, optimistic concurrency.

mod apply;
mod book;
mod wire;

pub(super) use apply::apply;
pub(super) use book::{Book, Movement, MovementKind, amount, line_amounts};
pub use wire::{EntryText, LedgerText, Line};

use crate::issue::Error;
use serde::{Deserialize, Deserializer};

/// A ledger that was read and added up once.
#[derive(Debug, Clone)]
pub struct Ledger {
    text: LedgerText,
    book: Result<Book, Error>,
}

impl Ledger {
    /// Its text.
    pub fn text(&self) -> &LedgerText {
        &self.text
    }

    /// What it comes to.
    ///
    /// # Errors
    /// `MISSING_FIELD`, `MONEY_SCALE` or `ENTRY_KIND` for an entry that no ledger can hold.
    pub(super) fn book(&self) -> Result<&Book, Error> {
        self.book.as_ref().map_err(Clone::clone)
    }
}

impl From<LedgerText> for Ledger {
    fn from(text: LedgerText) -> Self {
        let book = Book::of(&text);
        Ledger { text, book }
    }
}

impl<'de> Deserialize<'de> for Ledger {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        LedgerText::deserialize(deserializer).map(Ledger::from)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Ledger {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        LedgerText::schema_name()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        LedgerText::json_schema(generator)
    }
}
