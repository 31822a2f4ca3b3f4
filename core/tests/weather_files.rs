//! Weather files through the public interface: the reference files beside the repository where they are there, and texts in every
//! format written from a generated year.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::disallowed_methods)]

use serde_json::{Value, json};
use std::path::Path;
use std::sync::LazyLock;

fn call(operation: &str, request: &Value) -> Value {
    serde_json::from_str(&coaraci::api::call(operation, &request.to_string())).unwrap()
}

fn value(operation: &str, request: &Value) -> Value {
    let answer = call(operation, request);
    assert_eq!(answer["ok"], true, "{}", answer["errors"]);
    answer["value"].clone()
}

fn first_error(request: &Value) -> (String, Value) {
    let answer = call("read_weather", request);
    let error = &answer["errors"][0];
    (error["code"].as_str().unwrap_or("none").to_owned(), error["params"].clone())
}

/// The text of a reference file; none, with a word, where the folder is not there.
fn reference(name: &str) -> Option<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/weather");
    match std::fs::read(folder.join(name)) {
        Ok(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
        Err(_) => {
            eprintln!("left out: {name} is not in {}", folder.display());
            None
        }
    }
}

/// Files with latitude and the root mean squares at the start, the middle and the end of the hour, W/m² (energy.md, section 1).
const FILES: [(&str, f64, [f64; 3]); 5] = [
    ("BRA_AM_Manaus-Gomes.Intl.AP.821110_TMYx.2007-2021.epw", -3.039, [62.7, 33.0, 16.3]),
    ("BRA_DF_Brasilia-Kubitschek.Intl.AP.833780_TMYx.2007-2021.epw", -15.863, [77.4, 42.0, 27.1]),
    ("BRA_PE_Recife.819580_TMYx.2007-2021.epw", -8.05, [13.6, 38.4, 74.2]),
    ("BRA_RS_Porto.Alegre-Salgado.Filho.Intl.AP.839710_TMYx.2007-2021.epw", -29.994, [68.3, 35.2, 8.4]),
    ("BRA_SP_Sao.Paulo-Congonhas.AP.837800_TMYx.2007-2021.epw", -23.627, [64.3, 32.9, 7.8]),
];

#[test]
fn typical_years_are_read_and_the_moment_of_their_split_is_found() {
    for (name, latitude, expected) in FILES {
        let Some(text) = reference(name) else { return };
        let answer = call("read_weather", &json!({"format": "epw", "text": text}));
        let found = &answer["value"];
        assert_eq!(found["site"]["latitude"], latitude, "{name}");
        assert_eq!(found["weather"]["ghi_w_m2"].as_array().unwrap().len(), 8760);
        assert_eq!(found["weather"]["stamp"], "interval_start");
        assert_eq!(found["quality"]["missing_count"], 0);
        let rmse = &found["quality"]["closure"]["rmse_w_m2"];
        for (shift, expected) in [1, 2, 3].into_iter().zip(expected) {
            let rmse = rmse[shift].as_f64().unwrap();
            // One unit of the last decimal that the reference prints; its sun is not said to be ours.
            assert!((rmse - expected).abs() < 0.1, "{name} {shift}: {rmse} instead of {expected}");
        }
        assert_eq!(answer["warnings"][0]["code"], "STAMP_SHIFTED", "{name}");
    }
}

#[test]
fn a_file_that_was_cut_or_patched_is_refused_with_its_line() {
    let Some(text) = reference(FILES[4].0) else { return };
    let lines: Vec<&str> = text.lines().collect();
    let cut = lines[..4000].join("\n");
    let (code, params) = first_error(&json!({"format": "epw", "text": cut}));
    assert_eq!((code.as_str(), &params["count"]), ("WEATHER_LENGTH", &json!(4000 - 8)));
    let mut swapped = lines.clone();
    swapped.swap(100, 101);
    let (code, params) = first_error(&json!({"format": "epw", "text": swapped.join("\n")}));
    assert_eq!((code.as_str(), &params["line"]), ("WEATHER_ROW_ORDER", &json!(101)));
    let mut broken = lines.clone();
    broken[500] = "2018,1,21";
    let (code, params) = first_error(&json!({"format": "epw", "text": broken.join("\n")}));
    assert_eq!((code.as_str(), &params["line"]), ("WEATHER_SYNTAX", &json!(501)));
}

#[test]
fn a_sam_file_with_stamps_in_the_middle_says_so() {
    let Some(text) = reference("USA_AZ_Tucson_32.12_-110.93_PSMv3_60min_TMY.csv") else { return };
    let answer = call("read_weather", &json!({"format": "nsrdb_psm", "text": text}));
    let found = &answer["value"];
    assert_eq!(found["weather"]["stamp"], "interval_centre");
    assert_eq!(found["quality"]["closure"]["best_shift_minutes"], 0);
    assert_eq!(answer["warnings"], json!([]));
    assert_eq!(
        found["weather"]["month_years"],
        json!([2008, 2004, 2009, 2011, 2014, 2001, 2017, 2003, 1999, 2003, 2002, 2002])
    );
}

/// A generated year near São Paulo.
static YEAR: LazyLock<Value> = LazyLock::new(|| {
    value(
        "generate_weather",
        &json!({
            "climate": {
                "ghi_kwh_m2_day": [5.3, 5.4, 4.8, 4.3, 3.6, 3.4, 3.5, 4.3, 4.3, 5.0, 5.6, 5.8],
                "air_c": vec![20; 12], "air_daily_range_c": vec![8; 12], "wind_m_s": vec![2.5; 12],
            },
            "site": {"latitude": -23.6, "longitude": -46.6, "altitude_m": 800, "utc_offset_h": -3},
            "seed": 2,
        }),
    )
});

const COLUMNS: [&str; 5] = ["ghi_w_m2", "dni_w_m2", "dhi_w_m2", "temp_air_c", "wind_m_s"];
const DAYS: [usize; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// The rows as month, day, hour and texts of the columns.
fn rows() -> Vec<(usize, usize, usize, [String; 5])> {
    let column = |name: &str| YEAR["weather"][name].as_array().unwrap().clone();
    let columns = COLUMNS.map(column);
    let mut rows = Vec::new();
    let mut row = 0;
    for (month, days) in DAYS.iter().enumerate() {
        for day in 1..=*days {
            for hour in 0..24 {
                let texts = [0, 1, 2, 3, 4].map(|at| columns[at][row].to_string());
                rows.push((month + 1, day, hour, texts));
                row += 1;
            }
        }
    }
    rows
}

fn same_columns(read: &Value) {
    for name in COLUMNS {
        assert_eq!(read["weather"][name], YEAR["weather"][name], "{name}");
    }
}

#[test]
fn every_format_gives_the_rows_that_were_written() {
    let mut tmy3 = "722000,\"A, PLACE\",SP,-3.0,-23.6,-46.6,800\n\
        Date (MM/DD/YYYY),Time (HH:MM),GHI (W/m^2),DNI (W/m^2),DHI (W/m^2),Dry-bulb (C),Wspd (m/s),Pressure (mbar)\n"
        .to_owned();
    let mut sam = "Latitude,Longitude,Time Zone,Elevation\n-23.6,-46.6,-3,800\n\
        Year,Month,Day,Hour,DNI,DHI,GHI,Tdry,Wspd\n"
        .to_owned();
    let mut plain = "ghi_w_m2,dni_w_m2,dhi_w_m2,temp_air_c,wind_m_s\n".to_owned();
    for (month, day, hour, [ghi, dni, dhi, air, wind]) in rows() {
        tmy3 += &format!("{month:02}/{day:02}/2019,{:02}:00,{ghi},{dni},{dhi},{air},{wind},920\n", hour + 1);
        sam += &format!("2019,{month},{day},{hour},{dni},{dhi},{ghi},{air},{wind}\n");
        plain += &format!("{ghi},{dni},{dhi},{air},{wind}\n");
    }
    let read = value("read_weather", &json!({"format": "tmy3", "text": tmy3}));
    same_columns(&read);
    assert_eq!(read["weather"]["stamp"], "interval_end");
    assert_eq!(read["weather"]["start"], "2019-01-01T04:00:00Z");
    let read = value("read_weather", &json!({"format": "sam_csv", "text": sam}));
    same_columns(&read);
    assert_eq!(read["weather"]["start"], YEAR["weather"]["start"]);
    let read = value(
        "read_weather",
        &json!({
            "format": "columns", "text": plain, "site": YEAR["site"], "start": "2019-01-01T00:00:00-03:00", "step_s": 3600,
            "stamp": "interval_start",
        }),
    );
    assert_eq!(read["weather"], {
        let mut weather = YEAR["weather"].clone();
        weather.as_object_mut().unwrap().retain(|name, _| name != "id" && name != "vintage");
        weather
    });
}

#[test]
fn a_year_of_pvgis_begins_at_local_midnight() {
    // the file's first row is midnight of universal time, 21:00 of 31 December here
    let local = rows();
    let universal = |row: usize| &local[(row + 8760 - 3) % 8760].3;
    let mut csv = "Latitude (decimal degrees): -23.6\nLongitude (decimal degrees): -46.6\nElevation (m): 800\n\
        Irradiance Time Offset (h): 0.25\nmonth,year\n1,2010\n\n\
        time(UTC),T2m,RH,G(h),Gb(n),Gd(h),IR(h),WS10m,WD10m,SP\n"
        .to_owned();
    let mut json_rows = Vec::new();
    for (row, (month, day, hour, _)) in local.iter().enumerate() {
        let [ghi, dni, dhi, air, wind] = universal(row);
        csv += &format!("2010{month:02}{day:02}:{hour:02}00,{air},70,{ghi},{dni},{dhi},300,{wind},90,92000\n");
        let number = |text: &String| serde_json::from_str::<Value>(text).unwrap();
        json_rows.push(json!({
            "time(UTC)": format!("2010{month:02}{day:02}:{hour:02}00"), "T2m": number(air), "RH": 70, "G(h)": number(ghi),
            "Gb(n)": number(dni), "Gd(h)": number(dhi), "IR(h)": 300, "WS10m": number(wind), "WD10m": 90, "SP": 92000,
        }));
    }
    csv += "\nT2m: 2-m air temperature\n";
    let document = json!({
        "inputs": {"location": {"latitude": -23.6, "longitude": -46.6, "elevation": 800.0, "irradiance_time_offset": 0.25}},
        "outputs": {"tmy_hourly": json_rows},
    });
    for (format, text) in [("pvgis_csv", csv), ("pvgis_json", document.to_string())] {
        let request = json!({"format": format, "text": text, "utc_offset_h": -3});
        let read = value("read_weather", &request);
        same_columns(&read);
        assert_eq!(read["weather"]["start"], "2010-01-01T03:15:00Z", "{format}");
        assert_eq!(read["weather"]["stamp"], "instant");
        let (code, _) = first_error(&json!({"format": format, "text": text}));
        assert_eq!(code, "MISSING_FIELD");
    }
}

#[test]
fn a_year_read_from_a_file_simulates_as_the_one_it_was_written_from() {
    let mut sam =
        "Latitude,Longitude,Time Zone,Elevation\n-23.6,-46.6,-3,800\nYear,Month,Day,Hour,DNI,DHI,GHI,Tdry,Wspd\n"
            .to_owned();
    for (month, day, hour, [ghi, dni, dhi, air, wind]) in rows() {
        sam += &format!("2019,{month},{day},{hour},{dni},{dhi},{ghi},{air},{wind}\n");
    }
    let read = value("read_weather", &json!({"format": "sam_csv", "text": sam}));
    let year = |place: &Value| {
        let request = json!({
            "site": place["site"], "weather": place["weather"],
            "arrays": [{
                "tilt_deg": 20, "azimuth_deg": 0, "modules_per_string": 10, "strings": 1,
                "module": {"p_stc_w": 500, "gamma_pmp_pct_per_k": -0.35},
            }],
            "inverter": {"p_ac_max_w": 4200, "efficiency": 0.97},
        });
        value("simulate_year", &request)
    };
    assert_eq!(year(&read), year(&YEAR));
}
