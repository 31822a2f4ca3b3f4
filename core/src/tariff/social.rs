//! Bands of the social tariff (*Tarifa Social*, tariff R-B-4): what part of the price each kWh keeps.

use super::exact::Exact;
use crate::calendar::Date;

/// One kWh on the energy grid.
pub(crate) const KWH: i64 = 1_000_000;
/// Energy of the free band since July 2025 in kWh, also what a social unit never compensates (R-SCEE-6).
pub(crate) const FREE_KWH: i64 = 80;

/// A band: up to which kWh of one family, and what part of the price is kept, in hundredths.
type Band = (i64, i128);

const BEFORE_JULY_2025: &[Band] = &[(30, 35), (100, 60), (220, 90)];
const SINCE_JULY_2025: &[Band] = &[(FREE_KWH, 0)];

/// The band table in force on a day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bands {
    bands: &'static [Band],
    families: i64,
    /// Whether it is the table of July 2025, which also caps the minimum of three-phase units.
    pub free_band: bool,
}

/// Energy of one band.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct InBand {
    /// Energy on the grid.
    pub milli: i64,
    /// Part of the price that is kept.
    pub keeps: Exact,
}

impl Bands {
    /// The table in force on the day of the current reading.
    pub fn on(date: Date, families: i64) -> Self {
        let free_band = Date::new(2025, 7, 5).is_some_and(|start| date >= start);
        Bands { bands: if free_band { SINCE_JULY_2025 } else { BEFORE_JULY_2025 }, families, free_band }
    }

    /// Energy split into bands, empty ones left out.
    pub fn split(self, milli: i64) -> impl Iterator<Item = InBand> {
        let open = std::iter::once((i64::MAX, 100));
        let mut from = 0;
        self.bands.iter().copied().chain(open).filter_map(move |(limit, keeps)| {
            let to = limit.saturating_mul(self.families).saturating_mul(KWH).min(milli);
            let part = to - from;
            from = from.max(to);
            (part > 0).then_some(InBand { milli: part, keeps: Exact::new(keeps, 2).trimmed() })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(date: &str, families: i64, kwh: i64) -> Vec<(i64, String)> {
        let bands = Bands::on(Date::parse(date).unwrap(), families);
        bands.split(kwh * KWH).map(|part| (part.milli / KWH, part.keeps.to_string())).collect()
    }

    #[test]
    fn the_table_follows_the_day_of_the_reading() {
        let old = [(30, "0.35"), (70, "0.6"), (120, "0.9"), (30, "1")].map(|(kwh, keeps)| (kwh, keeps.to_owned()));
        assert_eq!(split("2025-07-04", 1, 250), old);
        assert_eq!(split("2025-07-05", 1, 250), [(80, "0".to_owned()), (170, "1".to_owned())]);
        assert_eq!(split("2026-07-03", 3, 240), [(240, "0".to_owned())]);
        assert_eq!(split("2026-07-03", 1, 0), []);
    }
}
