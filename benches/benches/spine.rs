//! Speed of what every domain stands on: mathematics over slices, reading, printing.
#![allow(missing_docs, reason = "criterion's macros write undocumented items")]

use std::hint::black_box;

use coaraci::math::{self, Level};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// The hours of a year.
const HOURS: usize = 8_760;

fn calls(criterion: &mut Criterion) {
    coaraci_benches::calls(criterion, "spine");
}

/// Sine and cosine of a year of hour angles: every SIMD level against the scalar crate `libm`.
fn sin_cos(criterion: &mut Criterion) {
    let angles: Vec<f64> = (0..HOURS).map(|hour| -3.2 + 0.000_731 * hour as f64).collect();
    let (mut sins, mut coss) = (vec![0.0; HOURS], vec![0.0; HOURS]);
    let mut group = criterion.benchmark_group("sin_cos_8760");
    group.throughput(Throughput::Elements(HOURS as u64));
    group.bench_function("libm", |bencher| {
        bencher.iter(|| {
            for ((angle, sin), cos) in black_box(&angles).iter().zip(&mut sins).zip(&mut coss) {
                (*sin, *cos) = libm::sincos(*angle);
            }
        });
    });
    for level in Level::available() {
        group.bench_function(format!("{level:?}").to_lowercase(), |bencher| {
            bencher.iter(|| math::sin_cos_into(*level, black_box(&angles), &mut sins, &mut coss));
        });
    }
    group.finish();
}

criterion_group!(benches, calls, sin_cos);
criterion_main!(benches);
