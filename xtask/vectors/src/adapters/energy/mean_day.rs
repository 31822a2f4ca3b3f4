//! `mean_day.json`: a year of one kilowatt from the monthly climate of each capital.

use super::table::within;
use crate::case::{Adapter, Case, File};
use crate::compare::value;
use serde_json::{Value, json};

pub fn all() -> Vec<Adapter> {
    vec![Adapter { accepts: |file| file.name() == "mean_day.json", cases }]
}

fn cases(file: &File<'_>) -> Vec<Case> {
    let json = file.json();
    let results = json["results"].as_array().cloned().unwrap_or_default();
    results.into_iter().map(|result| year(&json, result)).collect()
}

fn year(file: &Value, result: Value) -> Case {
    let uf = result["uf"].as_str().unwrap_or_default().to_owned();
    // The file's climate is the one of the embedded table; it leaves the diffuse light to Erbs.
    let found = coaraci::api::call("look_up_climate", &json!({"named": "climate-monthly-2021", "uf": uf}).to_string());
    let found: Value = serde_json::from_str(&found).unwrap_or_default();
    let mut climate = found["value"]["climate"].clone();
    climate["dhi_kwh_m2_day"] = Value::Null;
    let mounting = match file["sapm"].as_str() {
        Some("open_rack_glass_glass") => "open_rack",
        Some("close_mount_glass_glass") => "close_roof",
        Some("open_rack_glass_polymer") => "open_rack_polymer",
        _ => "insulated_back",
    };
    let request = json!({
        "latitude": result["lat"],
        "climate": climate,
        "p_dc_stc_kw": 1,
        "tilt_deg": file["tilt"],
        "azimuth_deg": file["azimuth"],
        "mounting": mounting,
        "gamma_pmp_pct_per_k": file["gamma"].as_f64().map(|gamma| gamma * 100.0),
        "albedo": file["albedo"],
        "dc_ac_ratio": file["dc_ac_ratio"],
        "losses": {
            "soiling": file["loss_percent"].as_f64().map(|percent| percent / 100.0), "shading": 0, "mismatch": 0, "wiring": 0,
            "connections": 0, "lid": 0, "nameplate": 0, "availability": 0,
        },
    });
    Case::one(uf, "estimate_mean_day", &request, move |envelope| {
        let found = value(envelope)?;
        let expected = |value: &Value| value.as_f64().unwrap_or(f64::NAN);
        for (month, kwh) in result["monthly_kwh_per_kwp"].as_array().into_iter().flatten().enumerate() {
            let kwh = expected(kwh);
            within(&format!("month {}", month + 1), &found["monthly_ac_kwh"][month], kwh, 1e-6, 0.0)?;
        }
        within("year", &found["annual_ac_kwh"], expected(&result["annual_kwh_per_kwp"]), 1e-6, 0.0)
    })
}
