//! Draws and quantiles (`montecarlo.json`): bits and uniform numbers exact, normal ones within 2e-15.

use super::shape::{number, sections};
use crate::case::{Adapter, Case, File};
use crate::compare::{same, value};
use serde_json::{Value, json};

/// The adapter.
pub const ADAPTER: Adapter = Adapter { accepts, cases };

fn accepts(file: &File<'_>) -> bool {
    let json = file.json();
    json["streams"].is_array() || json["normal_quantile"].is_array()
}

fn near(found: &Value, expected: &Value) -> Result<(), String> {
    let (a, b) = (number(found), number(expected));
    if (a - b).abs() <= 2e-15 * b.abs() { Ok(()) } else { Err(format!("{a} instead of {b}")) }
}

fn cases(file: &File<'_>) -> Vec<Case> {
    sections(&file.json(), |section, id, row| match section {
        "streams" => {
            let count = row["u64"].as_array().map_or(0, Vec::len);
            let request = json!({"seed": row["seed"], "trial": row["trial"], "draw_count": count});
            let row = row.clone();
            Case::one(id, "random_draws", &request, move |envelope| {
                let found = value(envelope)?;
                same(&found["bits"], &row["u64"])?;
                (0..count).try_for_each(|draw| {
                    let (uniform, expected) = (number(&found["uniform_fraction"][draw]), number(&row["uniform"][draw]));
                    if uniform != expected {
                        return Err(format!("{uniform} instead of {expected}"));
                    }
                    near(&found["normal_ratio"][draw], &row["normal"][draw])
                })
            })
        }
        "normal_quantile" => {
            let expected = row[1].clone();
            let request = json!({"probability_fraction": number(&row[0])});
            Case::one(id, "normal_quantile", &request, move |envelope| {
                near(&value(envelope)?["quantile_ratio"], &expected)
            })
        }
        other => Case::pending(id, other),
    })
}
