//! What holds for every plant and every sky, through the public interface.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::disallowed_methods)]

use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::LazyLock;

fn call(operation: &str, request: &Value) -> Value {
    serde_json::from_str(&coaraci::api::call(operation, &request.to_string())).unwrap()
}

fn value(operation: &str, request: &Value) -> Value {
    let answer = call(operation, request);
    assert_eq!(answer["ok"], true, "{}", answer["errors"]);
    answer["value"].clone()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(number).collect()
}

/// A generated year near Recife.
static PLACE: LazyLock<Value> = LazyLock::new(|| {
    let climate = json!({
        "ghi_kwh_m2_day": [5.9, 5.8, 5.6, 5.0, 4.5, 4.1, 4.3, 5.0, 5.5, 6.0, 6.2, 6.1],
        "air_c": vec![26; 12], "air_daily_range_c": vec![7; 12], "wind_m_s": vec![3; 12],
    });
    let site = json!({"latitude": -8.05, "longitude": -34.9, "altitude_m": 10, "utc_offset_h": -3});
    value("generate_weather", &json!({"climate": climate, "site": site, "seed": 7}))
});

/// One of the modules of the CEC's list.
fn cec() -> Value {
    json!({
        "p_stc_w": 430.803, "alpha_isc_a_per_k": 0.006197, "a_ref_v": 2.043637, "i_l_ref_a": 10.001098,
        "i_o_ref_a": 3.330453e-11, "r_s_ohm": 0.249883, "r_sh_ref_ohm": 1190.940552, "adjust_pct": 8.405635,
    })
}

fn year(tilt: f64, azimuth: f64, module: &Value, ratio: f64, sky: &str) -> Value {
    json!({
        "site": PLACE["site"], "weather": PLACE["weather"], "sky_model": sky, "output": {"hourly": true, "detail": true},
        "arrays": [{
            "tilt_deg": tilt, "azimuth_deg": azimuth, "modules_per_string": 10, "strings": 1, "module": module,
            "mounting": "open_rack",
        }],
        "inverter": {"p_ac_max_w": number(&module["p_stc_w"]) * 10.0 / ratio, "efficiency": 0.97},
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn energy_is_never_negative_and_never_above_what_the_light_brings(
        tilt in 0.0..90.0, azimuth in 0.0..360.0, ratio in 0.8..2.5, diode in any::<bool>(),
    ) {
        let module = if diode { cec() } else { json!({"p_stc_w": 430.803, "gamma_pmp_pct_per_k": -0.35}) };
        let request = year(tilt, azimuth, &module, ratio, "isotropic");
        let found = value("simulate_year", &request);
        let array = &found["hourly_arrays"][0];
        let (ac, dc, poa) = (numbers(&found["hourly_ac_w"]), numbers(&found["hourly_dc_w"]), numbers(&array["poa_w_m2"]));
        let column = |name: &str| numbers(&PLACE["weather"][name]);
        let (ghi, dni, dhi) = (column("ghi_w_m2"), column("dni_w_m2"), column("dhi_w_m2"));
        let power = number(&found["p_dc_stc_kw"]) * 1000.0;
        // no cell is colder than the air: the coldest gives the most
        let coldest = column("temp_air_c").into_iter().fold(25.0, f64::min);
        let gain = 1.0 + 0.005 * (25.0 - coldest);
        for row in 0..8760 {
            prop_assert!(poa[row] >= 0.0 && dc[row] >= 0.0 && ac[row] >= 0.0, "row {row}");
            // all of the sun, all of the sky, and a fifth of the ground
            prop_assert!(poa[row] <= dni[row] + dhi[row] + 0.2 * ghi[row] + 1e-9, "row {row}: {}", poa[row]);
            prop_assert!(dc[row] <= power * poa[row] / 1000.0 * gain + 1e-9, "row {row}: {} of {}", dc[row], poa[row]);
            prop_assert!(ac[row] <= dc[row] + 1e-9 && ac[row] <= power / ratio * (1.0 + 1e-12), "row {row}");
            prop_assert!(poa[row] > 0.0 || (dc[row] == 0.0 && ac[row] == 0.0), "row {row}");
        }
    }

    #[test]
    fn more_light_never_gives_less_in_any_month(scale in 1.0..1.4, tilt in 0.0..60.0, azimuth in 0.0..360.0, diode in any::<bool>()) {
        let module = if diode { cec() } else { json!({"p_stc_w": 430.803, "gamma_pmp_pct_per_k": -0.35}) };
        let dim = year(tilt, azimuth, &module, 1.2, "isotropic");
        let mut bright = dim.clone();
        for name in ["ghi_w_m2", "dni_w_m2", "dhi_w_m2"] {
            let more: Vec<f64> = numbers(&PLACE["weather"][name]).into_iter().map(|value| value * scale).collect();
            bright["weather"][name] = json!(more);
        }
        let (dim, bright) = (value("simulate_year", &dim), value("simulate_year", &bright));
        for month in 0..12 {
            prop_assert!(number(&bright["monthly_dc_kwh"][month]) >= number(&dim["monthly_dc_kwh"][month]));
            prop_assert!(number(&bright["monthly_ac_kwh"][month]) >= number(&dim["monthly_ac_kwh"][month]));
        }
    }
}

proptest! {
    #[test]
    fn more_light_never_gives_less_power(low in 0.0..1500.0, more in 0.0..500.0, cell in -40.0..110.0) {
        let power = |light: f64| {
            let found = value("single_diode", &json!({"module": cec(), "effective_w_m2": light, "cell_c": cell}));
            number(&found["p_mp_w"])
        };
        prop_assert!(power(low + more) >= power(low) * (1.0 - 1e-12));
    }

    #[test]
    fn a_mirrored_plane_under_a_mirrored_sun_gets_the_same(
        tilt in 0.0..180.0, azimuth in 0.0..360.0, zenith in 0.0..100.0, sun in 0.0..360.0, dni in 0.0..1000.0, dhi in 0.0..500.0,
        model in prop::sample::select(vec!["isotropic", "klucher", "hay_davies", "reindl", "perez", "perez_driesse"]),
    ) {
        let light = |azimuth: f64, sun: f64| {
            let cos = f64::to_radians(zenith).cos().max(0.0);
            value("transpose_irradiance", &json!({
                "model": model, "tilt_deg": tilt, "azimuth_deg": azimuth, "apparent_zenith_deg": zenith, "sun_azimuth_deg": sun,
                "ghi_w_m2": dni * cos + dhi, "dni_w_m2": dni, "dhi_w_m2": dhi, "extraterrestrial_w_m2": 1361.1,
            }))
        };
        let (east, west) = (light(azimuth, sun), light(360.0 - azimuth, 360.0 - sun));
        for name in ["poa_w_m2", "beam_w_m2", "sky_w_m2", "ground_w_m2"] {
            prop_assert!((number(&east[name]) - number(&west[name])).abs() <= 1e-9 * number(&east[name]).abs() + 1e-9, "{name}");
        }
    }

    #[test]
    fn a_mirrored_row_of_trackers_turns_the_other_way(
        zenith in 0.0..89.9, sun in 0.0..360.0, most in 10.0..90.0, coverage in 0.1..0.9, back in any::<bool>(),
    ) {
        let turned = |sun: f64| {
            let tracker = json!({
                "axis_tilt_deg": 0, "axis_azimuth_deg": 0, "max_rotation_deg": most, "backtracking": back,
                "ground_coverage_ratio": coverage,
            });
            value("track_sun", &json!({"tracker": tracker, "apparent_zenith_deg": zenith, "sun_azimuth_deg": sun}))
        };
        let (east, west) = (turned(sun), turned(360.0 - sun));
        prop_assert!((number(&east["rotation_deg"]) + number(&west["rotation_deg"])).abs() < 1e-9);
        prop_assert!((number(&east["incidence_deg"]) - number(&west["incidence_deg"])).abs() < 1e-9);
    }
}
