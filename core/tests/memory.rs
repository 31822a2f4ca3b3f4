//! What a simulated year allocates: less than 2 MB, and nothing per row.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

use coaraci::energy::{SimulateYearRequest, simulate_year};
use serde_json::{Value, json};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, Stats, StatsAlloc};
use std::alloc::System;

#[global_allocator]
static COUNTED: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// A year of rows, `per_hour` in each hour, with the sun and the same light in every hour of the day.
fn year(per_hour: usize) -> SimulateYearRequest {
    let rows = 8760 * per_hour;
    let lit = |row: usize| (7..17).contains(&(row / per_hour % 24));
    let light = |watts: f64| (0..rows).map(|row| if lit(row) { watts } else { 0.0 }).collect::<Vec<f64>>();
    let request = json!({
        "site": {"latitude": -8.0, "longitude": -45.0, "altitude_m": 10, "utc_offset_h": -3},
        "weather": {
            "start": "2019-01-01T00:00:00-03:00", "step_s": 3600 / per_hour, "stamp": "interval_start",
            "ghi_w_m2": light(400.0), "dni_w_m2": light(300.0), "dhi_w_m2": light(200.0),
            "temp_air_c": vec![25; rows], "wind_m_s": vec![2; rows],
        },
        "arrays": [{
            "tilt_deg": 10, "azimuth_deg": 0, "modules_per_string": 10, "strings": 2,
            "module": {
                "p_stc_w": 430.803, "alpha_isc_a_per_k": 0.006197, "a_ref_v": 2.043637, "i_l_ref_a": 10.001098,
                "i_o_ref_a": 3.330453e-11, "r_s_ohm": 0.249883, "r_sh_ref_ohm": 1190.940552, "adjust_pct": 8.405635,
            },
        }],
        "inverter": {"p_ac_max_w": 7500, "efficiency": 0.96},
    });
    serde_json::from_value::<SimulateYearRequest>(request).unwrap()
}

fn allocated(request: SimulateYearRequest) -> (Stats, Value) {
    let region = Region::new(COUNTED);
    let answer = simulate_year(request).unwrap();
    let stats = region.change();
    (stats, serde_json::to_value(answer.value).unwrap())
}

#[test]
fn a_year_allocates_less_than_two_megabytes_and_nothing_per_row() {
    // what every process allocates once
    simulate_year(year(1)).unwrap();
    let (hourly, first) = allocated(year(1));
    let (quarters, _) = allocated(year(4));
    assert!(first["annual_ac_kwh"].as_f64().unwrap() > 1000.0);
    assert!(hourly.bytes_allocated < 2_000_000, "{hourly:?}");
    // four times the rows, and columns that are four times as long, but no more columns
    let more = quarters.allocations.abs_diff(hourly.allocations);
    assert!(hourly.allocations < 2000 && more < 200, "{hourly:?} {quarters:?}");
    let again = quarters.reallocations.abs_diff(hourly.reallocations);
    assert!(hourly.reallocations < 200 && again < 200, "{hourly:?} {quarters:?}");
}
