//! A loan of twelve equal installments (Price), to the cent.

use coaraci::api::request;
use coaraci::financing::amortization_schedule;
use serde_json::json;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let terms = json!({
        "principal_brl": "10000.00",
        "rate": {"value": "0.0149", "basis": "month_effective"},
        "installments": 12,
        "release_date": "2025-03-10",
        "first_due_date": "2025-04-10",
        "system": "price",
    });
    let schedule = amortization_schedule(request(terms)?)?.value;
    for row in &schedule.rows {
        println!("{:>2}  {}  {:>8}", row.number, row.due_date, row.installment_brl);
    }
    println!("interest {}", schedule.total_interest_brl);
    assert_eq!(schedule.total_interest_brl.to_string(), "994.73");

    // All problems of a request at once, each with a code and the place.
    let wrong = json!({"principal_brl": 10000, "installments": 0, "system": "price"});
    let refusal = coaraci::api::call("amortization_schedule", &wrong.to_string());
    println!("{refusal}");
    assert!(refusal.contains(r#""code":"DECIMAL_NOT_STRING","path":"/principal_brl""#));
    assert!(refusal.contains(r#""code":"MISSING_FIELD","path":"/rate""#));
    Ok(())
}
