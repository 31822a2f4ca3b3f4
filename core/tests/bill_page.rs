//! The pages that walk a bill line by line: the request that they print is that of the examples, and gives every one of their numbers.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::disallowed_methods)]

use coaraci::api::call;
use serde_json::Value;

const PAGES: [&str; 2] =
    [include_str!("../../docs/guide/gd-ii-bill.md"), include_str!("../../docs/guia/fatura-gd-ii.md")];
const REQUEST: &str = include_str!("../../examples/bill/gd-ii.json");

#[test]
fn every_number_of_the_pages_comes_from_their_request() {
    for page in PAGES {
        let request = page.split("```json").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
        assert_eq!(request.trim(), REQUEST.trim());
        let answer: Value = serde_json::from_str(&call("bill_group_b", request)).unwrap();
        let value = &answer["value"];
        let table = page.split("\n\n").find(|part| part.contains("| consumption_te |")).unwrap();
        let rows: Vec<Vec<&str>> = table.lines().skip(2).map(|line| line.split('|').map(str::trim).collect()).collect();
        let lines = value["lines"].as_array().unwrap();
        assert_eq!(rows.len(), lines.len() + 1);
        for (row, line) in rows.iter().zip(lines) {
            let members = ["kind", "qty", "rate_brl", "net_brl", "icms_brl", "pis_brl", "cofins_brl", "amount_brl"];
            let found: Vec<&str> = members.iter().map(|member| line[*member].as_str().unwrap()).collect();
            assert_eq!(row[1..9], found);
            assert_eq!(row[9], format!("{}: {}", line["rule"].as_str().unwrap(), line["law"].as_str().unwrap()));
            let vintage = line["vintage"].as_array().map(Vec::as_slice).unwrap_or_default();
            assert!(vintage.iter().all(|vintage| page.contains(&format!("`{}`", vintage.as_str().unwrap()))));
        }
        assert_eq!(rows[lines.len()][8], format!("**{}**", value["totals"]["total_brl"].as_str().unwrap()));
        for number in [&value["availability_value_brl"], &value["scee"]["value_before_floor_brl"]] {
            assert!(page.contains(number.as_str().unwrap()));
        }
    }
}
