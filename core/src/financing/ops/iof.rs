//! IOF: rates by date, the tax of a loan, and the principal that leaves a net amount.

use crate::Answer;
use crate::calendar::Date;
use crate::financing::gross_up::gross_up as smallest_principal;
use crate::financing::iof::{Iof, IofMode, IofRule};
use crate::financing::iof_rates::{Borrower, IofRateRow, IofRates};
use crate::financing::names::Named;
use crate::financing::schedule::{Contract, Loan, LoanTerms, Schedule, cents, check_rounding};
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::{Dec, Money, Rounding};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Most rows of a table of rates.
const MOST_ROWS: usize = 1000;

/// A contract date, a borrower and a table: exactly one of `rows` and `named`.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LookUpIofRequest {
    /// The table, 1 to 1000 rows, where the caller has its own or the package embeds none (the browser).
    pub rows: Option<Vec<IofRateRow>>,
    /// Name of an embedded table: `iof-rates-2025-07-17`.
    pub named: Option<String>,
    /// Day on which the credit is granted.
    pub date: Date,
    /// Who borrows.
    pub borrower: Borrower,
    /// Principal: above R$ 30,000 a small borrower of Simples Nacional pays the rates of a company. Without it the class holds.
    pub principal_brl: Option<Dec>,
}

/// Look up the rates of the IOF on credit that are in force on a date (Decreto 6.306/2007, art. 7, and its changes).
///
/// # Errors
/// `IOF_RATE_UNKNOWN` before 2015-02-01; `IOF_RATE_DISPUTED` for companies from 2025-06-25 to 2025-07-16, when the decree was
/// suspended and the tax left open: the caller must give rates; `NOT_FOUND` for an unknown table, `TABLES_NOT_EMBEDDED`;
/// `MISSING_FIELD` without a table, `FIELDS_EXCLUDE_EACH_OTHER` for two, `BAD_LENGTH` for its rows.
pub fn look_up_iof(request: LookUpIofRequest) -> Result<Answer<IofRates>, Error> {
    let small = request.principal_brl.is_none_or(|principal| principal.get() <= Decimal::from(30_000));
    let borrower = if small { request.borrower } else { request.borrower.beyond_the_limit() };
    match (request.rows, request.named) {
        (Some(rows), None) if (1..=MOST_ROWS).contains(&rows.len()) => {
            IofRates::of(rows.into_iter(), request.date, borrower).map(Answer::new)
        }
        (Some(_), None) => Err(Issue::error(Code::BAD_LENGTH).at("/rows").with("min", 1).with("max", MOST_ROWS).into()),
        (None, Some(named)) => {
            let (rates, source) = IofRates::named(&named, request.date, borrower)?;
            let mut answer = Answer::new(rates);
            answer.sources.push(source);
            Ok(answer)
        }
        (None, None) => Err(Issue::error(Code::MISSING_FIELD).at("/rows").into()),
        (Some(_), Some(_)) => Err(Issue::error(Code::FIELDS_EXCLUDE_EACH_OTHER).at("/named").into()),
    }
}

/// What is not charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum IofRelief {
    /// Everything is charged.
    #[default]
    None,
    /// No daily rate: rural credit, Finame, on-lending of BNDES (art. 8).
    DailyZero,
    /// Nothing: constitutional funds FNE, FNO, FCO (Lei 7.827/1989, art. 8).
    Exempt,
}

/// Rates and rounding of the tax.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct IofTerms {
    /// Rate a day, a fraction from 0 to 1, such as "0.000082"; `look_up_iof` knows those of the law.
    pub daily_fraction: Dec,
    /// Additional rate, a fraction from 0 to 1, such as "0.0038".
    pub additional_fraction: Dec,
    /// Where it is rounded; default `total`.
    pub mode: Option<IofMode>,
    /// How it is rounded; default `half_up`.
    pub rounding: Option<Named<Rounding>>,
    /// What is not charged; default `none`.
    pub relief: Option<IofRelief>,
}

impl IofTerms {
    /// The rule; problems are noted under `/iof`.
    pub(super) fn check(&self, problems: &mut Problems) -> IofRule {
        for (place, rate) in
            [("/iof/daily_fraction", self.daily_fraction), ("/iof/additional_fraction", self.additional_fraction)]
        {
            let fits = (Decimal::ZERO..=Decimal::ONE).contains(&rate.get());
            problems.require(fits, || Issue::error(Code::RATE_OUT_OF_RANGE).at(place).with("min", 0).with("max", 1));
        }
        let relief = self.relief.unwrap_or_default();
        let unless = |free: bool, rate: Dec| if free { Decimal::ZERO } else { rate.get() };
        IofRule {
            daily: unless(relief != IofRelief::None, self.daily_fraction),
            additional: unless(relief == IofRelief::Exempt, self.additional_fraction),
            mode: self.mode.unwrap_or_default(),
            rounding: check_rounding(self.rounding, "/iof/rounding", problems),
        }
    }
}

/// A loan and the rates of the tax.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CreditTaxRequest {
    /// The loan.
    pub loan: Loan,
    /// Rates and rounding of the tax.
    pub iof: IofTerms,
}

/// Compute the tax on a credit operation (*IOF*): daily rate on each amortisation for at most 365 days, additional rate on the principal.
///
/// Days run from release to the contractual due date. With capitalised interest the bases are scaled so that they add up to the
/// released principal.
///
/// # Errors
/// Those of `amortization_schedule` under `/loan`; `RATE_OUT_OF_RANGE` and `BAD_CONVENTION` under `/iof`; `OVERFLOW`.
pub fn credit_tax(request: CreditTaxRequest) -> Result<Answer<Iof>, Error> {
    let mut problems = Problems::new();
    let (principal, terms) = request.loan.split();
    let contract = problems.take(Contract::check(principal, terms).map_err(|error| error.within("/loan")));
    let rule = request.iof.check(&mut problems);
    let Some(contract) = contract.filter(|_| problems.is_empty()) else { return Err(problems.into_error()) };
    let schedule = Schedule::of(&contract).map_err(|error| error.within("/loan"))?;
    Ok(Answer::new(rule.of(contract.principal, contract.release, &schedule)?))
}

/// What the client must receive, and the loan around it.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct GrossUpRequest {
    /// Net amount that the client receives, above zero, at most two decimals.
    pub net_brl: Dec,
    /// Financed fees, zero or more, at most two decimals; default 0.
    pub fees_brl: Option<Dec>,
    /// The loan without its principal; balloons keep their amounts.
    pub loan: LoanTerms,
    /// Rates and rounding of the tax.
    pub iof: IofTerms,
}

/// A loan that leaves a net amount.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GrossedUp {
    /// Amount financed.
    pub principal_brl: Money,
    /// Its tax.
    pub iof: Iof,
    /// What is left after tax and fees: the net amount, or a cent more.
    pub net_brl: Money,
    /// Its schedule.
    pub schedule: Schedule,
}

/// An amount of whole cents from `least` on.
pub(super) fn check_cents(amount: Dec, least: i64, place: impl Into<Pointer>, problems: &mut Problems) -> i64 {
    match cents(amount.get()) {
        Some(cents) if cents >= least => cents,
        Some(_) => {
            problems.push(Issue::error(Code::OUT_OF_RANGE).at(place).with("min", Decimal::new(least, 2)));
            least
        }
        None => {
            problems.push(Issue::error(Code::MONEY_SCALE).at(place).with("places", 2));
            least
        }
    }
}

/// Find the smallest principal that leaves a net amount after its own IOF and financed fees.
///
/// # Errors
/// `OUT_OF_RANGE` and `MONEY_SCALE` for amounts; those of `amortization_schedule` under `/loan`; `RATE_OUT_OF_RANGE` and
/// `BAD_CONVENTION` under `/iof`; `GROSS_UP_FAILED` where no principal does it.
pub fn gross_up(request: GrossUpRequest) -> Result<Answer<GrossedUp>, Error> {
    let mut problems = Problems::new();
    let net = check_cents(request.net_brl, 1, "/net_brl", &mut problems);
    let fees = request.fees_brl.map_or(0, |fees| check_cents(fees, 0, "/fees_brl", &mut problems));
    let contract = Contract::check_without_principal(request.loan).map_err(|error| error.within("/loan"));
    let contract = problems.take(contract);
    let rule = request.iof.check(&mut problems);
    let Some(contract) = contract.filter(|_| problems.is_empty()) else { return Err(problems.into_error()) };
    let found = smallest_principal(contract, &rule, net, fees)?;
    Ok(Answer::new(GrossedUp {
        principal_brl: Money::from_cents(found.principal),
        net_brl: Money::from_cents(found.principal - found.iof.total_brl.minor() - fees),
        iof: found.iof,
        schedule: found.schedule,
    }))
}
