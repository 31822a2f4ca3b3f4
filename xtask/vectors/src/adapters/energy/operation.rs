//! `string_sizing.csv`, `exceedance.csv`, `performance_ratio.json`, `monitoring_cusum.csv`.

use super::table::{Row, cases, close, maybe, rows, several, whole};
use crate::case::{Adapter, Case, File};
use crate::compare::value;
use serde_json::{Value, json};

pub fn all() -> Vec<Adapter> {
    vec![
        Adapter { accepts: |file| file.name() == "string_sizing.csv", cases: |file| cases(file, strings) },
        Adapter { accepts: |file| file.name() == "exceedance.csv", cases: |file| cases(file, exceedance) },
        Adapter { accepts: |file| file.name() == "performance_ratio.json", cases: performance },
        Adapter { accepts: |file| file.name() == "monitoring_cusum.csv", cases: monitoring },
    ]
}

fn strings(row: Row) -> Case {
    let request = json!({
        "module": {
            "v_oc_v": row.json("m_voc"), "v_mp_v": row.json("m_vmp"), "i_sc_a": row.json("m_isc"), "i_mp_a": row.json("m_imp"),
            "beta_voc_v_per_k": row.json("m_beta_voc"), "beta_vmp_v_per_k": row.json("m_beta_vmp"),
        },
        "limits": {
            "v_dc_max_v": row.json("i_vdc_max"), "mppt_low_v": row.json("i_vmppt_min"), "mppt_high_v": row.json("i_vmppt_max"),
            "v_start_v": row.json("i_v_start"), "i_dc_max_a": row.json("i_idc_max_mppt"), "i_sc_max_a": row.json("i_isc_max_mppt"),
        },
        "cell_min_c": row.json("t_cell_min"), "cell_max_c": row.json("t_cell_max"),
        "modules_per_string": row.number("n_series").map(|count| count as u32),
        "strings": row.number("n_strings").map(|count| count as u32),
    });
    Case::one(row.id(""), "size_strings", &request, move |envelope| {
        let found = value(envelope)?;
        let check = &found["check"];
        for (column, field) in [
            ("v_oc_cold_string", "v_oc_cold_v"),
            ("v_mp_hot_string", "v_mp_hot_v"),
            ("v_mp_cold_string", "v_mp_cold_v"),
        ] {
            maybe(column, &check[field], row.number(column))?;
        }
        for (column, field) in [
            ("n_max_voc", "most_modules_voc_count"),
            ("n_max_mppt", "most_modules_mppt_count"),
            ("n_min_mppt", "fewest_modules_mppt_count"),
            ("n_min_start", "fewest_modules_start_count"),
            ("strings_max_isc", "most_strings_isc_count"),
            ("strings_max_imp", "most_strings_imp_count"),
        ] {
            whole(column, &found[field], row.number(column))?;
        }
        let codes: Vec<&str> =
            check["issues"].as_array().into_iter().flatten().filter_map(|issue| issue["code"].as_str()).collect();
        let expected: Vec<&str> = row.text("codes").split_whitespace().collect();
        if codes != expected {
            return Err(format!("codes {codes:?} instead of {expected:?}"));
        }
        // The file's `ok` speaks of the first three codes, or of all of them.
        let fatal = ["VOC_ABOVE_MAX", "VMP_BELOW_MPPT", "ISC_ABOVE_MAX"];
        let allowed = !codes.iter().any(|code| fatal.contains(code));
        if check["allowed"].as_bool() != Some(allowed) || check["ok"].as_bool() != Some(codes.is_empty()) {
            return Err(format!("ok {}, allowed {}", check["ok"], check["allowed"]));
        }
        if (row.text("ok") == "1") != allowed {
            return Err(format!("allowed {allowed} instead of {}", row.text("ok")));
        }
        Ok(())
    })
}

fn exceedance(row: Row) -> Case {
    let request = json!({
        "p50_kwh": row.json("p50_kwh"), "sigma_fraction": row.numbers("sigmas"), "interannual_fraction": row.json("interannual"),
        "mean_years": row.number("years").map(|years| years as u32),
    });
    Case::one(row.id(""), "exceedance", &request, move |envelope| {
        let found = value(envelope)?;
        maybe("sigma", &found["sigma_total_fraction"], row.number("sigma_total"))?;
        ["p50", "p75", "p90", "p95", "p99"]
            .iter()
            .try_for_each(|column| maybe(column, &found[format!("{column}_kwh")], row.number(column)))
    })
}

fn performance(file: &File<'_>) -> Vec<Case> {
    let json = file.json();
    let common = json!({
        "p_dc_stc_kw": json["p_stc_kw"], "gamma_pmp_pct_per_k": json["gamma_percent_per_c"], "poa_w_m2": json["poa_w_m2"],
        "cell_c": json["t_cell"],
    });
    let mut ratio = common.clone();
    ratio["ac_kwh"] = json["e_kwh"].clone();
    let calls = vec![("performance_ratio", ratio), ("analyse_thermal", common)];
    let check = move |call: usize, found: &Value| {
        let near = |name: &str, found: &Value| close(name, found, json[name].as_f64().unwrap_or(f64::NAN));
        if call == 0 {
            near("t_cell_irradiance_weighted", &found["mean_cell_c"])?;
            near("performance_ratio", &found["performance_ratio"])?;
            near("performance_ratio_temperature_corrected", &found["corrected_performance_ratio"])?;
            near("final_yield_kwh_per_kwp", &found["final_yield_kwh_kwp"])?;
            near("reference_yield_h", &found["reference_yield_h"])?;
            near("capacity_factor", &found["capacity_factor"])
        } else {
            near("thermal_loss_kwh", &found["thermal_loss_kwh"])?;
            near("t_cell_max", &found["cell_max_c"])?;
            near("hours_above_60", &found["above_60_c_h"])
        }
    };
    vec![several("month".to_owned(), calls, check)]
}

fn monitoring(file: &File<'_>) -> Vec<Case> {
    let rows = rows(file);
    let column = |name: &str| rows.iter().map(|row| row.json(name)).collect::<Vec<_>>();
    let request = json!({
        "expected_kwh": column("expected_kwh"), "measured_kwh": column("measured_kwh"), "availability_fraction": column("availability"),
    });
    let calls = vec![("monitor_production", request)];
    vec![several("plant".to_owned(), calls, move |_, found| {
        rows.iter().enumerate().try_for_each(|(day, row)| {
            maybe(&row.id("index"), &found["index_ratio"][day], row.number("epi"))?;
            maybe(&row.id("baseline"), &found["baseline_ratio"][day], row.number("baseline"))?;
            maybe(&row.id("sum"), &found["cusum_fraction"][day], row.number("cusum"))?;
            match found["statuses"][day].as_str() {
                Some(status) if status == row.text("status") => Ok(()),
                other => Err(format!("{}: {other:?} instead of {}", row.id("status"), row.text("status"))),
            }
        })
    })]
}
