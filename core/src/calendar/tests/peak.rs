use super::super::*;
use super::date;
use crate::issue::Code;

fn at(posts: PeakHours, day: &str, time: &str) -> Period {
    let (hour, minute) = time.split_once(':').unwrap();
    posts.at(date(day), hour.parse::<u32>().unwrap() * 60 + minute.parse::<u32>().unwrap())
}

#[test]
fn every_minute_of_a_working_day_has_one_period() {
    for start in 0..1440 {
        for (intermediate, hours) in [(false, (3, 0)), (true, (3, 2))] {
            let posts = PeakHours::new(start, intermediate).unwrap();
            let count = |period| (0..1440).filter(|minute| posts.on_a_working_day(*minute) == period).count();
            assert_eq!((count(Period::Peak), count(Period::Intermediate)), (hours.0 * 60, hours.1 * 60), "{start}");
        }
    }
    assert_eq!(PeakHours::new(1440, false).unwrap_err().code(), Code::OUT_OF_RANGE);
}

#[test]
fn the_hours_around_the_peak_are_intermediate_in_group_b_only() {
    let (a, b) = (PeakHours::new(1080, false).unwrap(), PeakHours::new(1080, true).unwrap());
    for (time, in_a, in_b) in [
        ("16:59", Period::OffPeak, Period::OffPeak),
        ("17:00", Period::OffPeak, Period::Intermediate),
        ("17:59", Period::OffPeak, Period::Intermediate),
        ("18:00", Period::Peak, Period::Peak),
        ("20:59", Period::Peak, Period::Peak),
        ("21:00", Period::OffPeak, Period::Intermediate),
        ("22:00", Period::OffPeak, Period::OffPeak),
    ] {
        assert_eq!((at(a, "2026-03-10", time), at(b, "2026-03-10", time)), (in_a, in_b), "{time}");
    }
}

#[test]
fn there_is_no_peak_on_weekends_and_tariff_holidays() {
    // The list that the table of tariff holidays gives for 2026, and ordinary days of banks and cities.
    for day in ["2026-02-17", "2026-04-03", "2026-06-04", "2026-11-20", "2026-03-07", "2026-03-08", "2024-11-20"] {
        assert!(!PeakHours::apply_on(date(day)), "{day}");
    }
    for day in ["2026-02-16", "2026-02-18", "2023-11-20", "2026-12-24", "2026-12-31", "2027-01-25"] {
        assert!(PeakHours::apply_on(date(day)), "{day}");
    }
}

#[test]
fn tariff_holidays_are_bank_holidays_without_carnival_monday() {
    for year in 2000..2200 {
        let mut bank = bank_holidays(year).unwrap();
        bank.retain(|day| day.id != Holiday::CarnavalSegunda);
        assert_eq!(tariff_holidays(year), bank, "{year}");
    }
    assert_eq!(tariff_holidays(0), []);
}
