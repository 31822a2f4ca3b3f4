//! A year of bills with credits carried on.

use super::*;
use proptest::prelude::*;

/// Registers of one month in mWh: consumption and injection.
type Month = (i64, i64);

/// Value of twelve months net of taxes, complement included: each month uses its own injection, then what is left, oldest first.
fn value_of_year(months: &[Month], regime: &str, connection: &str) -> Decimal {
    let mut ledger: Vec<(String, i64)> = Vec::new();
    let mut value = Decimal::ZERO;
    for (index, (consumption, injection)) in months.iter().enumerate() {
        let mut bill = request(*consumption);
        let month = index + 1;
        let read = if month == 1 { "2025-12-31".to_owned() } else { format!("2026-{:02}-{}", index, last_day(index)) };
        bill["cycle"] =
            json!({"previous_reading": read, "current_reading": format!("2026-{month:02}-{}", last_day(month))});
        bill["flags"] = json!([]);
        bill["unit"]["connection"] = connection.into();
        let lots = [(format!("own-{month}"), *injection)].into_iter().chain(ledger);
        let lots: Vec<Value> =
            lots.map(|(id, milli)| json!({"id": id, "regime": regime, "kwh": {"unico": kwh(milli)}})).collect();
        bill["scee"] = json!({"lots": lots});
        let bill = ask("bill_group_b", &bill);
        value += value_of(&bill);
        let lots = list(&bill["scee"], "lots");
        let left = |lot: &Value| (lot["id"].as_str().unwrap().to_owned(), milli(&lot["left_kwh"]["unico"]));
        let (own, older) = lots.split_first().unwrap();
        ledger = older.iter().chain([own]).map(left).filter(|(_, milli)| *milli > 0).collect();
    }
    value
}

fn milli(value: &Value) -> i64 {
    use rust_decimal::prelude::ToPrimitive;
    (dec(value) * Decimal::from(1_000_000)).to_i64().unwrap()
}

fn last_day(month: usize) -> u32 {
    [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn more_sun_never_raises_the_value_of_a_year(
        months in prop::collection::vec((0..700_000_000_i64, 0..700_000_000_i64), 12),
        more in prop::collection::vec((0.0..1.0_f64, 0..300_000_000_i64), 12),
        regime in prop::sample::select(vec!["gd_i", "gd_ii", "gd_iii"]),
        connection in prop::sample::select(vec!["mono", "bi3", "tri"]),
    ) {
        // A part of the additional energy is used at once, the rest is injected.
        let sunnier: Vec<Month> = months
            .iter()
            .zip(&more)
            .map(|((consumed, injected), (part, added))| {
                let at_once = ((*added as f64 * part) as i64).min(*consumed);
                (consumed - at_once, injected + added - at_once)
            })
            .collect();
        let [before, after] = [&months, &sunnier].map(|months| value_of_year(months, regime, connection));
        prop_assert!(after <= before + step() * Decimal::from(12), "{} {}", before, after);
    }
}

/// A year of hours by the integer pattern of the shared vectors.
fn simulated(seed: i64, factor: i64, regime: &str, connection: &str) -> Value {
    let load: Vec<Value> = (0..8760).map(|hour| kwh((300 + seed * hour % 700) * 1000)).collect();
    let made: Vec<Value> = (0..8760)
        .map(
            |hour| {
                if (6..18).contains(&(hour % 24)) { kwh(factor * (seed * 7 * hour % 900) * 1000) } else { json!(0) }
            },
        )
        .collect();
    let mut asked = request(0);
    for name in ["cycle", "consumption_kwh"] {
        asked.as_object_mut().unwrap().remove(name);
    }
    asked["flags"] = json!([]);
    asked["unit"]["connection"] = connection.into();
    for (name, value) in [
        ("start", json!("2026-01-01T00:00:00-03:00")),
        ("tz", json!("-03:00")),
        ("step_minutes", json!(60)),
        ("load_kwh", load.into()),
        ("generation_kwh", made.into()),
        ("regime", json!(regime)),
    ] {
        asked[name] = value;
    }
    ask("simulate_bills", &asked)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn a_year_keeps_its_energy(
        seed in 1_i64..1000,
        factor in 0_i64..5,
        regime in prop::sample::select(vec!["gd_i", "gd_ii", "gd_iii"]),
        connection in prop::sample::select(vec!["mono", "tri"]),
    ) {
        let year = simulated(seed, factor, regime, connection);
        let months = list(&year, "months");
        let energy = |member: &str| months.iter().map(|month| posts(&month[member])).sum::<Decimal>();
        let last = dec(&months[11]["balance_kwh"]);
        prop_assert_eq!(energy("injection_kwh"), energy("compensated_kwh") + last + sum(months, "expired_kwh"));
        prop_assert_eq!(dec(&year["energy"]["injection_kwh"]), energy("injection_kwh"));
        prop_assert_eq!(list(&year, "credits").iter().map(|credit| posts(&credit["kwh"])).sum::<Decimal>(), last);
        prop_assert_eq!(sum(months, "total_brl"), dec(&year["totals"]["total_brl"]));
        for month in months {
            prop_assert!(dec(&month["balance_kwh"]) >= Decimal::ZERO);
            prop_assert!(posts(&month["compensated_kwh"]) <= posts(&month["consumption_kwh"]));
            prop_assert_eq!(dec(&month["baseline_brl"]) - dec(&month["total_brl"]), dec(&month["saving_brl"]));
        }
    }
}
