//! The operations `import_aneel_tariffs` and `import_aneel_components`.

use crate::Answer;
use crate::columns::{Columns, Form, Kind, Rows};
use crate::issue::{Code, Error, Issue};
use crate::tariff::aneel::{AneelComponent, AneelReport, AneelSelection, AneelTariff, FileRow, Reader};
use serde::{Deserialize, Serialize};

/// A slice of one of ANEEL's tables.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ImportAneelRequest {
    /// The slice, from its beginning or from where the former one ended.
    pub text: String,
    /// What the former slice returned; absent at the beginning of the file.
    pub carry: Option<String>,
    /// Whether another slice follows, default no.
    #[serde(default)]
    pub more: bool,
    /// Which rows are wanted, default all.
    #[serde(default)]
    pub selection: AneelSelection,
}

/// Tariffs of a slice.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ImportedTariffs {
    /// The wanted rows, in the order of the file.
    pub rows: Vec<AneelTariff>,
    /// What was read and left out.
    pub report: AneelReport,
    /// What the next slice takes.
    pub carry: String,
}

/// Components of a slice.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ImportedComponents {
    /// The wanted rows, in the order of the file.
    pub rows: Vec<AneelComponent>,
    /// What was read and left out.
    pub report: AneelReport,
    /// What the next slice takes.
    pub carry: String,
}

/// Import homologated tariffs from ANEEL's file, whole or slice by slice; the slices together give what the whole gives.
///
/// # Errors
/// `COLUMN_MISSING` and `COLUMN_UNKNOWN` for a header that is not the file's, `BAD_CARRY`. Rows that cannot be read are in the report.
pub fn import_aneel_tariffs(request: ImportAneelRequest) -> Result<Answer<ImportedTariffs>, Error> {
    let (rows, report, carry) = whole(&request)?;
    Ok(Answer::new(ImportedTariffs { rows, report, carry }))
}

/// Import the components of homologated tariffs (`TUSD_FioB`, `TE_ENERGIA` and others) from ANEEL's yearly file, whole or slice by
/// slice; `find_tariff` turns them into the components that bills read.
///
/// # Errors
/// `COLUMN_MISSING` and `COLUMN_UNKNOWN` for a header that is not the file's, `BAD_CARRY`. Rows that cannot be read are in the report.
pub fn import_aneel_components(request: ImportAneelRequest) -> Result<Answer<ImportedComponents>, Error> {
    let (rows, report, carry) = whole(&request)?;
    Ok(Answer::new(ImportedComponents { rows, report, carry }))
}

/// Rows of a kind, what was read, and what the next slice takes.
type Imported<R> = (Vec<R>, AneelReport, String);

fn whole<R: FileRow>(request: &ImportAneelRequest) -> Result<Imported<R>, Error> {
    let slices = std::iter::once(request.text.as_bytes());
    import(slices, request.carry.as_deref(), request.more, &request.selection)
}

fn import<'a, R: FileRow>(
    slices: impl Iterator<Item = &'a [u8]>,
    carry: Option<&str>,
    more: bool,
    selection: &AneelSelection,
) -> Result<Imported<R>, Error> {
    let resumed = carry.map_or_else(|| Some(Reader::default()), Reader::resume);
    let mut reader = resumed.ok_or_else(|| Issue::error(Code::BAD_CARRY).at("/carry"))?;
    let (mut rows, mut report) = (Vec::new(), AneelReport::default());
    for slice in slices {
        reader.read(slice, false, selection, &mut report, |row| rows.push(row))?;
    }
    reader.read(&[], !more, selection, &mut report, |row| rows.push(row))?;
    Ok((rows, report, reader.carry()))
}

/// What the slices of a batch share.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Shared {
    carry: Option<String>,
    #[serde(default)]
    more: bool,
    #[serde(default)]
    selection: AneelSelection,
}

/// Column form of [`import_aneel_tariffs`]: the rows of `content` are slices of the file in order, in any of its encodings. The
/// tariffs are the summary.
pub(crate) static IMPORT_ANEEL_TARIFFS: Form<Shared> = Form {
    inputs: &[("content", Kind::Bytes)],
    outputs: &[("status", Kind::I32)],
    run: |shared, columns| {
        let (rows, report, carry) = slices(&shared, columns)?;
        Ok(Rows::default().with_summary(ImportedTariffs { rows, report, carry }))
    },
};

/// Column form of [`import_aneel_components`], like that of [`import_aneel_tariffs`].
pub(crate) static IMPORT_ANEEL_COMPONENTS: Form<Shared> = Form {
    inputs: &[("content", Kind::Bytes)],
    outputs: &[("status", Kind::I32)],
    run: |shared, columns| {
        let (rows, report, carry) = slices(&shared, columns)?;
        Ok(Rows::default().with_summary(ImportedComponents { rows, report, carry }))
    },
};

fn slices<R: FileRow>(shared: &Shared, columns: &Columns<'_>) -> Result<Imported<R>, Error> {
    let content = columns.at(0);
    let slices = (0..columns.rows()).filter_map(|row| content.and_then(|content| content.bytes(row)));
    import(slices, shared.carry.as_deref(), shared.more, &shared.selection)
}
