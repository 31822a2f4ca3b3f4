//! Means over the days of a cycle.

use super::*;
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn later(date: NaiveDate, days: i64) -> NaiveDate {
    date.checked_add_days(Days::new(days.unsigned_abs())).unwrap()
}

/// Prices that follow each other without a gap, each of so many days, from a day on; the last one is open.
fn price_rows(from: NaiveDate, prices: &[(i64, i64)]) -> Vec<Value> {
    let mut first = from;
    let mut rows = Vec::new();
    for (index, (days, price)) in prices.iter().enumerate() {
        let next = later(first, *days);
        let mut row = json!({"valid_from": first.to_string(), "rate_brl_kwh": Decimal::new(*price, 9).to_string()});
        if index + 1 < prices.len() {
            row["valid_to"] = next.pred_opt().unwrap().to_string().into();
        }
        rows.push(row);
        first = next;
    }
    rows
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn parts_by_days_equal_the_whole(
        start in 0_i64..1500,
        days in 1_i64..48,
        prices in prop::collection::vec((1_i64..20, 0_i64..2_000_000_000), 1..6),
        adders in prop::array::uniform3(0_i64..100_000),
    ) {
        let read = later(day("2023-01-10"), start);
        let end = later(read, days);
        let rows = price_rows(later(read, 1), &prices);
        let months: Vec<String> = (0..3)
            .map(|month| (read.checked_add_months(chrono::Months::new(month)).unwrap()).format("%Y-%m").to_string())
            .collect();
        let flags: Vec<Value> = months.iter().zip(adders).map(|(month, adder)| json!({"month": month, "adder_brl_kwh": Decimal::new(adder, 6).to_string()})).collect();
        let mean = ask("prorate_tariff", &json!({
            "cycle": {"previous_reading": read.to_string(), "current_reading": end.to_string()}, "segments": rows, "flags": flags
        }));
        // Day by day, without any quotient.
        let (mut price, mut flag) = (Decimal::ZERO, Decimal::ZERO);
        for number in 1..=days {
            let date = later(read, number);
            let text = date.to_string();
            let holds = |row: &&Value| {
                row["valid_from"].as_str().unwrap() <= text.as_str() && row["valid_to"].as_str().is_none_or(|last| text.as_str() <= last)
            };
            price += dec(&rows.iter().find(holds).unwrap()["rate_brl_kwh"]);
            let month = months.iter().position(|month| text.starts_with(month.as_str())).unwrap();
            flag += Decimal::new(adders[month], 6);
        }
        prop_assert_eq!(mean["cycle_days"].as_i64(), Some(days));
        // A mean is rounded once, by at most half a unit of the twelfth place.
        let slack = Decimal::new(5, 13) * Decimal::from(days);
        for (member, sum) in [("rate_brl_kwh", price), ("flag_brl_kwh", flag)] {
            prop_assert!((dec(&mean[member]) * Decimal::from(days) - sum).abs() <= slack, "{} {}", member, sum);
        }
    }

    #[test]
    fn a_cycle_cut_at_a_change_of_tariff_costs_the_same(
        days in 27_i64..47,
        cut in 1_i64..26,
        daily in 1_i64..60_000_000,
        lot_share in 0_i64..=100,
        regime in prop::sample::select(vec!["gd_i", "gd_ii", "gd_iii"]),
        te in prop::array::uniform2(200_000_i64..400_000),
    ) {
        // Public lighting has no minimum, so that no part of the cycle is below it.
        let read = day("2026-07-10");
        let (change, end) = (later(read, cut), later(read, days));
        let bill = |from: NaiveDate, to: NaiveDate| {
            let length = to.signed_duration_since(from).num_days();
            // A hundredth of the daily energy is whole, and so is every part of it.
            let mut asked = with_lots(100 * daily * length, regime, &[lot_share * daily * length]);
            asked["unit"] = json!({"subgroup": "b4a", "connection": "mono"});
            let mut tariffs = [asked["tariffs"][0].clone(), asked["tariffs"][0].clone()];
            tariffs[0]["valid_to"] = change.to_string().into();
            tariffs[1]["valid_from"] = later(change, 1).to_string().into();
            for (tariff, te) in tariffs.iter_mut().zip(te) {
                tariff["te_brl_kwh"]["unico"] = Decimal::new(te, 6).to_string().into();
            }
            tariffs[1]["components"]["unico"]["fio_b_brl_kwh"] = "0.187".into();
            asked["tariffs"] = json!(tariffs);
            asked["cycle"] = json!({"previous_reading": from.to_string(), "current_reading": to.to_string()});
            before_floor(&ask("bill_group_b", &asked))
        };
        let difference = bill(read, change) + bill(change, end) - bill(read, end);
        prop_assert!(difference.abs() < step(), "{}", difference);
    }
}
