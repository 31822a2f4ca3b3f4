//! The official table of homologated tariffs (ANEEL, `tarifas-homologadas-distribuidoras-energia-eletrica.csv`), slice by slice.
//!
//! Columns are found by the names of the header, in any order. Cells are UTF-8 or Windows-1252, quoted or not, with a decimal comma;
//! `,00` is a published zero, an empty cell is no value. Rows that cannot be read are reported with their line.

use super::post::Post;
use crate::calendar::Date;
use crate::issue::{Code, Error, Issue, Problems};
use crate::money::Dec;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The columns of the file.
const COLUMNS: [&str; 17] = [
    "DatGeracaoConjuntoDados",
    "DscREH",
    "SigAgente",
    "NumCNPJDistribuidora",
    "DatInicioVigencia",
    "DatFimVigencia",
    "DscBaseTarifaria",
    "DscSubGrupo",
    "DscModalidadeTarifaria",
    "DscClasse",
    "DscSubClasse",
    "DscDetalhe",
    "NomPostoTarifario",
    "DscUnidadeTerciaria",
    "SigAgenteAcessante",
    "VlrTUSD",
    "VlrTE",
];

/// Numbers of columns in [`COLUMNS`].
mod column {
    pub const ACT: usize = 1;
    pub const AGENT: usize = 2;
    pub const CNPJ: usize = 3;
    pub const FROM: usize = 4;
    pub const TO: usize = 5;
    pub const BASE: usize = 6;
    pub const SUBGROUP: usize = 7;
    pub const MODALITY: usize = 8;
    pub const CLASS: usize = 9;
    pub const SUBCLASS: usize = 10;
    pub const DETAIL: usize = 11;
    pub const POST: usize = 12;
    pub const UNIT: usize = 13;
    pub const USER: usize = 14;
    pub const TUSD: usize = 15;
    pub const TE: usize = 16;
}

/// What the file calls a thing that does not apply.
pub(crate) const NOT_APPLICABLE: &str = "Não se aplica";
/// The base of the tariffs that bills use; the other one is for reviews.
const APPLIED: &str = "Tarifa de Aplicação";
/// Most refused rows that are listed one by one.
const LISTED: usize = 100;

/// One homologated tariff of one post.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AneelTariff {
    /// Its line in the file, counted from 1.
    pub line: u64,
    /// CNPJ of the distributor, 14 digits: names change, the CNPJ does not.
    pub cnpj: String,
    /// Name of the distributor in the file.
    pub agent: String,
    /// Act that set the price, such as `REH 3.589/2026`.
    pub act: String,
    /// First day in force.
    pub valid_from: Date,
    /// Last day in force; open if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
    /// Subgroup in the file's words: `B1`, `A4`.
    pub subgroup: String,
    /// Modality in the file's words: `Convencional`, `Branca`, `Azul`, `Verde`.
    pub modality: String,
    /// Class in the file's words.
    pub class: String,
    /// Subclass in the file's words.
    pub subclass: String,
    /// Detail in the file's words: `Não se aplica`, `SCEE`, `APE`.
    pub detail: String,
    /// Tariff post.
    pub post: Post,
    /// Named user of the network, `Não se aplica` in general.
    pub user: String,
    /// TUSD of energy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tusd_brl_kwh: Option<Dec>,
    /// TE of energy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub te_brl_kwh: Option<Dec>,
    /// TUSD of demand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub demand_brl_kw: Option<Dec>,
}

/// Which rows are wanted; what is absent is not asked.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AneelSelection {
    /// CNPJ of the distributor, 14 digits.
    pub cnpj: Option<String>,
    /// Subgroup in the file's words.
    pub subgroup: Option<String>,
    /// Modality in the file's words.
    pub modality: Option<String>,
    /// A day on which the row is in force.
    pub valid_on: Option<Date>,
}

/// What was read.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AneelReport {
    /// Rows read, the header aside.
    pub read_count: u64,
    /// Rows of another base than that of bills, left out.
    pub other_base_count: u64,
    /// Rows without any price or with nothing but zeros: not homologated, left out.
    pub not_homologated_count: u64,
    /// Rows that could not be read.
    pub refused_count: u64,
    /// The first of them, with line and column.
    pub issues: Vec<Issue>,
}

/// Where reading stands between two slices: the small text that the next call takes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Reader {
    line: u64,
    /// Place in the file of each known column; none before the header.
    order: Option<Vec<usize>>,
    /// Beginning of a line whose end has not come yet.
    rest: Vec<u8>,
}

impl Reader {
    /// The reader that a text of [`Reader::carry`] describes; `None` for another text.
    pub fn resume(carry: &str) -> Option<Self> {
        let mut parts = carry.split(':');
        let (line, order, rest) = (parts.next()?.parse().ok()?, parts.next()?, parts.next()?);
        let order: Vec<usize> =
            order.split(',').filter(|text| !text.is_empty()).map(str::parse).collect::<Result<_, _>>().ok()?;
        let known = order.is_empty() || order.len() == COLUMNS.len();
        let digits = rest.as_bytes().chunks(2).map(|pair| {
            let pair = std::str::from_utf8(pair).ok()?;
            u8::from_str_radix(pair, 16).ok()
        });
        let rest = digits.collect::<Option<Vec<u8>>>()?;
        (known && parts.next().is_none()).then_some(Reader { line, order: (!order.is_empty()).then_some(order), rest })
    }

    /// Line, columns and the beginning of an unfinished line, as a text.
    pub fn carry(&self) -> String {
        use std::fmt::Write;
        let order: Vec<String> = self.order.iter().flatten().map(ToString::to_string).collect();
        let mut text = format!("{}:{}:", self.line, order.join(","));
        for byte in &self.rest {
            // Writing to a text cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        text
    }

    /// Reads one slice; `last` says that no other follows.
    ///
    /// # Errors
    /// `COLUMN_MISSING` and `COLUMN_UNKNOWN` for a header that is not the file's.
    pub fn read(
        &mut self,
        slice: &[u8],
        last: bool,
        wanted: &AneelSelection,
        report: &mut AneelReport,
        mut take: impl FnMut(AneelTariff),
    ) -> Result<(), Error> {
        let mut left = slice;
        while let Some(end) = left.iter().position(|byte| *byte == b'\n') {
            let (line, after) = left.split_at(end);
            left = after.get(1..).unwrap_or_default();
            if self.rest.is_empty() {
                self.line(line, wanted, report, &mut take)?;
            } else {
                let mut whole = std::mem::take(&mut self.rest);
                whole.extend_from_slice(line);
                self.line(&whole, wanted, report, &mut take)?;
            }
        }
        self.rest.extend_from_slice(left);
        if last && !self.rest.is_empty() {
            let whole = std::mem::take(&mut self.rest);
            self.line(&whole, wanted, report, &mut take)?;
        }
        Ok(())
    }

    fn line(
        &mut self,
        line: &[u8],
        wanted: &AneelSelection,
        report: &mut AneelReport,
        take: &mut impl FnMut(AneelTariff),
    ) -> Result<(), Error> {
        self.line += 1;
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let Some(order) = &self.order else {
            let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
            self.order = Some(header(line)?);
            return Ok(());
        };
        if line.is_empty() {
            return Ok(());
        }
        report.read_count += 1;
        match row(line, order, self.line, wanted) {
            Ok(Row::Wanted(tariff)) => take(*tariff),
            Ok(Row::Unwanted) => {}
            Ok(Row::OtherBase) => report.other_base_count += 1,
            Ok(Row::NotHomologated) => report.not_homologated_count += 1,
            Err(issue) => {
                report.refused_count += 1;
                if report.issues.len() < LISTED {
                    report.issues.push(issue);
                }
            }
        }
        Ok(())
    }
}

/// Places of the known columns in the file.
fn header(line: &[u8]) -> Result<Vec<usize>, Error> {
    let names = cells(line);
    let mut problems = Problems::new();
    let mut order = Vec::with_capacity(COLUMNS.len());
    for wanted in COLUMNS {
        let place = names.iter().position(|name| text(name) == wanted);
        problems.require(place.is_some(), || Issue::error(Code::COLUMN_MISSING).with("column", wanted));
        order.extend(place);
    }
    let unknown = names.iter().any(|name| !COLUMNS.contains(&text(name).as_ref()));
    problems.require(!unknown, || Issue::error(Code::COLUMN_UNKNOWN));
    problems.finish().map(|()| order)
}

/// The cells of a line, without their quotation marks.
fn cells(line: &[u8]) -> Vec<&[u8]> {
    let mut found = Vec::with_capacity(COLUMNS.len());
    let mut quoted = false;
    let outside = |byte: &u8| {
        quoted ^= *byte == b'"';
        *byte == b';' && !quoted
    };
    for cell in line.split(outside) {
        let inner = cell.strip_prefix(b"\"").and_then(|cell| cell.strip_suffix(b"\""));
        found.push(inner.unwrap_or(cell).trim_ascii());
    }
    found
}

/// A cell as text: UTF-8, or Windows-1252 where it is not; doubled quotation marks are one.
fn text(cell: &[u8]) -> Cow<'_, str> {
    /// What Windows-1252 has in the place of control characters, from 0x80 on.
    const WINDOWS: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let plain = match std::str::from_utf8(cell) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => {
            let decode = |byte: &u8| match byte.checked_sub(0x80).and_then(|index| WINDOWS.get(usize::from(index))) {
                Some(character) => *character,
                None => char::from(*byte),
            };
            Cow::Owned(cell.iter().map(decode).collect())
        }
    };
    if plain.contains("\"\"") { Cow::Owned(plain.replace("\"\"", "\"")) } else { plain }
}

/// Whether two words of the file are the same, upper and lower case aside.
pub(crate) fn same_word(a: &str, b: &str) -> bool {
    a.trim() == b.trim() || a.trim().to_lowercase() == b.trim().to_lowercase()
}

enum Row {
    Wanted(Box<AneelTariff>),
    Unwanted,
    OtherBase,
    NotHomologated,
}

fn row(line: &[u8], order: &[usize], number: u64, wanted: &AneelSelection) -> Result<Row, Issue> {
    let cells = cells(line);
    if cells.len() != COLUMNS.len() {
        let issue = Issue::error(Code::ROW_CELLS).with("line", count(number));
        return Err(issue.with("found", cells.len()).with("expected", COLUMNS.len()));
    }
    let cell = |column: usize| order.get(column).and_then(|place| cells.get(*place)).copied().unwrap_or_default();
    let wrong = |column: usize| {
        let name = COLUMNS.get(column).copied().unwrap_or_default();
        Issue::error(Code::CELL_SYNTAX).with("line", count(number)).with("column", name)
    };
    let word = |column: usize| text(cell(column));
    if word(column::BASE) != APPLIED {
        return Ok(Row::OtherBase);
    }
    let cnpj = cnpj(&word(column::CNPJ)).ok_or_else(|| wrong(column::CNPJ))?;
    let differs = |given: &Option<String>, found: &str| given.as_ref().is_some_and(|given| !same_word(given, found));
    if differs(&wanted.cnpj, &cnpj)
        || differs(&wanted.subgroup, &word(column::SUBGROUP))
        || differs(&wanted.modality, &word(column::MODALITY))
    {
        return Ok(Row::Unwanted);
    }
    let date = |column: usize| Date::parse(&word(column)).map_err(|_| wrong(column));
    let valid_from = date(column::FROM)?;
    let valid_to = if cell(column::TO).is_empty() { None } else { Some(date(column::TO)?) };
    if wanted.valid_on.is_some_and(|day| day < valid_from || valid_to.is_some_and(|last| last < day)) {
        return Ok(Row::Unwanted);
    }
    let post = match word(column::POST).to_lowercase().as_str() {
        "ponta" => Post::Ponta,
        "intermediário" => Post::Intermediario,
        "fora ponta" => Post::ForaPonta,
        "não se aplica" => Post::Unico,
        _ => return Err(wrong(column::POST)),
    };
    let value = |column: usize| amount(cell(column)).ok_or_else(|| wrong(column));
    let (tusd, te) = (value(column::TUSD)?, value(column::TE)?);
    let nothing = |value: &Option<Decimal>| value.is_none_or(|value| value.is_zero());
    if nothing(&tusd) && nothing(&te) {
        return Ok(Row::NotHomologated);
    }
    // A MWh has 1000 kWh: three decimals more.
    let kwh = |value: Option<Decimal>| {
        let thousandth = |value: Decimal| Decimal::try_from_i128_with_scale(value.mantissa(), value.scale() + 3).ok();
        value.and_then(thousandth).map(Dec::from)
    };
    let (tusd_brl_kwh, te_brl_kwh, demand_brl_kw) = match word(column::UNIT).as_ref() {
        "MWh" => (kwh(tusd), kwh(te), None),
        "kW" => (None, None, tusd.map(Dec::from)),
        _ => return Err(wrong(column::UNIT)),
    };
    Ok(Row::Wanted(Box::new(AneelTariff {
        line: number,
        cnpj,
        agent: word(column::AGENT).into_owned(),
        act: word(column::ACT).into_owned(),
        valid_from,
        valid_to,
        subgroup: word(column::SUBGROUP).into_owned(),
        modality: word(column::MODALITY).into_owned(),
        class: word(column::CLASS).into_owned(),
        subclass: word(column::SUBCLASS).into_owned(),
        detail: word(column::DETAIL).into_owned(),
        post,
        user: word(column::USER).into_owned(),
        tusd_brl_kwh,
        te_brl_kwh,
        demand_brl_kw,
    })))
}

fn count(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// 14 digits; leading zeros may be missing.
fn cnpj(text: &str) -> Option<String> {
    let digits = (1..=14).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| format!("{text:0>14}"))
}

/// An amount with a decimal comma and, maybe, points between thousands; empty is no value. `None` for another form.
fn amount(cell: &[u8]) -> Option<Option<Decimal>> {
    if cell.is_empty() {
        return Some(None);
    }
    let (negative, digits) = match cell.strip_prefix(b"-") {
        Some(digits) => (true, digits),
        None => (false, cell),
    };
    let mut parts = digits.splitn(2, |byte| *byte == b',');
    let (whole, fraction) = (parts.next()?, parts.next().unwrap_or_default());
    let mut groups = whole.split(|byte| *byte == b'.');
    let first = groups.next()?;
    let grouped = whole.contains(&b'.');
    if (grouped && !(1..=3).contains(&first.len()))
        || groups.any(|group| group.len() != 3)
        || whole.len() + fraction.len() == 0
    {
        return None;
    }
    let (mut units, mut length) = (0_i64, 0_u32);
    for byte in whole.iter().filter(|byte| **byte != b'.').chain(fraction) {
        let digit = byte.checked_sub(b'0').filter(|digit| *digit < 10)?;
        units = units.checked_mul(10)?.checked_add(digit.into())?;
        length += 1;
    }
    let scale = u32::try_from(fraction.len()).ok().filter(|scale| *scale <= 9 && length <= 18)?;
    Some(Some(Decimal::new(if negative { -units } else { units }, scale)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HEADER: &str = "DatGeracaoConjuntoDados;DscREH;SigAgente;NumCNPJDistribuidora;DatInicioVigencia;DatFimVigencia;DscBaseTarifaria;DscSubGrupo;DscModalidadeTarifaria;DscClasse;DscSubClasse;DscDetalhe;NomPostoTarifario;DscUnidadeTerciaria;SigAgenteAcessante;VlrTUSD;VlrTE";

    fn sample() -> String {
        let mut file = format!("{HEADER}\r\n");
        for (sub, post, unit, tusd, te) in [
            ("B1", "Não se aplica", "MWh", "541,30", "317,28"),
            ("A4", "Fora ponta", "kW", "1.039,87", ""),
            ("B2", "Não se aplica", "MWh", ",00", ",00"),
            ("B3", "Não se aplica", "MWh", "541.30", "317,28"),
            ("B1", "Madrugada", "MWh", "1,00", "1,00"),
        ] {
            file.push_str(&format!(
                "\"2026-09-30\";\"REH 3.459/2025\";\"CEMIG-D\";\"6981180000116\";\"2025-05-28\";\"2025-12-31\";\"Tarifa de Aplicação\";\"{sub}\";\"Convencional\";\"Residencial\";\"Residencial Tarifa Social – faixa 01\";\"Não se aplica\";\"{post}\";\"{unit}\";\"Não se aplica\";\"{tusd}\";\"{te}\"\r\n"
            ));
        }
        file.push_str("\"2026-09-30\";\"short\"\r\n");
        file
    }

    fn read(slices: &[&[u8]]) -> (Vec<AneelTariff>, AneelReport) {
        let (mut found, mut report, mut carry) = (Vec::new(), AneelReport::default(), None::<String>);
        for (index, slice) in slices.iter().enumerate() {
            let mut reader = carry.as_deref().map_or_else(Reader::default, |text| Reader::resume(text).unwrap());
            let last = index + 1 == slices.len();
            reader.read(slice, last, &AneelSelection::default(), &mut report, |row| found.push(row)).unwrap();
            carry = Some(reader.carry());
        }
        (found, report)
    }

    #[test]
    fn reads_what_is_there_and_says_where_the_rest_fails() {
        let (found, report) = read(&[sample().as_bytes()]);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].cnpj, "06981180000116");
        assert_eq!(found[0].tusd_brl_kwh.unwrap().to_string(), "0.5413");
        assert_eq!(found[1].demand_brl_kw.unwrap().to_string(), "1039.87");
        assert_eq!((report.read_count, report.not_homologated_count, report.refused_count), (6, 1, 3));
        let places: Vec<String> =
            report.issues.iter().map(|issue| serde_json::to_string(&issue.params).unwrap()).collect();
        assert_eq!(
            places,
            [
                r#"{"line":5,"column":"VlrTUSD"}"#,
                r#"{"line":6,"column":"NomPostoTarifario"}"#,
                r#"{"line":7,"found":2,"expected":17}"#
            ]
        );
    }

    #[test]
    fn windows_1252_is_the_same_table() {
        let plain = sample();
        let encoded: Vec<u8> =
            plain.chars().map(|c| if c == '–' { 0x96 } else { u8::try_from(u32::from(c)).unwrap() }).collect();
        assert_eq!(read(&[&encoded]), read(&[plain.as_bytes()]));
        let marked: Vec<u8> = b"\xef\xbb\xbf".iter().chain(plain.as_bytes()).copied().collect();
        assert_eq!(read(&[&marked]), read(&[plain.as_bytes()]));
    }

    #[test]
    fn a_changed_header_is_refused() {
        let mut report = AneelReport::default();
        let renamed = HEADER.replace("DscREH", "DscResolucaoHomologatoria");
        let error = Reader::default()
            .read(renamed.as_bytes(), true, &AneelSelection::default(), &mut report, |_| ())
            .unwrap_err();
        let codes: Vec<_> = error.issues().map(|issue| issue.code).collect();
        assert_eq!(codes, [Code::COLUMN_MISSING, Code::COLUMN_UNKNOWN]);
    }

    proptest! {
        #[test]
        fn slices_make_the_whole(cuts in prop::collection::vec(0_usize..2_000, 0..8)) {
            let file = sample();
            let bytes = file.as_bytes();
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
            cuts.sort_unstable();
            let mut slices = Vec::new();
            let mut from = 0;
            for cut in cuts.into_iter().chain([bytes.len()]) {
                slices.push(&bytes[from..cut]);
                from = cut;
            }
            prop_assert_eq!(read(&slices), read(&[bytes]));
        }
    }
}
