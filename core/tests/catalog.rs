//! The shared catalogue of kits, titles and dirty records, where it is there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::disallowed_methods)]

use coaraci::api::call;
use serde_json::{Value, json};
use std::path::Path;

/// The rows of a file of the shared catalogue; none, said clearly, where it is absent.
fn rows(file: &str) -> Vec<Value> {
    let places = ["../../shared/data/catalog", "../../../shared/data/catalog"];
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = places.iter().find_map(|place| std::fs::read_to_string(root.join(place).join(file)).ok());
    match text {
        Some(text) => serde_json::from_str(&text).expect("a list"),
        None => {
            println!("left out: {file} of the shared catalogue is not there");
            Vec::new()
        }
    }
}

fn value(operation: &str, request: &Value) -> Value {
    let envelope: Value = serde_json::from_str(&call(operation, &request.to_string())).expect("an envelope");
    assert_eq!(envelope["ok"], true, "{envelope}");
    envelope["value"].clone()
}

#[test]
fn kits_have_the_known_ratios_and_their_missing_data_named() {
    let kits = rows("kits.json");
    if kits.is_empty() {
        return;
    }
    let (mut ratios, mut micro) = (Vec::new(), 0);
    for kit in &kits {
        let (module, inverter) = (&kit["module"], &kit["inverter"]);
        let watts = inverter["power_kw"].as_str().unwrap().parse::<f64>().unwrap() * 1000.0;
        let request = json!({
            "kit": {
                "modules": [{"sku": "module", "qty": module["qty"], "pmp_w": module["power_w"].to_string()}],
                "inverters": [{"sku": "inverter", "qty": inverter["qty"], "p_ac_w": watts.to_string()}],
            },
            "site": {"tmin_c": "0", "tcell_max_c": "70", "requires_structure": false},
            // Every ratio is shown: the bounds leave nothing between them.
            "limits": {"dc_ac_max": "100", "dc_ac_warn_high": "0", "dc_ac_warn_low": "0"},
        });
        let checked = value("check_kit", &request);
        assert_eq!(checked["outcome"], "incomplete");
        let findings = checked["findings"].as_array().unwrap();
        let ratio = findings.iter().find(|finding| finding["code"] == "DC_AC_RATIO_HIGH").unwrap();
        ratios.push(ratio["value"].as_str().unwrap().parse::<f64>().unwrap());
        let missing: Vec<&Value> = findings.iter().filter(|finding| finding["code"] == "DATA_MISSING").collect();
        // Both articles, each with every datum that the catalogue lacks.
        let module_fields = json!(["voc_v", "vmp_v", "isc_a", "beta_voc_pct_c"]);
        let inverter_fields = [
            "vdc_max_v",
            "mppt_min_v",
            "mppt_max_v",
            "isc_max_per_mppt_a",
            "strings_per_mppt",
            "mppts",
            "phases",
            "v_ac",
        ];
        let named: Vec<_> = missing.iter().map(|finding| (&finding["sku"], &finding["fields"])).collect();
        assert_eq!(named, [(&json!("inverter"), &json!(inverter_fields)), (&json!("module"), &module_fields)]);
        micro += usize::from(inverter["kind"] == "micro");
    }
    let count = |wanted: fn(f64) -> bool| ratios.iter().filter(|ratio| wanted(**ratio)).count();
    let least = ratios.iter().copied().fold(f64::INFINITY, f64::min);
    let most = ratios.iter().copied().fold(0.0, f64::max);
    assert!((least - 0.507).abs() < 5e-4 && (most - 1.938).abs() < 5e-4, "{least} {most}");
    assert_eq!(
        (kits.len(), count(|r| r > 1.35), count(|r| r > 1.5), count(|r| r > 1.6), count(|r| r < 0.8), micro),
        (120, 22, 13, 9, 13, 93)
    );
}

#[test]
fn kits_that_do_not_go_together_are_never_scored() {
    let kits = rows("kits.json");
    if kits.is_empty() {
        return;
    }
    let found = value("match_kits", &json!({"kits": kits, "target": {"kwp": "4", "tolerance": "100", "phases": 1}}));
    let matches = found["matches"].as_array().unwrap();
    let excluded = matches.iter().filter(|kit| kit["excluded"] == "DC_AC_RATIO_HIGH").count();
    assert_eq!((matches.len(), excluded), (120, 13));
    assert!(matches.iter().all(|kit| kit["score"].is_null() == kit["excluded"].is_string()));
    let scores: Vec<f64> = matches.iter().filter_map(|kit| kit["score"].as_str()).map(|s| s.parse().unwrap()).collect();
    assert!(scores.is_sorted_by(|one, other| one >= other));
}

/// A field is null only if the title has no word for it.
fn stated_or_null(title: &str, parsed: &Value) {
    let folded = title.to_uppercase().replace(['Á', 'À'], "A");
    let digits_before = |end: usize| -> String {
        let digits = folded[..end].trim_end().chars().rev().take_while(|character| character.is_ascii_digit());
        digits.collect::<Vec<_>>().into_iter().rev().collect()
    };
    let ends = |unit: &str| -> Vec<String> {
        let places = folded
            .match_indices(unit)
            .filter(|(place, _)| !folded[place + unit.len()..].starts_with(|next: char| next.is_alphanumeric()));
        places.map(|(place, _)| digits_before(place)).filter(|digits| !digits.is_empty()).collect()
    };
    for (field, stated) in [
        ("phases", folded.contains("FASIC")),
        ("afci", folded.contains("AFCI")),
        ("mppt", !ends("MPPT").is_empty()),
        ("vac", ends("V").iter().any(|volts| volts.len() == 3)),
        ("power_w", !ends("W").is_empty() || !ends("KW").is_empty()),
        ("module_input_count", !ends("PAINÉIS").is_empty()),
    ] {
        assert!(!stated || !parsed[field].is_null(), "{field} of {title}: {parsed}");
    }
    assert!(!parsed["brand"].is_null() && !parsed["model"].is_null() && !parsed["kind"].is_null(), "{title}: {parsed}");
}

#[test]
fn titles_state_what_the_cleaned_fields_say() {
    let (mut complete, mut inputs, mut listed, mut without_power) = (0, 0, 0, 0);
    let inverters = rows("inverters.json");
    for row in &inverters {
        let parsed = value("parse_equipment_title", &json!({"text": row["title"]}));
        let same_text = |name: &str| {
            let (found, known) = (parsed[name].as_str(), row[name].as_str());
            found.zip(known).is_some_and(|(found, known)| found.eq_ignore_ascii_case(known))
        };
        let known_w = row["power_kw"].as_str().unwrap().parse::<f64>().unwrap() * 1000.0;
        let power = parsed["power_w"].as_f64();
        complete += usize::from(same_text("brand") && same_text("model") && power == Some(known_w));
        // 37K5 is 37.5 kW: the cleaned field cut it. The title of one micro-inverter states no power.
        let cut = row["title"].as_str().unwrap().contains("37K5") && power == Some(37_500.0);
        assert!(power.is_none() || power == Some(known_w) || cut, "{} {parsed}", row["title"]);
        for name in ["phases", "mppt"] {
            assert!(parsed[name].is_null() || parsed[name] == row[name], "{name} of {}: {parsed}", row["title"]);
        }
        let known = row["vac"].as_str().map_or_else(|| row["vac"].to_string(), str::to_owned);
        assert!(parsed["vac"].is_null() || parsed["vac"] == known.as_str(), "{} {parsed}", row["title"]);
        assert!(parsed["battery_v"].is_null() || parsed["battery_v"] == row["battery_v"], "{} {parsed}", row["title"]);
        assert!(
            parsed["kind"] == "inverter" || parsed["kind"].as_str().unwrap().replace('_', "-") == row["kind"],
            "{parsed}"
        );
        assert!(parsed["afci"].is_null() || parsed["afci"] == row["afci"], "{}", row["title"]);
        let inputs_of = &parsed["module_input_count"];
        assert!(inputs_of.is_null() || inputs_of == &row["module_inputs"], "{} {parsed}", row["title"]);
        stated_or_null(row["title"].as_str().unwrap(), &parsed);
        without_power += usize::from(power.is_none());
        listed += usize::from(!row["mppt"].is_null());
        inputs += usize::from(!row["mppt"].is_null() && parsed["mppt"] == row["mppt"]);
    }
    if !inverters.is_empty() {
        assert!(complete >= 118, "{complete} complete");
        assert_eq!((inputs, listed, without_power), (27, 27, 1));
    }
    for kit in rows("kits.json") {
        let parsed = value("parse_equipment_title", &json!({"text": kit["inverter"]["label"]}));
        let watts = kit["inverter"]["power_kw"].as_str().unwrap().parse::<f64>().unwrap() * 1000.0;
        assert_eq!(parsed["power_w"].as_f64(), Some(watts), "{}", kit["inverter"]["label"]);
        let brand = parsed["brand"].as_str().unwrap();
        assert!(brand.eq_ignore_ascii_case(kit["inverter"]["brand"].as_str().unwrap()), "{brand}");
        assert_eq!((&parsed["phases"], &parsed["vac"]), (&json!(1), &json!("220")));
        assert_eq!(parsed["kind"] == "micro", kit["inverter"]["kind"] == "micro");
        let parsed = value("parse_equipment_title", &json!({"text": kit["module"]["label"]}));
        assert_eq!(parsed["power_w"], kit["module"]["power_w"]);
        assert!(parsed["brand"].as_str().unwrap().eq_ignore_ascii_case(kit["module"]["brand"].as_str().unwrap()));
    }
}

#[test]
fn dirty_records_are_flagged_as_their_file_says() {
    for row in rows("dirty_records.json") {
        let request = json!({
            "title": row["title"], "power_kw": row["power_kw"], "power_w": row["power_w"],
            "efficiency_pct": row["efficiency_pct"], "voltage_v": row["voltage_v"],
            "true_power_kw": row["true_power_kw"].as_str().map(|text| text.parse::<f64>().unwrap()),
        });
        let found = value("validate_catalog_record", &request);
        let codes: Vec<String> = found["issues"]
            .as_array()
            .unwrap()
            .iter()
            .map(|issue| issue["code"].as_str().unwrap().to_lowercase())
            .collect();
        assert_eq!(json!(codes), row["issues"], "{}", row["title"]);
    }
}
