use super::super::*;
use super::instant;
use proptest::prelude::*;

fn window(json: &str) -> Window {
    serde_json::from_str(json).unwrap()
}

fn span(now: &str, json: &str) -> Result<String, String> {
    let show = |at: Option<Instant>| at.map_or("-".to_owned(), |at| at.to_string());
    match window(json).span(instant(now)) {
        Ok(span) => Ok(format!("{} {}", show(span.start), show(span.end))),
        Err(error) => Err(error.issues().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
    }
}

fn ok(text: &str) -> Result<String, String> {
    Ok(text.to_owned())
}

fn refused(text: &str) -> Result<String, String> {
    Err(text.to_owned())
}

#[test]
fn shows_the_documents_examples() {
    let noronha = r#"{"kind":"calendar","unit":"month","tz":"America/Noronha"}"#;
    assert_eq!(span("2026-07-01T02:30:00Z", noronha), ok("2026-07-01T02:00:00Z 2026-08-01T02:00:00Z"));
    let fiscal = r#"{"kind":"calendar","unit":"year","tz":"America/Sao_Paulo","fiscal_start_month":4}"#;
    assert_eq!(span("2026-04-01T02:59:59Z", fiscal), ok("2025-04-01T03:00:00Z 2026-04-01T03:00:00Z"));
    let week = r#"{"kind":"calendar","unit":"week","tz":"America/Sao_Paulo","week_start":"sun"}"#;
    assert_eq!(span("2026-03-10T18:30:00Z", week), ok("2026-03-08T03:00:00Z 2026-03-15T03:00:00Z"));
    assert_eq!(span("2026-03-10T18:30:00Z", r#"{"kind":"never"}"#), ok("- -"));
}

#[test]
fn names_the_first_failing_check_first() {
    let now = "2026-07-01T02:30:00Z";
    for (json, errors) in [
        (r#"{"kind":"monthly","tz":"x"}"#, "WINDOW_INVALID at /kind"),
        (r#"{"kind":"fixed","to":"2026-01-01T00:00:00Z"}"#, "MISSING_FIELD at /from"),
        (r#"{"kind":"never","tz":"-03:00"}"#, "UNKNOWN_FIELD at /tz"),
        (r#"{"kind":"calendar","unit":"decade","fiscal_start_month":0}"#, "MISSING_FIELD at /tz"),
        (r#"{"kind":"rolling"}"#, "MISSING_FIELD at /seconds"),
        (r#"{"kind":"rolling","seconds":-1}"#, "WINDOW_INVALID at /seconds"),
        (r#"{"kind":"fixed","from":"2026-01-01T00:00:00Z","to":"2026-01-01T00:00:00Z"}"#, "WINDOW_INVALID at /to"),
        (
            r#"{"kind":"calendar","unit":"day","tz":"America/New_York","week_start":"dom","fiscal_start_month":13}"#,
            "WINDOW_INVALID at /week_start, WINDOW_INVALID at /fiscal_start_month, TZ_UNKNOWN at /tz",
        ),
        (r#"{"kind":"calendar","unit":"day","tz":"+15:00"}"#, "TZ_UNKNOWN at /tz"),
        (r#"{"kind":"calendar","unit":"day","tz":"Sao_Paulo"}"#, "TZ_UNKNOWN at /tz"),
    ] {
        assert_eq!(span(now, json), refused(errors), "{json}");
    }
}

#[test]
fn refuses_named_zones_before_the_end_of_daylight_saving() {
    let day = r#"{"kind":"calendar","unit":"day","tz":"America/Manaus"}"#;
    // 03:00Z of 17 February 2019 is 23:00 of the 16th in Manaus, so its day begins too early.
    assert_eq!(span("2019-02-17T02:59:59Z", day), refused("TZ_HISTORY_UNSUPPORTED"));
    assert_eq!(span("2019-02-17T03:00:00Z", day), refused("TZ_HISTORY_UNSUPPORTED"));
    assert_eq!(span("2019-02-17T04:00:00Z", day), ok("2019-02-17T04:00:00Z 2019-02-18T04:00:00Z"));
    let paulo = r#"{"kind":"calendar","unit":"day","tz":"America/Sao_Paulo"}"#;
    assert_eq!(span("2019-02-17T03:00:00Z", paulo), ok("2019-02-17T03:00:00Z 2019-02-18T03:00:00Z"));
    let fixed = r#"{"kind":"calendar","unit":"year","tz":"-03:00"}"#;
    assert_eq!(span("1999-06-01T00:00:00Z", fixed), ok("1999-01-01T03:00:00Z 2000-01-01T03:00:00Z"));
}

#[test]
fn refuses_ends_outside_the_years_of_an_instant_and_only_those() {
    let month = |tz: &str| format!(r#"{{"kind":"calendar","unit":"month","tz":"{tz}"}}"#);
    assert_eq!(span("9999-12-20T00:00:00Z", &month("+03:00")), ok("9999-11-30T21:00:00Z 9999-12-31T21:00:00Z"));
    assert_eq!(span("9999-12-20T00:00:00Z", &month("-03:00")), refused("TIME_RANGE"));
    assert_eq!(span("9999-12-31T23:00:00Z", &month("+14:59")), refused("TIME_RANGE"));
    assert_eq!(span("0001-01-01T00:00:00Z", &month("-00:01")), refused("TIME_RANGE"));
    assert_eq!(span("0001-01-01T00:00:00Z", &month("+00:00")), ok("0001-01-01T00:00:00Z 0001-02-01T00:00:00Z"));
    assert_eq!(span("0001-01-01T00:00:09Z", r#"{"kind":"rolling","seconds":10}"#), refused("TIME_RANGE"));
    let longest = format!(r#"{{"kind":"rolling","seconds":{}}}"#, i64::MAX);
    assert_eq!(span("9999-12-31T23:59:59Z", &longest), refused("TIME_RANGE"));
}

#[test]
fn a_rolling_window_has_lost_what_is_exactly_that_old() {
    let now = instant("2026-07-31T12:00:00Z");
    let span = window(r#"{"kind":"rolling","seconds":60}"#).span(now).unwrap();
    assert!(span.contains(now) && !span.contains(now.add_seconds(1).unwrap()));
    assert!(!span.contains(now.add_seconds(-60).unwrap()) && span.contains(now.add_seconds(-59).unwrap()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn windows_tile_time(
        seconds in -2_000_000_000_i64..4_000_000_000,
        unit in prop::sample::select(vec!["day", "week", "month", "quarter", "half", "year"]),
        week_start in prop::sample::select(vec!["mon", "tue", "wed", "thu", "fri", "sat", "sun"]),
        fiscal in 1_u8..=12,
        minutes in -899_i32..=899,
        share in 0.0..1.0,
    ) {
        let tz = Offset::from_seconds(minutes * 60).unwrap();
        let window = window(&format!(
            r#"{{"kind":"calendar","unit":"{unit}","tz":"{tz}","week_start":"{week_start}","fiscal_start_month":{fiscal}}}"#
        ));
        let now = Instant::from_unix(seconds).unwrap();
        let at = window.span(now).unwrap();
        prop_assert!(at.contains(now));
        let (start, end) = (at.start.unwrap(), at.end.unwrap());
        // Any other second inside has the same window, the seconds around it have the neighbours.
        let length = start.seconds_until(end);
        let inside = start.add_seconds((share * length as f64) as i64).unwrap();
        prop_assert_eq!(window.span(inside).unwrap(), at);
        let before = window.span(start.add_seconds(-1).unwrap()).unwrap();
        let after = window.span(end).unwrap();
        prop_assert_eq!(before.end, Some(start));
        prop_assert_eq!(after.start, Some(end));
        let (date, second) = start.local(tz).unwrap();
        prop_assert_eq!(second, 0);
        match unit {
            "day" => prop_assert_eq!(length, 86_400),
            "week" => prop_assert_eq!(length, 7 * 86_400),
            _ => {
                let months = date.month().months_until(end.local(tz).unwrap().0.month());
                let step = match unit { "month" => 1, "quarter" => 3, "half" => 6, _ => 12 };
                prop_assert_eq!((months, date.day()), (step, 1));
                prop_assert_eq!((date.month_number().cast_signed() - i32::from(fiscal)).rem_euclid(step), 0);
            }
        }
    }
}
