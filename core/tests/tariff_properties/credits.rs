//! Surplus, its sharing, and credits over the years.

use super::*;
use chrono::{Days, Months, NaiveDate};
use proptest::prelude::*;

fn first_bill() -> NaiveDate {
    NaiveDate::from_ymd_opt(2021, 1, 31).unwrap()
}

/// Shares of four decimals that add up to 100.
fn shares(weights: &[u32]) -> Vec<Decimal> {
    let sum: u32 = weights.iter().sum();
    let mut left = Decimal::ONE_HUNDRED;
    let last = weights.len() - 1;
    let share = |(index, weight): (usize, &u32)| {
        let part = (Decimal::from(*weight) * Decimal::ONE_HUNDRED / Decimal::from(sum)).trunc_with_scale(4);
        let part = if index == last { left } else { part };
        left -= part;
        part
    };
    weights.iter().enumerate().map(share).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn sharing_keeps_every_unit_of_energy(
        surplus in ENERGY,
        units in prop::collection::vec((1_u32..1000, ENERGY, ENERGY), 1..6),
        by_share: bool,
    ) {
        let weights: Vec<u32> = units.iter().map(|(weight, ..)| *weight).collect();
        let rows: Vec<Value> = units
            .iter()
            .zip(shares(&weights))
            .enumerate()
            .map(|(index, ((_, most, consumption), share))| {
                let mut unit = json!({"id": format!("u{index}"), "max_compensable_kwh": kwh(*most), "consumption_kwh": kwh(*consumption)});
                if by_share {
                    unit["share_pct"] = share.normalize().to_string().into();
                }
                unit
            })
            .collect();
        let mode = if by_share { "percentage" } else { "order" };
        let answer = ask("allocate_surplus", &json!({"mode": mode, "surplus_kwh": kwh(surplus), "units": rows}));
        let shared = list(&answer, "units");
        prop_assert_eq!(sum(shared, "allocated_kwh"), Decimal::new(surplus, 6));
        for (unit, (_, most, _)) in shared.iter().zip(&units) {
            prop_assert_eq!(dec(&unit["used_kwh"]) + dec(&unit["new_credit_kwh"]), dec(&unit["allocated_kwh"]));
            prop_assert!(dec(&unit["used_kwh"]) <= Decimal::new(*most, 6) && dec(&unit["new_credit_kwh"]) >= Decimal::ZERO);
        }
    }

    #[test]
    fn units_of_equal_share_may_change_places(surplus in ENERGY, count in 2_usize..8, turn in 1_usize..7, cent in 1_u32..10) {
        // All but the last have one share; the last takes the rest and stays where it is.
        let equal = Decimal::from(cent);
        let rest = Decimal::ONE_HUNDRED - equal * Decimal::from(count);
        let share = |order: &[usize]| {
            let unit = |name: String, share: Decimal| json!({"id": name, "share_pct": share.to_string(), "max_compensable_kwh": "100"});
            let mut units: Vec<Value> = order.iter().map(|index| unit(format!("u{index}"), equal)).collect();
            units.push(unit("last".into(), rest));
            ask("allocate_surplus", &json!({"mode": "percentage", "surplus_kwh": kwh(surplus), "units": units}))
        };
        let mut order: Vec<usize> = (0..count).collect();
        let one = share(&order);
        order.rotate_left(turn % count);
        let other = share(&order);
        let of = |answer: &Value, id: &str| list(answer, "units").iter().find(|unit| unit["id"] == id).cloned();
        for id in (0..count).map(|index| format!("u{index}")).chain(["last".into()]) {
            prop_assert_eq!(of(&one, &id), of(&other, &id));
        }
    }

    #[test]
    fn credits_are_kept_used_or_lost(cycles in prop::collection::vec((ENERGY, ENERGY, ENERGY, 20_u64..90), 1..120)) {
        let mut date = first_bill();
        let rows: Vec<Value> = cycles
            .iter()
            .map(|(consumed, injected, received, days)| {
                date = date.checked_add_days(Days::new(*days)).unwrap();
                json!({"billing_date": date.to_string(), "consumption_kwh": kwh(*consumed), "injection_kwh": kwh(*injected), "received_kwh": kwh(received / 10)})
            })
            .collect();
        let answer = ask("track_credits", &json!({"cycles": rows}));
        let mut balance = Decimal::ZERO;
        for (cycle, (consumed, injected, received, _)) in list(&answer, "cycles").iter().zip(&cycles) {
            let credits = sum(list(cycle, "credit_used"), "kwh");
            let (netted, taken) = (dec(&cycle["netted_kwh"]), dec(&cycle["received_used_kwh"]));
            prop_assert!(netted + credits + taken <= Decimal::new(*consumed, 6));
            prop_assert_eq!(dec(&cycle["new_credit_kwh"]), Decimal::new(injected + received / 10, 6) - netted - taken);
            balance += dec(&cycle["new_credit_kwh"]) - credits - dec(&cycle["expired_kwh"]);
            prop_assert_eq!(dec(&cycle["balance_kwh"]), balance);
            prop_assert!(balance >= Decimal::ZERO);
        }
        prop_assert_eq!(sum(list(&answer, "credits"), "kwh"), balance);
    }

    #[test]
    fn no_credit_is_negative_or_older_than_sixty_months(
        // Months of much sun, then of little, so that old credits wait long.
        cycles in prop::collection::vec((0..40_000_000_i64, 0..45_000_000_i64, 26_u64..40), 70..140),
    ) {
        let mut date = first_bill();
        let rows: Vec<Value> = cycles
            .iter()
            .map(|(consumed, injected, days)| {
                date = date.checked_add_days(Days::new(*days)).unwrap();
                json!({"billing_date": date.to_string(), "consumption_kwh": kwh(*consumed), "injection_kwh": kwh(*injected)})
            })
            .collect();
        let answer = ask("track_credits", &json!({"cycles": rows}));
        let read = |value: &Value| value.as_str().unwrap().parse::<NaiveDate>().unwrap();
        // chrono clips to the end of a shorter month, as the rule does.
        let last_day = |origin: NaiveDate| origin.checked_add_months(Months::new(60)).unwrap();
        for cycle in list(&answer, "cycles") {
            let billed = read(&cycle["billing_date"]);
            for used in list(cycle, "credit_used") {
                prop_assert!(dec(&used["kwh"]) > Decimal::ZERO && billed <= last_day(read(&used["origin"])));
            }
            prop_assert!(dec(&cycle["expired_kwh"]) >= Decimal::ZERO);
        }
        for credit in list(&answer, "credits") {
            prop_assert!(dec(&credit["kwh"]) > Decimal::ZERO);
            prop_assert_eq!(read(&credit["expires"]), last_day(read(&credit["origin"])));
            prop_assert!(read(&credit["expires"]) >= date);
        }
    }

    /// Injected = netted + used + balance + expired + allocated out, from the meter of a plant to the ledgers of those who share it.
    #[test]
    fn energy_is_kept_from_the_plant_to_the_last_ledger(
        cycles in prop::collection::vec((0..400_000_000_i64, 0..900_000_000_i64, prop::array::uniform3(0..300_000_000_i64)), 1..80),
        weights in prop::collection::vec(1_u32..100, 4),
        by_share: bool,
    ) {
        let names = ["plant", "a", "b", "c"];
        let shares = shares(&weights);
        let mut flows: [Vec<Value>; 4] = Default::default();
        let (mut injected, mut netted) = (Decimal::ZERO, Decimal::ZERO);
        for (month, (consumed, made, others)) in cycles.iter().enumerate() {
            let date = first_bill().checked_add_months(Months::new(u32::try_from(month).unwrap())).unwrap().to_string();
            let registers = json!({"consumption_kwh": {"unico": kwh(*consumed)}, "injection_kwh": {"unico": kwh(*made)}});
            let surplus = ask("compute_surplus", &registers);
            let over = dec(&surplus["surplus_kwh"]["unico"]);
            injected += Decimal::new(*made, 6);
            netted += Decimal::new(*made, 6) - over;
            let open = [surplus["open_consumption_kwh"]["unico"].clone(), kwh(others[0]), kwh(others[1]), kwh(others[2])];
            let units: Vec<Value> = names
                .iter()
                .zip(&open)
                .zip(&shares)
                .map(|((id, open), share)| {
                    let mut unit = json!({"id": id, "max_compensable_kwh": open, "consumption_kwh": open});
                    if by_share {
                        unit["share_pct"] = share.to_string().into();
                    }
                    unit
                })
                .collect();
            let mode = if by_share { "percentage" } else { "order" };
            let shared = ask("allocate_surplus", &json!({"mode": mode, "surplus_kwh": over.to_string(), "units": units}));
            for ((flow, open), unit) in flows.iter_mut().zip(&open).zip(list(&shared, "units")) {
                flow.push(json!({"billing_date": date, "consumption_kwh": open, "received_kwh": unit["allocated_kwh"]}));
            }
        }
        let mut kept = netted;
        for flow in flows {
            let answer = ask("track_credits", &json!({"cycles": flow}));
            let cycles = list(&answer, "cycles");
            kept += sum(cycles, "received_used_kwh") + sum(cycles, "expired_kwh") + dec(&cycles.last().unwrap()["balance_kwh"]);
            kept += cycles.iter().map(|cycle| sum(list(cycle, "credit_used"), "kwh")).sum::<Decimal>();
        }
        prop_assert_eq!(kept, injected);
    }
}
