//! The nodes against the algorithm, the column form against single calls, and every SIMD level against the others.

use super::*;
use crate::columns::Column;

const SITES: [(f64, f64, f64); 5] = [
    (-23.627, -46.655, 802.0),
    (-15.863, -47.913, 1060.0),
    (-8.05, -34.95, 12.0),
    (-29.994, -51.171, 3.0),
    (-3.039, -60.05, 81.0),
];

fn parameters(site: (f64, f64, f64), algorithm: &str) -> SunPositionParameters {
    let (latitude, longitude, altitude) = site;
    let text = format!(
        r#"{{"site":{{"latitude":{latitude},"longitude":{longitude},"altitude_m":{altitude}}},"algorithm":"{algorithm}"}}"#
    );
    serde_json::from_str(&text).unwrap()
}

fn table(
    site: (f64, f64, f64),
    algorithm: &str,
    instants: &[i64],
    level: Level,
) -> (Vec<Vec<f64>>, Vec<(usize, Error)>) {
    let given = [Column::new("unix_s", Values::I64(instants))];
    let columns = Columns::check(&given, SUN_POSITION.inputs).unwrap();
    let rows = sun_position_rows_at(parameters(site, algorithm), &columns, level).unwrap();
    let floats = rows.columns.into_iter().map(|column| match column {
        OwnedColumn::F64(values) => values,
        other => panic!("{other:?}"),
    });
    (floats.collect(), rows.errors)
}

#[test]
fn daily_nodes_agree_with_the_algorithm_in_every_hour_of_three_years() {
    // First hours of 1990, 2024 and 2050.
    for (start, hours) in [(631_152_000, 8760), (1_704_067_200, 8784), (2_524_608_000, 8760)] {
        let instants: Vec<i64> = (0..hours).map(|hour| start + hour * 3600 + 1800).collect();
        for site in SITES {
            let (nodes, _) = table(site, "daily_nodes", &instants, Level::detect());
            let (exact, _) = table(site, "spa", &instants, Level::detect());
            for row in 0..instants.len() {
                for column in 0..2 {
                    assert!((nodes[column][row] - exact[column][row]).abs() < 1e-7, "column {column}, row {row}");
                }
                let turn = (nodes[2][row] - exact[2][row]).abs();
                let turn = turn.min(360.0 - turn) * crate::math::sin(exact[0][row].to_radians());
                assert!(turn < 1e-7, "azimuth, row {row}: {turn}");
                assert!((nodes[3][row] - exact[3][row]).abs() < 1e-9, "distance, row {row}");
            }
        }
    }
}

#[test]
fn columns_and_levels_give_the_bits_of_single_calls() {
    // Out of order, repeated, across the turn of a year and of a day.
    let instants = [1_735_689_599, 1_735_689_600, 0, -1, 1_735_689_600, 4_102_444_800, 1_735_700_000, -5_364_662_400];
    for algorithm in ["daily_nodes", "spa"] {
        let (widest, errors) = table(SITES[0], algorithm, &instants, Level::detect());
        assert!(errors.is_empty());
        for level in Level::available() {
            assert_eq!(table(SITES[0], algorithm, &instants, *level).0, widest, "{level:?}");
        }
        for (row, unix_s) in instants.iter().enumerate() {
            let SunPositionParameters { site, delta_t_s, algorithm } = parameters(SITES[0], algorithm);
            let request = SunPositionRequest { site, at: Instant::from_unix(*unix_s).unwrap(), delta_t_s, algorithm };
            let single = sun_position(request).unwrap().value;
            assert_eq!(single.zenith_deg, widest[0][row]);
            assert_eq!(single.apparent_zenith_deg, widest[1][row]);
            assert_eq!(single.azimuth_deg, widest[2][row]);
            assert_eq!(single.distance_factor, widest[3][row]);
        }
    }
}

#[test]
fn a_row_out_of_range_stops_nothing() {
    let instants = [0, 7_258_118_400, 0];
    for algorithm in ["daily_nodes", "spa"] {
        let (values, errors) = table(SITES[0], algorithm, &instants, Level::detect());
        assert_eq!(errors.len(), 1);
        assert_eq!((errors[0].0, errors[0].1.code()), (1, Code::OUT_OF_RANGE));
        assert_eq!(values[0][0], values[0][2]);
        assert_eq!(values[0][1], 0.0);
    }
}
