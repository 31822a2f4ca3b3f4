//! Years of plants through the public interface, on weather that the library generates.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::disallowed_methods)]

use serde_json::{Value, json};
use std::sync::LazyLock;

fn call(operation: &str, request: &Value) -> Value {
    serde_json::from_str(&coaraci::api::call(operation, &request.to_string())).unwrap()
}

fn value(operation: &str, request: &Value) -> Value {
    let answer = call(operation, request);
    assert_eq!(answer["ok"], true, "{}", answer["errors"]);
    answer["value"].clone()
}

fn codes(operation: &str, request: &Value) -> Vec<(String, String)> {
    let answer = call(operation, request);
    let errors = answer["errors"].as_array().cloned().unwrap_or_default();
    let text = |error: &Value, name: &str| error[name].as_str().unwrap().to_owned();
    errors.iter().map(|error| (text(error, "code"), text(error, "path"))).collect()
}

const CLIMATE: [f64; 12] = [5.3, 5.4, 4.8, 4.3, 3.6, 3.4, 3.5, 4.3, 4.3, 5.0, 5.6, 5.8];

/// A generated year near São Paulo.
static WEATHER: LazyLock<Value> = LazyLock::new(|| {
    value(
        "generate_weather",
        &json!({
            "climate": {
                "ghi_kwh_m2_day": CLIMATE,
                "air_c": [23, 23, 22, 21, 18, 17, 17, 18, 19, 20, 21, 22], "air_daily_range_c": vec![8; 12], "wind_m_s": vec![2.5; 12],
            },
            "site": {"latitude": -23.6, "longitude": -46.6, "altitude_m": 800, "utc_offset_h": -3},
            "seed": 1,
        }),
    )
});

fn system() -> Value {
    json!({
        "arrays": [{
            "tilt_deg": 20, "azimuth_deg": 0, "modules_per_string": 10, "strings": 1,
            "module": {"p_stc_w": 500, "gamma_pmp_pct_per_k": -0.35},
        }],
        "inverter": {"p_ac_max_w": 4200, "efficiency": 0.97},
    })
}

fn request() -> Value {
    let mut request = system();
    request["site"] = WEATHER["site"].clone();
    request["weather"] = WEATHER["weather"].clone();
    request
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

#[test]
fn a_generated_year_keeps_the_means_of_its_months() {
    let ghi = WEATHER["weather"]["ghi_w_m2"].as_array().unwrap();
    let days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut row = 0;
    for (days, expected) in days.iter().zip(CLIMATE) {
        let sum: f64 = ghi[row..row + days * 24].iter().map(number).sum();
        assert!((sum / 1000.0 / *days as f64 - expected).abs() < 1e-9);
        row += days * 24;
    }
    assert_eq!(row, ghi.len());
}

#[test]
fn a_generated_year_varies_from_day_to_day_as_its_chain_says() {
    let days: Vec<f64> = WEATHER["daily_clearness_ratio"].as_array().unwrap().iter().map(number).collect();
    let mean = days.iter().sum::<f64>() / days.len() as f64;
    let variance = days.iter().map(|day| (day - mean) * (day - mean)).sum::<f64>() / days.len() as f64;
    let lag =
        days.windows(2).map(|pair| (pair[0] - mean) * (pair[1] - mean)).sum::<f64>() / days.len() as f64 / variance;
    assert!((0.1..0.25).contains(&variance.sqrt()), "{}", variance.sqrt());
    assert!((0.1..0.6).contains(&lag), "{lag}");
}

#[test]
fn the_loss_tree_adds_up() {
    let year = value("simulate_year", &request());
    let nominal = number(&year["p_dc_stc_kw"]) * number(&year["annual_poa_kwh_m2"]);
    let lost: f64 = year["loss_tree"].as_array().unwrap().iter().map(|step| number(&step["loss_kwh"])).sum();
    assert!((nominal - lost - number(&year["annual_ac_kwh"])).abs() <= 1e-9 * nominal);
    let months: f64 = year["monthly_ac_kwh"].as_array().unwrap().iter().map(number).sum();
    assert!((months - number(&year["annual_ac_kwh"])).abs() <= 1e-9 * months);
    assert!((0.7..0.9).contains(&number(&year["performance_ratio"])));
}

#[test]
fn two_halves_of_an_array_give_what_the_whole_gives() {
    let whole = value("simulate_year", &request());
    let mut halves = request();
    halves["arrays"][0]["modules_per_string"] = json!(5);
    let half = halves["arrays"][0].clone();
    halves["arrays"] = json!([half, half]);
    let halves = value("simulate_year", &halves);
    for name in ["annual_ac_kwh", "annual_poa_kwh_m2", "clipped_kwh"] {
        assert!((number(&halves[name]) - number(&whole[name])).abs() <= 1e-9 * number(&whole[name]).max(1.0), "{name}");
    }
}

#[test]
fn micro_inverters_of_equal_modules_give_what_one_of_their_size_gives() {
    let whole = value("simulate_year", &request());
    let mut micro = request();
    micro["inverter"] = json!({"p_ac_max_w": 420, "efficiency": 0.97});
    micro["inverter_wiring"] = json!("micro");
    let micro_year = value("simulate_year", &micro);
    assert!((number(&micro_year["annual_ac_kwh"]) / number(&whole["annual_ac_kwh"]) - 1.0).abs() < 1e-9);
    assert_eq!(micro_year["p_ac_kw"], whole["p_ac_kw"]);
    micro["modules_per_inverter_count"] = json!(3);
    assert_eq!(codes("simulate_year", &micro), [("UNEVEN_INVERTERS".to_owned(), "/arrays/0/strings".to_owned())]);
}

#[test]
fn no_light_gives_exactly_nothing() {
    let mut dark = request();
    for column in ["ghi_w_m2", "dni_w_m2", "dhi_w_m2"] {
        dark["weather"][column] = json!(vec![0; 8760]);
    }
    let year = value("simulate_year", &dark);
    for name in ["annual_ac_kwh", "annual_dc_kwh", "annual_poa_kwh_m2", "performance_ratio", "clipped_kwh"] {
        assert_eq!(number(&year[name]), 0.0, "{name}");
    }
}

#[test]
fn a_mirrored_plant_in_a_mirrored_sky_gives_the_same() {
    // east of north and west of north on a day that is the same before and after noon: the site on its meridian of time
    let mut east = request();
    east["site"] = json!({"latitude": -23.6, "longitude": -45.0, "altitude_m": 800, "utc_offset_h": -3});
    let even: Vec<f64> = (0..8760).map(|row| if (8..16).contains(&(row % 24)) { 400.0 } else { 0.0 }).collect();
    for column in ["ghi_w_m2", "dni_w_m2", "dhi_w_m2"] {
        east["weather"][column] = json!(even);
    }
    east["weather"]["temp_air_c"] = json!(vec![20; 8760]);
    let mut west = east.clone();
    east["arrays"][0]["azimuth_deg"] = json!(60);
    west["arrays"][0]["azimuth_deg"] = json!(300);
    let (east, west) = (value("simulate_year", &east), value("simulate_year", &west));
    // the equation of time moves noon by up to 16 minutes both ways within the year
    assert!((number(&east["annual_ac_kwh"]) / number(&west["annual_ac_kwh"]) - 1.0).abs() < 5e-3);
}

#[test]
fn more_light_never_gives_less() {
    let dim = value("simulate_year", &request());
    let mut bright = request();
    let more: Vec<f64> =
        WEATHER["weather"]["dhi_w_m2"].as_array().unwrap().iter().map(|dhi| number(dhi) * 1.05).collect();
    bright["weather"]["dhi_w_m2"] = json!(more);
    bright["sky_model"] = json!("isotropic");
    let mut plain = request();
    plain["sky_model"] = json!("isotropic");
    let (plain, bright) = (value("simulate_year", &plain), value("simulate_year", &bright));
    for month in 0..12 {
        assert!(number(&bright["monthly_dc_kwh"][month]) >= number(&plain["monthly_dc_kwh"][month]));
    }
    assert!(number(&dim["annual_ac_kwh"]) > 0.0);
}

#[test]
fn many_systems_give_what_each_gives_alone_and_a_bad_one_stops_none() {
    let alone = value("simulate_year", &request());
    let mut bad = system();
    bad["arrays"][0]["tilt_deg"] = Value::Null;
    let many = value(
        "simulate_systems",
        &json!({"site": WEATHER["site"], "weather": WEATHER["weather"], "systems": [system(), bad, system()]}),
    );
    assert_eq!(many["systems"][0]["year"], alone);
    assert_eq!(many["systems"][2]["year"], alone);
    assert_eq!(many["systems"][1]["issues"][0]["path"], "/systems/1/arrays/0/tilt_deg");
}

#[test]
fn prepared_weather_gives_the_bytes_of_a_call() {
    let whole = request();
    let part = json!({"weather": whole["weather"]});
    let mut rest = whole.clone();
    rest.as_object_mut().unwrap().remove("weather");
    let prepared = coaraci::api::prepare("simulate_year", &part.to_string()).unwrap();
    let called = coaraci::api::call("simulate_year", &whole.to_string());
    for _ in 0..2 {
        assert_eq!(prepared.call(&rest.to_string()), called);
    }
}

#[test]
fn wrong_years_are_refused_with_code_and_place() {
    let mut long = request();
    for column in ["ghi_w_m2", "dni_w_m2", "dhi_w_m2", "temp_air_c", "wind_m_s"] {
        long["weather"][column] = json!(vec![0; 8761]);
    }
    assert_eq!(codes("simulate_year", &long), [("WEATHER_LENGTH".to_owned(), "/weather/ghi_w_m2".to_owned())]);

    let mut swapped = request();
    swapped["weather"]["temp_air_c"] = WEATHER["weather"]["ghi_w_m2"].clone();
    assert_eq!(codes("simulate_year", &swapped)[0].0, "OUT_OF_RANGE");

    let mut night = request();
    let mut ghi = WEATHER["weather"]["ghi_w_m2"].as_array().unwrap().clone();
    ghi.rotate_left(12);
    night["weather"]["ghi_w_m2"] = json!(ghi);
    assert_eq!(codes("simulate_year", &night), [("LIGHT_AT_NIGHT".to_owned(), "/weather/ghi_w_m2".to_owned())]);

    let mut bright = request();
    bright["weather"]["ghi_w_m2"] = json!(vec![400; 8760]);
    assert_eq!(codes("simulate_year", &bright), [("WEATHER_IMPLAUSIBLE".to_owned(), "/weather/ghi_w_m2".to_owned())]);

    let mut uneven = request();
    uneven["weather"]["wind_m_s"] = json!([1, 2]);
    assert_eq!(codes("simulate_year", &uneven), [("BAD_LENGTH".to_owned(), "/weather/wind_m_s".to_owned())]);
}

#[test]
fn a_missing_sample_is_no_zero() {
    let mut gaps = request();
    gaps["output"] = json!({"hourly": true});
    // all of January
    for row in 0..744 {
        gaps["weather"]["ghi_w_m2"][row] = Value::Null;
    }
    let answer = call("simulate_year", &gaps);
    assert_eq!(answer["value"]["valid_count"], 8760 - 744);
    assert_eq!(answer["value"]["hourly_ac_w"][12], Value::Null);
    assert_eq!(answer["warnings"][0]["code"], "MONTH_INCOMPLETE");
    assert_eq!(answer["warnings"][0]["params"]["month"], 1);
}

#[test]
fn a_polar_plant_has_physical_figures() {
    let mut polar = request();
    polar["site"] = json!({"latitude": -85.0, "longitude": 0.0, "utc_offset_h": 0});
    // light in the local summer only
    let ghi: Vec<f64> = (0..8760).map(|row| if (1000..7500).contains(&row) { 0.0 } else { 200.0 }).collect();
    polar["weather"]["ghi_w_m2"] = json!(ghi);
    polar["weather"]["dhi_w_m2"] = json!(ghi);
    polar["weather"]["dni_w_m2"] = json!(vec![0; 8760]);
    let year = value("simulate_year", &polar);
    assert!(number(&year["annual_ac_kwh"]) > 0.0);
    assert_eq!(number(&year["monthly_ac_kwh"][5]), 0.0);
}
