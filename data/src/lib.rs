//! Dated tables of Brazilian facts, embedded as CSV text: climate of the capitals, residential
//! tariffs, tariff flags (*bandeiras tarifárias*), tariff holidays and the shares of Lei 14.300.
//!
//! ```
//! let table = coaraci_data::table("flag-adders-2026-07-15").unwrap();
//! assert_eq!(table.vintage, "2026-07-15");
//! assert!(table.text.contains("yellow,2024-04-01,,0.01885,REH 3.306/2024,,"));
//! ```
//!
//! The crate holds text and nothing else: whoever uses a table parses it. A table is never
//! changed once it is released; newer facts are a new table with its own vintage in its id.
//! Format, columns and the version rule are in `README.md`; document, date, licence, checksum
//! and known doubts of each table are in [`SOURCES`].

#![no_std]
#![forbid(unsafe_code)]
#![deny(missing_docs)]

/// Version of this crate: MAJOR is the table format, MINOR the date of the release.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Text of `SOURCES.md`: the document behind each `source` key, with its licence and doubts.
pub const SOURCES: &str = include_str!("../SOURCES.md");

/// One table of one vintage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Table {
    /// Name for requests and for `meta.sources`: the kind, a hyphen and the vintage, the
    /// latter cut to the day, month or year that means something for the table.
    pub id: &'static str,
    /// Subject of the table. Tables of one kind have the same columns.
    pub kind: &'static str,
    /// Date (`YYYY-MM-DD`) up to which, or since when, the facts are known: see `SOURCES.md`.
    pub vintage: &'static str,
    /// Key of the table's document in `SOURCES.md`, the same as in its rows.
    pub source: &'static str,
    /// Licence of the facts, as SPDX where it has a name there. Not the licence of this code.
    pub licence: &'static str,
    /// The table: UTF-8, comma, decimal point, LF, one header line, sorted by its key.
    pub text: &'static str,
}

macro_rules! tables {
    ($($kind:literal $short:literal ($vintage:literal) $source:literal $licence:literal;)*) => {
        /// Every table, by id.
        pub const TABLES: &[Table] = &[$(Table {
            id: concat!($kind, "-", $short),
            kind: $kind,
            vintage: $vintage,
            source: $source,
            licence: $licence,
            text: include_str!(concat!("../tables/", $kind, "-", $short, ".csv")),
        }),*];
    };
}

tables! {
    "climate-monthly" "2021" ("2021-12-31") "tmyx-2007-2021" "LicenseRef-TMYx";
    "climate-site" "2021" ("2021-12-31") "tmyx-2007-2021" "LicenseRef-TMYx";
    "fio-b-share" "2022-01-06" ("2022-01-06") "lei-14300-2022" "LicenseRef-BR-official-act";
    "flag-adders" "2026-07-15" ("2026-07-15") "aneel-flag-adders-2026-07-15" "ODbL-1.0";
    "flag-months" "2026-09" ("2026-09-30") "aneel-flag-months-2026-09-30" "ODbL-1.0";
    "iof-rates" "2025-07-17" ("2025-07-17") "decreto-6306-2007-art-7" "LicenseRef-BR-official-act";
    "tariff-holidays" "2024-08-27" ("2024-08-27") "ren-1000-art-2-xxxviii" "LicenseRef-BR-official-act";
    "tariffs-b1" "2026-09-30" ("2026-09-30") "aneel-tariffs-2026-09-30" "ODbL-1.0";
}

/// The table with this id, or `None`: an unknown vintage is never replaced by another one.
///
/// ```
/// assert!(coaraci_data::table("tariffs-b1-2026-09-30").is_some());
/// assert!(coaraci_data::table("tariffs-b1").is_none());
/// ```
#[must_use]
pub fn table(id: &str) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.id == id)
}
