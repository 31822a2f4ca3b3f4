//! Bills through the public interface: forms of calling, named tables, the order of refusals.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use coaraci::api::{Column, OwnedColumn, Values, call, call_batch, prepare};
use serde_json::{Value, json};

const TARIFFS: &str = r#"[{"valid_from":"2026-06-24","valid_to":"2027-06-23","act":"REH 3.590/2026",
    "te_brl_kwh":{"unico":"0.31085"},"tusd_brl_kwh":{"unico":"0.45717"},
    "components":{"unico":{"fio_b_brl_kwh":"0.214535600374"}}}]"#;

fn request() -> Value {
    json!({
        "tariffs": serde_json::from_str::<Value>(TARIFFS).unwrap(),
        "flags": [{"month":"2026-07","adder_brl_kwh":"0.01885"},{"month":"2026-08","adder_brl_kwh":"0.01885"}],
        "unit": {"subgroup":"b1","connection":"tri"},
        "cycle": {"previous_reading":"2026-07-10","current_reading":"2026-08-10"},
        "consumption_kwh": {"unico":"260"},
        "taxes": {"icms_fraction":"0.18","pis_fraction":"0.0083","cofins_fraction":"0.0383"},
        "scee": {"lots":[{"id":"own","regime":"gd_ii","kwh":{"unico":"300"},"transition_end":"2028-12-31"}]},
        "cosip_brl": "18.33"
    })
}

fn bill(request: &Value) -> Value {
    serde_json::from_str(&call("bill_group_b", &request.to_string())).unwrap()
}

fn codes(request: &Value) -> Vec<String> {
    let envelope = bill(request);
    let errors = envelope["errors"].as_array().cloned().unwrap_or_default();
    let text = |issue: &Value| format!("{} {}", issue["code"].as_str().unwrap(), issue["path"].as_str().unwrap());
    errors.iter().map(text).collect()
}

#[test]
fn bills_the_worked_example_of_gd_ii_on_three_phases() {
    // Tariff document, section 14, example 4: the minimum limits the compensation; 113.91 with taxes, plus COSIP.
    let envelope = bill(&request());
    let value = &envelope["value"];
    assert_eq!(value["totals"]["total_brl"], "132.24");
    assert_eq!(value["scee"]["lots"][0]["left_kwh"]["unico"], "108.707043");
    assert_eq!(value["scee"]["value_before_floor_brl"], "78.687000551721142368");
    let kinds: Vec<&str> =
        value["lines"].as_array().unwrap().iter().map(|line| line["rule"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["R-B-1", "R-B-1", "R-FLAG-3", "R-SCEE-3", "R-SCEE-3", "R-GD-5", "R-TAX-4"]);
    assert_eq!(envelope["meta"]["sources"], json!([{"kind":"tariff","id":"REH 3.590/2026","vintage":"2026-06-24"}]));
}

#[test]
fn prepared_parts_give_the_bytes_of_a_call() {
    let whole = request();
    let mut rest = whole.clone();
    let members = rest.as_object_mut().unwrap();
    let part = json!({"tariffs": members.remove("tariffs"), "flags": members.remove("flags")});
    let prepared = prepare("bill_group_b", &part.to_string()).unwrap();
    assert_eq!(prepared.call(&rest.to_string()), call("bill_group_b", &whole.to_string()));
    assert!(prepared.call(&whole.to_string()).contains("DUPLICATE_FIELD"));
}

#[test]
fn columns_give_what_single_bills_give() {
    let shared = {
        let mut shared = request();
        let members = shared.as_object_mut().unwrap();
        for name in ["consumption_kwh", "scee", "cosip_brl"] {
            members.remove(name);
        }
        members.insert("scee".into(), json!({"regime":"gd_ii","transition_end":"2028-12-31"}));
        shared.to_string()
    };
    let consumption: [i128; 5] = [260_000_000, 64_000_000, 620_500_001, -1, 0];
    let injected: [i128; 5] = [300_000_000, 300_000_000, 500_250_000, 0, 10_000_000];
    let cosip = [1_833, 0, 2_150, 0, 0];
    let (offsets, bytes) = ([0, 3, 6, 10, 13, 13], b"tritrimonotri");
    let columns = [
        Column { valid: Some(&[0b0000_1111]), ..Column::new("connection", Values::Text { offsets: &offsets, bytes }) },
        Column::new("consumption_kwh", Values::Dec { unscaled: &consumption, scale: 6 }),
        Column::new("injected_kwh", Values::Dec { unscaled: &injected, scale: 6 }),
        Column::new("cosip_centavos", Values::I64(&cosip)),
    ];
    let answer = call_batch("bill_group_b", &shared, &columns);
    let envelope: Value = serde_json::from_str(&answer.envelope).unwrap();
    assert_eq!(envelope["value"]["issues"][0]["row"], 3);
    assert_eq!(envelope["value"]["issues"][0]["errors"][0]["code"], "NEGATIVE_CONSUMPTION");
    let column =
        |name: &str| answer.columns.iter().find(|(known, _)| *known == name).map(|(_, column)| column).unwrap();
    let (OwnedColumn::I64(totals), OwnedColumn::Dec { unscaled: left, .. }) =
        (column("total_centavos"), column("left_kwh"))
    else {
        panic!("columns of other kinds")
    };
    assert_eq!(column("status"), &OwnedColumn::I32(vec![0, 0, 0, 1, 0]));
    for row in [0, 1, 2, 4] {
        let text = |milli: i128| rust_decimal::Decimal::from_i128_with_scale(milli, 6).normalize().to_string();
        let mut single = request();
        single["unit"]["connection"] = ["tri", "tri", "mono", "", "tri"][row].into();
        single["consumption_kwh"]["unico"] = text(consumption[row]).into();
        single["scee"]["lots"][0]["kwh"]["unico"] = text(injected[row]).into();
        single["cosip_brl"] = text(i128::from(cosip[row]) * 10_000).into();
        let value = &bill(&single)["value"];
        let total: rust_decimal::Decimal = value["totals"]["total_brl"].as_str().unwrap().parse().unwrap();
        assert_eq!(total, rust_decimal::Decimal::new(totals[row], 2), "row {row}");
        assert_eq!(value["scee"]["lots"][0]["left_kwh"]["unico"], text(left[row]), "row {row}");
    }
}

#[test]
fn refuses_in_the_order_of_the_document() {
    let mut wrong = request();
    wrong["scee"]["lots"][0]["regime"] = "gd_iv".into();
    wrong["flags"] = json!([{"month":"2026-07","adder_brl_kwh":"0"}]);
    wrong["unit"]["modality"] = "blue".into();
    wrong["consumption_kwh"]["ponta"] = "-1".into();
    wrong["taxes"]["method"] = "none".into();
    assert_eq!(
        codes(&wrong),
        [
            "UNKNOWN_TAX_METHOD /taxes/method",
            "NEGATIVE_CONSUMPTION /consumption_kwh/ponta",
            "POSTO_MISMATCH /consumption_kwh",
            "MODALITY_NOT_ALLOWED /unit/modality",
            "FLAG_GAP /flags",
            "UNKNOWN_REGIME /scee/lots/0/regime",
        ]
    );
    wrong["cycle"]["current_reading"] = "2026-07-10".into();
    assert_eq!(codes(&wrong).first().map(String::as_str), Some("INVALID_CYCLE /cycle/current_reading"));
}

#[test]
fn names_what_a_charge_lacks() {
    let mut lacking = request();
    lacking["tariffs"][0].as_object_mut().unwrap().remove("components");
    assert_eq!(codes(&lacking), ["MISSING_COMPONENT /tariffs/0/components/unico/fio_b_brl_kwh"]);
    let mut late = request();
    late["scee"]["lots"][0]["transition_end"] = "2026-07-20".into();
    assert_eq!(codes(&late), ["POST_TRANSITION_POLICY_REQUIRED /scee/lots/0/post_transition"]);
    late["scee"]["lots"][0]["post_transition"] = json!({"kind":"fio_b_fraction"});
    assert_eq!(codes(&late), ["MISSING_FIELD /scee/lots/0/post_transition/charged_fraction"]);
}

#[test]
fn refuses_numbers_beyond_the_range() {
    let mut large = request();
    large["consumption_kwh"]["unico"] = "1000000000000.000001".into();
    assert_eq!(codes(&large), ["OVERFLOW /consumption_kwh/unico"]);
    large["consumption_kwh"]["unico"] = "1000000000000".into();
    assert_eq!(bill(&large)["ok"], true);
    large["tariffs"][0]["te_brl_kwh"]["unico"] = "1000000.000001".into();
    assert_eq!(codes(&large), ["OVERFLOW /tariffs/0/te_brl_kwh/unico"]);
    // A million reais a kWh is a valid price, but this bill would be above 10^15 reais.
    large["tariffs"][0]["te_brl_kwh"]["unico"] = "1000000".into();
    assert_eq!(codes(&large), ["OVERFLOW "]);
    large["consumption_kwh"]["unico"] = "0.0000001".into();
    assert_eq!(codes(&large), ["DECIMAL_RANGE /consumption_kwh/unico"]);
}

#[cfg(feature = "data")]
mod named {
    use super::*;

    #[test]
    fn takes_prices_and_flags_from_named_tables() {
        let mut by_name = request();
        by_name["tariffs"] = json!({"named":"tariffs-b1-2026-09-30","distributor":"06.981.180/0001-16"});
        by_name["flags"] = json!({"named":"flag-months-2026-09"});
        let envelope = bill(&by_name);
        // CEMIG from 2026-05-28: TE 0.31021, TUSD 0.59308 and the yellow flag.
        assert_eq!(envelope["value"]["lines"][0]["rate_brl"], "0.31021");
        assert_eq!(envelope["value"]["availability_value_brl"], "92.214");
        let ids: Vec<&str> =
            envelope["meta"]["sources"].as_array().unwrap().iter().map(|s| s["id"].as_str().unwrap()).collect();
        assert_eq!(ids, ["tariffs-b1-2026-09-30", "REH 3.589/2026", "flag-months-2026-09"]);
        by_name["tariffs"]["distributor"] = "cemig-d".into();
        assert_eq!(bill(&by_name), envelope);
    }

    #[test]
    fn never_guesses_a_table_or_a_distributor() {
        for (named, distributor) in
            [("tariffs-b1", "cemig-d"), ("tariffs-b1-2026-09-30", "cemig"), ("flag-months-2026-09", "x")]
        {
            let mut unknown = request();
            unknown["tariffs"] = json!({"named": named, "distributor": distributor});
            assert_eq!(codes(&unknown), ["NOT_FOUND /tariffs"], "{named} {distributor}");
        }
        let mut other_class = request();
        other_class["tariffs"] = json!({"named":"tariffs-b1-2026-09-30","distributor":"cemig-d"});
        other_class["unit"]["subgroup"] = "b3".into();
        assert_eq!(codes(&other_class), ["NOT_FOUND /tariffs"]);
        other_class["tariffs"] = json!({"named":"tariffs-b1-2026-09-30","distributor":"cemig-d","uf":"MG"});
        assert_eq!(codes(&other_class), ["UNKNOWN_FIELD /tariffs"]);
        other_class["tariffs"] = json!({"named":"tariffs-b1-2026-09-30"});
        assert_eq!(codes(&other_class), ["MISSING_FIELD /tariffs"]);
        other_class["tariffs"] = json!([{"valid_from":"2026-02-30","tusd_brl_kwh":{}}]);
        assert_eq!(codes(&other_class), ["BAD_DATE /tariffs/0/valid_from", "MISSING_FIELD /tariffs/0/te_brl_kwh"]);
    }
}
