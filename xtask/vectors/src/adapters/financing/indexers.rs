//! Factors of indexers (`indexers.json`); exact.

use super::shape::{equal, members, sections};
use crate::case::{Adapter, Case, File};
use crate::compare::value;
use serde_json::{Value, json};

/// The adapter.
pub const ADAPTER: Adapter = Adapter { accepts, cases };

fn accepts(file: &File<'_>) -> bool {
    let json = file.json();
    json["cdi"].is_array() || json["taxa_legal"].is_array()
}

fn cases(file: &File<'_>) -> Vec<Case> {
    sections(&file.json(), |section, id, row| match section {
        "cdi" => {
            let mut request = json!({"index_year_pct": row["di"], "share_pct": row["percent"]});
            if row["spread"].is_string() {
                request["spread_year_pct"] = row["spread"].clone();
            }
            let expected = row["expected"].clone();
            Case::one(id, "daily_index_factor", &request, move |envelope| {
                const NAMES: [(&str, &str); 3] =
                    [("index_factor", "di_factor"), ("spread_factor", "spread_factor"), ("factor", "factor")];
                members(value(envelope)?, &expected, &NAMES)
            })
        }
        "ipca" => {
            let month =
                |part: &Value| json!({"index_month_pct": part[0], "elapsed_days": part[1], "total_days": part[2]});
            let months: Value = row["parts"].as_array().into_iter().flatten().map(month).collect();
            let expected = row["expected"].clone();
            Case::one(id, "price_index_factor", &json!({"months": months}), move |envelope| {
                equal(&value(envelope)?["factor"], &expected)
            })
        }
        "taxa_legal" => {
            let expected = row[2].clone();
            let request = json!({"selic_factor": row[0], "ipca15_factor": row[1]});
            Case::one(id, "legal_default_rate", &request, move |envelope| {
                equal(&value(envelope)?["rate_month_pct"], &expected)
            })
        }
        other => Case::pending(id, other),
    })
}
