//! `tracking_single_axis.csv`, `shading.csv`, `soiling.csv`, `bifacial_infinite_sheds.csv`, `spectral_first_solar.csv`.

use super::table::{Row, cases, close, maybe, rows, several, within};
use crate::case::{Adapter, Case, File};
use crate::compare::value;
use serde_json::{Value, json};

pub fn all() -> Vec<Adapter> {
    vec![
        Adapter { accepts: |file| file.name() == "tracking_single_axis.csv", cases: |file| cases(file, tracking) },
        Adapter { accepts: |file| file.name() == "shading.csv", cases: |file| cases(file, shading) },
        Adapter { accepts: |file| file.name() == "soiling.csv", cases: soiling },
        Adapter { accepts: |file| file.name() == "bifacial_infinite_sheds.csv", cases: |file| cases(file, bifacial) },
        Adapter { accepts: |file| file.name() == "spectral_first_solar.csv", cases: |file| cases(file, spectral) },
    ]
}

fn tracking(row: Row) -> Case {
    let request = json!({
        "tracker": {
            "axis_tilt_deg": row.json("axis_tilt"), "axis_azimuth_deg": row.json("axis_azimuth"),
            "max_rotation_deg": row.json("max_angle"), "backtracking": row.text("backtrack") == "1",
            "ground_coverage_ratio": row.json("gcr"), "cross_axis_deg": row.json("cross_axis_tilt"),
        },
        "apparent_zenith_deg": row.json("apparent_zenith"), "sun_azimuth_deg": row.json("solar_azimuth"),
    });
    Case::one(row.id(""), "track_sun", &request, move |envelope| {
        let found = value(envelope)?;
        for (column, field) in
            [("tracker_theta", "rotation_deg"), ("aoi", "incidence_deg"), ("surface_tilt", "tilt_deg")]
        {
            match row.number(column) {
                Some(expected) => within(column, &found[field], expected, 0.0, 1e-7)?,
                None => maybe(column, &found[field], None)?,
            }
        }
        match row.number("surface_azimuth") {
            Some(expected) => {
                // a flat tracker faces nothing
                let turn = (found["azimuth_deg"].as_f64().unwrap_or(f64::NAN) - expected).abs();
                let tilt = row.number("surface_tilt").unwrap_or(f64::NAN);
                within("azimuth", &(turn.min(360.0 - turn) * tilt.to_radians().sin()).into(), 0.0, 0.0, 1e-7)
            }
            None => maybe("azimuth", &found["azimuth_deg"], None),
        }
    })
}

fn shading(row: Row) -> Case {
    let masking = json!({
        "tilt_deg": row.json("tilt"), "ground_coverage_ratio": row.json("gcr"), "slant_fraction": row.json("slant_height"),
    });
    let rows = json!({
        "apparent_zenith_deg": row.json("solar_zenith"), "sun_azimuth_deg": row.json("solar_azimuth"),
        // the file's axis runs from north to south
        "axis_azimuth_deg": 0, "rotation_deg": row.json("row_rotation"), "ground_coverage_ratio": row.json("gcr"),
        "poa_w_m2": 800, "direct_w_m2": 600, "blocks_count": 8,
    });
    let calls = vec![("row_masking", masking), ("row_shading", rows)];
    several(row.id(""), calls, move |call, found| {
        let columns: &[(&str, &str)] = match call {
            0 => &[
                ("masking_angle", "masking_deg"),
                ("masking_angle_passias", "mean_masking_deg"),
                ("ground_angle", "ground_deg"),
                ("sky_diffuse_loss_passias", "sky_loss_fraction"),
            ],
            _ => &[
                ("projected_zenith_axis_ns", "projected_zenith_deg"),
                ("shaded_fraction1d_w2_axis_ns", "shaded_fraction"),
                ("direct_martinez_8blocks_g800_b600", "power_loss_fraction"),
            ],
        };
        columns.iter().try_for_each(|(column, field)| maybe(column, &found[*field], row.number(column)))
    })
}

fn soiling(file: &File<'_>) -> Vec<Case> {
    let rows = rows(file);
    let column = |name: &str| rows.iter().map(|row| row.json(name)).collect::<Vec<_>>();
    let rain = column("rain_mm");
    let variants = [
        ("kimber_default", json!({"rain_mm": rain}), 1e-12),
        (
            "kimber_t10_rate003_grace7",
            json!({
                "rain_mm": rain, "cleaning_rain_mm": 10, "daily_loss_fraction": 0.003, "grace_days": 7, "max_loss_fraction": 0.2,
            }),
            1e-12,
        ),
        (
            "hsu_tilt20_t1",
            json!({
                "model": "hsu", "rain_mm": rain, "pm2_5_g_m3": column("pm2_5_g_m3"), "pm10_g_m3": column("pm10_g_m3"),
                "tilt_deg": 20,
            }),
            1e-9,
        ),
    ];
    variants
        .into_iter()
        .map(|(name, request, tolerance)| {
            let rows = rows.clone();
            Case::one(name, "soiling_losses", &request, move |envelope| {
                let found = &value(envelope)?["loss_fraction"];
                rows.iter().enumerate().try_for_each(|(at, row)| {
                    let expected = row.number(name).unwrap_or(f64::NAN);
                    // the file has the ratio that is left by HSU and the loss by Kimber
                    let expected = if name.starts_with("hsu") { 1.0 - expected } else { expected };
                    within(&row.id(name), &found[at], expected, 0.0, tolerance)
                })
            })
        })
        .collect()
}

fn bifacial(row: Row) -> Case {
    let request = json!({
        "tilt_deg": row.json("tilt"), "azimuth_deg": row.json("azimuth"), "apparent_zenith_deg": row.json("solar_zenith"),
        "sun_azimuth_deg": row.json("solar_azimuth"), "ghi_w_m2": row.json("ghi"), "dhi_w_m2": row.json("dhi"),
        "dni_w_m2": row.json("dni"), "ground_coverage_ratio": row.json("gcr"), "height_m": row.json("height_m"),
        "pitch_m": row.json("pitch_m"), "albedo": row.json("albedo"), "bifaciality_fraction": row.json("bifaciality"),
        // the reference's default
        "structure_factor": -0.02,
    });
    Case::one(row.id(""), "bifacial_irradiance", &request, move |envelope| {
        let found = value(envelope)?;
        let near =
            |column: &str, found: &Value| within(column, found, row.number(column).unwrap_or(f64::NAN), 0.0, 1e-6);
        for side in ["front", "back"] {
            near(&format!("poa_{side}"), &found[side]["total_w_m2"])?;
            near(&format!("poa_{side}_direct"), &found[side]["direct_w_m2"])?;
            near(&format!("poa_{side}_sky_diffuse"), &found[side]["sky_w_m2"])?;
            near(&format!("poa_{side}_ground_diffuse"), &found[side]["ground_w_m2"])?;
        }
        near("shaded_fraction_front", &found["front"]["shaded_fraction"])?;
        near("poa_global", &found["poa_w_m2"])
    })
}

fn spectral(row: Row) -> Case {
    let technologies =
        [("cdte", "cdte"), ("monosi", "mono_si"), ("multisi", "multi_si"), ("cigs", "cigs"), ("asi", "amorphous_si")];
    let calls = technologies
        .iter()
        .map(|(_, technology)| {
            let request = json!({
                "technology": technology, "precipitable_water_cm": row.json("precipitable_water_cm"),
                "absolute_air_mass_ratio": row.json("airmass_absolute"),
            });
            ("spectral_factor", request)
        })
        .collect();
    several(row.id(""), calls, move |call, found| {
        let (column, _) = technologies[call];
        match row.number(column) {
            Some(expected) => close(column, &found["spectral_factor"], expected),
            None => maybe(column, &found["spectral_factor"], None),
        }
    })
}
