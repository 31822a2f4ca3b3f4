//! `chain_*.json`: whole years through the chains of pvlib and PVWatts version 8; `chain_*_hourly_*.csv`: rows of some of them.
//!
//! A case names its weather file, which is read by `read_weather` as any caller would.

use super::table::{Row, rows, within};
use crate::case::{Adapter, Call, Case, Check, File, Plan};
use crate::compare::value;
use serde_json::{Value, json};

pub fn all() -> Vec<Adapter> {
    vec![
        Adapter { accepts: |file| file.name() == "chain_pvlib.json", cases: |file| years(file, &PVLIB) },
        Adapter { accepts: |file| file.name() == "chain_pvwattsv8.json", cases: |file| years(file, &PVWATTS) },
        Adapter {
            accepts: |file| file.name().starts_with("chain_pvlib_hourly_"),
            cases: |file| hours(file, &PVLIB, "chain_pvlib.json"),
        },
        Adapter {
            accepts: |file| file.name().starts_with("chain_pvwattsv8_hourly_"),
            cases: |file| hours(file, &PVWATTS, "chain_pvwattsv8.json"),
        },
    ]
}

/// A chain's files: their requests and their checks.
struct Chain {
    request: fn(&Value, &Value) -> Value,
    year: fn(&Value, &Value) -> Result<(), String>,
    row: fn(&Value, &Value, &Row) -> Result<(), String>,
}

const PVLIB: Chain = Chain { request: pvlib_request, year: pvlib_year, row: pvlib_row };
const PVWATTS: Chain = Chain { request: pvwatts_request, year: pvwatts_year, row: pvwatts_row };

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}

/// Site and weather of a file, read once per file of vectors.
fn weather(file: &File<'_>, case: &Value) -> Result<Value, String> {
    let name = case["weather"].as_str().unwrap_or_default();
    let text = file.weather(name).ok_or_else(|| name.to_owned())?;
    let format = if name.ends_with(".epw") { "epw" } else { "sam_csv" };
    let read = coaraci::api::call("read_weather", &json!({"format": format, "text": text}).to_string());
    let read: Value = serde_json::from_str(&read).unwrap_or_default();
    if read["ok"] == Value::Bool(true) { Ok(read["value"].clone()) } else { Err(format!("{name}: {}", read["errors"])) }
}

fn years(file: &File<'_>, chain: &'static Chain) -> Vec<Case> {
    let mut read: std::collections::BTreeMap<String, Result<Value, String>> = std::collections::BTreeMap::new();
    let cases = file.json()["cases"].as_array().cloned().unwrap_or_default();
    let year = |case: Value| {
        let id = case["id"].as_str().unwrap_or_default().to_owned();
        let name = case["weather"].as_str().unwrap_or_default().to_owned();
        match read.entry(name).or_insert_with(|| weather(file, &case)) {
            Err(missing) => Case { id, plan: Plan::Missing(missing.clone()) },
            Ok(weather) => {
                let request = (chain.request)(&case, weather);
                Case::one(id, "simulate_year", &request, move |envelope| (chain.year)(&case, value(envelope)?))
            }
        }
    };
    cases.into_iter().map(year).collect()
}

/// The rows of one case: it stands beside the file, and its site and number are in the file's name.
fn hours(file: &File<'_>, chain: &'static Chain, cases: &str) -> Vec<Case> {
    let stem = file.name().trim_end_matches(".csv");
    let named = stem.split_once("_hourly_").and_then(|(_, rest)| rest.rsplit_once("_case"));
    let text = file.path.parent().and_then(|folder| std::fs::read_to_string(folder.join(cases)).ok());
    let known: Value = text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let found = named.and_then(|(site, number)| {
        let fits = |case: &&Value| {
            let id = case["id"].as_str().unwrap_or_default();
            id.starts_with(site) && id.ends_with(&format!("#{number}"))
        };
        known["cases"].as_array().and_then(|cases| cases.iter().find(fits)).cloned()
    });
    let Some(case) = found else {
        return vec![Case { id: stem.to_owned(), plan: Plan::Missing(format!("its case in {cases}")) }];
    };
    let weather = match weather(file, &case) {
        Ok(weather) => weather,
        Err(missing) => return vec![Case { id: stem.to_owned(), plan: Plan::Missing(missing) }],
    };
    let mut request = (chain.request)(&case, &weather);
    request["output"] = json!({"hourly": true, "detail": true});
    let table = rows(file);
    let check: Check = Box::new(move |envelopes| {
        let found = value(envelopes.first().unwrap_or(&Value::Null))?;
        for row in &table {
            (chain.row)(&case, found, row).map_err(|error| format!("hour {}: {error}", row.text("hour")))?;
        }
        Ok(())
    });
    vec![Case { id: stem.to_owned(), plan: Plan::Run { calls: vec![Call::new("simulate_year", &request)], check } }]
}

/// A number of an hourly file; one that is missing fits nothing.
fn cell(row: &Row, column: &str) -> f64 {
    row.number(column).unwrap_or(f64::NAN)
}

/// The hour of a row.
fn hour(row: &Row) -> usize {
    row.text("hour").parse().unwrap_or(usize::MAX)
}

fn losses(fraction: f64) -> Value {
    json!({
        "soiling": fraction, "shading": 0, "mismatch": 0, "wiring": 0, "connections": 0, "lid": 0, "nameplate": 0,
        "availability": 0,
    })
}

fn pvlib_request(case: &Value, weather: &Value) -> Value {
    let mounting = match case["sapm"].as_str() {
        Some("open_rack_glass_glass") => "open_rack",
        Some("close_mount_glass_glass") => "close_roof",
        Some("open_rack_glass_polymer") => "open_rack_polymer",
        _ => "insulated_back",
    };
    let (module, modules, strings, inverter) = match case.get("module_parameters") {
        Some(given) => {
            let module = json!({
                "p_stc_w": given["STC"], "alpha_isc_a_per_k": given["alpha_sc"], "a_ref_v": given["a_ref"],
                "i_l_ref_a": given["I_L_ref"], "i_o_ref_a": given["I_o_ref"], "r_s_ohm": given["R_s"],
                "r_sh_ref_ohm": given["R_sh_ref"], "adjust_pct": given["Adjust"],
            });
            let given = &case["inverter_parameters"];
            let inverter = json!({
                "p_aco_w": given["Paco"], "p_dco_w": given["Pdco"], "v_dco_v": given["Vdco"], "p_so_w": given["Pso"],
                "c0": given["C0"], "c1": given["C1"], "c2": given["C2"], "c3": given["C3"], "p_nt_w": given["Pnt"],
            });
            (module, case["modules_per_string"].clone(), case["strings"].clone(), inverter)
        }
        None => {
            // ten modules of a tenth of the power: the linear model does not see the number
            let module = json!({
                "p_stc_w": number(&case["kwdc"]) * 100.0, "gamma_pmp_pct_per_k": number(&case["gamma_pdc"]) * 100.0,
            });
            let efficiency = number(&case["eta_inv_nom"]);
            let inverter =
                json!({"p_ac_max_w": number(&case["pdc0_inverter_w"]) * efficiency, "efficiency": efficiency});
            (module, json!(10), json!(1), inverter)
        }
    };
    // the reference gives all rows one year
    let mut rows = weather["weather"].clone();
    rows.as_object_mut().map(|rows| rows.remove("month_years"));
    json!({
        "site": weather["site"],
        "weather": rows,
        "arrays": [{
            "tilt_deg": case["tilt"], "azimuth_deg": case["azimuth"], "modules_per_string": modules, "strings": strings,
            "mounting": mounting, "module": module, "albedo": case["albedo"],
        }],
        "inverter": inverter,
        "losses": losses(case["loss_percent"].as_f64().unwrap_or(0.0) / 100.0),
        "chain": "pvlib",
        "sky_model": match case["transposition"].as_str() {
            Some("haydavies") => "hay_davies",
            Some(other) => other,
            None => "perez",
        },
    })
}

fn months(found: &Value, expected: &Value, what: &str, relative: f64) -> Result<(), String> {
    for (month, kwh) in expected.as_array().into_iter().flatten().enumerate() {
        within(&format!("{what} {}", month + 1), &found[month], number(kwh), relative, 0.0)?;
    }
    Ok(())
}

fn pvlib_year(case: &Value, found: &Value) -> Result<(), String> {
    within("year", &found["annual_ac_kwh"], number(&case["annual_ac_kwh"]), 1e-6, 0.0)?;
    months(&found["monthly_ac_kwh"], &case["monthly_ac_kwh"], "month", 1e-6)?;
    months(&found["monthly_poa_kwh_m2"], &case["monthly_poa_kwh_m2"], "poa", 1e-6)?;
    for (name, theirs) in [("annual_dc_kwh", "annual_dc_kwh"), ("max_ac_w", "max_ac_w"), ("max_cell_c", "max_tcell")] {
        if let Some(expected) = case[theirs].as_f64() {
            within(name, &found[name], expected, 1e-6, 0.0)?;
        }
    }
    Ok(())
}

/// Rated direct-current power of the inverter, W, to which hourly tolerances refer.
fn rated_w(case: &Value) -> f64 {
    case["pdc0_inverter_w"].as_f64().unwrap_or_else(|| {
        number(&case["system_capacity_kwdc"]) * 1000.0 / number(&case["dc_ac_ratio"]) * 100.0
            / number(&case["inv_eff_percent"])
    })
}

fn pvlib_row(case: &Value, found: &Value, row: &Row) -> Result<(), String> {
    let array = &found["hourly_arrays"][0];
    let at = |column: &Value| column[hour(row)].clone();
    let poa = cell(row, "poa_direct") + cell(row, "poa_sky") + cell(row, "poa_ground");
    // the file has five decimals of irradiance and four of power and temperature
    within("poa", &at(&array["poa_w_m2"]), poa, 0.0, 2e-5)?;
    within("effective", &at(&array["effective_w_m2"]), cell(row, "eff"), 0.0, 2e-5)?;
    within("cell", &at(&array["cell_c"]), cell(row, "tcell"), 0.0, 1e-4)?;
    let tolerance = 1e-7 * rated_w(case);
    within("dc", &at(&found["hourly_dc_w"]), cell(row, "dc_w"), 0.0, tolerance)?;
    within("ac", &at(&found["hourly_ac_w"]), cell(row, "ac_w"), 0.0, tolerance)
}

fn pvwatts_request(case: &Value, weather: &Value) -> Value {
    let power_w = number(&case["system_capacity_kwdc"]) * 1000.0;
    // modules have at most 5 kW
    let strings = (power_w / 5000.0).ceil();
    let kind = case["array_type"].as_u64().unwrap_or(0);
    let mut array = json!({
        "modules_per_string": 1, "strings": strings as u64,
        "module": {"p_stc_w": power_w / strings, "gamma_pmp_pct_per_k": -0.37},
        "mounting": if kind == 1 { "close_roof" } else { "open_rack" },
        "albedo": case["albedo"],
    });
    match kind {
        0 | 1 => {
            array["tilt_deg"] = case["tilt"].clone();
            array["azimuth_deg"] = case["azimuth"].clone();
        }
        2 | 3 => {
            array["tracking"] = json!("single_axis");
            array["tracker"] = json!({
                "axis_tilt_deg": case["tilt"], "axis_azimuth_deg": case["azimuth"], "max_rotation_deg": case["rotlim"],
                "backtracking": kind == 3, "ground_coverage_ratio": case["gcr"],
            });
        }
        _ => array["tracking"] = json!("two_axis"),
    }
    let module_type = match case["module_type"].as_u64() {
        Some(1) => "premium",
        Some(2) => "thin_film",
        _ => "standard",
    };
    json!({
        "site": weather["site"],
        "weather": weather["weather"],
        "arrays": [array],
        "inverter": {
            "p_ac_max_w": power_w / number(&case["dc_ac_ratio"]), "efficiency": number(&case["inv_eff_percent"]) / 100.0,
        },
        "losses": losses(number(&case["losses_percent"]) / 100.0),
        "chain": "pvwatts_v8",
        "pvwatts": {"module_type": module_type, "ground_coverage_ratio": case["gcr"]},
    })
}

fn pvwatts_year(case: &Value, found: &Value) -> Result<(), String> {
    within("year", &found["annual_ac_kwh"], number(&case["annual_energy_kwh"]), 1e-4, 0.0)?;
    months(&found["monthly_ac_kwh"], &case["monthly_energy_kwh"], "month", 5e-4)
}

fn pvwatts_row(case: &Value, found: &Value, row: &Row) -> Result<(), String> {
    let state = found["hourly_sun_state_index"][hour(row)].as_f64().unwrap_or(f64::NAN);
    if state != cell(row, "sunup") {
        return Err(format!("sun state {state} instead of {}", cell(row, "sunup")));
    }
    let array = &found["hourly_arrays"][0];
    // cells without light have no temperature; the file says zero
    if cell(row, "poa") > 0.0 {
        within("cell", &array["cell_c"][hour(row)], cell(row, "tcell"), 0.0, 0.05)?;
    }
    let tracks = matches!(case["array_type"].as_u64(), Some(2..=4));
    let tolerance = if tracks { 1e-3 } else { 2e-4 } * rated_w(case);
    within("ac", &found["hourly_ac_w"][hour(row)], cell(row, "ac_w"), 0.0, tolerance)
}
