//! `inverter_pvwatts.csv`, `inverter_sandia.csv`, `inverter_adr.csv`, `losses.csv`, `degradation.csv`.

use super::table::{Row, cases, close, maybe, several};
use crate::case::{Adapter, Case};
use crate::compare::value;
use serde_json::json;

pub fn all() -> Vec<Adapter> {
    vec![
        Adapter { accepts: |file| file.name() == "inverter_pvwatts.csv", cases: |file| cases(file, pvwatts) },
        Adapter { accepts: |file| file.name() == "inverter_sandia.csv", cases: |file| cases(file, sandia) },
        Adapter { accepts: |file| file.name() == "inverter_adr.csv", cases: |file| cases(file, adr) },
        Adapter { accepts: |file| file.name() == "losses.csv", cases: |file| cases(file, losses) },
        Adapter { accepts: |file| file.name() == "degradation.csv", cases: |file| cases(file, degradation) },
    ]
}

fn pvwatts(row: Row) -> Case {
    let request = |efficiency: f64| {
        let inverter = json!({"p_ac_max_w": 5000.0 * efficiency, "efficiency": efficiency});
        ("inverter_power", json!({"inverter": inverter, "inputs": [{"p_dc_w": row.json("p_dc")}]}))
    };
    let calls = vec![request(0.96), request(0.982)];
    several(row.id(""), calls, move |call, found| {
        let column = ["pac_pdc0_5000_eta0_96", "pac_pdc0_5000_eta0_982"][call];
        maybe(column, &found["p_ac_w"], row.number(column))
    })
}

fn sandia(row: Row) -> Case {
    let request = json!({
        "inverter": {
            "vac": row.json("Vac"), "p_aco_w": row.json("Paco"), "p_dco_w": row.json("Pdco"), "v_dco_v": row.json("Vdco"),
            "p_so_w": row.json("Pso"), "c0": row.json("C0"), "c1": row.json("C1"), "c2": row.json("C2"), "c3": row.json("C3"),
            "p_nt_w": row.json("Pnt"), "v_dc_max_v": row.json("Vdcmax"), "mppt_low_v": row.json("Mppt_low"),
            "mppt_high_v": row.json("Mppt_high"),
        },
        "inputs": [{"p_dc_w": row.json("p_dc"), "v_dc_v": row.json("v_dc")}],
    });
    Case::one(row.id(row.text("inverter")), "inverter_power", &request, move |envelope| {
        maybe("power", &value(envelope)?["p_ac_w"], row.number("p_ac_sandia"))
    })
}

fn adr(row: Row) -> Case {
    let request = json!({
        "inverter": {
            "p_nom_w": row.json("Pnom"), "v_nom_v": row.json("Vnom"), "p_ac_max_w": row.json("Pacmax"), "p_nt_w": row.json("Pnt"),
            "v_max_v": row.json("Vmax"), "v_min_v": row.json("Vmin"), "v_dc_max_v": row.json("Vdcmax"),
            "mppt_high_v": row.json("MPPTHi"), "mppt_low_v": row.json("MPPTLow"), "adr_loss_factor": row.numbers("coefficients"),
        },
        "inputs": [{"p_dc_w": row.json("p_dc"), "v_dc_v": row.json("v_dc")}],
    });
    Case::one(row.id(row.text("inverter")), "inverter_power", &request, move |envelope| {
        maybe("power", &value(envelope)?["p_ac_w"], row.number("p_ac_adr"))
    })
}

fn losses(row: Row) -> Case {
    let list: Vec<f64> = row.numbers("losses_percent").iter().map(|percent| percent / 100.0).collect();
    Case::one(row.id(""), "combine_losses", &json!({"loss_fraction": list}), move |envelope| {
        let percent = value(envelope)?["total_fraction"].as_f64().map(|fraction| fraction * 100.0);
        close("total", &percent.into(), row.number("total_percent").unwrap_or(f64::NAN))
    })
}

fn degradation(row: Row) -> Case {
    let year = row.number("year").map_or(0, |year| year as usize);
    let request = |kind: &str, first: Option<f64>| {
        let request =
            json!({"lifetime_years": year, "rate_fraction": row.json("rate"), "first_fraction": first, "kind": kind});
        ("degradation", request)
    };
    let calls =
        vec![request("linear", row.number("lid")), request("geometric", row.number("lid")), request("linear", None)];
    several(row.id(""), calls, move |call, found| {
        let column = ["linear", "geometric", "sam_linear_no_lid"][call];
        let last = year.checked_sub(1).map_or(&serde_json::Value::Null, |at| &found["remaining_fraction"][at]);
        maybe(column, last, row.number(column))
    })
}
