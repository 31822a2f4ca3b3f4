use crate::issue::{Code, Error, Issue};

/// The fields of a line of comma-separated values; quotes protect commas.
pub(super) fn fields(line: &str) -> Vec<&str> {
    let mut fields = Vec::with_capacity(36);
    let mut rest = line;
    loop {
        let end = if let Some(inner) = rest.strip_prefix('"') {
            // from the closing quote on; a quote that never closes takes the rest
            inner.find('"').map_or(rest.len(), |close| {
                let behind = close + 2;
                rest.get(behind..).and_then(|tail| tail.find(',')).map_or(rest.len(), |comma| behind + comma)
            })
        } else {
            rest.find(',').unwrap_or(rest.len())
        };
        let (field, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
        fields.push(field.trim().trim_matches('"').trim());
        match tail.strip_prefix(',') {
            Some(next) => rest = next,
            None => return fields,
        }
    }
}

/// The error of a line, counted from one.
pub(super) fn bad_line(line: usize) -> Error {
    Issue::error(Code::WEATHER_SYNTAX).at("/text").with("line", line).into()
}

/// A finite number in a field.
pub(super) fn number(field: Option<&&str>) -> Option<f64> {
    field.and_then(|field| field.parse::<f64>().ok()).filter(|value| value.is_finite())
}

/// A number in a field of a line.
///
/// # Errors
/// `WEATHER_SYNTAX`.
pub(super) fn needed(fields: &[&str], at: usize, line: usize) -> Result<f64, Error> {
    number(fields.get(at)).ok_or_else(|| bad_line(line))
}

/// A whole number in a field of a line.
///
/// # Errors
/// `WEATHER_SYNTAX`.
pub(super) fn whole(fields: &[&str], at: usize, line: usize) -> Result<i32, Error> {
    // some writers print 2018.0
    let value = needed(fields, at, line)?;
    let fits = value == value.trunc() && value.abs() < 100_000.0;
    if fits { Ok(value as i32) } else { Err(bad_line(line)) }
}

/// Position of the first column with one of the names, small and capital letters alike.
pub(super) fn column(names: &[&str], wanted: &[&str]) -> Option<usize> {
    names.iter().position(|name| wanted.iter().any(|wanted| name.eq_ignore_ascii_case(wanted)))
}

/// The same for a column that must be there.
///
/// # Errors
/// `WEATHER_COLUMN_MISSING` with our name of it.
pub(super) fn needed_column(names: &[&str], wanted: &[&str], ours: &'static str) -> Result<usize, Error> {
    let missing = || Issue::error(Code::WEATHER_COLUMN_MISSING).at("/text").with("column", ours).into();
    column(names, wanted).ok_or_else(missing)
}
