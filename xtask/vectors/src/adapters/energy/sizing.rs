//! `system_sizing.csv`.

use super::table::{Row, cases, close, whole};
use crate::case::{Adapter, Case};
use crate::compare::value;
use serde_json::{Value, json};

pub fn all() -> Vec<Adapter> {
    vec![Adapter { accepts: |file| file.name() == "system_sizing.csv", cases: |file| cases(file, system) }]
}

fn system(row: Row) -> Case {
    let request = json!({
        "consumption_kwh": row.numbers("consumption_kwh"),
        "specific_yield_kwh_kwp": row.json("yield_kwh_per_kwp"),
        "module_p_stc_w": row.json("module_w"),
        "target_oversizing": row.json("target"),
    });
    Case::one(row.id(""), "size_system", &request, move |envelope| {
        let found = value(envelope)?;
        let expected = |column: &str| row.number(column).unwrap_or(f64::NAN);
        let refused = expected("refused") == 1.0;
        let system = &found["system"];
        close("consumption", &found["annual_consumption_kwh"], expected("consumption_kwh_year"))?;
        close("needed power", &found["target_p_dc_stc_kw"], expected("kwp_needed"))?;
        whole("requested", &found["requested_modules_count"], row.number("modules_requested"))?;
        whole("most", &found["most_modules_count"], row.number("modules_max"))?;
        if found["allowed"] == Value::Bool(refused) || system.is_null() != refused {
            return Err(format!("allowed is {}", found["allowed"]));
        }
        if found["capped"].as_bool() != Some(expected("capped") == 1.0) {
            return Err(format!("capped is {}", found["capped"]));
        }
        if refused {
            return match found["issues"][0]["code"].as_str() {
                Some("OVERSIZING_ABOVE_LIMIT") => Ok(()),
                other => Err(format!("code {other:?}")),
            };
        }
        whole("modules", &system["modules"], row.number("modules"))?;
        close("power", &system["p_dc_stc_kw"], expected("kwp"))?;
        close("generation", &system["annual_generation_kwh"], expected("generation_kwh_year"))?;
        close("oversizing", &system["oversizing"], expected("oversizing"))
    })
}
