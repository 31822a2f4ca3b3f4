//! Bills of group B.

use super::*;
use coaraci::api::{Column, OwnedColumn, Values, call_batch};
use proptest::prelude::*;

/// Units of group B, by number: kind of unit and its connection.
const KINDS: usize = 9;

/// A unit of each kind with its energy, which the white tariff reads by post.
fn bill_of(kind: usize, connection: &str, energy: [i64; 3]) -> Value {
    let mut bill = request(energy.iter().sum());
    let mut unit = json!({"subgroup": "b1", "connection": connection});
    match kind {
        0 => {}
        1 => unit["modality"] = "white".into(),
        2 => unit["subclass"] = "baixa_renda".into(),
        3 => {
            unit["subclass"] = "baixa_renda".into();
            unit["families_count"] = 3.into();
        }
        4 => unit["subclass"] = "desconto_social".into(),
        5 => unit["cadunico"] = true.into(),
        6 => unit["subgroup"] = "b4a".into(),
        7 => unit["isolated_system"] = true.into(),
        _ => unit = json!({"subgroup": "a4", "connection": connection, "optante": {"transformers_kva": "112.5"}}),
    }
    if kind == 1 {
        let [peak, between, off] = energy.map(kwh);
        bill["consumption_kwh"] = json!({"ponta": peak, "intermediario": between, "fora_ponta": off});
    }
    bill["unit"] = unit;
    bill
}

fn net(bill: &Value) -> Decimal {
    sum(list(bill, "lines"), "net_brl")
}

fn is_white(kind: usize) -> bool {
    kind == 1
}

fn connections() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["mono", "bi2", "bi3", "tri"])
}

fn regimes() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["gd_i", "gd_ii", "gd_iii"])
}

fn energies() -> impl Strategy<Value = [i64; 3]> {
    // Small ones too, where the minimum decides.
    prop_oneof![prop::array::uniform3(0..60_000_000_i64), prop::array::uniform3(0..900_000_000_i64)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn lines_add_up_to_totals(
        kind in 0..KINDS,
        connection in connections(),
        energy in energies(),
        lot in ENERGY,
        compensates: bool,
        method in prop::sample::select(vec!["pis_cofins_excl_icms", "pis_cofins_incl_icms", "pis_cofins_outside"]),
        rates in prop::array::uniform5(0..150_u32),
    ) {
        let mut asked = bill_of(kind, connection, energy);
        if compensates && kind != 4 {
            asked["scee"] = json!({"lots": [{"id": "own", "regime": "gd_ii", "kwh": {"unico": kwh(lot)}}]});
        }
        let fraction = |thousandth: u32| Decimal::new(thousandth.into(), 3).to_string();
        let [icms, pis, cofins, cbs, ibs] = rates.map(fraction);
        asked["taxes"] = json!({
            "method": method, "icms_fraction": icms, "pis_fraction": pis, "cofins_fraction": cofins, "cbs_fraction": cbs,
            "ibs_fraction": ibs
        });
        asked["cosip_brl"] = "18.33".into();
        let bill = ask("bill_group_b", &asked);
        let (lines, totals) = (list(&bill, "lines"), &bill["totals"]);
        prop_assert_eq!(sum(lines, "amount_brl"), dec(&totals["total_brl"]));
        for member in ["icms_brl", "pis_brl", "cofins_brl"] {
            prop_assert_eq!(sum(lines, member), dec(&totals[member]));
        }
        let reform = rates[3] + rates[4] > 0;
        prop_assert_eq!(totals["cbs_brl"].is_string(), reform);
        if reform {
            prop_assert_eq!(sum(lines, "cbs_brl"), dec(&totals["cbs_brl"]));
            prop_assert_eq!(sum(lines, "ibs_brl"), dec(&totals["ibs_brl"]));
        }
        for line in lines {
            prop_assert_eq!(dec(&line["qty"]) * dec(&line["rate_brl"]), dec(&line["net_brl"]));
            prop_assert!(line["rule"].is_string() && line["law"].is_string() && line["unit"].is_string());
        }
    }

    #[test]
    fn more_consumption_never_lowers_a_bill(kind in 0..KINDS, connection in connections(), a in energies(), more in energies()) {
        let b = [a[0] + more[0], a[1] + more[1], a[2] + more[2]];
        let [small, large] = [a, b].map(|energy| ask("bill_group_b", &bill_of(kind, connection, energy)));
        prop_assert!(net(&small) <= net(&large));
        // Nine lines of the white tariff are rounded one by one, the three of its minimum too: there only the net is sure.
        if !is_white(kind) {
            prop_assert!(dec(&small["totals"]["total_brl"]) <= dec(&large["totals"]["total_brl"]));
        }
    }

    #[test]
    fn lines_are_worth_the_value_and_never_less_than_the_minimum(
        kind in prop::sample::select(vec![0_usize, 1, 2, 3, 5, 6, 7, 8]),
        connection in connections(),
        energy in energies(),
        regime in regimes(),
        lots in prop::collection::vec(ENERGY, 0..4),
    ) {
        let mut asked = bill_of(kind, connection, energy);
        let lots: Vec<Value> = lots
            .iter()
            .enumerate()
            .map(|(index, milli)| json!({"id": format!("lot-{index}"), "regime": regime, "kwh": {"unico": kwh(*milli)}}))
            .collect();
        asked["scee"] = json!({"lots": lots});
        let bill = ask("bill_group_b", &asked);
        prop_assert_eq!(net(&bill), value_of(&bill));
    }

    #[test]
    fn credits_stop_at_the_minimum_and_at_what_there_is(
        consumption in ENERGY,
        regime in regimes(),
        lots in prop::collection::vec(ENERGY, 0..5),
    ) {
        let bill = ask("bill_group_b", &with_lots(consumption, regime, &lots));
        let before = before_floor(&ask("bill_group_b", &with_lots(consumption, regime, &[])));
        prop_assert!(before_floor(&bill) >= dec(&bill["availability_value_brl"]).min(before));
        let compensated = dec(&bill["scee"]["compensated_kwh"]["unico"]);
        prop_assert!(compensated <= Decimal::new(consumption, 6));
        let mut used = Decimal::ZERO;
        for (lot, given) in list(&bill["scee"], "lots").iter().zip(&lots) {
            let (taken, left) = (dec(&lot["used_kwh"]["unico"]), dec(&lot["left_kwh"]["unico"]));
            prop_assert!(left >= Decimal::ZERO && taken >= Decimal::ZERO);
            prop_assert_eq!(taken + left, Decimal::new(*given, 6));
            used += taken;
        }
        prop_assert_eq!(used, compensated);
    }

    #[test]
    fn hourly_credits_stop_at_each_register(energy in energies(), lot in prop::array::uniform3(0..900_000_000_i64)) {
        let mut asked = bill_of(1, "tri", energy);
        let [peak, between, off] = lot.map(kwh);
        let given = json!({"ponta": peak, "intermediario": between, "fora_ponta": off});
        asked["scee"] = json!({"lots": [{"id": "own", "regime": "gd_ii", "kwh": given.clone()}]});
        let scee = &ask("bill_group_b", &asked)["scee"];
        for (post, compensated) in scee["compensated_kwh"].as_object().unwrap() {
            prop_assert!(dec(compensated) <= dec(&asked["consumption_kwh"][post]));
        }
        for (post, kwh) in given.as_object().unwrap() {
            let (used, left) = (dec(&scee["lots"][0]["used_kwh"][post]), dec(&scee["lots"][0]["left_kwh"][post]));
            prop_assert!(used >= Decimal::ZERO && left >= Decimal::ZERO);
            prop_assert_eq!(used + left, dec(kwh));
        }
    }

    #[test]
    fn more_credit_never_raises_the_value(consumption in ENERGY, regime in regimes(), a in ENERGY, b in ENERGY) {
        let value = |lot: i64| value_of(&ask("bill_group_b", &with_lots(consumption, regime, &[lot])));
        prop_assert!(value(a.max(b)) <= value(a.min(b)) + step());
    }

    #[test]
    fn later_regimes_pay_no_less(consumption in ENERGY, lot in ENERGY) {
        let bills = ["gd_i", "gd_ii", "gd_iii"].map(|regime| ask("bill_group_b", &with_lots(consumption, regime, &[lot])));
        let values = bills.each_ref().map(value_of);
        // Where the floor binds, values differ by less than a unit of the energy grid is worth; elsewhere not at all.
        let free = bills.iter().all(|bill| before_floor(bill) > dec(&bill["availability_value_brl"]) + step());
        let slack = if free { Decimal::ZERO } else { step() };
        prop_assert!(values[0] <= values[1] + slack && values[1] <= values[2] + slack, "{:?}", values);
    }

    #[test]
    fn a_lot_in_two_parts_is_the_same_lot(consumption in ENERGY, lot in ENERGY, part in 0.0..1.0_f64) {
        let first = (lot as f64 * part) as i64;
        let whole = ask("bill_group_b", &with_lots(consumption, "gd_ii", &[lot]));
        let parts = ask("bill_group_b", &with_lots(consumption, "gd_ii", &[first, lot - first]));
        prop_assert_eq!(before_floor(&whole), before_floor(&parts));
    }

    #[test]
    fn an_hourly_lot_in_two_parts_differs_by_a_unit_a_move(
        energy in energies(),
        lot in ENERGY,
        part in 0.0..1.0_f64,
        post in prop::sample::select(vec!["ponta", "intermediario", "fora_ponta"]),
    ) {
        let bill = |lots: &[i64]| {
            let mut asked = bill_of(1, "tri", energy);
            let of = |(index, milli): (usize, &i64)| json!({"id": format!("lot-{index}"), "regime": "gd_ii", "kwh": {post: kwh(*milli)}});
            asked["scee"] = json!({"lots": lots.iter().enumerate().map(of).collect::<Vec<_>>()});
            ask("bill_group_b", &asked)
        };
        let first = (lot as f64 * part) as i64;
        let [whole, parts] = [bill(&[lot]), bill(&[first, lot - first])];
        // Two lots make at most six moves.
        let slack = step() * Decimal::from(6);
        for (post, kwh) in whole["scee"]["compensated_kwh"].as_object().unwrap() {
            prop_assert!((dec(kwh) - dec(&parts["scee"]["compensated_kwh"][post])).abs() <= slack);
        }
        // No kWh is worth more than 1.5 R$ here.
        prop_assert!((before_floor(&whole) - before_floor(&parts)).abs() <= slack * Decimal::new(15, 1));
    }

    #[test]
    fn the_order_of_tables_does_not_matter(kind in 0..KINDS, energy in energies(), change in 11_u32..31) {
        let mut asked = bill_of(kind, "tri", energy);
        let mut early = asked["tariffs"][0].clone();
        early["valid_to"] = format!("2026-07-{change}").into();
        let mut late = asked["tariffs"][0].clone();
        late["valid_from"] = format!("2026-07-{}", change + 1).into();
        late["te_brl_kwh"]["unico"] = "0.35".into();
        asked["tariffs"] = json!([early, late]);
        let forward = ask("bill_group_b", &asked);
        for table in ["tariffs", "flags"] {
            asked[table].as_array_mut().unwrap().reverse();
        }
        prop_assert_eq!(forward, ask("bill_group_b", &asked));
    }

    #[test]
    fn twice_the_energy_is_twice_the_value(
        consumption in 200_000_000..1_000_000_000_i64,
        regime in regimes(),
        part in 0.0..0.5_f64,
    ) {
        let lot = (consumption as f64 * part) as i64;
        let value = |times: i64| before_floor(&ask("bill_group_b", &with_lots(times * consumption, regime, &[times * lot])));
        prop_assert_eq!(value(1) * Decimal::TWO, value(2));
    }
}

/// The one way in which more sun may cost more, by hand: the untaxed Fio B fills the minimum (section 18).
#[test]
fn the_taxed_total_may_rise_where_the_floor_binds() {
    let total = |consumption: i64| {
        let mut asked = with_lots(consumption * 1_000_000, "gd_ii", &[2_000_000_000]);
        asked["unit"]["connection"] = "tri".into();
        asked["tariffs"][0]["components"]["unico"]["fio_b_brl_kwh"] = "0.214535600374".into();
        asked["flags"][1]["adder_brl_kwh"] = "0.01885".into();
        asked["scee"]["tax"] = json!({"icms_exempt_te": true, "icms_exempt_tusd": true});
        ask("bill_group_b", &asked)["totals"]["total_brl"].clone()
    };
    assert_eq!((total(110), total(300)), (json!("100.23"), json!("92.05")));
}

/// Units that a batch may bill: those of [`bill_of`] with one register.
const IN_COLUMNS: [usize; 6] = [0, 2, 3, 5, 6, 7];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn columns_bill_like_requests(
        kind in prop::sample::select(IN_COLUMNS.to_vec()),
        regime in regimes(),
        rows in prop::collection::vec((connections(), ENERGY, prop::option::of(ENERGY), prop::option::of(0_i64..10_000)), 1..12),
    ) {
        let mut shared = bill_of(kind, "mono", [0; 3]);
        shared.as_object_mut().unwrap().remove("consumption_kwh");
        shared["scee"] = json!({"regime": regime});
        let words: Vec<&str> = rows.iter().map(|row| row.0).collect();
        let ends = words.iter().scan(0, |end, word| { *end += word.len(); Some(i32::try_from(*end).unwrap()) });
        let offsets: Vec<i32> = std::iter::once(0).chain(ends).collect();
        let consumed: Vec<i128> = rows.iter().map(|row| row.1.into()).collect();
        let injected: Vec<i128> = rows.iter().map(|row| row.2.unwrap_or(0).into()).collect();
        let cosip: Vec<i64> = rows.iter().map(|row| row.3.unwrap_or(0)).collect();
        let bitmap = |given: fn(&Row) -> bool| {
            let mut bits = vec![0_u8; rows.len().div_ceil(8)];
            for (index, row) in rows.iter().enumerate() {
                bits[index / 8] |= u8::from(given(row)) << (index % 8);
            }
            bits
        };
        let (has_injection, has_cosip) = (bitmap(|row| row.2.is_some()), bitmap(|row| row.3.is_some()));
        let text = words.concat();
        let columns = [
            Column::new("connection", Values::Text { offsets: &offsets, bytes: text.as_bytes() }),
            Column::new("consumption_kwh", Values::Dec { unscaled: &consumed, scale: 6 }),
            Column { valid: Some(&has_injection), ..Column::new("injected_kwh", Values::Dec { unscaled: &injected, scale: 6 }) },
            Column { valid: Some(&has_cosip), ..Column::new("cosip_centavos", Values::I64(&cosip)) },
        ];
        let answer = call_batch("bill_group_b", &shared.to_string(), &columns);
        let column = |name: &str| answer.columns.iter().find(|(known, _)| *known == name).map(|(_, column)| column.clone());
        prop_assert_eq!(column("status"), Some(OwnedColumn::I32(vec![0; rows.len()])));
        for (index, (connection, consumed, injected, cosip)) in rows.iter().enumerate() {
            let mut single = bill_of(kind, connection, [*consumed, 0, 0]);
            single["scee"] = json!({"lots": [{"id": "own", "regime": regime, "kwh": {"unico": kwh(injected.unwrap_or(0))}}]});
            if let Some(cents) = cosip {
                single["cosip_brl"] = Decimal::new(*cents, 2).to_string().into();
            }
            let single = ask("bill_group_b", &single);
            for (name, member) in [("total_centavos", "total_brl"), ("icms_centavos", "icms_brl"), ("pis_centavos", "pis_brl"), ("cofins_centavos", "cofins_brl")] {
                let cents = match column(name) { Some(OwnedColumn::I64(cents)) => cents, _ => Vec::new() };
                prop_assert_eq!(Decimal::new(cents[index], 2), dec(&single["totals"][member]));
            }
            let unscaled = if let Some(OwnedColumn::Dec { unscaled, .. }) = column("compensated_kwh") { unscaled } else { Vec::new() };
            prop_assert_eq!(Decimal::from_i128_with_scale(unscaled[index], 6), dec(&single["scee"]["compensated_kwh"]["unico"]));
        }
    }
}

/// Connection, energy consumed, energy injected and contribution of a row.
type Row = (&'static str, i64, Option<i64>, Option<i64>);
