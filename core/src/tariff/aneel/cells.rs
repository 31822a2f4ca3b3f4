//! Cells of ANEEL's files: UTF-8 or Windows-1252, quoted or not, with a decimal comma.

use crate::calendar::Date;
use crate::issue::{Code, Issue};
use crate::tariff::post::Post;
use rust_decimal::Decimal;
use std::borrow::Cow;

/// Where the cells of a line are; kept for many lines.
pub(super) type Places = Vec<(usize, usize)>;

/// The cells of one line by the number of their column.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cells<'a> {
    pub line: &'a [u8],
    /// Number of the line in the file.
    pub number: u64,
    pub places: &'a [(usize, usize)],
    /// Place of each known column.
    pub order: &'a [usize],
    /// Names of the known columns.
    pub names: &'static [&'static str],
}

/// Finds the cells of a line, without their quotation marks.
pub(super) fn find(line: &[u8], places: &mut Places) {
    places.clear();
    let (mut start, mut quoted) = (0, false);
    for (at, byte) in line.iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b';' if !quoted => {
                places.push((start, at));
                start = at + 1;
            }
            _ => {}
        }
    }
    places.push((start, line.len()));
}

/// The cell at a place, without quotation marks and blanks around it.
pub(super) fn at(line: &[u8], (start, end): (usize, usize)) -> &[u8] {
    let cell = line.get(start..end).unwrap_or_default();
    let inner = cell.strip_prefix(b"\"").and_then(|cell| cell.strip_suffix(b"\""));
    inner.unwrap_or(cell).trim_ascii()
}

impl<'a> Cells<'a> {
    /// The cell of a column.
    pub fn cell(&self, column: usize) -> &'a [u8] {
        let place = self.order.get(column).and_then(|place| self.places.get(*place));
        place.map_or(&[], |place| at(self.line, *place))
    }

    /// The cell as text.
    pub fn word(&self, column: usize) -> Cow<'a, str> {
        text(self.cell(column))
    }

    /// The issue of a cell that cannot be read.
    pub fn wrong(&self, column: usize) -> Issue {
        let name = self.names.get(column).copied().unwrap_or_default();
        Issue::error(Code::CELL_SYNTAX).with("line", count(self.number)).with("column", name)
    }

    /// A date.
    ///
    /// # Errors
    /// `CELL_SYNTAX`.
    pub fn date(&self, column: usize) -> Result<Date, Issue> {
        Date::parse(&self.word(column)).map_err(|_| self.wrong(column))
    }

    /// A date that may be absent.
    ///
    /// # Errors
    /// `CELL_SYNTAX`.
    pub fn end_date(&self, column: usize) -> Result<Option<Date>, Issue> {
        if self.cell(column).is_empty() { Ok(None) } else { self.date(column).map(Some) }
    }

    /// A CNPJ: 14 digits, of which leading zeros may be missing.
    ///
    /// # Errors
    /// `CELL_SYNTAX`.
    pub fn cnpj(&self, column: usize) -> Result<String, Issue> {
        let text = self.word(column);
        let digits = (1..=14).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        if digits { Ok(format!("{text:0>14}")) } else { Err(self.wrong(column)) }
    }

    /// A tariff post.
    ///
    /// # Errors
    /// `CELL_SYNTAX`.
    pub fn post(&self, column: usize) -> Result<Post, Issue> {
        match self.word(column).to_lowercase().as_str() {
            "ponta" => Ok(Post::Ponta),
            "intermediário" => Ok(Post::Intermediario),
            "fora ponta" => Ok(Post::ForaPonta),
            "não se aplica" => Ok(Post::Unico),
            _ => Err(self.wrong(column)),
        }
    }

    /// An amount; none for an empty cell.
    ///
    /// # Errors
    /// `CELL_SYNTAX`.
    pub fn amount(&self, column: usize) -> Result<Option<Decimal>, Issue> {
        amount(self.cell(column)).ok_or_else(|| self.wrong(column))
    }
}

/// The number of a line as a parameter.
pub(super) fn count(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A cell as text: UTF-8, or Windows-1252 where it is not; doubled quotation marks are one.
pub(super) fn text(cell: &[u8]) -> Cow<'_, str> {
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
