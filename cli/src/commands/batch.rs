//! Many rows: requests line by line, or columns of a CSV file.

use crate::arguments::BatchFormat;
use crate::failure::{Failure, ROWS};
use crate::input;
use crate::progress::Bar;
use coaraci::api::{self, BATCHES, Column, Kind, OwnedColumn, Values};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

/// Calls an operation for all rows; 3 if some have issues.
pub fn run(operation: &str, file: &Path, format: BatchFormat, params: Option<&Path>) -> Result<ExitCode, Failure> {
    let issues = match format {
        BatchFormat::Ndjson => lines(operation, file)?,
        BatchFormat::Csv => {
            let params = params.map_or_else(|| Ok("{}".to_owned()), input::read)?;
            columns(operation, &input::read(file)?, params)?
        }
    };
    Ok(if issues > 0 { ExitCode::from(ROWS) } else { ExitCode::SUCCESS })
}

/// One request a line, one envelope a line, in order; empty lines are skipped.
fn lines(operation: &str, file: &Path) -> Result<u64, Failure> {
    let failed = |error| Failure::Input(file.to_owned(), error);
    let reader: Box<dyn BufRead> = if file == Path::new("-") {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(BufReader::new(std::fs::File::open(file).map_err(failed)?))
    };
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut bar = Bar::new(operation);
    for line in reader.lines() {
        let line = line.map_err(failed)?;
        if line.trim().is_empty() {
            continue;
        }
        let envelope = api::call(operation, &line);
        bar.step(!envelope.starts_with(super::GOOD));
        // Whole lines only, whenever the program is stopped.
        writeln!(out, "{envelope}").map_err(Failure::Output)?;
    }
    out.flush().map_err(Failure::Output)?;
    Ok(bar.finish())
}

/// A column as it was read.
enum Read {
    Floats(Vec<f64>),
    Integers(Vec<i64>),
    Decimals(Vec<i128>, u8),
    Texts(Vec<i32>, Vec<u8>),
}

/// The column form: columns by the names in the first line, answers as CSV, issues on standard error.
fn columns(operation: &str, text: &str, params: String) -> Result<u64, Failure> {
    let Some((_, batch)) = BATCHES.iter().find(|(name, _)| *name == operation) else {
        return Err(Failure::Unknown("column form", operation.to_owned()));
    };
    let broken = |error: csv::Error| Failure::Unreported(error.to_string());
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names: Vec<String> = reader.headers().map_err(broken)?.iter().map(str::to_owned).collect();
    let mut cells: Vec<Vec<String>> = vec![Vec::new(); names.len()];
    for row in reader.records() {
        for (column, cell) in cells.iter_mut().zip(row.map_err(broken)?.iter()) {
            column.push(cell.to_owned());
        }
    }
    let read = names.iter().zip(&cells).map(|(name, cells)| {
        let kind = batch.inputs.iter().find(|(known, _)| *known == name.as_str()).map_or(Kind::Text, |(_, kind)| *kind);
        parse(name, cells, kind)
    });
    let read = read.collect::<Result<Vec<_>, _>>()?;
    let columns: Vec<Column<'_>> =
        names.iter().zip(&read).map(|(name, read)| Column::new(name, read.values())).collect();
    let answer = crate::progress::watch(operation, || api::call_batch(operation, &params, &columns));
    if !answer.envelope.starts_with(super::GOOD) {
        return Err(Failure::Refused { request: params, envelope: answer.envelope });
    }
    let envelope: serde_json::Value = serde_json::from_str(&answer.envelope).unwrap_or_default();
    let issues = envelope["value"]["issues"].as_array().cloned().unwrap_or_default();
    for issue in &issues {
        eprintln!("{issue}");
    }
    print(&answer.columns)?;
    Ok(u64::try_from(issues.len()).unwrap_or(u64::MAX))
}

fn parse(name: &str, cells: &[String], kind: Kind) -> Result<Read, Failure> {
    let wrong = |row: usize| Failure::Unreported(format!("{name}, row {}: not a value of {}", row + 1, kind.name()));
    fn all<T>(
        cells: &[String],
        of: impl Fn(&str) -> Option<T>,
        wrong: impl Fn(usize) -> Failure,
    ) -> Result<Vec<T>, Failure> {
        cells.iter().enumerate().map(|(row, cell)| of(cell.trim()).ok_or_else(|| wrong(row))).collect()
    }
    Ok(match kind {
        Kind::F64 => Read::Floats(all(cells, |cell| cell.parse().ok(), wrong)?),
        Kind::I64 | Kind::I32 => Read::Integers(all(cells, |cell| cell.parse().ok(), wrong)?),
        Kind::Dec => {
            let places = |cell: &String| cell.trim().split_once('.').map_or(0, |(_, fraction)| fraction.len());
            let scale = cells.iter().map(places).max().unwrap_or(0);
            let of = |cell: &str| {
                let (whole, fraction) = cell.split_once('.').unwrap_or((cell, ""));
                format!("{whole}{fraction:0<scale$}").parse::<i128>().ok()
            };
            Read::Decimals(all(cells, of, wrong)?, u8::try_from(scale).map_err(|_| wrong(0))?)
        }
        _ => {
            let mut offsets = vec![0];
            let mut bytes = Vec::new();
            for (row, cell) in cells.iter().enumerate() {
                bytes.extend_from_slice(cell.as_bytes());
                offsets.push(i32::try_from(bytes.len()).map_err(|_| wrong(row))?);
            }
            Read::Texts(offsets, bytes)
        }
    })
}

impl Read {
    fn values(&self) -> Values<'_> {
        match self {
            Read::Floats(values) => Values::F64(values),
            Read::Integers(values) => Values::I64(values),
            Read::Decimals(unscaled, scale) => Values::Dec { unscaled, scale: *scale },
            Read::Texts(offsets, bytes) => Values::Text { offsets, bytes },
        }
    }
}

fn print(columns: &[(&'static str, OwnedColumn)]) -> Result<(), Failure> {
    let mut out = csv::Writer::from_writer(std::io::stdout().lock());
    let texts: Vec<Vec<String>> = columns.iter().map(|(_, column)| written(column)).collect();
    let rows = texts.iter().map(Vec::len).max().unwrap_or(0);
    let failed = |error: csv::Error| Failure::Output(std::io::Error::other(error));
    out.write_record(columns.iter().map(|(name, _)| *name)).map_err(failed)?;
    for row in 0..rows {
        let cells = texts.iter().map(|column| column.get(row).map_or("", String::as_str));
        out.write_record(cells).map_err(failed)?;
    }
    out.flush().map_err(Failure::Output)
}

fn written(column: &OwnedColumn) -> Vec<String> {
    fn all<T: ToString>(values: &[T]) -> Vec<String> {
        values.iter().map(ToString::to_string).collect()
    }
    match column {
        OwnedColumn::F64(values) => all(values),
        OwnedColumn::I64(values) => all(values),
        OwnedColumn::I32(values) => all(values),
        OwnedColumn::Dec { unscaled, scale } => unscaled.iter().map(|value| decimal(*value, *scale)).collect(),
        OwnedColumn::Text { offsets, bytes } => {
            let place = |offset: &i32| usize::try_from(*offset).unwrap_or_default();
            let text = |ends: &[i32]| bytes.get(place(&ends[0])..place(&ends[1])).unwrap_or_default();
            offsets.windows(2).map(|ends| String::from_utf8_lossy(text(ends)).into_owned()).collect()
        }
        _ => Vec::new(),
    }
}

/// A scaled integer with its point.
fn decimal(unscaled: i128, scale: u8) -> String {
    let scale = usize::from(scale);
    let digits = format!("{:0>width$}", unscaled.unsigned_abs(), width = scale + 1);
    let (whole, fraction) = digits.split_at(digits.len() - scale);
    let minus = if unscaled < 0 { "-" } else { "" };
    if scale == 0 { format!("{minus}{whole}") } else { format!("{minus}{whole}.{fraction}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scaled_integers_keep_their_digits() {
        assert_eq!(decimal(-5, 2), "-0.05");
        assert_eq!(decimal(123_456, 2), "1234.56");
        assert_eq!(decimal(7, 0), "7");
    }

    #[test]
    fn decimals_of_a_column_share_one_scale() {
        let cells = ["1.5", "-0.25", "2"].map(str::to_owned);
        let Ok(Read::Decimals(values, 2)) = parse("x", &cells, Kind::Dec) else { panic!("no decimals") };
        assert_eq!(values, [150, -25, 200]);
        assert!(parse("x", &["a".to_owned()], Kind::F64).is_err());
    }
}
