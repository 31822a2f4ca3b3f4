use super::*;
use crate::calendar::{Instant, Offset};
use crate::issue::Code;
use proptest::prelude::*;

fn instant(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn year(start: &str, count: usize, stamp: Stamp) -> TimeAxis {
    TimeAxis::new(instant(start), 3600, count, Offset::BRASILIA, stamp).unwrap()
}

const DAYS: [usize; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

#[test]
fn months_are_those_of_local_standard_time_whatever_the_stamp() {
    for (start, stamp) in [
        ("2019-01-01T00:00:00-03:00", Stamp::IntervalStart),
        ("2019-01-01T01:00:00-03:00", Stamp::IntervalEnd),
        ("2019-01-01T00:30:00-03:00", Stamp::IntervalCentre),
        ("2019-01-01T00:00:00-03:00", Stamp::Instant),
    ] {
        let axis = year(start, 8760, stamp);
        let sums = monthly_sums(&axis, &Samples::new(vec![1.0; 8760]).unwrap()).unwrap();
        let found: Vec<(u32, f64)> = sums.iter().map(|month| (month.month.number(), month.sum)).collect();
        let expected: Vec<(u32, f64)> = (1..=12).zip(DAYS.map(|days| days as f64 * 24.0)).collect();
        assert_eq!(found, expected, "{stamp:?}");
    }
    // The same rows cut in UTC would give three hours of January 2020.
    let utc = TimeAxis::new(instant("2019-01-01T03:00:00Z"), 3600, 8760, Offset::UTC, Stamp::IntervalStart).unwrap();
    let sums = monthly_sums(&utc, &Samples::new(vec![1.0; 8760]).unwrap()).unwrap();
    assert_eq!((sums.len(), sums.last().map(|month| month.count)), (13, Some(3)));
}

#[test]
fn a_leap_year_has_its_real_months() {
    let axis = year("2024-01-01T00:00:00-03:00", 8784, Stamp::IntervalStart);
    let sums = monthly_sums(&axis, &Samples::new(vec![0.5; 8784]).unwrap()).unwrap();
    assert_eq!(sums.iter().map(|month| month.count / 24).collect::<Vec<_>>()[..3], [31, 29, 31]);
}

#[test]
fn the_representative_moment_is_the_centre_of_the_interval() {
    let at = |stamp| {
        let axis = TimeAxis::new(instant("1970-01-01T12:00:00Z"), 675, 4, Offset::UTC, stamp).unwrap();
        (axis.interval_start_unix_s(1) - 43_200.0, axis.representative_unix_s(1) - 43_200.0)
    };
    assert_eq!(at(Stamp::IntervalStart), (675.0, 1012.5));
    assert_eq!(at(Stamp::IntervalEnd), (0.0, 337.5));
    assert_eq!(at(Stamp::IntervalCentre), (337.5, 675.0));
    assert_eq!(at(Stamp::Instant), (675.0, 675.0));
}

#[test]
fn refuses_steps_that_do_not_fill_a_day_and_times_without_a_date() {
    let new = |start: &str, step, count| {
        let axis = TimeAxis::new(instant(start), step, count, Offset::BRASILIA, Stamp::IntervalStart);
        axis.map(|_| ()).map_err(|error| error.code())
    };
    assert_eq!(new("2019-01-01T00:00:00Z", 900, 0), Ok(()));
    assert_eq!(new("2019-01-01T00:00:00Z", 7200, 1), Err(Code::OUT_OF_RANGE));
    assert_eq!(new("2019-01-01T00:00:00Z", 30, 1), Err(Code::OUT_OF_RANGE));
    assert_eq!(new("2019-01-01T00:00:00Z", 700, 1), Err(Code::STEP_DIVIDES_NO_DAY));
    assert_eq!(new("0001-01-01T02:00:00Z", 3600, 1), Err(Code::TIME_RANGE));
    assert_eq!(new("9999-12-31T00:00:00Z", 3600, 24), Err(Code::TIME_RANGE));
    assert_eq!(new("2019-01-01T00:00:00Z", 3600, usize::MAX), Err(Code::TIME_RANGE));
}

#[test]
fn missing_samples_are_counted_and_never_summed() {
    let samples: Samples = serde_json::from_str("[1.5,null,-0.0,2]").unwrap();
    assert_eq!((samples.len(), samples.valid_count(), samples.get(1), samples.get(4)), (4, 3, None, None));
    assert_eq!(samples.parts(), (&[1.5, 0.0, -0.0, 2.0][..], Some(&[true, false, true, true][..])));
    assert_eq!(serde_json::to_string(&samples).unwrap(), "[1.5,null,-0.0,2.0]");
    let axis = year("2019-01-31T22:00:00-03:00", 4, Stamp::IntervalStart);
    let sums = monthly_sums(&axis, &samples).unwrap();
    let found: Vec<_> = sums.iter().map(|month| (month.sum, month.count, month.valid_count)).collect();
    assert_eq!(found, [(1.5, 2, 1), (2.0, 2, 2)]);
    assert_eq!(sums.iter().map(MonthSum::is_incomplete).collect::<Vec<_>>(), [true, false]);
    let whole = Samples::new(vec![1.0, 2.0]).unwrap();
    assert_eq!((whole.complete(), samples.complete()), (Some(&[1.0, 2.0][..]), None));
    assert_eq!(monthly_sums(&axis, &whole).unwrap_err().code(), Code::BAD_LENGTH);
    assert_eq!(Samples::new(vec![1.0, f64::NAN]).unwrap_err().path().as_str(), "/1");
    assert_eq!(Samples::with_gaps([None, Some(f64::INFINITY)]).unwrap_err().code(), Code::NOT_FINITE);
}

#[test]
fn ninety_five_percent_of_a_month_is_enough() {
    let month = |valid_count| MonthSum {
        month: crate::calendar::Month::new(2026, 4).unwrap(),
        sum: 0.0,
        count: 720,
        valid_count,
    };
    assert!(!month(684).is_incomplete() && month(683).is_incomplete());
}

proptest! {
    #[test]
    fn months_together_hold_every_sample_once(
        start in -2_000_000_000_i64..4_000_000_000,
        step in prop::sample::select(vec![60_u32, 300, 675, 900, 1800, 3600]),
        count in 0_usize..3000,
        minutes in -720_i32..=840,
        stamp in prop::sample::select(vec![Stamp::IntervalStart, Stamp::IntervalEnd, Stamp::IntervalCentre, Stamp::Instant]),
    ) {
        let offset = Offset::from_seconds(minutes * 60).unwrap();
        let axis = TimeAxis::new(Instant::from_unix(start).unwrap(), step, count, offset, stamp).unwrap();
        let samples = Samples::with_gaps((0..count).map(|index| (index % 7 != 0).then_some(1.0))).unwrap();
        let sums = monthly_sums(&axis, &samples).unwrap();
        prop_assert_eq!(sums.iter().map(|month| month.count).sum::<usize>(), count);
        prop_assert_eq!(sums.iter().map(|month| month.valid_count).sum::<usize>(), samples.valid_count());
        prop_assert!(sums.windows(2).all(|pair| pair[0].month.months_until(pair[1].month) == 1));
        // Sample by sample, the slow way.
        let mut index = 0;
        for month in &sums {
            for _ in 0..month.count {
                prop_assert_eq!(axis.month(index), Some(month.month));
                index += 1;
            }
            prop_assert_eq!(month.sum, month.valid_count as f64);
        }
    }
}
