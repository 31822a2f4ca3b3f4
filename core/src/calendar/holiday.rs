use super::Date;
use super::easter::easter_day;
use crate::issue::{Code, Error, Issue};
use chrono::NaiveDate;
use serde::Serialize;

/// The yearly holidays of the Union that banks or tariffs observe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Holiday {
    /// 1 January (*Confraternização Universal*).
    ConfraternizacaoUniversal,
    /// 21 April (*Tiradentes*).
    Tiradentes,
    /// 1 May (*Dia do Trabalho*).
    DiaDoTrabalho,
    /// 7 September (*Independência do Brasil*).
    Independencia,
    /// 12 October (*Nossa Senhora Aparecida*).
    NossaSenhoraAparecida,
    /// 2 November (*Finados*).
    Finados,
    /// 15 November (*Proclamação da República*).
    ProclamacaoDaRepublica,
    /// 25 December (*Natal*).
    Natal,
    /// 20 November, from 2024 on (*Dia Nacional de Zumbi e da Consciência Negra*, Lei 14.759/2023).
    ConscienciaNegra,
    /// Monday before Ash Wednesday (*segunda-feira de Carnaval*), 48 days before Easter.
    CarnavalSegunda,
    /// Tuesday before Ash Wednesday (*terça-feira de Carnaval*), 47 days before Easter.
    CarnavalTerca,
    /// Good Friday (*Sexta-feira Santa*), 2 days before Easter.
    SextaFeiraSanta,
    /// *Corpus Christi*, 60 days after Easter.
    CorpusChristi,
}

/// When a holiday falls in a year.
#[derive(Clone, Copy)]
enum When {
    /// On a day of a month, from a year on.
    On { month: u32, day: u32, since: i32 },
    /// So many days after Easter.
    Easter(i32),
}

const fn on(month: u32, day: u32) -> When {
    When::On { month, day, since: i32::MIN }
}

/// A list of holidays; the first of two on the same day counts (Good Friday falls on 21 April in 2000, 2079 and 2152).
pub(super) struct Holidays(&'static [(Holiday, When)]);

/// Days without bank business besides weekends: Resolução CMN 4.880/2020 and the lists of ANBIMA and Febraban.
pub(super) const BANK: Holidays = Holidays(&[
    (Holiday::ConfraternizacaoUniversal, on(1, 1)),
    (Holiday::Tiradentes, on(4, 21)),
    (Holiday::DiaDoTrabalho, on(5, 1)),
    (Holiday::Independencia, on(9, 7)),
    (Holiday::NossaSenhoraAparecida, on(10, 12)),
    (Holiday::Finados, on(11, 2)),
    (Holiday::ProclamacaoDaRepublica, on(11, 15)),
    (Holiday::Natal, on(12, 25)),
    (Holiday::ConscienciaNegra, When::On { month: 11, day: 20, since: 2024 }),
    (Holiday::CarnavalSegunda, When::Easter(-48)),
    (Holiday::CarnavalTerca, When::Easter(-47)),
    (Holiday::SextaFeiraSanta, When::Easter(-2)),
    (Holiday::CorpusChristi, When::Easter(60)),
]);

/// Days without peak and intermediate posts besides weekends: REN ANEEL 1.000/2021, art. 2, XXXVIII. 20 November counts since
/// REN 1.101/2024 (27 August 2024), hence for the first time in 2024. Carnival Monday is an ordinary day.
pub(super) const TARIFF: Holidays = Holidays(&[
    (Holiday::ConfraternizacaoUniversal, on(1, 1)),
    (Holiday::Tiradentes, on(4, 21)),
    (Holiday::DiaDoTrabalho, on(5, 1)),
    (Holiday::Independencia, on(9, 7)),
    (Holiday::NossaSenhoraAparecida, on(10, 12)),
    (Holiday::Finados, on(11, 2)),
    (Holiday::ProclamacaoDaRepublica, on(11, 15)),
    (Holiday::Natal, on(12, 25)),
    (Holiday::ConscienciaNegra, When::On { month: 11, day: 20, since: 2024 }),
    (Holiday::CarnavalTerca, When::Easter(-47)),
    (Holiday::SextaFeiraSanta, When::Easter(-2)),
    (Holiday::CorpusChristi, When::Easter(60)),
]);

impl Holidays {
    /// How many there are at the most in a year.
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// The Unix day on which the holiday of an index falls in a year.
    pub const fn unix_day(&self, index: usize, year: i32) -> Option<i32> {
        if index >= self.0.len() {
            return None;
        }
        #[expect(clippy::indexing_slicing, reason = "the index was compared with the length")]
        let (_, when) = self.0[index];
        let (month, day, shift) = match when {
            When::On { since, .. } if year < since => return None,
            When::On { month, day, .. } => (month, day, 0),
            When::Easter(shift) => {
                let (month, day) = easter_day(year);
                (month, day, shift)
            }
        };
        match NaiveDate::from_ymd_opt(year, month, day) {
            Some(date) => Some(date.to_epoch_days() + shift),
            None => None,
        }
    }

    /// The holidays of a year by date, one a day.
    pub fn of(&self, year: i32) -> Vec<(Date, Holiday)> {
        let all = self.0.iter().enumerate().filter_map(|(index, (holiday, _))| {
            let day = self.unix_day(index, year)?;
            Date::from_unix_day(day.into()).map(|date| (date, *holiday))
        });
        let mut days: Vec<_> = all.collect();
        // Stable: of two on one day the one named first stays.
        days.sort_by_key(|(date, _)| *date);
        days.dedup_by_key(|(date, _)| *date);
        days
    }

    /// Whether one of them falls on a date.
    pub fn contains(&self, date: Date) -> bool {
        let (year, day) = (date.year(), date.unix_day());
        (0..self.len()).any(|index| self.unix_day(index, year) == Some(day))
    }
}

/// The bank holidays (*feriados bancários*) of a year, 2000 to 2199, by date.
///
/// # Errors
/// `CALENDAR_OUT_OF_RANGE` for another year.
pub fn bank_holidays(year: i32) -> Result<Vec<(Date, Holiday)>, Error> {
    if super::business::YEARS.contains(&year) {
        Ok(BANK.of(year))
    } else {
        Err(Issue::error(Code::CALENDAR_OUT_OF_RANGE).into())
    }
}

/// The weekday and weekend holidays of a year (1 to 9999) on which the posts of a tariff do not apply, by date.
pub fn tariff_holidays(year: i32) -> Vec<(Date, Holiday)> {
    if (1..=9999).contains(&year) { TARIFF.of(year) } else { Vec::new() }
}
