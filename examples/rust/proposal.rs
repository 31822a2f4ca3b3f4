//! A solar proposal for a house in São Paulo, with the tables that the library carries.

use serde_json::Value;

const REQUEST: &str = include_str!("../proposal/house-sao-paulo.json");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let answer: Value = serde_json::from_str(&coaraci::api::call("proposal", REQUEST))?;
    assert_eq!(answer["ok"], true, "{answer}");
    let value = &answer["value"];
    println!("{} modules, {} kW", value["system"]["modules"], value["system"]["p_dc_stc_kw"]);
    println!("a year: {:.0} kWh", value["viability"]["energy"]["annual_generation_kwh"].as_f64().unwrap_or_default());
    let bills = &value["viability"]["bills"];
    println!("bills of a year: {} -> {}", bills["annual_without_brl"], bills["annual_with_brl"]);

    // Where a figure rests on a model that is simpler than law or sky, a warning says so.
    for warning in answer["warnings"].as_array().into_iter().flatten() {
        println!("{}: {}", warning["code"], coaraci::api::explain(&warning.to_string(), "en")?);
    }
    // Every table is named with its date.
    for source in answer["meta"]["sources"].as_array().into_iter().flatten() {
        println!("{} {} of {}", source["kind"], source["id"], source["vintage"]);
    }
    println!("hash {}", value["hash"]);
    assert_eq!(value["offered"], true);
    Ok(())
}
