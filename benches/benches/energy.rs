//! Speed of the domain `energy`.
#![allow(missing_docs, reason = "criterion's macros write undocumented items")]

use std::hint::black_box;
use std::sync::Arc;

use coaraci::api;
use coaraci::energy::{
    DispatchBatteryRequest, SimulateSystemsRequest, SimulateYearRequest, dispatch_battery, simulate_systems,
    simulate_year,
};
use coaraci::weather::WeatherInput;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use serde_json::{Value, json};

fn calls(criterion: &mut Criterion) {
    coaraci_benches::calls(criterion, "energy");
}

/// Site and weather of a year that the library generates near São Paulo.
fn place() -> Value {
    let request = json!({
        "climate": {
            "ghi_kwh_m2_day": [5.3, 5.4, 4.8, 4.3, 3.6, 3.4, 3.5, 4.3, 4.3, 5.0, 5.6, 5.8],
            "air_c": vec![20; 12], "air_daily_range_c": vec![8; 12], "wind_m_s": vec![2.5; 12],
        },
        "site": {"latitude": -23.6, "longitude": -46.6, "altitude_m": 800, "utc_offset_h": -3},
        "seed": 1,
    });
    let answer: Value = serde_json::from_str(&api::call("generate_weather", &request.to_string())).unwrap_or_default();
    answer["value"].clone()
}

/// Twenty modules with the diode of the CEC, or the linear model.
fn system(diode: bool) -> Value {
    let module = if diode {
        json!({
            "p_stc_w": 430.803, "alpha_isc_a_per_k": 0.006197, "a_ref_v": 2.043637, "i_l_ref_a": 10.001098,
            "i_o_ref_a": 3.330453e-11, "r_s_ohm": 0.249883, "r_sh_ref_ohm": 1190.940552, "adjust_pct": 8.405635,
        })
    } else {
        json!({"p_stc_w": 430.803, "gamma_pmp_pct_per_k": -0.35})
    };
    json!({
        "arrays": [{"tilt_deg": 23, "azimuth_deg": 0, "modules_per_string": 10, "strings": 2, "module": module}],
        "inverter": {"p_ac_max_w": 7500, "efficiency": 0.96},
    })
}

fn years(criterion: &mut Criterion) {
    let place = place();
    for (name, diode) in [("linear", false), ("cec", true)] {
        let mut request = system(diode);
        request["site"] = place["site"].clone();
        request["weather"] = place["weather"].clone();
        let text = request.to_string();
        let Ok(typed) = serde_json::from_str::<SimulateYearRequest>(&text) else { continue };
        criterion.bench_function(&format!("simulate_year/{name}/cached"), |bencher| {
            bencher.iter_batched(|| typed.clone(), |request| simulate_year(black_box(request)), BatchSize::SmallInput);
        });
        // a weather that was read anew and settled, as a prepared one is, has no sun yet
        let weather = place["weather"].to_string();
        let anew = || {
            let mut request = typed.clone();
            if let Ok(weather) = serde_json::from_str::<WeatherInput>(&weather) {
                weather.settle();
                request.weather = Arc::new(weather);
            }
            request
        };
        criterion.bench_function(&format!("simulate_year/{name}/cold"), |bencher| {
            bencher.iter_batched(anew, |request| simulate_year(black_box(request)), BatchSize::LargeInput);
        });
        criterion.bench_function(&format!("simulate_year/{name}/json"), |bencher| {
            bencher.iter(|| api::call("simulate_year", black_box(&text)));
        });
        let many = json!({
            "site": place["site"], "weather": place["weather"], "systems": vec![system(diode); 100],
        });
        let Ok(many) = serde_json::from_value::<SimulateSystemsRequest>(many) else { continue };
        criterion.bench_function(&format!("simulate_systems/{name}/100"), |bencher| {
            bencher.iter_batched(
                || many.clone(),
                |request| simulate_systems(black_box(request)),
                BatchSize::SmallInput,
            );
        });
    }
}

/// A battery over a year of hours by the integer pattern of the tariff vectors, and over 25 years with fading.
fn battery(criterion: &mut Criterion) {
    let load: Vec<f64> = (0..8760).map(|hour| (500 + 7919 * hour % 1000) as f64 / 1000.0).collect();
    let sun = |hour: usize| if (6..18).contains(&(hour % 24)) { (104_729 * hour % 3000) as f64 / 1000.0 } else { 0.0 };
    let generation: Vec<f64> = (0..8760).map(sun).collect();
    for years in [1, 25] {
        let request = json!({
            "battery": {"capacity_kwh": 10, "charge_kw": 5, "discharge_kw": 5, "fade_year_fraction": 0.01, "fade_cycle_fraction": 3e-5},
            "start_date": "2026-01-01", "step_minutes": 60, "repeat": {"years_count": years, "degradation_fraction": 0.005},
            "load_kwh": load, "generation_kwh": generation,
        });
        let Ok(typed) = serde_json::from_value::<DispatchBatteryRequest>(request) else { continue };
        criterion.bench_function(&format!("dispatch_battery/{years}_years"), |bencher| {
            bencher.iter_batched(|| typed.clone(), dispatch_battery, BatchSize::LargeInput);
        });
    }
}

criterion_group!(benches, calls, battery, years);
criterion_main!(benches);
