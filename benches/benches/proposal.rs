//! Speed of the domain `proposal`.
#![allow(missing_docs, reason = "criterion's macros write undocumented items")]

use std::hint::black_box;

use coaraci::api;
use coaraci::proposal::{ViabilityRequest, viability};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use serde_json::{Value, json};

fn calls(criterion: &mut Criterion) {
    coaraci_benches::calls(criterion, "proposal");
}

/// Hourly weather near São Paulo that the library makes from monthly climate.
fn weather() -> Value {
    let request = json!({
        "climate": {
            "ghi_kwh_m2_day": [5.3, 5.4, 4.8, 4.3, 3.6, 3.4, 3.5, 4.3, 4.3, 5.0, 5.6, 5.8],
            "air_c": vec![20; 12], "air_daily_range_c": vec![8; 12], "wind_m_s": vec![2.5; 12],
        },
        "seed": 7,
        "site": {"latitude": -23.63, "longitude": -46.66, "altitude_m": 803, "utc_offset_h": -3}
    });
    let envelope: Value =
        serde_json::from_str(&api::call("generate_weather", &request.to_string())).unwrap_or_default();
    assert_eq!(envelope["ok"], true, "{envelope}");
    envelope["value"]["weather"].clone()
}

/// A home of 25 years on hourly weather.
fn home(white: bool) -> Value {
    let mut request = json!({
        "start_month": "2027-01",
        "generation": {
            "kind": "simulated",
            "site": {"latitude": -23.63, "longitude": -46.66, "altitude_m": 803, "utc_offset_h": -3},
            "system": {
                "arrays": [{
                    "tilt_deg": 20, "azimuth_deg": 0, "modules_per_string": 7, "strings": 1,
                    "module": {"p_stc_w": 550, "gamma_pmp_pct_per_k": -0.34}
                }],
                "inverter": {"p_ac_max_w": 3000, "efficiency": 0.97}
            }
        },
        "load": {
            "kind": "shape", "shape": "residential",
            "monthly_kwh": [520, 500, 490, 440, 400, 380, 390, 400, 420, 450, 470, 510]
        },
        "tariff": {
            "tariffs": [{
                "valid_from": "2026-07-04", "act": "REH 3.596/2026",
                "te_brl_kwh": {"unico": "0.31696"}, "tusd_brl_kwh": {"unico": "0.47242"},
                "components": {"unico": {"fio_b_brl_kwh": "0.21208"}}
            }],
            "flags": [{"month": "2026-09", "adder_brl_kwh": "0.01885"}],
            "price_date": "2026-09-30",
            "unit": {"subgroup": "b1", "class": "residencial", "connection": "bi3"},
            "regime": "gd_ii",
            "post_transition": {"kind": "fio_b_fraction", "charged_fraction": "1"},
            "taxes": {"icms_fraction": "0.18", "pis_fraction": "0.0088", "cofins_fraction": "0.0405"},
            "cosip_brl": "21.00"
        },
        "capex": [{"code": "kit", "amount_brl": "9800.00"}, {"code": "labor", "amount_brl": "4300.00"}],
        "financing": {
            "id": "bank-60", "down_payment_brl": "2100.00",
            "terms": {
                "rate": {"value": "0.0149", "basis": "month_effective"}, "installments": 60,
                "release_date": "2026-12-10", "first_due_date": "2027-01-10", "system": "price"
            }
        },
        "economics": {
            "discount_rate_year_effective": "0.1", "tariff_growth_year_effective": "0.05",
            "opex_year_brl": "150.00", "inflation_year_effective": "0.045"
        },
        "co2": {"factor_kg_kwh": 0.0385, "year": 2025}
    });
    if white {
        request["tariff"]["unit"]["modality"] = json!("white");
        request["tariff"]["peak_start_minutes"] = json!(1080);
        request["tariff"]["tariffs"] = json!([{
            "valid_from": "2026-07-04",
            "te_brl_kwh": {"ponta": "0.49123", "intermediario": "0.30115", "fora_ponta": "0.30115"},
            "tusd_brl_kwh": {"ponta": "1.10342", "intermediario": "0.72217", "fora_ponta": "0.33118"},
            "te_conventional_brl_kwh": "0.31696", "tusd_conventional_brl_kwh": "0.47242",
            "te_energia_brl_kwh": {"ponta": "0.4", "intermediario": "0.25", "fora_ponta": "0.25"},
            "components": {
                "ponta": {"fio_b_brl_kwh": "0.61"}, "intermediario": {"fio_b_brl_kwh": "0.37"},
                "fora_ponta": {"fio_b_brl_kwh": "0.13"}
            }
        }]);
    }
    request
}

/// 25 years on hourly weather: cold with the weather read before, from text, and with prepared weather and tariff.
fn studies(criterion: &mut Criterion) {
    let weather = weather();
    let weather_text = weather.to_string();
    for (name, white) in [("conventional", false), ("white", true)] {
        let rest = home(white);
        let mut whole = rest.clone();
        whole["weather"] = weather.clone();
        let text = whole.to_string();
        let Ok(typed) = serde_json::from_str::<ViabilityRequest>(&text) else { continue };
        let anew = || {
            let mut request = typed.clone();
            request.weather = serde_json::from_str(&weather_text).ok();
            request
        };
        criterion.bench_function(&format!("viability/{name}/cold"), |bencher| {
            bencher.iter_batched(anew, |request| viability(black_box(request)), BatchSize::LargeInput);
        });
        criterion.bench_function(&format!("viability/{name}/json"), |bencher| {
            bencher.iter(|| api::call("viability", black_box(&text)));
        });
        let part = json!({"weather": weather, "tariff": rest["tariff"]});
        let mut other = rest.clone();
        other.as_object_mut().and_then(|members| members.remove("tariff"));
        let other = other.to_string();
        let Ok(prepared) = api::prepare("viability", &part.to_string()) else { continue };
        criterion.bench_function(&format!("viability/{name}/prepared"), |bencher| {
            bencher.iter(|| prepared.call(black_box(&other)));
        });
    }
}

/// Two thousand variants of a home: ten tilts, ten directions, ten systems, cash and a loan.
fn searches(criterion: &mut Criterion) {
    let home = home(false);
    let option = |modules: u32| {
        json!({
            "id": format!("kit-{modules}"), "modules": modules, "price_brl": format!("{}.00", 1_800 + 1_300 * modules),
            "inverter": {"p_ac_max_w": 550 * modules * 10 / 12, "efficiency": 0.97}
        })
    };
    let tilts: Vec<u32> = (0..10).map(|step| 5 + 4 * step).collect();
    let azimuths: Vec<u32> = (0..10).map(|step| 36 * step).collect();
    let systems: Vec<Value> = (2..12).map(option).collect();
    let mut request = home.clone();
    let members = request.as_object_mut();
    let loan = members.and_then(|members| members.remove("financing")).unwrap_or_default();
    request["capex"] = json!([{"code": "project", "amount_brl": "2500.00"}]);
    request["search"] = json!({
        "tilt_deg": tilts, "azimuth_deg": azimuths, "systems": systems, "financings": [loan], "cash": true
    });
    request["search"]["financings"][0]["down_payment_brl"] = json!("0.00");
    request["weather"] = weather();
    let text = request.to_string();
    let mut group = criterion.benchmark_group("optimize_system");
    group.sample_size(10);
    group.bench_function("2000_variants", |bencher| bencher.iter(|| api::call("optimize_system", black_box(&text))));
    group.finish();
}

criterion_group!(benches, calls, studies, searches);
criterion_main!(benches);
