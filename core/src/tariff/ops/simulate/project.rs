//! A request that was checked.

use super::consumer::Consumer;
use super::{RepeatYears, SimulateBillsRequest};
use crate::calendar::{Date, PeakHours};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::tariff::exact::Exact;
use crate::tariff::growth::FirstYear;
use crate::tariff::lot::terms;
use crate::tariff::ops::settle::{check_pair, local_start, peak};
use crate::tariff::retained::Terms;
use crate::tariff::taxes::TaxCalendar;

/// A request that was checked.
pub(super) struct Project<'a> {
    pub consumer: Consumer<'a>,
    pub start: (Date, u32),
    pub peak: Option<PeakHours>,
    /// Terms of the own generation.
    pub terms: Terms,
    pub taxes: TaxCalendar,
    pub first_year: Option<FirstYear>,
    pub years: u32,
}

impl<'a> Project<'a> {
    /// Checks a request.
    ///
    /// # Errors
    /// All problems at once.
    pub fn new(request: &'a SimulateBillsRequest) -> Result<Self, Error> {
        let mut problems = Problems::new();
        let taxes = problems.take(TaxCalendar::new(&request.taxes, &request.tax_changes));
        let start = problems.take(local_start(request.start, request.tz, request.step_minutes));
        problems.take(check_pair(&request.load_kwh, &request.generation_kwh));
        let consumer = problems.take(Consumer::new(request));
        let group = consumer.as_ref().and_then(Consumer::group_of_posts);
        let hours = problems.take(peak(request.peak_start_minutes.filter(|_| group.is_some()), group));
        problems.require(group.is_none() || request.peak_start_minutes.is_some(), || {
            Issue::error(Code::MISSING_FIELD).at("/peak_start_minutes")
        });
        let post_transition = request.post_transition.as_ref();
        let terms = problems.take(terms(request.regime, request.transition_end, post_transition, &Pointer::root()));
        let first_year = match (request.repeat, start) {
            (Some(repeat), Some(start)) => problems.take(first_year(request, &repeat, start)).map(Some),
            _ => Some(None),
        };
        match (consumer, start, hours, terms, taxes, first_year) {
            (Some(consumer), Some(start), Some(peak), Some(terms), Some(taxes), Some(first_year))
                if problems.is_empty() =>
            {
                let years = request.repeat.map_or(1, |repeat| repeat.years_count);
                Ok(Project { consumer, start, peak, terms, taxes, first_year, years })
            }
            _ => Err(problems.into_error()),
        }
    }
}

fn first_year(request: &SimulateBillsRequest, repeat: &RepeatYears, start: (Date, u32)) -> Result<FirstYear, Error> {
    let mut problems = Problems::new();
    problems.require((1..=50).contains(&repeat.years_count), || {
        Issue::error(Code::OUT_OF_RANGE).at("/repeat/years_count").with("min", 1).with("max", 50)
    });
    let lost = Exact::from(repeat.degradation_fraction);
    problems.require(!lost.is_negative() && lost < Exact::ONE, || {
        Issue::error(Code::OUT_OF_RANGE).at("/repeat/degradation_fraction").with("min", 0).with("max", 1)
    });
    let first = repeat.degradation_first_year_fraction.map_or(Exact::ZERO, Exact::from);
    problems.require(!first.is_negative() && first < Exact::ONE, || {
        Issue::error(Code::OUT_OF_RANGE).at("/repeat/degradation_first_year_fraction").with("min", 0).with("max", 1)
    });
    let grows = repeat.tariff_growth_fraction.map_or(Exact::ZERO, Exact::from);
    problems.require(grows > Exact::new(-1, 0) && grows <= Exact::ONE, || {
        Issue::error(Code::OUT_OF_RANGE).at("/repeat/tariff_growth_fraction").with("min", -1).with("max", 1)
    });
    let end = start.0.add_months(12)?;
    let wanted = start.0.days_until(end) * 1440 / i64::from(request.step_minutes);
    let whole =
        start.1 == 0 && start.0.day() == 1 && usize::try_from(wanted).is_ok_and(|n| n == request.load_kwh.len());
    problems.require(whole, || Issue::error(Code::BAD_LENGTH).at("/load_kwh").with("min", wanted).with("max", wanted));
    problems.finish().map(|()| FirstYear { start: start.0, end })
}
