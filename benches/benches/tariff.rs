//! Speed of the domain `tariff`.
#![allow(missing_docs, reason = "criterion's macros write undocumented items")]

use std::fmt::Write;
use std::hint::black_box;

use coaraci::api::{Column, Values, call_batch};
use coaraci::tariff::{self, Energies, GenericBillRequest, SimulateBillsRequest};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use serde_json::{Value, json};

/// The hours of 25 years of 365 days.
const HOURS: usize = 25 * 8_760;

fn calls(criterion: &mut Criterion) {
    coaraci_benches::calls(criterion, "tariff");
}

/// Load and generation in kWh by the integer pattern of the tariff vectors.
fn series(hours: usize) -> (Vec<f64>, Vec<f64>) {
    let load = |hour: usize| (500 + 7_919 * hour % 1_000) as f64 / 1_000.0;
    let made =
        |hour: usize| if (6..18).contains(&(hour % 24)) { (104_729 * hour % 3_000) as f64 / 1_000.0 } else { 0.0 };
    ((0..hours).map(load).collect(), (0..hours).map(made).collect())
}

/// Floats to registers of 25 years, white tariff.
fn settle(criterion: &mut Criterion) {
    let (load, made) = series(HOURS);
    let columns = [Column::new("load_kwh", Values::F64(&load)), Column::new("generation_kwh", Values::F64(&made))];
    let request = r#"{"start":"2026-01-01T00:00:00-03:00","tz":"-03:00","step_minutes":60,"peak_start_minutes":1050,"group":"b"}"#;
    let mut group = criterion.benchmark_group("settle_intervals");
    group.throughput(Throughput::Elements(HOURS as u64));
    group.bench_function("25_years", |bencher| {
        bencher.iter(|| call_batch("settle_intervals", request, black_box(&columns)))
    });
    group.finish();
}

/// Ten thousand bills with compensation, seven lines each.
fn bills(criterion: &mut Criterion) {
    const ROWS: usize = 10_000;
    let mut shared =
        serde_json::from_str::<Value>(&coaraci_benches::request("benches/requests/bill_b1_month.json").text)
            .unwrap_or_default();
    shared["tariffs"][0]["components"] = json!({"unico": {"fio_b_brl_kwh": "0.214535600374"}});
    shared["scee"] = json!({"regime": "gd_ii", "transition_end": "2028-12-31"});
    for name in ["consumption_kwh", "cosip_brl"] {
        shared.as_object_mut().and_then(|members| members.remove(name));
    }
    let request = shared.to_string();
    let consumption: Vec<i128> = (0..ROWS as i128).map(|row| 200_000_000 + 31_007 * row).collect();
    let injected: Vec<i128> = (0..ROWS as i128).map(|row| 150_000_000 + 17_003 * row).collect();
    let cosip = vec![1_490; ROWS];
    let offsets: Vec<i32> = (0..=ROWS as i32).map(|row| 3 * row).collect();
    let words = "tri".repeat(ROWS);
    let columns = [
        Column::new("connection", Values::Text { offsets: &offsets, bytes: words.as_bytes() }),
        Column::new("consumption_kwh", Values::Dec { unscaled: &consumption, scale: 6 }),
        Column::new("injected_kwh", Values::Dec { unscaled: &injected, scale: 6 }),
        Column::new("cosip_centavos", Values::I64(&cosip)),
    ];
    let mut group = criterion.benchmark_group("bill_group_b");
    group.throughput(Throughput::Elements(ROWS as u64));
    group.bench_function("columns", |bencher| {
        bencher.iter(|| call_batch("bill_group_b", &request, black_box(&columns)))
    });
    group.finish();
}

/// 25 years of a time-of-use rate, with and without the system: the task of SAM's Utilityrate5.
fn generic(criterion: &mut Criterion) {
    let (load, made) = series(HOURS);
    let weekday: Vec<Vec<usize>> = vec![(0..24).map(|hour| usize::from((16..21).contains(&hour))).collect(); 12];
    let mut group = criterion.benchmark_group("generic_bill_25_years");
    for metering in ["net_billing", "net_metering"] {
        let rate = json!({
            "energy": {
                "weekday_period_index": weekday, "weekend_period_index": vec![vec![0; 24]; 12],
                "periods": [[{"rate_per_kwh": "0.10", "sell_per_kwh": "0.04"}], [{"rate_per_kwh": "0.30", "sell_per_kwh": "0.12"}]]
            },
            "fixed_per_month": "9.5", "metering": metering, "carry_credit": false
        });
        let request = |made: &[f64]| -> GenericBillRequest {
            let request = json!({"rate": rate, "start": "2018-01-01T00:00:00-03:00", "tz": "-03:00", "step_minutes": 60, "load_kwh": []});
            let mut request: GenericBillRequest = serde_json::from_value(request).expect("the request is well formed");
            request.load_kwh = Energies::from_kwh(&load).expect("energy is in range");
            request.generation_kwh = Energies::from_kwh(made).ok();
            request
        };
        let both = [request(&made), request(&vec![0.0; HOURS])];
        group.bench_function(metering, |bencher| {
            bencher.iter_batched(|| both.clone(), |both| both.map(tariff::generic_bill), BatchSize::LargeInput);
        });
    }
    group.finish();
}

/// 300 monthly bills with and without the system, credits carried on.
fn project(criterion: &mut Criterion) {
    let (load, made) = series(8_760);
    let request = json!({
        "tariffs": [{
            "valid_from": "2026-01-01", "valid_to": "2026-12-31",
            "te_brl_kwh": {"unico": "0.31085"}, "tusd_brl_kwh": {"unico": "0.45717"},
            "components": {"unico": {"fio_b_brl_kwh": "0.214535600374"}}
        }],
        "flags": [], "unit": {"subgroup": "b1", "connection": "tri"},
        "start": "2026-01-01T00:00:00-03:00", "tz": "-03:00", "step_minutes": 60, "load_kwh": [], "generation_kwh": [],
        "regime": "gd_ii", "post_transition": {"kind": "fio_b_fraction", "charged_fraction": "1"},
        "taxes": {"icms_fraction": "0.18", "pis_fraction": "0.0083", "cofins_fraction": "0.0383"},
        "repeat": {"years_count": 25, "degradation_fraction": "0.005", "tariff_growth_fraction": "0.04"}
    });
    let mut request: SimulateBillsRequest = serde_json::from_value(request).expect("the request is well formed");
    request.load_kwh = Energies::from_kwh(&load).expect("energy is in range");
    request.generation_kwh = Energies::from_kwh(&made).expect("energy is in range");
    criterion.bench_function("simulate_bills/25_years", |bencher| {
        bencher.iter_batched(|| request.clone(), tariff::simulate_bills, BatchSize::LargeInput);
    });
}

/// 89 MB of ANEEL's table in slices of 4 MB, one distributor wanted.
fn import(criterion: &mut Criterion) {
    let mut file = String::from(concat!(
        "DatGeracaoConjuntoDados;DscREH;SigAgente;NumCNPJDistribuidora;DatInicioVigencia;DatFimVigencia;DscBaseTarifaria;DscSubGrupo;",
        "DscModalidadeTarifaria;DscClasse;DscSubClasse;DscDetalhe;NomPostoTarifario;DscUnidadeTerciaria;SigAgenteAcessante;VlrTUSD;VlrTE\n"
    ));
    let mut row = 0_u32;
    while file.len() < 89_000_000 {
        let _ = writeln!(
            file,
            "\"2026-09-30\";\"REH 3.459/2025\";\"AGENTE {}\";\"{:014}\";\"2025-05-28\";\"2026-05-27\";\"{}\";\"B1\";\"Convencional\";\"Residencial\";\"Residencial Tarifa Social – faixa 01\";\"Não se aplica\";\"Não se aplica\";\"MWh\";\"Não se aplica\";\"{},{:02}\";\"317,28\"",
            row % 100,
            row % 100 + 1,
            if row.is_multiple_of(2) { "Tarifa de Aplicação" } else { "Base Econômica" },
            100 + row % 700,
            row % 100,
        );
        row += 1;
    }
    let cuts: Vec<i32> =
        (0..=file.len() / 4_000_000).map(|slice| (slice * 4_000_000) as i32).chain([file.len() as i32]).collect();
    let columns = [Column::new("content", Values::Bytes { offsets: &cuts, bytes: file.as_bytes() })];
    let mut group = criterion.benchmark_group("import_aneel_tariffs");
    group.throughput(Throughput::Bytes(file.len() as u64)).sample_size(10);
    let request = r#"{"selection":{"cnpj":"00000000000007"}}"#;
    group.bench_function("89_mb", |bencher| {
        bencher.iter(|| call_batch("import_aneel_tariffs", request, black_box(&columns)))
    });
    group.finish();
}

criterion_group!(benches, calls, settle, bills, generic, project, import);
criterion_main!(benches);
