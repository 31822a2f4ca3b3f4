use crate::Answer;
use crate::financing::rates::{Periods, convert, real};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::{Rate, RateBasis};
use serde::{Deserialize, Serialize};

/// A rate and the basis that is wanted.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ConvertRateRequest {
    /// The rate, above minus one a period, with its basis.
    pub rate: Rate,
    /// Compoundings a year of a nominal `rate` (12 for a yearly rate charged by the month), 1 to 366; only with `year_nominal`.
    pub compounding_count: Option<u32>,
    /// Basis of the answer.
    pub to: RateBasis,
    /// Compoundings a year of a nominal answer, 1 to 366; only with `year_nominal`.
    pub to_compounding_count: Option<u32>,
}

/// A rate.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RateAnswer {
    /// The rate with its basis.
    pub rate: Rate,
}

/// Convert a rate to another period or between nominal and effective, correctly rounded half-even to 16 decimals.
///
/// Effective rates of `n` periods a year: `(1 + r)^(n_from / n_to) − 1`. A nominal yearly rate `j` with `m` compoundings is the
/// effective rate `j / m` of one of `m` periods.
///
/// # Errors
/// `RATE_OUT_OF_RANGE` for a rate of minus one or less a period; `OVERFLOW` for a result of more than 28 digits; `MISSING_FIELD`
/// and `UNKNOWN_FIELD` where compoundings are needed or have no meaning; `OUT_OF_RANGE`.
pub fn convert_rate(request: ConvertRateRequest) -> Result<Answer<RateAnswer>, Error> {
    let mut problems = Problems::new();
    let from = problems.take(periods(request.rate.basis, request.compounding_count, "/compounding_count"));
    let to = problems.take(periods(request.to, request.to_compounding_count, "/to_compounding_count"));
    let (Some(from), Some(to)) = (from, to) else { return Err(problems.into_error()) };
    let value = convert(request.rate.fraction(), from, to).map_err(|error| error.within("/rate/value"))?;
    Ok(Answer::new(RateAnswer { rate: Rate::new(value, request.to) }))
}

fn periods(basis: RateBasis, compoundings: Option<u32>, place: &'static str) -> Result<Periods, Error> {
    let issue = |code| Issue::error(code).at(place);
    match (basis.periods_per_year(), compoundings) {
        (Some(periods), None) => Ok(Periods { periods, nominal: false }),
        (None, Some(periods @ 1..=366)) => Ok(Periods { periods, nominal: true }),
        (None, Some(_)) => Err(issue(Code::OUT_OF_RANGE).with("min", 1).with("max", 366).into()),
        (None, None) => Err(issue(Code::MISSING_FIELD).into()),
        (Some(_), Some(_)) => Err(issue(Code::UNKNOWN_FIELD).into()),
    }
}

/// A nominal rate and the inflation of the same period.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RealRateRequest {
    /// The rate before inflation (*taxa aparente*), above minus one.
    pub rate: Rate,
    /// Inflation on the same basis, above minus one.
    pub inflation: Rate,
}

/// Take inflation out of a rate: `(1 + rate) / (1 + inflation) − 1`, correctly rounded half-even to 16 decimals.
///
/// # Errors
/// `RATE_BASIS_MISMATCH` for two bases; `RATE_OUT_OF_RANGE` for a rate of minus one or less; `OVERFLOW`.
pub fn real_rate(request: RealRateRequest) -> Result<Answer<RateAnswer>, Error> {
    let RealRateRequest { rate, inflation } = request;
    if rate.basis != inflation.basis {
        let place = Pointer::from("/inflation/basis");
        return Err(Issue::error(Code::RATE_BASIS_MISMATCH).at(place).with("expected", "the same basis").into());
    }
    let value = real(rate.fraction(), inflation.fraction())?;
    Ok(Answer::new(RateAnswer { rate: Rate::new(value, rate.basis) }))
}
