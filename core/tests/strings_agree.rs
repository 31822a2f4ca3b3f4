//! Sizing of strings (binary floats) and the check of a kit (decimals) give the same codes for the same string.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::disallowed_methods)]

use coaraci::api::call;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const CODES: [&str; 6] =
    ["VOC_ABOVE_MAX", "VMP_BELOW_MPPT", "ISC_ABOVE_MAX", "VMP_ABOVE_MPPT", "VOC_BELOW_START", "IMP_ABOVE_MAX"];

fn value(operation: &str, request: &Value) -> Value {
    let envelope: Value = serde_json::from_str(&call(operation, &request.to_string())).expect("an envelope");
    assert_eq!(envelope["ok"], true, "{operation}: {envelope}");
    envelope["value"].clone()
}

/// The codes that both operations know.
fn codes(issues: &Value) -> BTreeSet<String> {
    let codes = issues.as_array().expect("a list").iter().map(|issue| issue["code"].as_str().expect("a code"));
    codes.filter(|code| CODES.contains(code)).map(str::to_owned).collect()
}

/// Tenths as decimal text.
fn tenths(number: i64) -> String {
    format!("{}{}.{}", if number < 0 { "-" } else { "" }, number.abs() / 10, number.abs() % 10)
}

#[derive(Debug, Clone, Copy)]
struct Case {
    /// Tenths of volts, amperes and degrees; hundredths of percent per kelvin.
    voc: i64,
    vmp: i64,
    isc: i64,
    imp: i64,
    beta_voc: i64,
    beta_vmp: i64,
    series: i64,
    parallel: i64,
    cold: i64,
    hot: i64,
    vdc_max: i64,
    mppt_min: i64,
    mppt_max: i64,
    start: i64,
    isc_max: i64,
    idc_max: i64,
}

impl Case {
    /// Whether a quantity is on a limit, where floats may fall either way.
    fn is_on_a_limit(&self) -> bool {
        let at = |volts: i64, beta: i64, celsius: i64| {
            (volts * self.series) as f64 * (1.0 + beta as f64 / 1e4 * (celsius as f64 / 10.0 - 25.0))
        };
        let pairs = [
            (at(self.voc, self.beta_voc, self.cold), self.vdc_max),
            (at(self.vmp, self.beta_vmp, self.hot), self.mppt_min),
            (at(self.vmp, self.beta_vmp, self.cold), self.mppt_max),
            (at(self.voc, self.beta_voc, self.hot), self.start),
            ((self.isc * self.parallel) as f64 * 1.25, self.isc_max),
            ((self.imp * self.parallel) as f64, self.idc_max),
        ];
        pairs.iter().any(|(quantity, limit)| (quantity - *limit as f64).abs() < 1e-6)
    }

    fn kit(&self) -> Value {
        let hundredths = |number: i64| format!("-{}.{:02}", number.abs() / 100, number.abs() % 100);
        json!({
            "kit": {
                "modules": [{
                    "sku": "M", "qty": self.series * self.parallel, "pmp_w": "550", "voc_v": tenths(self.voc),
                    "vmp_v": tenths(self.vmp), "isc_a": tenths(self.isc), "imp_a": tenths(self.imp),
                    "beta_voc_pct_c": hundredths(self.beta_voc), "beta_vmp_pct_c": hundredths(self.beta_vmp),
                }],
                "inverters": [{
                    "sku": "I", "qty": 1, "p_ac_w": "5000", "vdc_max_v": tenths(self.vdc_max), "mppt_min_v": tenths(self.mppt_min),
                    "mppt_max_v": tenths(self.mppt_max), "isc_max_per_mppt_a": tenths(self.isc_max),
                    "idc_max_per_mppt_a": tenths(self.idc_max), "v_start_v": tenths(self.start),
                    "strings_per_mppt": self.parallel, "mppts": 1, "phases": 1, "v_ac": ["220"],
                }],
                "strings": [{"id": "s", "module": "M", "inverter": "I", "mppt": 1, "series": self.series, "parallel": self.parallel}],
            },
            "site": {"tmin_c": tenths(self.cold), "tcell_max_c": tenths(self.hot), "requires_structure": false},
        })
    }

    fn size(&self) -> Value {
        let number = |tenths: i64| tenths as f64 / 10.0;
        let per_kelvin = |beta: i64, volts: i64| beta as f64 / 1e4 * number(volts);
        json!({
            "module": {
                "v_oc_v": number(self.voc), "v_mp_v": number(self.vmp), "i_sc_a": number(self.isc), "i_mp_a": number(self.imp),
                "beta_voc_v_per_k": per_kelvin(self.beta_voc, self.voc), "beta_vmp_v_per_k": per_kelvin(self.beta_vmp, self.vmp),
            },
            "limits": {
                "v_dc_max_v": number(self.vdc_max), "mppt_low_v": number(self.mppt_min), "mppt_high_v": number(self.mppt_max),
                "v_start_v": number(self.start), "i_dc_max_a": number(self.idc_max), "i_sc_max_a": number(self.isc_max),
            },
            "cell_min_c": number(self.cold),
            "cell_max_c": number(self.hot),
            "modules_per_string": self.series,
            "strings": self.parallel,
        })
    }
}

fn case() -> impl Strategy<Value = Case> {
    let module = (300_i64..600, 60_i64..150, -40_i64..-20, -45_i64..-20);
    let string = (1_i64..20, 1_i64..4, -100_i64..200, 400_i64..800);
    let limits = (1000_i64..11_000, 400_i64..4000, 3000_i64..9000, 400_i64..4000, 100_i64..600, 80_i64..500);
    (module, string, limits).prop_map(|(module, string, limits)| Case {
        voc: module.0,
        vmp: module.0 * 5 / 6,
        isc: module.1 + 6,
        imp: module.1,
        beta_voc: module.2,
        beta_vmp: module.3,
        series: string.0,
        parallel: string.1,
        cold: string.2,
        hot: string.3,
        vdc_max: limits.0,
        mppt_min: limits.1,
        mppt_max: limits.2,
        start: limits.3,
        isc_max: limits.4,
        idc_max: limits.5,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn a_string_has_the_same_codes_in_decimals_and_in_floats(case in case()) {
        prop_assume!(!case.is_on_a_limit());
        let sized = value("size_strings", &case.size());
        prop_assert_eq!(codes(&value("check_kit", &case.kit())["findings"]), codes(&sized["check"]["issues"]));
    }
}
