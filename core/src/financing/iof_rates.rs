//! Rates of the IOF by date and borrower: rows that the caller gives, or those of an embedded table.

use crate::Source;
#[cfg(feature = "data")]
use crate::SourceKind;
use crate::calendar::Date;
use crate::issue::{Code, Error, Issue};
use crate::money::Dec;
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

/// A row of a table of rates: what holds for a class of borrowers from one day to another.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct IofRateRow {
    /// Who borrows.
    pub borrower: Borrower,
    /// First day.
    pub valid_from: Date,
    /// Last day; absent while in force.
    pub valid_to: Option<Date>,
    /// Rate a day, a fraction; absent where the rates of these days are disputed.
    pub daily_fraction: Option<Dec>,
    /// Additional rate, a fraction; absent where the rates of these days are disputed.
    pub additional_fraction: Option<Dec>,
    /// The act that set them.
    pub act: String,
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

const DECREE: &str = "Decreto 6.306/2007, art. 7";

impl IofRates {
    /// The rates of the first row that holds on a date for a borrower.
    ///
    /// # Errors
    /// `IOF_RATE_UNKNOWN` and `IOF_RATE_DISPUTED` at `/date`.
    pub(super) fn of(
        mut rows: impl Iterator<Item = IofRateRow>,
        date: Date,
        borrower: Borrower,
    ) -> Result<IofRates, Error> {
        let holds = |row: &IofRateRow| row.valid_from <= date && row.valid_to.is_none_or(|last| date <= last);
        let row = rows.find(|row| row.borrower == borrower && holds(row));
        let row = row.ok_or_else(|| Issue::error(Code::IOF_RATE_UNKNOWN).at("/date").law(DECREE))?;
        let (Some(daily_fraction), Some(additional_fraction)) = (row.daily_fraction, row.additional_fraction) else {
            let disputed = Issue::error(Code::IOF_RATE_DISPUTED).at("/date");
            return Err(disputed.law("Decreto Legislativo 176/2025; ADC 96").into());
        };
        let IofRateRow { valid_from, valid_to, act, .. } = row;
        Ok(IofRates { daily_fraction, additional_fraction, act, valid_from, valid_to })
    }

    /// The rates of an embedded table that hold on a date.
    ///
    /// # Errors
    /// `NOT_FOUND` at `/named`, those of [`IofRates::of`], `TABLES_NOT_EMBEDDED`.
    #[cfg(feature = "data")]
    pub(super) fn named(named: &str, date: Date, borrower: Borrower) -> Result<(IofRates, Source), Error> {
        let table = coaraci_data::table(named).filter(|table| table.kind == "iof-rates");
        let table = table.ok_or_else(|| Issue::error(Code::NOT_FOUND).at("/named"))?;
        let rates = IofRates::of(table.text.lines().skip(1).filter_map(IofRateRow::read), date, borrower)?;
        Ok((rates, Source { kind: SourceKind::Law, id: table.id.to_owned(), vintage: table.vintage.to_owned() }))
    }

    /// The rates of a table, which this package does not carry.
    ///
    /// # Errors
    /// `TABLES_NOT_EMBEDDED`.
    #[cfg(not(feature = "data"))]
    pub(super) fn named(_: &str, _: Date, _: Borrower) -> Result<(IofRates, Source), Error> {
        Err(Issue::error(Code::TABLES_NOT_EMBEDDED).at("/named").into())
    }
}

#[cfg(feature = "data")]
impl IofRateRow {
    fn read(line: &str) -> Option<IofRateRow> {
        let mut cells = line.split(',');
        let mut cell = || cells.next();
        let (borrower, from, to, daily, additional, act) = (cell()?, cell()?, cell()?, cell()?, cell()?, cell()?);
        let classes = [Borrower::Individual, Borrower::Company, Borrower::SimplesSmall, Borrower::MeiSmall];
        let rate = |text: &str| crate::money::parse_decimal(text, 12).ok().map(Dec::from);
        Some(IofRateRow {
            borrower: classes.into_iter().find(|class| class.name() == borrower)?,
            valid_from: Date::parse(from).ok()?,
            valid_to: Date::parse(to).ok(),
            daily_fraction: rate(daily),
            additional_fraction: rate(additional),
            act: act.to_owned(),
        })
    }
}
