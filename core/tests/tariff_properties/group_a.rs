//! Bills of group A.

use super::*;
use proptest::prelude::*;

fn bill(modality: &str, energy: [i64; 2], measured: i64, lots: &[[i64; 2]]) -> Value {
    let demand =
        if modality == "green" { json!({"unico": "39.87"}) } else { json!({"ponta": "65.92", "fora_ponta": "39.87"}) };
    let kw = |kw: i64| {
        let text = Decimal::new(kw, 1).to_string();
        if modality == "green" { json!({"unico": text}) } else { json!({"ponta": text, "fora_ponta": text}) }
    };
    let by_post = |[peak, off]: [i64; 2]| json!({"ponta": kwh(peak), "fora_ponta": kwh(off)});
    let components = |fio_b: &str| json!({"fio_b_brl_kwh": fio_b});
    let lots: Vec<Value> = lots
        .iter()
        .enumerate()
        .map(|(index, lot)| json!({"id": format!("lot-{index}"), "regime": "gd_ii", "kwh": by_post(*lot)}))
        .collect();
    json!({
        "tariffs": [{
            "valid_from": "2026-01-01", "demand_brl_kw": demand,
            "tusd_brl_kwh": {"ponta": "1.75779", "fora_ponta": "0.1391"}, "te_brl_kwh": {"ponta": "0.44144", "fora_ponta": "0.25224"},
            "te_energia_brl_kwh": {"ponta": "0.3802", "fora_ponta": "0.2216"},
            "components": {"ponta": components("0.6"), "fora_ponta": components("0")}
        }],
        "flags": [{"month": "2026-06", "adder_brl_kwh": "0.01885"}],
        "unit": {"subgroup": "a4", "modality": modality},
        "cycle": {"previous_reading": "2026-05-31", "current_reading": "2026-06-30"},
        "contracted_kw": kw(3000), "measured_kw": kw(measured), "consumption_kwh": by_post(energy),
        "taxes": {"icms_fraction": "0.20", "pis_fraction": "0.0075", "cofins_fraction": "0.0345"},
        "scee": {"lots": lots}
    })
}

fn modalities() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["green", "blue"])
}

const POSTS: [&str; 2] = ["ponta", "fora_ponta"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn lines_add_up_to_totals(
        modality in modalities(),
        energy in prop::array::uniform2(ENERGY),
        measured in 0_i64..5000,
        lots in prop::collection::vec(prop::array::uniform2(ENERGY), 0..3),
    ) {
        let bill = ask("bill_group_a", &bill(modality, energy, measured, &lots));
        let lines = list(&bill, "lines");
        prop_assert_eq!(sum(lines, "amount_brl"), dec(&bill["totals"]["total_brl"]));
        for member in ["icms_brl", "pis_brl", "cofins_brl"] {
            prop_assert_eq!(sum(lines, member), dec(&bill["totals"][member]));
        }
        for line in lines {
            prop_assert_eq!(dec(&line["qty"]) * dec(&line["rate_brl"]), dec(&line["net_brl"]));
            prop_assert!(line["rule"].is_string() && line["law"].is_string());
        }
        // What is billed is the larger of both demands, whatever was measured.
        let (measured, contracted) = (Decimal::new(measured, 1), Decimal::from(300));
        for (_, kw) in bill["billed_kw"].as_object().unwrap() {
            prop_assert_eq!(dec(kw), measured.max(contracted));
        }
        let overrun = lines.iter().filter(|line| line["kind"] == "demand_overrun").count();
        prop_assert_eq!(overrun > 0, measured > Decimal::from(315));
    }

    #[test]
    fn credits_stop_at_each_post(
        modality in modalities(),
        energy in prop::array::uniform2(ENERGY),
        lots in prop::collection::vec(prop::array::uniform2(ENERGY), 0..4),
    ) {
        let bill = ask("bill_group_a", &bill(modality, energy, 3000, &lots));
        let scee = &bill["scee"];
        for (post, consumed) in POSTS.iter().zip(energy) {
            prop_assert!(dec(&scee["compensated_kwh"][post]) <= Decimal::new(consumed, 6));
        }
        for (lot, given) in list(scee, "lots").iter().zip(&lots) {
            for (post, milli) in POSTS.iter().zip(given) {
                let (used, left) = (dec(&lot["used_kwh"][post]), dec(&lot["left_kwh"][post]));
                prop_assert!(used >= Decimal::ZERO && left >= Decimal::ZERO);
                prop_assert_eq!(used + left, Decimal::new(*milli, 6));
            }
        }
        // Credits touch no demand.
        let demand = |bill: &Value| sum(&list(bill, "lines").iter().filter(|line| line["unit"] == "kW").cloned().collect::<Vec<_>>(), "amount_brl");
        prop_assert_eq!(demand(&bill), demand(&ask("bill_group_a", &self::bill(modality, energy, 3000, &[]))));
    }

    #[test]
    fn more_consumption_never_lowers_a_bill(
        modality in modalities(),
        a in prop::array::uniform2(ENERGY),
        more in prop::array::uniform2(ENERGY),
        measured in prop::array::uniform2(0_i64..5000),
    ) {
        let total = |energy, measured| dec(&ask("bill_group_a", &bill(modality, energy, measured, &[]))["totals"]["total_brl"]);
        let b = [a[0] + more[0], a[1] + more[1]];
        let measured = [measured[0].min(measured[1]), measured[0].max(measured[1])];
        prop_assert!(total(a, measured[0]) <= total(b, measured[0]));
        // Below the contract a measured kW only gains ICMS, above 5 % it costs three times.
        prop_assert!(total(a, measured[0]) <= total(a, measured[1]));
    }

    #[test]
    fn twice_the_energy_is_twice_its_value(modality in modalities(), energy in prop::array::uniform2(ENERGY)) {
        let value = |times: i64| -> Decimal {
            let bill = ask("bill_group_a", &bill(modality, energy.map(|milli| times * milli), 3000, &[]));
            list(&bill, "lines").iter().filter(|line| line["unit"] == "kWh").map(|line| dec(&line["net_brl"])).sum()
        };
        prop_assert_eq!(value(1) * Decimal::TWO, value(2));
    }
}
