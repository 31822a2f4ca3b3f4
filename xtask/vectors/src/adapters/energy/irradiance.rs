//! `decomposition.csv`, `dirint_series.csv`, `transposition.csv`, `perez_sets.csv`.

use super::table::{Row, cases, close, maybe, rows, within};
use crate::case::{Adapter, Call, Case, File, Plan};
use crate::compare::value;
use serde_json::{Value, json};

pub fn all() -> Vec<Adapter> {
    vec![
        Adapter { accepts: |file| file.name() == "decomposition.csv", cases: |file| cases(file, decomposition) },
        Adapter { accepts: |file| file.name() == "dirint_series.csv", cases: dirint },
        Adapter { accepts: |file| file.name() == "transposition.csv", cases: |file| cases(file, transposition) },
        Adapter { accepts: |file| file.name() == "perez_sets.csv", cases: |file| cases(file, perez_sets) },
    ]
}

fn decomposition(row: Row) -> Case {
    let models = ["erbs", "boland", "disc", "erbs_driesse", "orgill_hollands"];
    let calls = models
        .iter()
        .map(|model| {
            let request = json!({
                "model": model, "ghi_w_m2": [row.json("ghi")], "zenith_deg": [row.json("zenith")],
                "day_of_year": [row.json("day_of_year")], "pressure_pa": row.json("pressure_pa"),
            });
            Call::new("decompose_irradiance", &request)
        })
        .collect();
    let id = row.id("");
    let check = Box::new(move |envelopes: &[Value]| {
        for (model, envelope) in models.iter().zip(envelopes) {
            let found = value(envelope)?;
            for (part, field) in [
                ("dni", "dni_w_m2"),
                ("dhi", "dhi_w_m2"),
                ("kt", "clearness_ratio"),
                ("airmass", "absolute_air_mass_ratio"),
            ] {
                let column = format!("{model}_{part}");
                match row.number(&column) {
                    Some(expected) => close(&column, &found[field][0], expected)?,
                    None if part == "airmass" && *model == "disc" => maybe(&column, &found[field][0], None)?,
                    None => {}
                }
            }
            // Both parts make up the whole.
            let number = |field: &str| found[field][0].as_f64().unwrap_or(f64::NAN);
            let ghi = row.number("ghi").unwrap_or(f64::NAN);
            let cos_zenith = row.number("zenith").unwrap_or(f64::NAN).to_radians().cos();
            if number("dni_w_m2") > 0.0 {
                let sum = number("dhi_w_m2") + number("dni_w_m2") * cos_zenith;
                within(&format!("{model} closure"), &sum.into(), ghi, 1e-9, 0.0)?;
            }
        }
        Ok(())
    });
    Case { id, plan: Plan::Run { calls, check } }
}

fn dirint(file: &File<'_>) -> Vec<Case> {
    const PRESSURE: f64 = 95_000.0;
    let rows = rows(file);
    let column = |name: &str| rows.iter().map(|row| row.json(name)).collect::<Vec<_>>();
    // The day of the year is that of universal time, as in the reference.
    let days: Vec<Value> = rows
        .iter()
        .map(|row| {
            let unix = row.text("unix_s").parse().ok().and_then(|unix| chrono::DateTime::from_timestamp(unix, 0));
            unix.map_or(Value::Null, |at| chrono::Datelike::ordinal(&at).into())
        })
        .collect();
    let dew: Vec<Value> = rows.iter().map(|row| row.json("temp_dew")).collect();
    let request = |model: &str, dew: Value, change: bool| {
        json!({
            "model": model, "ghi_w_m2": column("ghi"), "zenith_deg": column("zenith"), "day_of_year": days,
            "pressure_pa": PRESSURE, "dew_c": dew, "use_change": change,
        })
    };
    let variants = [
        ("disc_dni", request("disc", Value::Null, true)),
        ("dirint_dni", request("dirint", Value::Null, true)),
        ("dirint_dni_dew", request("dirint", dew.into(), true)),
        ("dirint_dni_nodelta", request("dirint", Value::Null, false)),
    ];
    variants
        .into_iter()
        .map(|(name, request)| {
            let rows = rows.clone();
            Case::one(name, "decompose_irradiance", &request, move |envelope| {
                let found = &value(envelope)?["dni_w_m2"];
                rows.iter().enumerate().try_for_each(|(at, row)| maybe(&row.id(name), &found[at], row.number(name)))
            })
        })
        .collect()
}

fn light(row: &Row, model: &str, set: &str) -> Value {
    json!({
        "model": model, "perez_set": set, "tilt_deg": row.json("tilt"), "azimuth_deg": row.json("azimuth"),
        "apparent_zenith_deg": row.json("solar_zenith"), "sun_azimuth_deg": row.json("solar_azimuth"),
        "ghi_w_m2": row.number("ghi").unwrap_or(0.0), "dni_w_m2": row.json("dni"), "dhi_w_m2": row.json("dhi"),
        "extraterrestrial_w_m2": row.json("dni_extra"), "relative_air_mass_ratio": row.json("airmass_relative"),
        "albedo": row.json("albedo"),
    })
}

fn transposition(row: Row) -> Case {
    let models = ["isotropic", "klucher", "hay_davies", "reindl", "perez", "perez_driesse"];
    let columns = ["isotropic", "klucher", "haydavies", "reindl", "perez1990", "perez_driesse"];
    let calls =
        models.iter().map(|model| Call::new("transpose_irradiance", &light(&row, model, "all_sites_1990"))).collect();
    let id = row.id("");
    let check = Box::new(move |envelopes: &[Value]| {
        // An empty cell is a reference that is no number: there the light is zero.
        let near =
            |what: &str, found: &Value, column: &str| within(what, found, row.number(column).unwrap_or(0.0), 0.0, 1e-7);
        for (column, envelope) in columns.iter().zip(envelopes) {
            let found = value(envelope)?;
            near(column, &found["sky_w_m2"], column)?;
            near("incidence", &found["incidence_deg"], "aoi")?;
            near("ground", &found["ground_w_m2"], "ground")?;
            if *column == "perez1990" {
                for part in ["isotropic", "circumsolar", "horizon"] {
                    near(part, &found[format!("sky_{part}_w_m2")], &format!("perez1990_{part}"))?;
                }
            }
        }
        Ok(())
    });
    Case { id, plan: Plan::Run { calls, check } }
}

fn perez_sets(row: Row) -> Case {
    let sets = [
        ("allsitescomposite1990", "all_sites_1990"),
        ("allsitescomposite1988", "all_sites_1988"),
        ("sandiacomposite1988", "sandia_1988"),
        ("usacomposite1988", "usa_1988"),
        ("france1988", "france_1988"),
        ("phoenix1988", "phoenix_1988"),
        ("elmonte1988", "el_monte_1988"),
        ("osage1988", "osage_1988"),
        ("albuquerque1988", "albuquerque_1988"),
        ("capecanaveral1988", "cape_canaveral_1988"),
        ("albany1988", "albany_1988"),
    ];
    let calls = sets.iter().map(|(_, set)| Call::new("transpose_irradiance", &light(&row, "perez", set))).collect();
    let id = row.id("");
    let check = Box::new(move |envelopes: &[Value]| {
        sets.iter().zip(envelopes).try_for_each(|((column, _), envelope)| {
            within(column, &value(envelope)?["sky_w_m2"], row.number(column).unwrap_or(0.0), 0.0, 1e-7)
        })
    });
    Case { id, plan: Plan::Run { calls, check } }
}
