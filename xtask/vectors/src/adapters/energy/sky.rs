//! `extraterrestrial.csv`, `airmass.csv`, `clearsky.csv`, `linke_interpolation.csv`.

use super::table::{Row, cases, maybe, rows, several};
use crate::case::{Adapter, Case, File};
use serde_json::json;

pub fn all() -> Vec<Adapter> {
    vec![
        Adapter { accepts: |file| file.name() == "extraterrestrial.csv", cases: |file| cases(file, extraterrestrial) },
        Adapter { accepts: |file| file.name() == "airmass.csv", cases: |file| cases(file, air_mass) },
        Adapter { accepts: |file| file.name() == "clearsky.csv", cases: |file| cases(file, clear_sky) },
        Adapter { accepts: |file| file.name() == "linke_interpolation.csv", cases: linke },
    ]
}

fn extraterrestrial(row: Row) -> Case {
    let day = row.json("day_of_year");
    let request =
        |model: &str, constant: f64| json!({"day_of_year": day, "model": model, "solar_constant_w_m2": constant});
    let calls = vec![
        ("extraterrestrial_irradiance", request("spencer", 1366.1)),
        ("extraterrestrial_irradiance", request("spencer", 1367.0)),
        ("extraterrestrial_irradiance", request("asce", 1366.1)),
    ];
    several(row.id(""), calls, move |call, found| {
        let column = ["spencer_1366_1", "spencer_1367", "asce_1366_1"][call];
        maybe(column, &found["extraterrestrial_w_m2"], row.number(column))?;
        maybe("equation of time", &found["equation_of_time_minutes"], row.number("eot_spencer71_min"))?;
        let declination = found["declination_deg"].as_f64().map(f64::to_radians);
        maybe("declination", &declination.into(), row.number("declination_spencer71_rad"))
    })
}

fn air_mass(row: Row) -> Case {
    let request =
        |model: &str| json!({"zenith_deg": row.json("zenith"), "model": model, "altitude_m": row.json("altitude_m")});
    let models = ["kasten_young1989", "kasten1966", "young1994"];
    let calls = models.iter().map(|model| ("air_mass", request(model))).collect();
    several(row.id(""), calls, move |call, found| {
        let column = ["kastenyoung1989", "kasten1966", "young1994"][call];
        maybe(column, &found["relative_air_mass_ratio"], row.number(column))?;
        maybe("pressure", &found["pressure_pa"], row.number("pressure_pa"))?;
        if call == 0 {
            maybe("absolute", &found["absolute_air_mass_ratio"], row.number("absolute_kastenyoung"))?;
        }
        Ok(())
    })
}

fn clear_sky(row: Row) -> Case {
    let ineichen = |enhanced: bool| {
        json!({
            "apparent_zenith_deg": row.json("apparent_zenith"), "absolute_air_mass_ratio": row.json("airmass_absolute"),
            "linke_turbidity_factor": row.json("linke_turbidity"), "altitude_m": row.json("altitude_m"),
            "extraterrestrial_w_m2": row.json("dni_extra"), "perez_enhancement": enhanced,
        })
    };
    let haurwitz = json!({"model": "haurwitz", "apparent_zenith_deg": row.json("apparent_zenith")});
    let calls = vec![("clear_sky", ineichen(false)), ("clear_sky", ineichen(true)), ("clear_sky", haurwitz)];
    several(row.id(""), calls, move |call, found| {
        let columns: &[&str] = match call {
            0 => &["ghi", "dni", "dhi"],
            1 => &["ghi_perez_enh", "dni_perez_enh", "dhi_perez_enh"],
            _ => &["ghi_haurwitz"],
        };
        for (column, field) in columns.iter().zip(["ghi_w_m2", "dni_w_m2", "dhi_w_m2"]) {
            maybe(column, &found[field], row.number(column))?;
        }
        Ok(())
    })
}

fn linke(file: &File<'_>) -> Vec<Case> {
    let rows = rows(file);
    let months = rows.first().map(|row| row.numbers("monthly_values")).unwrap_or_default();
    rows.into_iter()
        .map(|row| {
            let request = |leap: bool| json!({"monthly_factor": months, "day_of_year": row.json("day_of_year"), "leap_year": leap});
            let calls = vec![("linke_turbidity", request(true)), ("linke_turbidity", request(false))];
            several(row.id(""), calls, move |call, found| {
                let column = ["leap_year", "normal_year"][call];
                // The last day of a leap year has no value in a common year.
                match row.number(column) {
                    Some(_) => maybe(column, &found["linke_turbidity_factor"], row.number(column)),
                    None => Ok(()),
                }
            })
        })
        .collect()
}
