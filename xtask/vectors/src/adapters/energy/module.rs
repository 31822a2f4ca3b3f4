//! `iam.csv`, `iam_diffuse.csv`, `cell_temperature.csv`, `pvwatts_dc.csv`, `single_diode_cec.csv`, `single_diode_pvsyst.csv`.

use super::table::{Row, cases, close, maybe, several, within};
use crate::case::{Adapter, Case};
use crate::compare::value;
use serde_json::{Value, json};

pub fn all() -> Vec<Adapter> {
    vec![
        Adapter { accepts: |file| file.name() == "iam.csv", cases: |file| cases(file, modifier) },
        Adapter { accepts: |file| file.name() == "iam_diffuse.csv", cases: |file| cases(file, diffuse) },
        Adapter { accepts: |file| file.name() == "cell_temperature.csv", cases: |file| cases(file, temperature) },
        Adapter { accepts: |file| file.name() == "pvwatts_dc.csv", cases: |file| cases(file, linear) },
        Adapter { accepts: |file| file.name() == "single_diode_cec.csv", cases: |file| cases(file, cec) },
        Adapter { accepts: |file| file.name() == "single_diode_pvsyst.csv", cases: |file| cases(file, pvsyst) },
    ]
}

fn modifier(row: Row) -> Case {
    let covers = [
        ("ashrae_b0_05", json!({"model": "ashrae", "b_factor": 0.05})),
        ("physical", json!({})),
        ("physical_n145_k6_l3mm", json!({"index_factor": 1.45, "extinction_factor": 6, "thickness_m": 0.003})),
        ("physical_ar_1_29", json!({"coating_index_factor": 1.29})),
        ("martin_ruiz_0_16", json!({"model": "martin_ruiz", "angular_loss_factor": 0.16})),
        ("martin_ruiz_0_21", json!({"model": "martin_ruiz", "angular_loss_factor": 0.21})),
        ("schlick", json!({"model": "schlick"})),
    ];
    let columns = covers.clone().map(|(column, _)| column);
    let calls = covers
        .into_iter()
        .map(|(_, cover)| ("incidence_modifier", json!({"cover": cover, "incidence_deg": row.json("aoi")})))
        .collect();
    several(row.id(""), calls, move |call, found| {
        maybe(columns[call], &found["modifier_factor"], row.number(columns[call]))
    })
}

fn diffuse(row: Row) -> Case {
    let closed = |model: &str| {
        let request = json!({"cover": {"model": model}, "tilt_deg": row.json("tilt"), "method": "closed_form"});
        ("diffuse_modifier", request)
    };
    let marion = |model: &str| ("diffuse_modifier", json!({"cover": {"model": model}, "tilt_deg": row.json("tilt")}));
    let calls = vec![closed("martin_ruiz"), closed("schlick"), marion("physical"), marion("ashrae")];
    several(row.id(""), calls, move |call, found| {
        let columns: &[(&str, &str)] = match call {
            0 => &[("martin_ruiz_sky", "sky"), ("martin_ruiz_ground", "ground")],
            1 => &[("schlick_sky", "sky"), ("schlick_ground", "ground")],
            2 => &[
                ("marion_physical_sky", "sky"),
                ("marion_physical_horizon", "horizon"),
                ("marion_physical_ground", "ground"),
            ],
            _ => &[("marion_ashrae_sky", "sky")],
        };
        // The reference of the integration is itself a numerical one.
        let tolerance = if call < 2 { 1e-9 } else { 2e-4 };
        columns.iter().try_for_each(|(column, field)| match row.number(column) {
            Some(expected) => within(column, &found[format!("{field}_factor")], expected, 1e-9, tolerance),
            None => Ok(()),
        })
    })
}

fn temperature(row: Row) -> Case {
    let poa = row.number("poa").unwrap_or(f64::NAN);
    let sapm = |mounting: &str| json!({"mounting": mounting});
    let pvsyst = |loss: f64| json!({"model": "pvsyst", "u_c_w_m2_per_k": loss});
    let models = [
        ("sapm_open_rack_glass_glass", sapm("open_rack"), None),
        ("sapm_close_mount_glass_glass", sapm("close_roof"), None),
        ("sapm_open_rack_glass_polymer", sapm("open_rack_polymer"), None),
        ("sapm_insulated_back_glass_polymer", sapm("insulated_back"), None),
        ("pvsyst_freestanding", pvsyst(29.0), None),
        ("pvsyst_insulated", pvsyst(15.0), None),
        ("pvsyst_semi_integrated", pvsyst(20.0), None),
        (
            "pvsyst_uc25_uv1_2_eta0_2_alpha0_9",
            json!({
                "model": "pvsyst", "u_c_w_m2_per_k": 25, "u_v_w_m2_per_k": 1.2, "module_efficiency": 0.2,
                "absorption_fraction": 0.9,
            }),
            None,
        ),
        ("faiman", json!({"model": "faiman"}), None),
        ("ross_noct45", json!({"model": "ross", "noct_c": 45}), None),
        ("noct_sam_45_eta0_19", json!({"model": "noct_sam", "noct_c": 45, "module_efficiency": 0.19}), None),
        (
            "noct_sam_49_eta0_2_eff0_95_h2",
            json!({"model": "noct_sam", "noct_c": 49, "module_efficiency": 0.2, "above_one_storey": true}),
            Some(0.95 * poa),
        ),
    ];
    let columns: Vec<&str> = models.iter().map(|(column, ..)| *column).collect();
    let calls = models
        .into_iter()
        .map(|(_, parameters, effective)| {
            let request = json!({
                "parameters": parameters, "poa_w_m2": poa, "effective_w_m2": effective, "air_c": row.json("temp_air"),
                "wind_m_s": row.json("wind"),
            });
            ("cell_temperature", request)
        })
        .collect();
    several(row.id(""), calls, move |call, found| maybe(columns[call], &found["cell_c"], row.number(columns[call])))
}

fn linear(row: Row) -> Case {
    let request = |gamma: f64| {
        let request = json!({
            "p_dc_stc_kw": 1, "gamma_pmp_pct_per_k": gamma, "effective_w_m2": row.json("g_eff"), "cell_c": row.json("t_cell"),
        });
        ("linear_module_power", request)
    };
    let calls = vec![request(-0.37), request(-0.47)];
    several(row.id(""), calls, move |call, found| {
        let column = ["pdc_1000w_gamma_m0_0037", "pdc_1000w_gamma_m0_0047"][call];
        maybe(column, &found["p_dc_w"], row.number(column))
    })
}

/// Parameters within the default tolerance, short and open circuit and power within 1e-9, the point within 1e-8.
fn curve(row: &Row, found: &Value) -> Result<(), String> {
    let expected = |column: &str| row.number(column).unwrap_or(f64::NAN);
    for (column, field) in [("IL", "i_l_a"), ("I0", "i_o_a"), ("Rs", "r_s_ohm"), ("nNsVth", "a_v")] {
        close(column, &found[field], expected(column))?;
    }
    let relative = |column: &str, field: &str, tolerance: f64| {
        let found = found[field].as_f64().unwrap_or(f64::NAN);
        let distance = (found - expected(column)).abs();
        if distance <= tolerance * expected(column).abs() + 1e-12 {
            Ok(())
        } else {
            Err(format!("{column}: {found} instead of {} (off by {distance:e})", expected(column)))
        }
    };
    // the saturation current is far below the default tolerance's floor
    relative("I0", "i_o_a", 1e-9)?;
    if row.text("Rsh") != "inf" && expected("g_eff") > 0.0 {
        close("Rsh", &found["r_sh_ohm"], expected("Rsh"))?;
    }
    for (column, field) in [("i_sc", "i_sc_a"), ("v_oc", "v_oc_v"), ("p_mp", "p_mp_w")] {
        relative(column, field, 1e-9)?;
    }
    relative("i_mp", "i_mp_a", 1e-8)?;
    relative("v_mp", "v_mp_v", 1e-8)
}

fn cec(row: Row) -> Case {
    let request = json!({
        "module": {
            "alpha_isc_a_per_k": row.json("alpha_sc"), "a_ref_v": row.json("a_ref"), "i_l_ref_a": row.json("I_L_ref"),
            "i_o_ref_a": row.json("I_o_ref"), "r_sh_ref_ohm": row.json("R_sh_ref"), "r_s_ohm": row.json("R_s_ref"),
            "adjust_pct": row.json("Adjust"),
        },
        "effective_w_m2": row.json("g_eff"), "cell_c": row.json("t_cell"),
    });
    Case::one(row.id(row.text("module")), "single_diode", &request, move |envelope| curve(&row, value(envelope)?))
}

fn pvsyst(row: Row) -> Case {
    let request = json!({
        "pvsyst_module": {
            "cells_in_series": row.number("cells_in_series").map(|cells| cells as u32), "alpha_isc_a_per_k": row.json("alpha_sc"),
            "ideality_factor": row.json("gamma_ref"), "ideality_factor_per_k": row.json("mu_gamma"),
            "i_l_ref_a": row.json("I_L_ref"), "i_o_ref_a": row.json("I_o_ref"), "r_s_ohm": row.json("R_s"),
            "r_sh_ref_ohm": row.json("R_sh_ref"), "r_sh_dark_ohm": row.json("R_sh_0"),
            "r_sh_exponent_factor": row.json("R_sh_exp"), "gap_v": row.json("EgRef"),
        },
        "effective_w_m2": row.json("g_eff"), "cell_c": row.json("t_cell"),
    });
    Case::one(row.id(""), "single_diode", &request, move |envelope| curve(&row, value(envelope)?))
}
