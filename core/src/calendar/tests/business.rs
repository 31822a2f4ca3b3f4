use super::super::*;
use super::date;
use crate::issue::Code;
use proptest::prelude::*;

/// The bank calendar by another route: fixed days by name, moving ones from Easter as Gauss computes it.
fn is_business_day_slow(day: Date) -> bool {
    if day.is_weekend() {
        return false;
    }
    let text = day.to_string();
    let fixed = ["-01-01", "-04-21", "-05-01", "-09-07", "-10-12", "-11-02", "-11-15", "-12-25"];
    if fixed.iter().any(|end| text.ends_with(end)) || (text.ends_with("-11-20") && day.year() >= 2024) {
        return false;
    }
    let distance = gauss_easter(day.year()).days_until(day);
    ![-48, -47, -2, 60].contains(&distance)
}

/// Gauss's rule with its two exceptions: days after 22 March.
fn gauss_easter(year: i32) -> Date {
    let k = year / 100;
    let (p, q) = ((13 + 8 * k) / 25, k / 4);
    let (m, n) = ((15 - p + k - q) % 30, (4 + k - q) % 7);
    let (a, b, c) = (year % 19, year % 4, year % 7);
    let d = (19 * a + m) % 30;
    let e = (2 * b + 4 * c + 6 * d + n) % 7;
    let days = match (d, e) {
        (29, 6) => 28,
        (28, 6) if (11 * m + 11) % 30 < 19 => 27,
        _ => d + e,
    };
    Date::new(year, 3, 22).unwrap().add_days(days.into()).unwrap()
}

fn national() -> BankCalendar {
    BankCalendar::national()
}

#[test]
fn easter_agrees_with_gauss_and_with_published_dates() {
    for year in 1583..=9999 {
        assert_eq!(easter(year), Some(gauss_easter(year)), "{year}");
    }
    for text in ["1818-03-22", "1943-04-25", "2025-04-20", "2026-04-05", "2038-04-25", "2285-03-22"] {
        assert_eq!(easter(date(text).year()), Some(date(text)));
    }
    assert_eq!((easter(0), easter(10_000), easter(i32::MIN)), (None, None, None));
}

#[test]
fn every_day_of_the_table_is_as_the_rule_says() {
    let calendar = national();
    let (first, end) = (date("2000-01-01"), date("2200-01-01"));
    let mut count = 0;
    for day in first.until(end) {
        assert_eq!(calendar.business_days(first, day), Ok(count), "{day}");
        let business = is_business_day_slow(day);
        assert_eq!(calendar.is_business_day(day), Ok(business), "{day}");
        if business {
            count += 1;
            assert_eq!(calendar.add_business_days(date("1999-12-31"), count.into()), Ok(day));
        }
    }
    assert_eq!(calendar.business_days(first, end), Ok(count));
    assert_eq!(calendar.business_days(end, first), Ok(-count));
    let last = calendar.add_business_days(end, -1);
    assert_eq!(last, calendar.add_business_days(date("1999-12-31"), count.into()));
    assert_eq!(
        calendar.add_business_days(first, i64::from(count) + 1).unwrap_err().code(),
        Code::CALENDAR_OUT_OF_RANGE
    );
}

#[test]
fn a_years_list_is_sorted_with_one_entry_a_day() {
    let ids = |year| bank_holidays(year).unwrap().into_iter().map(|(_, id)| id).collect::<Vec<_>>();
    // Good Friday falls on 21 April in these years only, and Tiradentes is listed.
    let collisions: Vec<i32> = (2000..2200).filter(|year| !ids(*year).contains(&Holiday::SextaFeiraSanta)).collect();
    assert_eq!(collisions, [2000, 2079, 2152]);
    for year in 2000..2200 {
        let list = bank_holidays(year).unwrap();
        let expected = 12 + usize::from(year >= 2024) - usize::from(collisions.contains(&year));
        assert_eq!(list.len(), expected, "{year}");
        assert!(list.windows(2).all(|pair| pair[0].0 < pair[1].0), "{year}");
    }
    assert_eq!(bank_holidays(1999).unwrap_err().code(), Code::CALENDAR_OUT_OF_RANGE);
    assert_eq!(bank_holidays(2200).unwrap_err().code(), Code::CALENDAR_OUT_OF_RANGE);
}

#[test]
fn looks_at_no_day_that_it_need_not_see() {
    let calendar = national();
    let out = |result: Result<Date, crate::issue::Error>| result.unwrap_err().code() == Code::CALENDAR_OUT_OF_RANGE;
    let count = |from: &str, to: &str| calendar.business_days(date(from), date(to)).map_err(|error| error.code());
    assert_eq!(count("1990-05-05", "1990-05-05"), Ok(0));
    assert_eq!(count("2199-12-31", "2200-01-01"), Ok(1));
    assert_eq!(count("2200-01-01", "2199-12-31"), Ok(-1));
    assert_eq!(count("2199-12-31", "2200-01-02"), Err(Code::CALENDAR_OUT_OF_RANGE));
    assert_eq!(count("1999-12-31", "2000-01-03"), Err(Code::CALENDAR_OUT_OF_RANGE));
    // 2000-01-01 is a Saturday, 2199-12-31 a Tuesday.
    let add = |from: &str, n: i64| calendar.add_business_days(date(from), n);
    assert_eq!(add("1999-12-31", 1), Ok(date("2000-01-03")));
    assert_eq!(add("2200-01-01", -1), Ok(date("2199-12-31")));
    assert_eq!(add("1950-01-01", 0), Ok(date("1950-01-01")));
    assert!(out(add("1999-12-30", 1)) && out(add("2200-01-02", -1)) && out(add("2000-01-03", -1)));
    assert!(out(add("2199-12-31", 1)) && out(add("2100-01-01", i64::MAX)) && out(add("2100-01-01", i64::MIN)));
    let adjust = |from: &str, adjustment| calendar.adjust(date(from), adjustment);
    assert_eq!(adjust("1999-01-01", Adjustment::None), Ok(date("1999-01-01")));
    assert!(out(adjust("1999-01-01", Adjustment::Following)) && out(adjust("2000-01-02", Adjustment::Preceding)));
    assert_eq!(adjust("2000-01-02", Adjustment::ModifiedPreceding), Ok(date("2000-01-03")));
    // With the last two days of the calendar taken away the answer is still inside the month.
    let changes = CalendarChanges { added: vec![date("2199-12-30"), date("2199-12-31")], removed: vec![] };
    let changed = BankCalendar::new(&changes).unwrap();
    assert_eq!(changed.adjust(date("2199-12-30"), Adjustment::ModifiedFollowing), Ok(date("2199-12-27")));
    assert!(out(changed.adjust(date("2199-12-30"), Adjustment::Following)));
}

#[test]
fn a_calendar_may_differ_from_the_national_one() {
    let changes = CalendarChanges {
        // São Paulo's city holiday (a Monday), a Saturday, a national holiday, and a date given twice.
        added: ["2027-01-25", "2027-01-23", "2027-01-01", "2027-01-25", "1990-01-01"].map(date).to_vec(),
        // Corpus Christi (a Thursday), 15 November 2026 (a Sunday), an ordinary day, a day outside the table.
        removed: ["2027-05-27", "2026-11-15", "2027-03-10", "2300-01-01"].map(date).to_vec(),
    };
    let calendar = BankCalendar::new(&changes).unwrap();
    let is = |text: &str| calendar.is_business_day(date(text)).unwrap();
    assert!(!is("2027-01-25") && is("2027-05-27") && !is("2026-11-15") && is("2027-03-10") && !is("2027-01-01"));
    let year = |calendar: &BankCalendar| calendar.business_days(date("2027-01-01"), date("2028-01-01")).unwrap();
    assert_eq!(year(&calendar), year(&national()));
    assert_eq!(calendar.business_days(date("2027-01-25"), date("2027-01-26")), Ok(0));
    assert_eq!(calendar.add_business_days(date("2027-01-22"), 1), Ok(date("2027-01-26")));
    assert_eq!(calendar.add_business_days(date("2027-05-28"), -1), Ok(date("2027-05-27")));
    let both = CalendarChanges { added: vec![date("2027-01-25")], removed: vec![date("2027-01-25")] };
    let error = BankCalendar::new(&both).unwrap_err();
    assert_eq!((error.code(), error.path().as_str()), (Code::HOLIDAY_CONFLICT, "/added/0"));
}

#[test]
fn day_counts_follow_their_definitions() {
    let between = |count: DayCount, from: &str, to: &str| {
        let found = count.between(date(from), date(to), &national()).unwrap();
        (found.numerator, found.denominator)
    };
    // Worked by hand: 30 days of 2024 and 1 of 2023 cross the year's end.
    assert_eq!(between(DayCount::ActActIsda, "2023-12-31", "2024-01-31"), (365 * 30 + 366, 365 * 366));
    assert_eq!(between(DayCount::ActActIsda, "2000-01-01", "2001-01-01"), (365 * 366, 365 * 366));
    assert_eq!(between(DayCount::ActActIsda, "1900-01-01", "1901-01-01"), (366 * 365, 365 * 366));
    // 30E: both ends are cut to 30; 30U: the end only after a start on 30 or 31; February keeps its days in both.
    assert_eq!(between(DayCount::European30, "2025-01-28", "2025-03-31"), (62, 360));
    assert_eq!(between(DayCount::Bond30, "2025-01-28", "2025-03-31"), (63, 360));
    assert_eq!(between(DayCount::European30, "2025-01-31", "2025-03-31"), (60, 360));
    assert_eq!(between(DayCount::Bond30, "2025-01-31", "2025-03-31"), (60, 360));
    assert_eq!(between(DayCount::Bond30, "2024-02-29", "2024-03-31"), (32, 360));
    assert_eq!(between(DayCount::European30, "2024-02-29", "2024-03-31"), (31, 360));
    let outside = DayCount::Bus252.between(date("1990-01-01"), date("1990-01-02"), &national());
    assert_eq!(outside.unwrap_err().code(), Code::CALENDAR_OUT_OF_RANGE);
}

#[test]
fn due_dates_keep_their_day_and_only_the_payment_moves() {
    let plan = due_dates(date("2025-01-31"), 5, Adjustment::ModifiedFollowing, &national()).unwrap();
    let found: Vec<_> = plan.iter().map(|row| (row.due.to_string(), row.pay.to_string())).collect();
    let expected = [
        ("2025-01-31", "2025-01-31"),
        ("2025-02-28", "2025-02-28"),
        ("2025-03-31", "2025-03-31"),
        ("2025-04-30", "2025-04-30"),
        ("2025-05-31", "2025-05-30"),
    ];
    assert!(found.iter().map(|(due, pay)| (due.as_str(), pay.as_str())).eq(expected));
    let late = due_dates(date("9999-12-01"), 2, Adjustment::None, &national());
    assert_eq!(late.unwrap_err().code(), Code::DATE_RANGE);
}

fn day_of_the_table() -> impl Strategy<Value = Date> {
    (0_i64..=73_048).prop_map(|day| date("2000-01-01").add_days(day).unwrap())
}

fn calendar() -> impl Strategy<Value = BankCalendar> {
    let dates = || prop::collection::vec(day_of_the_table(), 0..30);
    (dates(), dates()).prop_map(|(added, mut removed)| {
        removed.retain(|day| !added.contains(day));
        BankCalendar::new(&CalendarChanges { added, removed }).unwrap()
    })
}

proptest! {
    #[test]
    fn counts_add_up(calendar in calendar(), a in day_of_the_table(), b in day_of_the_table(), c in day_of_the_table()) {
        let count = |from, to| calendar.business_days(from, to).unwrap();
        prop_assert_eq!(count(a, b) + count(b, c), count(a, c));
        prop_assert_eq!(count(a, b), -count(b, a));
        for convention in [DayCount::Act365, DayCount::Act360, DayCount::ActActIsda, DayCount::Bus252] {
            let part = |from, to| convention.between(from, to, &calendar).unwrap().numerator;
            prop_assert_eq!(part(a, b) + part(b, c), part(a, c));
            prop_assert_eq!(part(a, b), -part(b, a));
            prop_assert_eq!(part(a, a), 0);
        }
    }

    #[test]
    fn the_nth_business_day_has_n_before_it(calendar in calendar(), day in day_of_the_table(), n in 1_i64..800) {
        if let Ok(later) = calendar.add_business_days(day, n) {
            prop_assert!(later > day && calendar.is_business_day(later).unwrap());
            let next = day.add_days(1).unwrap();
            prop_assert_eq!(i64::from(calendar.business_days(next, later).unwrap()), n - 1);
        }
        if let Ok(earlier) = calendar.add_business_days(day, -n) {
            prop_assert!(earlier < day && calendar.is_business_day(earlier).unwrap());
            prop_assert_eq!(i64::from(calendar.business_days(earlier, day).unwrap()), n);
        }
    }

    #[test]
    fn adjusting_finds_the_nearest_business_day_of_its_side(calendar in calendar(), day in day_of_the_table()) {
        let is = |day: Date| calendar.is_business_day(day).unwrap();
        let (first, last) = (day.month().day(1).unwrap(), day.month().day(day.month().days()).unwrap());
        for (adjustment, ahead, in_month) in [
            (Adjustment::Following, true, false), (Adjustment::ModifiedFollowing, true, true),
            (Adjustment::Preceding, false, false), (Adjustment::ModifiedPreceding, false, true),
        ] {
            let Ok(found) = calendar.adjust(day, adjustment) else { continue };
            prop_assert!(is(found));
            if is(day) {
                prop_assert_eq!(found, day);
            } else if in_month && found.month() == day.month() {
                let turned = (found > day) != ahead;
                let rest = if ahead { (day, last) } else { (first, day) };
                prop_assert!(!turned || rest.0.until(rest.1.add_days(1).unwrap()).all(|day| !is(day)));
            } else if !in_month {
                prop_assert_eq!(found > day, ahead);
            }
            let (low, high) = if found > day { (day, found) } else { (found.add_days(1).unwrap(), day) };
            prop_assert!(low.until(high).all(|day| !is(day)));
        }
    }
}
