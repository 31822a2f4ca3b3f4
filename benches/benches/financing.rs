//! Speed of the domain `financing`.
#![allow(missing_docs, reason = "criterion's macros write undocumented items")]

use criterion::{Criterion, criterion_group, criterion_main};

fn calls(criterion: &mut Criterion) {
    coaraci_benches::calls(criterion, "financing");
}

criterion_group!(benches, calls);
criterion_main!(benches);
