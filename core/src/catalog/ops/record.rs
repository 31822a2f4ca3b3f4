//! Titles and records of a catalogue.

use crate::Answer;
use crate::catalog::record::{self, Record};
use crate::catalog::title::{self, EquipmentTitle};
use crate::columns::{Batch, Columns, Kind, OwnedColumn, Rows};
use crate::issue::{Code, Error, Issue};
use crate::quantity::Id;
use serde::{Deserialize, Serialize};

/// A title.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ParseEquipmentTitleRequest {
    /// The title as a wholesaler wrote it.
    pub text: String,
}

/// Read what the title of an inverter, a module or other equipment states; what it does not state is null, never a guess.
///
/// # Errors
/// Those of reading the request.
pub fn parse_equipment_title(request: ParseEquipmentTitleRequest) -> Result<Answer<EquipmentTitle>, Error> {
    Ok(Answer::new(title::parse(&request.text)))
}

/// A record of a catalogue.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ValidateCatalogRecordRequest {
    /// Its id.
    pub id: Option<Id>,
    /// Its title.
    pub title: String,
    /// Stored power in kilowatts.
    pub power_kw: Option<f64>,
    /// Stored power in watts.
    pub power_w: Option<f64>,
    /// Stored efficiency in percent.
    pub efficiency_pct: Option<f64>,
    /// Stored alternating voltage.
    pub voltage_v: Option<f64>,
    /// Power by a better source than the title, where there is one.
    pub true_power_kw: Option<f64>,
}

/// The verdict on a record.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CatalogRecordVerdict {
    /// `POWER_KW_CONTRADICTS_TITLE`, `POWER_W_CONTRADICTS_TITLE` (more than 15 % off), `EFFICIENCY_OUT_OF_RANGE` (outside 85 to 100),
    /// `AC_VOLTAGE_IMPLAUSIBLE` (outside 100 to 1000 V).
    pub issues: Vec<Issue>,
}

/// Validate a record of a catalogue: stored numbers that contradict its title or cannot be.
///
/// # Errors
/// Those of reading the request.
pub fn validate_catalog_record(request: ValidateCatalogRecordRequest) -> Result<Answer<CatalogRecordVerdict>, Error> {
    let record = Record {
        title: &request.title,
        power_kw: request.power_kw,
        power_w: request.power_w,
        efficiency_pct: request.efficiency_pct,
        voltage_v: request.voltage_v,
        true_power_kw: request.true_power_kw,
    };
    Ok(Answer::new(CatalogRecordVerdict { issues: record::validate(&record) }))
}

/// Column form of [`validate_catalog_record`]: one column of 0 and 1 an issue; a null number is not judged.
pub(crate) static VALIDATE_CATALOG_RECORD: Batch = Batch {
    inputs: &[
        ("title", Kind::Text),
        ("power_kw", Kind::F64),
        ("power_w", Kind::F64),
        ("efficiency_pct", Kind::F64),
        ("voltage_v", Kind::F64),
        ("true_power_kw", Kind::F64),
    ],
    outputs: &[
        ("power_kw_contradicts_title", Kind::I64),
        ("power_w_contradicts_title", Kind::I64),
        ("efficiency_out_of_range", Kind::I64),
        ("ac_voltage_implausible", Kind::I64),
        ("status", Kind::I32),
    ],
    run: validate_rows,
};

/// The codes in the order of the columns.
const FLAGS: [Code; 4] = [
    Code::POWER_KW_CONTRADICTS_TITLE,
    Code::POWER_W_CONTRADICTS_TITLE,
    Code::EFFICIENCY_OUT_OF_RANGE,
    Code::AC_VOLTAGE_IMPLAUSIBLE,
];

fn validate_rows(_: &str, columns: &Columns<'_>) -> Result<Rows, Error> {
    let mut flags = FLAGS.map(|_| vec![0_i64; columns.rows()]);
    let mut errors = Vec::new();
    for row in 0..columns.rows() {
        match row_of(columns, row) {
            Ok(record) => {
                let issues = record::validate(&record);
                for (column, code) in flags.iter_mut().zip(FLAGS) {
                    if let Some(slot) = column.get_mut(row) {
                        *slot = i64::from(issues.iter().any(|issue| issue.code == code));
                    }
                }
            }
            Err(error) => errors.push((row, error)),
        }
    }
    Ok(Rows { columns: flags.map(OwnedColumn::I64).into(), errors, summary: None })
}

fn row_of<'a>(columns: &Columns<'a>, row: usize) -> Result<Record<'a>, Error> {
    let number = |position: usize, place: &'static str| match columns.at(position).and_then(|column| column.f64(row)) {
        Some(number) if !number.is_finite() => Err(Error::from(Issue::error(Code::NOT_FINITE).at(place))),
        number => Ok(number),
    };
    let title = columns.at(0).and_then(|column| column.text(row));
    Ok(Record {
        title: title.ok_or_else(|| Issue::error(Code::MISSING_FIELD).at("/title"))?,
        power_kw: number(1, "/power_kw")?,
        power_w: number(2, "/power_w")?,
        efficiency_pct: number(3, "/efficiency_pct")?,
        voltage_v: number(4, "/voltage_v")?,
        true_power_kw: number(5, "/true_power_kw")?,
    })
}
