//! Columns: a year of zenith angles in one call.

use coaraci::api::{Column, OwnedColumn, Values, call, call_batch};

fn main() {
    let zeniths: Vec<f64> = (0..8_760).map(|hour| f64::from(hour % 24) * 7.5).collect();
    let answer = call_batch("air_mass", r#"{"altitude_m":760}"#, &[Column::new("zenith_deg", Values::F64(&zeniths))]);
    assert!(answer.envelope.starts_with(r#"{"ok":true"#), "{}", answer.envelope);

    let (name, OwnedColumn::F64(air_masses)) = &answer.columns[0] else { panic!("a column of floats") };
    println!("{name}: {} rows, at 60 degrees {}", air_masses.len(), air_masses[8]);
    // Row form and column form share one kernel: the same bits.
    let row = call("air_mass", r#"{"altitude_m":760,"zenith_deg":60}"#);
    assert!(row.contains(&format!(r#""{name}":{},"#, air_masses[8])), "{row}");
}
