//! Facts against the documents themselves, and ranges that a slip of the pen would leave.

use std::collections::{BTreeMap, BTreeSet};

use crate::reading::{Row, named, number, scaled};
use chrono::{Datelike, Days, NaiveDate};

const STATES: &str = "AC AL AM AP BA CE DF ES GO MA MG MS MT PA PB PE PI PR RJ RN RO RR RS SC SE SP TO";

fn states() -> Vec<&'static str> {
    STATES.split(' ').collect()
}

fn days_in(month: f64) -> f64 {
    match month as u32 {
        2 => 28.0,
        4 | 6 | 9 | 11 => 30.0,
        _ => 31.0,
    }
}

#[test]
fn climate_has_each_state_once_at_a_brazilian_place() {
    let sites = named("climate-site-2021");
    let found: Vec<_> = sites.iter().map(|row| row["uf"].as_str()).collect();
    assert_eq!(found, states());
    let mut elsewhere = Vec::new();
    for row in &sites {
        assert!((-34.0..=5.5).contains(&number(row, "latitude")), "{row:?}");
        assert!((-74.0..=-34.0).contains(&number(row, "longitude")), "{row:?}");
        assert!((0.0..=1200.0).contains(&number(row, "altitude_m")), "{row:?}");
        assert_eq!(row["station_wmo"].len(), 6);
        let offset = match row["uf"].as_str() {
            "AC" => "-5",
            "AM" | "MS" | "MT" | "RO" | "RR" => "-4",
            _ => "-3",
        };
        assert_eq!(row["utc_offset_h"], offset, "{row:?}");
        let extremes = ["air_50_years_min_c", "air_yearly_min_mean_c", "air_yearly_max_mean_c", "air_50_years_max_c"];
        let known: Vec<_> = extremes.iter().filter(|&&c| !row[c].is_empty()).collect();
        assert!(known.is_empty() || known.len() == extremes.len(), "{row:?}");
        assert!(known.windows(2).all(|p| number(row, p[0]) < number(row, p[1])), "{row:?}");
        let (low, high) = (number(row, "air_typical_year_min_c"), number(row, "air_typical_year_max_c"));
        assert!(-10.0 < low && low < high && high < 45.0, "{row:?}");
        if row["city"] != row["capital"] {
            elsewhere.push((row["uf"].as_str(), row["city"].as_str()));
        }
    }
    assert_eq!(elsewhere, [("PB", "Campina Grande"), ("TO", "Gurupi")]);
}

#[test]
fn climate_has_twelve_plausible_months_per_station() {
    let sites: BTreeMap<_, _> = named("climate-site-2021").into_iter().map(|row| (row["uf"].clone(), row)).collect();
    let mut months: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in named("climate-monthly-2021") {
        let site = &sites[&row["uf"]];
        assert_eq!(row["station"], site["station"]);
        let (ghi, dhi, dni) =
            (number(&row, "ghi_kwh_m2_day"), number(&row, "dhi_kwh_m2_day"), number(&row, "dni_kwh_m2_day"));
        assert!((2.0..8.0).contains(&ghi) && (0.8..ghi).contains(&dhi), "{row:?}");
        assert!((1.0..9.0).contains(&dni) && ghi < dhi + dni, "{row:?}");
        let (mean, low, range) =
            (number(&row, "air_mean_c"), number(&row, "air_daily_min_c"), number(&row, "air_daily_range_c"));
        assert!((2.0..20.0).contains(&range), "{row:?}");
        assert!(low < mean && mean < low + range, "{row:?}");
        assert!(number(site, "air_typical_year_min_c") <= low, "{row:?}");
        assert!(low + range <= number(site, "air_typical_year_max_c"), "{row:?}");
        assert!((0.2..10.0).contains(&number(&row, "wind_speed_m_s")), "{row:?}");
        months.entry(row["uf"].clone()).or_default().push(row["month"].clone());
    }
    let year: Vec<_> = (1..=12).map(|month| month.to_string()).collect();
    assert_eq!(months.len(), 27);
    assert!(months.values().all(|found| *found == year));
}

/// Yearly GHI summed from the hourly files of five stations, in whole kWh/m².
#[test]
fn climate_months_add_up_to_the_year_of_the_hourly_files() {
    let rows = named("climate-monthly-2021");
    let expected = [("AM", 1715.0), ("DF", 1990.0), ("PE", 1950.0), ("RS", 1677.0), ("SP", 1686.0)];
    for (uf, year) in expected {
        let sum: f64 = rows
            .iter()
            .filter(|row| row["uf"] == uf)
            .map(|row| number(row, "ghi_kwh_m2_day") * days_in(number(row, "month")))
            .sum();
        // Half a unit of the rounded year, and half of the months' last digit on each day.
        assert!((sum - year).abs() <= 0.5 + 0.0005 * 365.0, "{uf}: {sum}");
    }
}

fn cnpj_is_valid(cnpj: &str) -> bool {
    let digits: Vec<u32> = cnpj.chars().filter_map(|c| c.to_digit(10)).collect();
    let check = |length: usize| {
        let sum: u32 = (0..length).map(|i| digits[i] * ((length - 1 - i) as u32 % 8 + 2)).sum();
        if sum % 11 < 2 { 0 } else { 11 - sum % 11 }
    };
    digits.len() == 14 && cnpj.len() == 14 && digits[12] == check(12) && digits[13] == check(13)
}

#[test]
fn residential_tariffs_are_those_of_81_distributors_in_force_on_the_vintage() {
    let rows = named("tariffs-b1-2026-09-30");
    assert_eq!(rows.len(), 81);
    let cnpjs: BTreeSet<_> = rows.iter().map(|row| &row["cnpj"]).collect();
    assert_eq!(cnpjs.len(), 81);
    let served: BTreeSet<_> = rows.iter().map(|row| row["uf"].as_str()).collect();
    assert_eq!(served, states().into_iter().collect());
    for row in &rows {
        assert!(cnpj_is_valid(&row["cnpj"]), "{row:?}");
        let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(row["distributor"].chars().all(kebab), "{row:?}");
        assert!(row["valid_from"].as_str() <= "2026-09-30", "{row:?}");
        assert!(row["valid_to"].as_str() >= "2026-09-30", "{row:?}");
        let (te, tusd) = (scaled(&row["te_brl_kwh"]), scaled(&row["tusd_brl_kwh"]));
        assert!((50_000..200_000).contains(&(te + tusd)) && te > 0, "{row:?}");
        match row["fio_b_brl_kwh"].as_str() {
            "" => assert_eq!(row["distributor"], "elfsm"),
            fio_b => assert!((1..tusd).contains(&scaled(fio_b)), "{row:?}"),
        }
        match row["act"].as_str() {
            "" => assert_eq!(row["distributor"], "cea"),
            act => assert!(act.starts_with("REH ") && act[act.len() - 5..].starts_with("/202"), "{act}"),
        }
    }
}

/// REH 3.589/2026: B1 residential of Cemig D, 0.90329 R$/kWh from 2026-05-28.
#[test]
fn the_tariff_of_cemig_is_that_of_its_resolution() {
    let rows = named("tariffs-b1-2026-09-30");
    let row = rows.iter().find(|row| row["cnpj"] == "06981180000116").unwrap();
    assert_eq!(row["distributor"], "cemig-d");
    assert_eq!((row["act"].as_str(), row["valid_from"].as_str()), ("REH 3.589/2026", "2026-05-28"));
    assert_eq!(scaled(&row["te_brl_kwh"]) + scaled(&row["tusd_brl_kwh"]), 90_329);
}

fn adder_on<'a>(adders: &'a [Row], flag: &str, date: &str) -> Option<&'a Row> {
    adders.iter().find(|row| {
        row["flag"] == flag
            && row["valid_from"].as_str() <= date
            && (row["valid_to"].is_empty() || date <= row["valid_to"].as_str())
    })
}

#[test]
fn flag_adders_are_those_of_the_resolutions() {
    let adders = named("flag-adders-2026-07-15");
    // R$/MWh in the acts.
    for (act, from, values) in [
        ("REH 3.306/2024", "2024-04-01", [("yellow", 18_85), ("red_1", 44_63), ("red_2", 78_77)]),
        ("REH 3.051/2022", "2022-07-01", [("yellow", 29_89), ("red_1", 65_00), ("red_2", 97_95)]),
    ] {
        for (flag, centavos_mwh) in values {
            let row = adder_on(&adders, flag, from).unwrap();
            assert_eq!((row["act"].as_str(), row["valid_from"].as_str()), (act, from));
            assert_eq!(scaled(&row["adder_brl_kwh"]), centavos_mwh, "{row:?}");
        }
    }
    let scarcity = adder_on(&adders, "water_scarcity", "2021-09-01").unwrap();
    assert_eq!(scarcity["adder_brl_kwh"], "0.14200");
    assert!(adder_on(&adders, "water_scarcity", "2022-05-01").is_none());
    assert!(adders.iter().all(|row| (1..15_000).contains(&scaled(&row["adder_brl_kwh"]))));
}

#[test]
fn flag_months_are_complete_and_agree_with_the_adders_but_for_known_months() {
    let adders = named("flag-adders-2026-07-15");
    let rows = named("flag-months-2026-09");
    let expected: Vec<_> = (2015..=2026)
        .flat_map(|year| (1..=12).map(move |month| format!("{year}-{month:02}")))
        .take_while(|month| month.as_str() <= "2026-09")
        .collect();
    let found: Vec<_> = rows.iter().map(|row| row["month"].clone()).collect();
    assert_eq!(found, expected);
    let mut without_act = Vec::new();
    let mut different = Vec::new();
    for row in &rows {
        if row["flag"] == "green" {
            assert_eq!(row["adder_brl_kwh"], "0.00000");
            continue;
        }
        match adder_on(&adders, &row["flag"], &format!("{}-01", row["month"])) {
            None => without_act.push(row["month"].as_str()),
            Some(adder) if adder["adder_brl_kwh"] != row["adder_brl_kwh"] => {
                different.push(row["month"].as_str());
            }
            Some(_) => {}
        }
    }
    // The first act of the file starts on 2015-03-02.
    assert_eq!(without_act, ["2015-01", "2015-02", "2015-03"]);
    assert_eq!(different, ["2015-09", "2015-10", "2015-11", "2015-12", "2016-01", "2017-11", "2022-04"]);
}

#[test]
fn flag_months_are_those_that_were_announced() {
    let rows = named("flag-months-2026-09");
    let expect = |month: &str, flag: &str, adder: &str| {
        let row = rows.iter().find(|row| row["month"] == month).unwrap();
        assert_eq!((row["flag"].as_str(), row["adder_brl_kwh"].as_str()), (flag, adder), "{month}");
    };
    // Agência Brasil, February 2018: 3.50, 5.00 and 3.00 R$ per 100 kWh.
    expect("2017-10", "red_2", "0.03500");
    expect("2017-11", "red_2", "0.05000");
    expect("2017-12", "red_1", "0.03000");
    // ANEEL, May 2025 to September 2026.
    expect("2025-05", "yellow", "0.01885");
    for month in ["2025-06", "2025-07", "2025-10", "2025-11"] {
        expect(month, "red_1", "0.04463");
    }
    for month in ["2025-08", "2025-09"] {
        expect(month, "red_2", "0.07877");
    }
    expect("2025-12", "yellow", "0.01885");
    for month in ["2026-01", "2026-02", "2026-03", "2026-04"] {
        expect(month, "green", "0.00000");
    }
    for month in ["2026-05", "2026-06", "2026-07", "2026-08", "2026-09"] {
        expect(month, "yellow", "0.01885");
    }
}

/// Gregorian Easter by the anonymous algorithm; the table was made with another one.
fn easter(year: i32) -> NaiveDate {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    NaiveDate::from_ymd_opt(year, (n / 31) as u32, (n % 31 + 1) as u32).unwrap()
}

#[test]
fn holidays_follow_the_rule_of_ren_1000() {
    assert_eq!(easter(2024).to_string(), "2024-03-31");
    assert_eq!(easter(2026).to_string(), "2026-04-05");
    let mut expected = BTreeSet::new();
    for year in 2020..=2060 {
        for (month, day, name) in [
            (1, 1, "new_year"),
            (4, 21, "tiradentes"),
            (5, 1, "labour_day"),
            (9, 7, "independence"),
            (10, 12, "our_lady_of_aparecida"),
            (11, 2, "all_souls"),
            (11, 15, "republic"),
            (11, 20, "black_consciousness"),
            (12, 25, "christmas"),
        ] {
            // REN 1.101/2024 added 20 November from 2024-08-27 on.
            if name != "black_consciousness" || year >= 2024 {
                expected.insert((NaiveDate::from_ymd_opt(year, month, day).unwrap(), name));
            }
        }
        let easter = easter(year);
        expected.insert((easter - Days::new(47), "carnival_tuesday"));
        expected.insert((easter - Days::new(2), "good_friday"));
        expected.insert((easter + Days::new(60), "corpus_christi"));
    }
    let rows = named("tariff-holidays-2024-08-27");
    let found: BTreeSet<_> =
        rows.iter().map(|row| (row["date"].parse::<NaiveDate>().unwrap(), row["holiday"].as_str())).collect();
    assert_eq!(found, expected);
    let carnival = found.iter().filter(|(_, name)| *name == "carnival_tuesday");
    assert!(carnival.into_iter().all(|(date, _)| date.weekday() == chrono::Weekday::Tue));
}

#[test]
fn charged_shares_are_those_of_article_27() {
    let rows = named("fio-b-share-2022-01-06");
    for (year, share) in [
        (2023, "0.15"),
        (2024, "0.30"),
        (2025, "0.45"),
        (2026, "0.60"),
        (2027, "0.75"),
        (2028, "0.90"),
        (2029, "0.90"),
        (2030, "0.90"),
    ] {
        let (first, last) = (format!("{year}-01-01"), format!("{year}-12-31"));
        let found: BTreeMap<_, _> = rows
            .iter()
            .filter(|row| row["valid_from"] == first && row["valid_to"] == last)
            .map(|row| {
                let window = (row["protocol_from"].as_str(), row["protocol_to"].as_str());
                // Paragraph 2: requests of the 13th to the 18th month after 2022-01-07.
                let transition = if year < 2029 { ("", "") } else { ("2023-01-08", "2023-07-07") };
                assert_eq!(window, transition, "{row:?}");
                let name = (row["regime"].as_str(), row["component"].as_str());
                (name, row["charged_fraction"].as_str())
            })
            .collect();
        let expected = BTreeMap::from([
            (("gd_ii", "fio_b"), share),
            (("gd_iii", "fio_a"), "0.40"),
            (("gd_iii", "fio_b"), "1.00"),
            (("gd_iii", "tfsee_ped"), "1.00"),
        ]);
        assert_eq!(found, expected, "{year}");
    }
    assert_eq!(rows.len(), 8 * 4);
}

#[test]
fn iof_rates_follow_one_another_without_a_gap() {
    let rates = named("iof-rates-2025-07-17");
    for pair in rates.windows(2).filter(|pair| pair[0]["borrower"] == pair[1]["borrower"]) {
        let (end, start): (NaiveDate, NaiveDate) =
            (pair[0]["valid_to"].parse().unwrap(), pair[1]["valid_from"].parse().unwrap());
        assert_eq!(end + Days::new(1), start, "{pair:?}");
    }
    // Decreto 6.306/2007, art. 7: 0.0082 % a day for individuals, plus 0.38 %.
    let individual = rates.iter().find(|row| row["borrower"] == "individual").unwrap();
    assert_eq!((&*individual["daily_rate"], &*individual["additional_rate"]), ("0.000082", "0.0038"));
}
