//! What holds for every schedule, tax, cost and rate of return.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::disallowed_methods)]

use chrono::{Days, NaiveDate};
use coaraci::api::call;
use proptest::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Value, json};

fn envelope(operation: &str, request: &Value) -> Value {
    serde_json::from_str(&call(operation, &request.to_string())).unwrap()
}

fn ask(operation: &str, request: &Value) -> Value {
    let envelope = envelope(operation, request);
    assert_eq!(envelope["ok"], true, "{request} {envelope}");
    envelope["value"].clone()
}

fn dec(value: &Value) -> Decimal {
    value.as_str().expect("a decimal is a text").parse().unwrap()
}

fn float(value: &Value) -> f64 {
    dec(value).to_f64().unwrap()
}

fn cents(cents: i64) -> String {
    Decimal::new(cents, 2).to_string()
}

fn sum(rows: &[Value], name: &str) -> Decimal {
    rows.iter().map(|row| dec(&row[name])).sum()
}

fn rows(schedule: &Value) -> Vec<Value> {
    schedule["rows"].as_array().unwrap().clone()
}

const HALF_UP: &str = "half_up";

/// A loan of every system, accrual, grace, first period and rounding that go together.
fn any_loan() -> impl Strategy<Value = Value> {
    let conventions = (
        prop::sample::select(vec!["price", "sac", "sam", "american", "sacre"]),
        prop::sample::select(vec![
            "monthly",
            "compound_act_30",
            "compound_30e_30",
            "compound_act_365",
            "compound_bus_252",
            "simple_act_365",
            "simple_act_360",
            "simple_30e_360",
        ]),
        prop::sample::select(vec!["interest_paid", "interest_capitalised", "no_interest"]),
        prop::sample::select(vec!["ignore", "capitalised", "paid_with_first", "paid_upfront"]),
        prop::sample::select(vec![HALF_UP, "half_even", "down", "up", "ceil", "floor"]),
        prop::sample::select(vec!["none", "following", "modified_following"]),
    );
    let numbers = (10_000_i64..100_000_000, 0_i64..40_000, 1_u32..120, 0_u32..6, 0_u64..9000, 20_u64..60);
    (conventions, numbers).prop_map(|(names, (principal, rate, installments, grace, start, first))| {
        let (system, accrual, mode, stub, rounding, adjust) = names;
        let accrual = if matches!(system, "sam" | "sacre") { "monthly" } else { accrual };
        let basis = match accrual {
            "compound_act_365" | "compound_bus_252" => "year_effective",
            simple if simple.starts_with("simple") => "year_nominal",
            _ => "month_effective",
        };
        let release = NaiveDate::from_ymd_opt(2001, 1, 1).unwrap() + Days::new(start);
        let stub = if accrual == "monthly" && first > 31 { stub } else { "ignore" };
        let grace = grace.min(installments - 1);
        json!({
            "principal_brl": cents(principal), "rate": {"value": Decimal::new(rate, 6).to_string(), "basis": basis},
            "installments": installments, "release_date": release.to_string(),
            "first_due_date": (release + Days::new(first)).to_string(), "system": system, "accrual": accrual,
            "due_adjust": adjust, "grace": {"installments": grace, "mode": mode}, "first_period": stub,
            "rounding": rounding, "allow_negative_amortisation": true,
        })
    })
}

/// Price or SAC by months, of a size that leaves a certificate.
fn plain_loan() -> impl Strategy<Value = Value> {
    let numbers = (50_000_i64..50_000_000, 0_i64..50_000, 2_u32..180, 0_u64..9000, 28_u64..45);
    (prop::sample::select(vec!["price", "sac"]), numbers).prop_map(
        |(system, (principal, rate, installments, start, first))| {
            let release = NaiveDate::from_ymd_opt(2015, 2, 1).unwrap() + Days::new(start);
            json!({
                "principal_brl": cents(principal),
                "rate": {"value": Decimal::new(rate, 6).to_string(), "basis": "month_effective"},
                "installments": installments, "release_date": release.to_string(),
                "first_due_date": (release + Days::new(first)).to_string(), "system": system,
            })
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_schedule_pays_its_principal_to_the_cent(loan in any_loan()) {
        let found = envelope("amortization_schedule", &loan);
        if found["ok"] == false {
            // A principal of less than a cent an installment is the one thing that these loans may be refused for.
            prop_assert_eq!(&found["errors"][0]["code"], "INSTALLMENT_TOO_SMALL");
            return Ok(());
        }
        let schedule = &found["value"];
        let rows = rows(schedule);
        let principal = dec(&loan["principal_brl"]);
        let stub = dec(&schedule["stub_interest_brl"]);
        let capitalised = dec(&schedule["capitalised_interest_brl"]);
        let upfront = dec(&schedule["paid_upfront_brl"]);
        let interest = dec(&schedule["total_interest_brl"]);
        prop_assert_eq!(sum(&rows, "amortisation_brl"), principal + capitalised);
        prop_assert_eq!(dec(&schedule["total_amortisation_brl"]), principal + capitalised);
        prop_assert_eq!(dec(&rows.last().unwrap()["closing_brl"]), Decimal::ZERO);
        prop_assert_eq!(sum(&rows, "interest_brl") + stub, interest);
        prop_assert_eq!(sum(&rows, "installment_brl") + upfront, dec(&schedule["total_paid_brl"]));
        prop_assert_eq!(dec(&schedule["total_paid_brl"]), principal + interest);
        let grace = loan["grace"]["installments"].as_u64().unwrap();
        let capitalising = loan["grace"]["mode"] == "interest_capitalised";
        let mut balance = principal + if loan["first_period"] == "capitalised" { stub } else { Decimal::ZERO };
        for (number, row) in (1..).zip(&rows) {
            let in_grace = number <= grace && capitalising;
            let (interest, amortisation) = (dec(&row["interest_brl"]), dec(&row["amortisation_brl"]));
            prop_assert_eq!(dec(&row["opening_brl"]), balance);
            balance += if in_grace { interest } else { -amortisation };
            prop_assert_eq!(dec(&row["closing_brl"]), balance);
            let with_first = number == 1 && loan["first_period"] == "paid_with_first";
            let paid = if in_grace { Decimal::ZERO } else { interest + amortisation };
            prop_assert_eq!(dec(&row["installment_brl"]), paid + if with_first { stub } else { Decimal::ZERO });
            prop_assert!(dec(&row["interest_brl"]).scale() <= 2);
        }
    }

    #[test]
    fn the_present_value_at_the_contract_rate_is_the_principal(loan in any_loan()) {
        let mut loan = loan;
        loan["accrual"] = json!("monthly");
        loan["rate"]["basis"] = json!("month_effective");
        loan["first_period"] = json!("ignore");
        if loan["grace"]["mode"] == "no_interest" {
            loan["grace"]["mode"] = json!("interest_paid");
        }
        let found = envelope("amortization_schedule", &loan);
        prop_assume!(found["ok"] == true);
        let rows = rows(&found["value"]);
        let (rate, principal) = (float(&loan["rate"]["value"]), float(&loan["principal_brl"]));
        let mut weight = 1.0;
        let present: f64 = rows.iter().map(|row| {
            weight /= 1.0 + rate;
            float(&row["installment_brl"]) * weight
        }).sum();
        let half = loan["rounding"].as_str().unwrap().starts_with("half");
        let most = rows.len() as f64 * if half { 0.005 } else { 0.01 };
        prop_assert!((present - principal).abs() <= most + 1e-9 * principal, "{} {}", present, principal);
    }

    #[test]
    fn the_last_installment_absorbs_bounded_roundings(loan in plain_loan()) {
        let mut loan = loan;
        loan["system"] = json!("price");
        let schedule = ask("amortization_schedule", &loan);
        let (rate, count) = (float(&loan["rate"]["value"]), loan["installments"].as_u64().unwrap() as f64);
        let grown = if rate == 0.0 { count } else { ((1.0 + rate).powf(count) - 1.0) / rate };
        let last = float(&schedule["last_minus_regular_brl"]);
        prop_assert!(last.abs() <= 0.005 * grown * 2.0 + 0.01, "{} of {}", last, grown);
    }

    #[test]
    fn a_regular_installment_never_falls_with_the_principal(loan in plain_loan(), more in 1_i64..10_000) {
        let mut larger = loan.clone();
        larger["principal_brl"] = json!((dec(&loan["principal_brl"]) + Decimal::new(more, 2)).to_string());
        let regular = |loan: &Value| dec(&ask("amortization_schedule", loan)["regular_brl"]);
        prop_assert!(regular(&larger) >= regular(&loan));
    }

    #[test]
    fn a_cost_discounts_its_payments_back_to_what_was_released(
        loan in plain_loan(),
        fee in 1_i64..5000,
        premium in 0_i64..2000,
        daily in 0_i64..90,
    ) {
        let found = envelope("loan_cost", &json!({
            "loan": loan, "iof": {"daily_fraction": Decimal::new(daily, 6).to_string(), "additional_fraction": "0.0038"},
            "fees": [{"kind": "registration", "when": "upfront", "amount_brl": cents(fee)}],
            "insurance": {"amount_brl": cents(premium)},
        }));
        prop_assert_eq!(&found["ok"], true, "{}", found);
        let cost = &found["value"];
        let release: NaiveDate = loan["release_date"].as_str().unwrap().parse().unwrap();
        let released = float(&cost["released_brl"]);
        let present = |rate: f64| -> f64 {
            let payments = cost["payments"].as_array().unwrap().iter();
            payments.map(|payment| {
                let due: NaiveDate = payment["due_date"].as_str().unwrap().parse().unwrap();
                float(&payment["total_brl"]) / (1.0 + rate).powf((due - release).num_days() as f64 / 365.0)
            }).sum()
        };
        let rate = cost["cet"]["rate_year_effective"].as_f64().unwrap();
        prop_assert!((present(rate) - released).abs() <= 1e-10 * released);
        // The certificate: half a hundredth of a percent below and above the printed cost the difference has two signs.
        let percent = float(&cost["cet"]["cet_year_pct"]);
        prop_assert!(present((percent - 0.005) / 100.0) - released >= -1e-9 * released);
        prop_assert!(present((percent + 0.005) / 100.0) - released <= 1e-9 * released);
        let parts = ["released", "interest", "iof", "fees", "insurance"];
        let total: Decimal = parts.iter().map(|part| dec(&cost["parts"][part]["amount_brl"])).sum();
        // Everything charged at release lessens what is released by as much as it is named.
        prop_assert_eq!(total, dec(&cost["total_payments_brl"]));
    }

    #[test]
    fn the_grossed_up_principal_is_the_smallest(loan in plain_loan(), fees in 0_i64..100_000) {
        let iof = json!({"daily_fraction": "0.000082", "additional_fraction": "0.0038"});
        let mut terms = loan.clone();
        terms.as_object_mut().unwrap().remove("principal_brl");
        let (net, fees) = (dec(&loan["principal_brl"]), Decimal::new(fees, 2));
        let found = ask("gross_up", &json!({
            "net_brl": net.to_string(), "fees_brl": fees.to_string(), "loan": terms, "iof": iof,
        }));
        let principal = dec(&found["principal_brl"]);
        let left = |principal: Decimal| {
            let mut loan = loan.clone();
            loan["principal_brl"] = json!(principal.to_string());
            principal - dec(&ask("credit_tax", &json!({"loan": loan, "iof": iof}))["total_brl"]) - fees
        };
        prop_assert!(left(principal) >= net);
        prop_assert!(left(principal - Decimal::new(1, 2)) < net);
    }

    #[test]
    fn the_four_roundings_of_a_tax_differ_by_cents(loan in plain_loan()) {
        let tax = |mode: &str| {
            let iof = json!({"daily_fraction": "0.000082", "additional_fraction": "0.0038", "mode": mode});
            dec(&ask("credit_tax", &json!({"loan": loan, "iof": iof}))["total_brl"])
        };
        let rows = Decimal::from(loan["installments"].as_u64().unwrap() + 2);
        for mode in ["components", "per_installment", "per_row"] {
            // Each rounding moves the sum by half a cent at the most.
            prop_assert!((tax(mode) - tax("total")).abs() <= Decimal::new(5, 3) * rows);
        }
    }

    #[test]
    fn an_extra_amortisation_saves_interest_and_is_paid_off(loan in plain_loan(), after in 1_u32..60, share in 1_u32..100, term: bool) {
        let schedule = ask("amortization_schedule", &loan);
        let rows = rows(&schedule);
        prop_assume!((after as usize) < rows.len());
        let balance = dec(&rows[after as usize - 1]["closing_brl"]);
        let extra = (balance * Decimal::new(share.into(), 2)).round_dp(2).max(Decimal::new(1, 2));
        prop_assume!(extra <= balance);
        let mode = if term { "reduce_term" } else { "reduce_installment" };
        let found = envelope("prepay", &json!({
            "loan": loan, "after_installment": after, "extra_brl": extra.to_string(), "mode": mode,
        }));
        if found["ok"] == false {
            prop_assert_eq!(&found["errors"][0]["code"], "INSTALLMENT_TOO_SMALL");
            return Ok(());
        }
        let rest = found["value"]["rows"].as_array().unwrap().clone();
        prop_assert_eq!(sum(&rest, "amortisation_brl"), balance - extra);
        prop_assert_eq!(rest.len() + found["value"]["installments_removed_count"].as_u64().unwrap() as usize, rows.len() - after as usize);
        // A cent or two of roundings may be lost where nothing is saved at all.
        prop_assert!(dec(&found["value"]["interest_saved_brl"]) >= Decimal::new(-2, 2) * Decimal::from(rows.len()));
    }

    #[test]
    fn a_settlement_costs_no_more_than_what_is_left(loan in plain_loan(), days in 0_u64..1500) {
        let release: NaiveDate = loan["release_date"].as_str().unwrap().parse().unwrap();
        let found = envelope("payoff", &json!({"loan": loan, "date": (release + Days::new(days)).to_string()}));
        prop_assume!(found["ok"] == true);
        let value = &found["value"];
        prop_assert!(dec(&value["payoff_brl"]) <= dec(&value["installments_brl"]));
        prop_assert_eq!(dec(&value["payoff_brl"]) + dec(&value["discount_brl"]), dec(&value["installments_brl"]));
    }

    #[test]
    fn a_rate_of_return_does_not_depend_on_the_unit_of_money(flows in prop::collection::vec(-1_000_000_i64..1_000_000, 2..24), places in 0_u32..9) {
        let request = |scale: u32| json!({"flows_brl": flows.iter().map(|cents| Decimal::new(*cents, scale).to_string()).collect::<Vec<_>>()});
        let (a, b) = (envelope("irr_all", &request(2)), envelope("irr_all", &request(places)));
        prop_assert_eq!(&a["ok"], &b["ok"]);
        prop_assume!(a["ok"] == true);
        let roots = |found: &Value| -> Vec<f64> {
            let roots = found["value"]["roots"].as_array().unwrap().iter();
            roots.map(|root| root["continuous_rate_fraction"].as_f64().unwrap()).collect()
        };
        let (a, b) = (roots(&a), roots(&b));
        prop_assert_eq!(a.len(), b.len());
        for (a, b) in a.iter().zip(&b) {
            prop_assert!((a - b).abs() <= 1e-12 * a.abs().max(1.0), "{} {}", a, b);
        }
    }

    #[test]
    fn no_sign_change_of_dated_flows_is_missed(flows in prop::collection::vec((0_u64..3000, -1000_i64..1000), 3..10)) {
        let start = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
        let dated: Vec<Value> = flows.iter().map(|(day, amount)| json!({"date": (start + Days::new(*day)).to_string(), "amount_brl": amount.to_string()})).collect();
        let found = envelope("xirr_all", &json!({"flows": dated}));
        prop_assume!(found["ok"] == true);
        let roots: Vec<(f64, u64)> = found["value"]["roots"].as_array().unwrap().iter().map(|root| {
            (root["continuous_rate_fraction"].as_f64().unwrap(), root["multiplicity_count"].as_u64().unwrap())
        }).collect();
        let first = flows.iter().map(|(day, _)| *day).min().unwrap();
        let value = |s: f64| -> (f64, f64) {
            flows.iter().fold((0.0, 0.0), |(sum, size), (day, amount)| {
                let worth = *amount as f64 * (-s * (day - first) as f64 / 365.0).exp();
                (sum + worth, size + worth.abs())
            })
        };
        for (s, multiplicity) in &roots {
            let (sum, size) = value(*s);
            let near = if *multiplicity > 1 { 1e-7 } else { 1e-10 };
            prop_assert!(sum.abs() <= near * size, "{} is no root", s);
        }
        let grid: Vec<f64> = (-300..=300).map(|step| f64::from(step) * 0.02 + 0.0013).collect();
        for pair in grid.windows(2) {
            let (low, high) = (value(pair[0]), value(pair[1]));
            if low.0.abs() < 1e-9 * low.1 || high.0.abs() < 1e-9 * high.1 {
                continue;
            }
            let inside: u64 = roots.iter().filter(|(s, _)| pair[0] < *s && *s < pair[1]).map(|(_, times)| times).sum();
            prop_assert_eq!((low.0 > 0.0) != (high.0 > 0.0), inside % 2 == 1, "{:?} {:?}", pair, roots);
        }
    }

    #[test]
    fn calendars_and_day_counts_add_up(
        days in prop::collection::btree_set(0_u64..73_000, 3),
        count in prop::sample::select(vec!["act_365", "act_360", "act_act_isda", "bus_252"]),
    ) {
        let start = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap();
        let day: Vec<String> = days.into_iter().map(|day| (start + Days::new(day)).to_string()).collect();
        let between = |from: &str, to: &str| {
            dec(&ask("year_fraction", &json!({"start_date": from, "end_date": to, "day_count": count}))["elapsed_years"])
        };
        let parts = between(&day[0], &day[1]) + between(&day[1], &day[2]);
        // Each is rounded to 18 decimals.
        prop_assert!((parts - between(&day[0], &day[2])).abs() <= Decimal::new(2, 18));
        prop_assert_eq!(between(&day[1], &day[0]), -between(&day[0], &day[1]));
        prop_assert_eq!(between(&day[0], &day[0]), Decimal::ZERO);
    }
}
