use super::Date;

/// Easter Sunday of the Gregorian calendar, by the anonymous algorithm (Meeus/Jones/Butcher) in whole numbers.
///
/// ```
/// use coaraci::calendar::easter;
/// assert_eq!(easter(2026).map(|date| date.to_string()).as_deref(), Some("2026-04-05"));
/// ```
///
/// None outside the years 1 to 9999.
pub fn easter(year: i32) -> Option<Date> {
    let (month, day) = easter_day(year);
    Date::new(year, month, day)
}

/// Month and day of Easter Sunday; only for years from 1 on.
pub(super) const fn easter_day(year: i32) -> (u32, u32) {
    let a = year % 19;
    let (b, c) = (year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    ((n / 31).cast_unsigned(), (n % 31 + 1).cast_unsigned())
}
