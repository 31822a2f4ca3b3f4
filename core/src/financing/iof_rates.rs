//! Rates of the IOF by date and borrower: rows of an embedded table.

use crate::calendar::Date;
use crate::issue::{Code, Error, Issue};
use crate::money::Dec;
use crate::{Source, SourceKind};
use serde::{Deserialize, Serialize};

/// Who borrows, as the decree tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Borrower {
    /// A natural person (*pessoa física*).
    Individual,
    /// A company (*pessoa jurídica*).
    Company,
    /// A company of Simples Nacional, for credit up to R$ 30,000.
    SimplesSmall,
    /// An individual micro-entrepreneur (*MEI*), for credit up to R$ 30,000.
    MeiSmall,
}

impl Borrower {
    /// The class of the same borrower for credit above R$ 30,000.
    pub(super) fn beyond_the_limit(self) -> Borrower {
        match self {
            Borrower::Individual => Borrower::Individual,
            _ => Borrower::Company,
        }
    }

    #[cfg(feature = "data")]
    const fn name(self) -> &'static str {
        match self {
            Borrower::Individual => "individual",
            Borrower::Company => "company",
            Borrower::SimplesSmall => "simples_small",
            Borrower::MeiSmall => "mei_small",
        }
    }
}

/// Rates of the IOF on credit.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IofRates {
    /// Rate a day, a fraction.
    pub daily_fraction: Dec,
    /// Additional rate, a fraction.
    pub additional_fraction: Dec,
    /// The act that set them.
    pub act: String,
    /// First day.
    pub valid_from: Date,
    /// Last day; null while in force.
    pub valid_to: Option<Date>,
}

impl IofRates {
    /// The row of a table that holds on a date.
    ///
    /// # Errors
    /// `NOT_FOUND` at `/named`, `IOF_RATE_UNKNOWN` and `IOF_RATE_DISPUTED` at `/date`, `TABLES_NOT_EMBEDDED`.
    #[cfg(feature = "data")]
    pub(super) fn find(named: &str, date: Date, borrower: Borrower) -> Result<(IofRates, Source), Error> {
        let table = coaraci_data::table(named).filter(|table| table.kind == "iof-rates");
        let table = table.ok_or_else(|| Issue::error(Code::NOT_FOUND).at("/named"))?;
        let rows = table.text.lines().skip(1).filter_map(Row::read);
        let row = rows
            .filter(|row| row.borrower == borrower.name())
            .find(|row| row.valid_from <= date && row.valid_to.is_none_or(|last| date <= last));
        let row = row.ok_or_else(|| Issue::error(Code::IOF_RATE_UNKNOWN).at("/date").law(DECREE))?;
        let (Some(daily), Some(additional)) = (row.daily, row.additional) else {
            return Err(Issue::error(Code::IOF_RATE_DISPUTED)
                .at("/date")
                .law("Decreto Legislativo 176/2025; ADC 96")
                .into());
        };
        let rates = IofRates {
            daily_fraction: daily,
            additional_fraction: additional,
            act: row.act.to_owned(),
            valid_from: row.valid_from,
            valid_to: row.valid_to,
        };
        Ok((rates, Source { kind: SourceKind::Law, id: table.id.to_owned(), vintage: table.vintage.to_owned() }))
    }

    /// The row of a table, which this package does not carry.
    ///
    /// # Errors
    /// `TABLES_NOT_EMBEDDED`.
    #[cfg(not(feature = "data"))]
    pub(super) fn find(_: &str, _: Date, _: Borrower) -> Result<(IofRates, Source), Error> {
        Err(Issue::error(Code::TABLES_NOT_EMBEDDED).at("/named").into())
    }
}

#[cfg(feature = "data")]
const DECREE: &str = "Decreto 6.306/2007, art. 7";

#[cfg(feature = "data")]
struct Row<'a> {
    borrower: &'a str,
    valid_from: Date,
    valid_to: Option<Date>,
    daily: Option<Dec>,
    additional: Option<Dec>,
    act: &'a str,
}

#[cfg(feature = "data")]
impl<'a> Row<'a> {
    fn read(line: &'a str) -> Option<Row<'a>> {
        let mut cells = line.split(',');
        let mut cell = || cells.next();
        let (borrower, from, to, daily, additional, act) = (cell()?, cell()?, cell()?, cell()?, cell()?, cell()?);
        let rate = |text: &str| crate::money::parse_decimal(text, 12).ok().map(Dec::from);
        Some(Row {
            borrower,
            valid_from: Date::parse(from).ok()?,
            valid_to: Date::parse(to).ok(),
            daily: rate(daily),
            additional: rate(additional),
            act,
        })
    }
}
