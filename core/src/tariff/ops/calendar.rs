//! Days and hours of the posts (R-CAL-1, R-CAL-2).

use crate::Answer;
use crate::calendar::{self, HolidayDate, Instant, PeakHours, Period, Zone};
use crate::issue::{Code, Error, Issue, Problems};
use crate::tariff::Post;
use serde::{Deserialize, Serialize};

/// A year.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TariffHolidaysRequest {
    /// The year, 1 to 9999.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 9999)))]
    pub year: i32,
}

/// The tariff holidays of a year.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TariffHolidays {
    /// The holidays by date, one a day.
    pub holidays: Vec<HolidayDate>,
}

/// List the holidays of a year without peak and intermediate posts; Saturdays and Sundays have none either.
///
/// Carnival Monday, Ash Wednesday and the holidays of states and cities are ordinary days. 20 November counts from 2024 on
/// (REN ANEEL 1.101/2024). Where Good Friday falls on 21 April only `tiradentes` is listed.
///
/// # Errors
/// `OUT_OF_RANGE` for a year outside 1 to 9999.
pub fn tariff_holidays(request: TariffHolidaysRequest) -> Result<Answer<TariffHolidays>, Error> {
    if (1..=9999).contains(&request.year) {
        Ok(Answer::new(TariffHolidays { holidays: calendar::tariff_holidays(request.year) }))
    } else {
        Err(Issue::error(Code::OUT_OF_RANGE).at("/year").with("min", 1).with("max", 9999).into())
    }
}

/// Groups of consumers by voltage (*grupos tarifários*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TariffGroup {
    /// Medium and high voltage: peak and off-peak.
    A,
    /// Low voltage: an intermediate hour before and after the peak.
    B,
}

/// Instants and the peak of a distributor.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TariffPostRequest {
    /// The instants.
    pub at: Vec<Instant>,
    /// The zone of legal local time: `America/Sao_Paulo`, or an offset such as `-03:00`.
    pub tz: Zone,
    /// Beginning of the distributor's three peak hours, in minutes after midnight (0 to 1439; 17:30 is 1050).
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 1439)))]
    pub peak_start_minutes: u32,
    /// The group of the consumer; only group B has intermediate hours.
    pub group: TariffGroup,
}

/// Posts of instants.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TariffPosts {
    /// The post of each instant, in the same order.
    pub posts: Vec<Post>,
}

/// Find the tariff post (*posto tarifário*) of instants: peak, intermediate or off-peak.
///
/// # Errors
/// `OUT_OF_RANGE` for the peak's beginning; for an instant `TZ_HISTORY_UNSUPPORTED` if it lies before 2019-02-17T03:00:00Z in a
/// named zone, `TIME_RANGE` if its local date is outside the years 0001 to 9999.
pub fn tariff_post(request: TariffPostRequest) -> Result<Answer<TariffPosts>, Error> {
    let mut problems = Problems::new();
    let peak = PeakHours::new(request.peak_start_minutes, request.group == TariffGroup::B);
    let peak = problems.take(peak.map_err(|error| error.within("/peak_start_minutes")));
    let mut posts = Vec::with_capacity(request.at.len());
    for (index, at) in request.at.iter().enumerate() {
        let place = || crate::issue::Pointer::from("/at").index(index);
        let local = request.tz.offset_at(*at).and_then(|offset| at.local(offset));
        let local = problems.take(local.map_err(|error| error.within(place())));
        if let (Some((date, second)), Some(peak)) = (local, peak) {
            posts.push(Post::from(peak.at(date, second / 60)));
        }
    }
    problems.finish()?;
    Ok(Answer::new(TariffPosts { posts }))
}

impl From<Period> for Post {
    fn from(period: Period) -> Self {
        match period {
            Period::Peak => Post::Ponta,
            Period::Intermediate => Post::Intermediario,
            Period::OffPeak => Post::ForaPonta,
        }
    }
}
