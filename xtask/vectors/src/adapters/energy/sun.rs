//! `solar_position_spa.csv`, `sun_times_spa.csv`, `delta_t.csv`, `extraterrestrial.csv`.

use super::table::{Row, cases, close, within};
use crate::case::{Adapter, Call, Case, Plan};
use crate::compare::value;
use chrono::DateTime;
use serde_json::{Value, json};

pub fn all() -> Vec<Adapter> {
    vec![
        Adapter { accepts: |file| file.name() == "solar_position_spa.csv", cases: |file| cases(file, position) },
        Adapter { accepts: |file| file.name() == "sun_times_spa.csv", cases: |file| cases(file, times) },
        Adapter { accepts: |file| file.name() == "delta_t.csv", cases: |file| cases(file, delta_t) },
    ]
}

fn utc(row: &Row, column: &str) -> Option<DateTime<chrono::Utc>> {
    DateTime::from_timestamp(row.text(column).parse().ok()?, 0)
}

fn position(row: Row) -> Case {
    let at = utc(&row, "unix_s").map(|at| at.format("%Y-%m-%dT%H:%M:%SZ").to_string());
    let request = |algorithm: &str| {
        json!({
            "site": {
                "latitude": row.json("lat"), "longitude": row.json("lon"), "altitude_m": row.json("altitude_m"),
                "pressure_pa": row.json("pressure_pa"), "air_c": row.json("temp_c"),
            },
            "at": at, "delta_t_s": row.json("delta_t_s"), "algorithm": algorithm,
        })
    };
    let calls = ["spa", "daily_nodes"].map(|algorithm| Call::new("sun_position", &request(algorithm))).into();
    let id = row.id("");
    let check =
        Box::new(move |envelopes: &[Value]| envelopes.iter().try_for_each(|envelope| near(&row, value(envelope)?)));
    Case { id, plan: Plan::Run { calls, check } }
}

fn near(row: &Row, found: &Value) -> Result<(), String> {
    let expected = |column: &str| row.number(column).unwrap_or(f64::NAN);
    for (column, field) in [
        ("zenith", "zenith_deg"),
        ("apparent_zenith", "apparent_zenith_deg"),
        ("elevation", "elevation_deg"),
        ("apparent_elevation", "apparent_elevation_deg"),
    ] {
        within(column, &found[field], expected(column), 0.0, 1e-6)?;
    }
    within("equation of time", &found["equation_of_time_minutes"], expected("equation_of_time_min"), 0.0, 1e-5)?;
    // At a pole the azimuth means nothing and near the zenith little: the direction on the horizon, times the sine of the zenith.
    if expected("lat").abs() < 90.0 {
        let azimuth = found["azimuth_deg"].as_f64().unwrap_or(f64::NAN);
        let turn = (azimuth - expected("azimuth")).abs();
        let turn = turn.min(360.0 - turn) * expected("zenith").to_radians().sin();
        within("azimuth", &turn.into(), 0.0, 0.0, 1e-6)?;
    }
    Ok(())
}

fn times(row: Row) -> Case {
    let day = utc(&row, "day_unix_s");
    let midnight = row.number("day_unix_s").unwrap_or(f64::NAN);
    let request = json!({
        "latitude": row.json("lat"), "longitude": row.json("lon"), "delta_t_s": row.json("delta_t_s"),
        "date": day.map(|day| day.format("%Y-%m-%d").to_string()),
    });
    Case::one(row.id(""), "sun_times", &request, move |envelope| {
        let found = value(envelope)?;
        for event in ["sunrise", "transit", "sunset"] {
            let found = &found[format!("{event}_s")];
            match row.number(&format!("{event}_unix_s")) {
                Some(expected) => within(event, found, expected - midnight, 0.0, 0.05)?,
                None if found.is_null() => {}
                None => return Err(format!("{event}: {found} where there is none")),
            }
        }
        Ok(())
    })
}

fn delta_t(row: Row) -> Case {
    let request = json!({"year": row.json("year").as_f64().map(|year| year as i64), "month": row.json("month").as_f64().map(|month| month as i64)});
    Case::one(row.id(""), "delta_t", &request, move |envelope| {
        close("ΔT", &value(envelope)?["delta_t_s"], row.number("delta_t_s").unwrap_or(f64::NAN))
    })
}
