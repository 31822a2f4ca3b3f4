use super::super::*;
use super::date;
use crate::issue::Code;

fn at(posts: Posts, day: &str, time: &str) -> Post {
    let (hour, minute) = time.split_once(':').unwrap();
    posts.at(date(day), hour.parse::<u32>().unwrap() * 60 + minute.parse::<u32>().unwrap())
}

#[test]
fn every_minute_of_a_working_day_has_one_post() {
    for start in 0..1440 {
        for (group, hours) in [(TariffGroup::A, (3, 0)), (TariffGroup::B, (3, 2))] {
            let posts = Posts::new(start, group).unwrap();
            let count = |post| (0..1440).filter(|minute| posts.on_a_working_day(*minute) == post).count();
            assert_eq!((count(Post::Ponta), count(Post::Intermediario)), (hours.0 * 60, hours.1 * 60), "{start}");
        }
    }
    assert_eq!(Posts::new(1440, TariffGroup::A).unwrap_err().code(), Code::OUT_OF_RANGE);
}

#[test]
fn the_hours_around_the_peak_are_intermediate_in_group_b_only() {
    let (a, b) = (Posts::new(1080, TariffGroup::A).unwrap(), Posts::new(1080, TariffGroup::B).unwrap());
    for (time, in_a, in_b) in [
        ("16:59", Post::ForaPonta, Post::ForaPonta),
        ("17:00", Post::ForaPonta, Post::Intermediario),
        ("17:59", Post::ForaPonta, Post::Intermediario),
        ("18:00", Post::Ponta, Post::Ponta),
        ("20:59", Post::Ponta, Post::Ponta),
        ("21:00", Post::ForaPonta, Post::Intermediario),
        ("22:00", Post::ForaPonta, Post::ForaPonta),
    ] {
        assert_eq!((at(a, "2026-03-10", time), at(b, "2026-03-10", time)), (in_a, in_b), "{time}");
    }
}

#[test]
fn posts_do_not_apply_on_weekends_and_tariff_holidays() {
    // The list that the table of tariff holidays gives for 2026, and ordinary days of banks and cities.
    for day in ["2026-02-17", "2026-04-03", "2026-06-04", "2026-11-20", "2026-03-07", "2026-03-08", "2024-11-20"] {
        assert!(!Posts::apply_on(date(day)), "{day}");
    }
    for day in ["2026-02-16", "2026-02-18", "2023-11-20", "2026-12-24", "2026-12-31", "2027-01-25"] {
        assert!(Posts::apply_on(date(day)), "{day}");
    }
}

#[test]
fn tariff_holidays_are_bank_holidays_without_carnival_monday() {
    for year in 2000..2200 {
        let mut bank = bank_holidays(year).unwrap();
        bank.retain(|(_, holiday)| *holiday != Holiday::CarnavalSegunda);
        assert_eq!(tariff_holidays(year), bank, "{year}");
    }
    assert_eq!(tariff_holidays(0), []);
}
