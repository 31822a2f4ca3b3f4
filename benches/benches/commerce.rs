//! Speed of the domain `commerce`.
#![allow(missing_docs, reason = "criterion's macros write undocumented items")]

use std::hint::black_box;
use std::time::Duration;

use coaraci::commerce::{append_audit_event, check_cart, check_limits, plan_approval, price_quote};
use coaraci::identity::DocumentKind;
use coaraci_benches::request;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};

fn calls(criterion: &mut Criterion) {
    coaraci_benches::calls(criterion, "commerce");
}

/// The typed function on a request that was read before; ledger, policy and directory are shared, as in a prepared part.
macro_rules! typed {
    ($group:ident, $($function:ident: $cases:expr),* $(,)?) => {$(
        for case in $cases {
            let text = request(&format!("benches/requests/{case}.json")).text;
            let read = serde_json::from_str(&text).expect("a good request");
            $group.bench_function(format!("{}/{case}", stringify!($function)), |bencher| {
                bencher.iter_batched(|| Clone::clone(&read), |read| $function(black_box(read)), BatchSize::SmallInput);
            });
        }
    )*};
}

fn typed(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("typed");
    group.warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    typed! {
        group,
        append_audit_event: ["append_audit_event"],
        check_cart: ["check_cart_10_entries", "check_cart_5_limits", "check_cart_1000_entries"],
        check_limits: ["check_limits_1000_entries"],
        plan_approval: ["plan_approval_10_rules", "plan_approval_20_rules"],
        price_quote: ["price_quote_10_lines"],
    }
}

fn documents(criterion: &mut Criterion) {
    for (name, kind, text) in [
        ("cnpj", DocumentKind::Cnpj, "11222333000181"),
        ("cnpj_alphanumeric_masked", DocumentKind::Cnpj, "12.ABC.345/01DE-35"),
        ("cpf_masked", DocumentKind::Cpf, "529.982.247-25"),
    ] {
        criterion.bench_function(&format!("check_document/{name}"), |bencher| {
            bencher.iter(|| kind.check(black_box(text)));
        });
    }
}

criterion_group!(benches, calls, typed, documents);
criterion_main!(benches);
