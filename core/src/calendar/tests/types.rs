use super::super::*;
use super::{date, instant};
use crate::issue::Code;
use proptest::prelude::*;

#[test]
fn reads_only_dates_that_exist_in_their_one_form() {
    for text in ["0001-01-01", "1900-02-28", "2000-02-29", "2024-02-29", "9999-12-31"] {
        assert_eq!(date(text).to_string(), text);
    }
    for text in [
        "",
        "2026-1-02",
        "2026-01-2",
        "2026-02-29",
        "1900-02-29",
        "0000-01-01",
        "2026-13-01",
        "2026-00-10",
        "2026-01-00",
        "2026-04-31",
        "+2026-01-01",
        "-001-01-01",
        "2026/01/01",
        "20260101",
        "2026-01-01T",
        " 2026-01-01",
        "２026-01-0",
        "10000-01-01",
    ] {
        assert_eq!(Date::parse(text).unwrap_err().code(), Code::BAD_DATE, "{text}");
    }
}

#[test]
fn keeps_the_contractual_day_from_the_first_date() {
    let first = date("2025-01-31");
    let due: Vec<String> = (0..5).map(|k| first.add_months(k).unwrap().to_string()).collect();
    assert_eq!(due, ["2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30", "2025-05-31"]);
    assert_eq!(date("2024-01-30").add_months(1).unwrap(), date("2024-02-29"));
    assert_eq!(date("2024-03-31").add_months(-13).unwrap(), date("2023-02-28"));
    assert_eq!(date("9999-12-01").add_months(1).unwrap_err().code(), Code::DATE_RANGE);
    assert_eq!(date("0001-01-01").add_months(i64::MIN).unwrap_err().code(), Code::DATE_RANGE);
    assert_eq!(date("0001-01-01").add_days(-1).unwrap_err().code(), Code::DATE_RANGE);
    assert_eq!(date("0001-01-01").add_days(i64::MAX).unwrap_err().code(), Code::DATE_RANGE);
    assert_eq!(date("0001-01-01").add_days(i64::MIN).unwrap_err().code(), Code::DATE_RANGE);
}

#[test]
fn knows_the_leap_years() {
    let leap: Vec<i32> =
        (1896..=1912).chain(1996..=2004).chain(2096..=2104).filter(|year| is_leap_year(*year)).collect();
    assert_eq!(leap, [1896, 1904, 1908, 1912, 1996, 2000, 2004, 2096, 2104]);
}

#[test]
fn reads_months() {
    let month = Month::parse("2024-02").unwrap();
    assert_eq!((month.year(), month.number(), month.days()), (2024, 2, 29));
    assert_eq!(month.add_months(11).unwrap().to_string(), "2025-01");
    assert_eq!(month.add_months(-14).unwrap().to_string(), "2022-12");
    assert_eq!(month.dates().last(), Some(date("2024-02-29")));
    assert_eq!(Month::parse("9999-12").unwrap().add_months(1).unwrap_err().code(), Code::DATE_RANGE);
    assert_eq!(Month::parse("0001-01").unwrap().add_months(-1).unwrap_err().code(), Code::DATE_RANGE);
    for text in ["2024-2", "2024-13", "2024-00", "0000-01", "2024-02-01", "2024", ""] {
        assert_eq!(Month::parse(text).unwrap_err().code(), Code::BAD_MONTH, "{text}");
    }
}

#[test]
fn reads_instants_and_writes_them_in_utc() {
    for (text, utc) in [
        ("2026-07-01T02:30:00Z", "2026-07-01T02:30:00Z"),
        ("2026-06-30T23:30:00-03:00", "2026-07-01T02:30:00Z"),
        ("2026-07-01T02:30:00-00:00", "2026-07-01T02:30:00Z"),
        ("2026-07-01T02:30:00+23:59", "2026-06-30T02:31:00Z"),
        ("1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
        ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
    ] {
        assert_eq!(instant(text).to_string(), utc);
    }
    assert_eq!(instant("1970-01-01T00:00:00Z").unix(), 0);
    assert_eq!(instant("2001-09-09T01:46:40Z").unix(), 1_000_000_000);
    assert_eq!(instant("0001-01-01T00:00:00Z"), Instant::MIN);
    assert_eq!(instant("9999-12-31T23:59:59Z"), Instant::MAX);
    for text in [
        "",
        "2026-07-01",
        "2026-07-01T02:30:00",
        "2026-07-01T02:30Z",
        "2026-07-01T25:00:00Z",
        "2026-07-01T24:00:00Z",
        "2026-07-01T02:60:00Z",
        "2026-12-31T23:59:60Z",
        "2026-07-01T02:30:00.0Z",
        "2026-07-01T02:30:00,5Z",
        "2026-07-01T02:30:00+24:00",
        "2026-07-01T02:30:00+03:60",
        "2026-07-01T02:30:00+0300",
        "2026-07-01T02:30:00+03",
        "2026-07-01 02:30:00Z",
        "2026-07-01t02:30:00z",
        "2026-02-30T00:00:00Z",
        "0000-12-31T23:00:00-03:00",
        "0001-01-01T02:00:00+03:00",
        "9999-12-31T22:00:00-03:00",
        "2026-07-01T02:30:00ZZ",
        "2026-07-01T02:30:00Z ",
        "2026-07-01T02:30:00\u{2212}03:00",
        "2026-07-0１T02:30:00Z",
    ] {
        assert_eq!(Instant::parse(text).unwrap_err().code(), Code::TIME_SYNTAX, "{text}");
    }
    assert_eq!(Instant::MAX.add_seconds(1).unwrap_err().code(), Code::TIME_RANGE);
    assert_eq!(Instant::MIN.add_seconds(i64::MIN).unwrap_err().code(), Code::TIME_RANGE);
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(seconds in Instant::MIN.unix()..=Instant::MAX.unix(), minutes in -14 * 60..=14 * 60) {
        let instant = Instant::from_unix(seconds).unwrap();
        prop_assert_eq!(Instant::parse(&instant.to_string()).unwrap(), instant);
        let offset = Offset::from_seconds(minutes * 60).unwrap();
        prop_assert_eq!(Offset::parse(&offset.to_string()).unwrap(), offset);
        if let Ok((date, second)) = instant.local(offset) {
            prop_assert_eq!(Date::parse(&date.to_string()).unwrap(), date);
            prop_assert_eq!(date.month().day(date.day()), Some(date));
            if let Ok(midnight) = Instant::midnight(date, offset) {
                prop_assert_eq!(midnight.add_seconds(second.into()).unwrap(), instant);
            }
        }
    }

    #[test]
    fn days_and_months_add_up(start in -719_162_i64..=2_932_896, days in -40_000_i64..40_000, months in -600_i64..600) {
        let date = Date::from_unix_day(start).unwrap();
        if let Ok(moved) = date.add_days(days) {
            prop_assert_eq!(date.days_until(moved), days);
        }
        if let Ok(moved) = date.add_months(months) {
            prop_assert_eq!(i64::from(date.month().months_until(moved.month())), months);
            prop_assert!(moved.day() == date.day() || moved.day() == moved.month().days());
        }
    }
}
