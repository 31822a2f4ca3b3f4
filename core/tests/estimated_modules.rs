//! Parameters estimated from data sheets, for every module of the catalogue beside the repository where it is there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::disallowed_methods)]

use serde_json::{Value, json};
use std::path::Path;

fn value(operation: &str, request: &Value) -> Value {
    let answer: Value = serde_json::from_str(&coaraci::api::call(operation, &request.to_string())).unwrap();
    assert_eq!(answer["ok"], true, "{request}: {}", answer["errors"]);
    answer["value"].clone()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

const SHEET: [&str; 7] =
    ["i_sc_a", "v_oc_v", "i_mp_a", "v_mp_v", "alpha_isc_a_per_k", "beta_voc_v_per_k", "gamma_pmp_pct_per_k"];
const PARAMETERS: [&str; 8] =
    ["p_stc_w", "alpha_isc_a_per_k", "a_ref_v", "i_l_ref_a", "i_o_ref_a", "r_s_ohm", "r_sh_ref_ohm", "adjust_pct"];

/// The members of an object by name.
fn members(of: &Value, names: &[&str]) -> Value {
    names.iter().map(|name| ((*name).to_owned(), of[*name].clone())).collect::<serde_json::Map<_, _>>().into()
}

/// The curve goes through the figures of the sheet, and power changes with temperature as it says.
fn meets(sheet: &Value) {
    let found = value("estimate_module", &members(sheet, &SHEET));
    let module = members(&found, &PARAMETERS);
    let curve =
        |cell_c: f64| value("single_diode", &json!({"module": module, "effective_w_m2": 1000, "cell_c": cell_c}));
    let standard = curve(25.0);
    for name in ["i_sc_a", "v_oc_v", "i_mp_a", "v_mp_v"] {
        assert!((number(&standard[name]) / number(&sheet[name]) - 1.0).abs() < 1e-6, "{name} of {}", sheet["name"]);
    }
    let power = |cell_c| number(&curve(cell_c)["p_mp_w"]);
    let gamma = (power(26.0) - power(24.0)) / (2.0 * power(25.0)) * 100.0;
    assert!((gamma - number(&sheet["gamma_pmp_pct_per_k"])).abs() < 1e-6, "{}: {gamma}", sheet["name"]);
}

#[test]
fn a_data_sheet_gives_a_curve_through_its_figures() {
    meets(&json!({
        "name": "a module of the CEC's list", "i_sc_a": 9.9, "v_oc_v": 54.0, "i_mp_a": 9.51, "v_mp_v": 45.3,
        "alpha_isc_a_per_k": 0.006197, "beta_voc_v_per_k": -0.148716, "gamma_pmp_pct_per_k": -0.3448,
    }));
}

#[test]
fn every_module_of_the_catalogue_has_parameters() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/catalog/modules_electrical.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("left out: {} is not there", path.display());
        return;
    };
    let modules: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(modules.len(), 122);
    modules.iter().for_each(meets);
}
