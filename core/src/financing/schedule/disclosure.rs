use super::check::Contract;
use super::terms::Accrual;
use crate::financing::rates::{Periods, convert};
use crate::issue::Error;
use crate::money::Dec;
use serde::Serialize;

/// The rates that a contract has to state (Resolução CMN 5.004/2022, art. 3).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Disclosure {
    /// Effective monthly rate (*a.m.*), rounded half-even to 16 decimals. Of simple interest: that of a month of one twelfth of a year.
    pub rate_month_effective: Dec<16>,
    /// Effective yearly rate (*a.a.*), rounded half-even to 16 decimals.
    pub rate_year_effective: Dec<16>,
}

impl Disclosure {
    pub(super) fn of(contract: &Contract) -> Result<Disclosure, Error> {
        const MONTH: Periods = Periods { periods: 12, nominal: false };
        const YEAR: Periods = Periods { periods: 1, nominal: false };
        let from = match contract.accrual {
            Accrual::Monthly | Accrual::CompoundAct30 | Accrual::Compound30e30 => MONTH,
            Accrual::CompoundAct365 | Accrual::CompoundBus252 => YEAR,
            _ => Periods { periods: 12, nominal: true },
        };
        Ok(Disclosure {
            rate_month_effective: convert(contract.rate, from, MONTH)?.into(),
            rate_year_effective: convert(contract.rate, from, YEAR)?.into(),
        })
    }
}
