//! What a contract says: the fields of a request.

use crate::calendar::Date;
use crate::financing::names::{Named, names};
use crate::money::{Dec, Rate, Rounding};
use serde::Deserialize;

names! {
    /// Amortisation systems (*sistemas de amortização*).
    System {
        /// Equal installments (*Tabela Price*).
        Price = "price",
        /// Equal amortisation (*SAC*).
        Sac = "sac",
        /// Mean of the installments of Price and SAC (*sistema misto*).
        Sam = "sam",
        /// Interest only, the principal at the end (*sistema americano*).
        American = "american",
        /// SAC whose installment is kept until the next recalculation (*SACRE*).
        Sacre = "sacre",
    }

    /// How the rate becomes the interest of a period.
    Accrual {
        /// The rate of a month in each period, whatever its days; also for yearly or half-yearly periods.
        Monthly = "monthly",
        /// Compound, real days over months of 30.
        CompoundAct30 = "compound_act_30",
        /// Compound, days of months of 30 (30E) over months of 30.
        Compound30e30 = "compound_30e_30",
        /// Compound, real days over 365.
        CompoundAct365 = "compound_act_365",
        /// Compound, business days over 252.
        CompoundBus252 = "compound_bus_252",
        /// Simple, real days over 365.
        SimpleAct365 = "simple_act_365",
        /// Simple, real days over 360.
        SimpleAct360 = "simple_act_360",
        /// Simple, days of months of 30 (30E) over 360.
        Simple30e360 = "simple_30e_360",
    }

    /// The dates between which interest runs.
    InterestOn {
        /// Contractual due dates; only the payment moves.
        Contractual = "contractual",
        /// Payment dates.
        Adjusted = "adjusted",
    }

    /// What happens to the interest of a grace (*carência*).
    GraceMode {
        /// It is paid.
        InterestPaid = "interest_paid",
        /// It joins the balance.
        InterestCapitalised = "interest_capitalised",
        /// There is none.
        NoInterest = "no_interest",
    }

    /// What happens to the interest of the days that a first period has beyond a month (*juros de acerto*).
    FirstPeriod {
        /// There is none.
        Ignore = "ignore",
        /// It joins the balance.
        Capitalised = "capitalised",
        /// It is paid with the first installment.
        PaidWithFirst = "paid_with_first",
        /// It is paid at release.
        PaidUpfront = "paid_upfront",
    }
}

/// Installments before the first amortisation (*carência*).
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Grace {
    /// How many of the installments, fewer than all.
    pub installments: u32,
    /// What happens to their interest.
    pub mode: Named<GraceMode>,
}

/// An amount on top of a regular installment (*parcela intermediária*, *balão*).
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Balloon {
    /// Number of the installment, after the grace.
    pub number: u32,
    /// Amount, above zero, at most two decimals.
    pub amount_brl: Dec,
}

/// Declares the terms of a loan with and without its principal from one list of fields.
macro_rules! loan_terms {
    ($($(#[$meta:meta])* $field:ident: $type:ty,)*) => {
        /// A loan: principal, rate, term, dates and conventions.
        #[derive(Debug, Clone, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields)]
        #[non_exhaustive]
        pub struct Loan {
            /// Amount financed (*principal*), 0.01 to 1000000000000.00, at most two decimals.
            pub principal_brl: Dec,
            $($(#[$meta])* pub $field: $type,)*
        }

        /// A loan whose principal is sought: rate, term, dates and conventions.
        #[derive(Debug, Clone, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields)]
        #[non_exhaustive]
        pub struct LoanTerms {
            $($(#[$meta])* pub $field: $type,)*
        }

        impl Loan {
            /// The principal and all other terms.
            pub fn split(self) -> (Dec, LoanTerms) {
                (self.principal_brl, LoanTerms { $($field: self.$field,)* })
            }
        }

        impl LoanTerms {
            /// The loan of that principal.
            pub fn with_principal(self, principal_brl: Dec) -> Loan {
                Loan { principal_brl, $($field: self.$field,)* }
            }
        }
    };
}

loan_terms! {
    /// Interest rate, 0 to 10, at most 12 decimals. Basis by `accrual`: `month_effective` for `monthly`, `compound_act_30` and
    /// `compound_30e_30`; `year_effective` for `compound_act_365` and `compound_bus_252`; `year_nominal` for `simple_*`.
    rate: Rate,
    /// Number of installments, 1 to 1200, grace included.
    installments: i64,
    /// Day on which the credit is released.
    release_date: Date,
    /// First due date, after the release. The others follow by calendar months and keep its day of the month.
    first_due_date: Date,
    /// Amortisation system.
    system: Named<System>,
    /// How interest accrues; default `monthly`.
    accrual: Option<Named<Accrual>>,
    /// How a due date on a day without banks moves the payment; default `none`.
    due_adjust: Option<Named<DueAdjust>>,
    /// Dates between which interest runs; default `contractual`.
    interest_on: Option<Named<InterestOn>>,
    /// Installments before the first amortisation; default none.
    grace: Option<Grace>,
    /// Amounts on top of regular installments; only Price.
    balloons: Option<Vec<Balloon>>,
    /// Weight of each installment after the grace (0 skips it, 2 doubles it); only Price; default all 1.
    weights: Option<Vec<Dec>>,
    /// Interest of a first period longer than a month; only with `monthly`; default `ignore`.
    first_period: Option<Named<FirstPeriod>>,
    /// Rule by which amounts are rounded to cents; default `half_up`.
    rounding: Option<Named<Rounding>>,
    /// Installments between two recalculations of SACRE, 1 or more; default 12.
    recalc_every: Option<u32>,
    /// Accept installments smaller than the interest of their period; default false.
    allow_negative_amortisation: Option<bool>,
}

// Stands here until the calendar gives it.
names! {
    /// How a day without banks moves.
    DueAdjust {
        /// Not at all.
        None = "none",
        /// To the next business day.
        Following = "following",
        /// To the next business day of the same month, else to the one before.
        ModifiedFollowing = "modified_following",
        /// To the business day before.
        Preceding = "preceding",
        /// To the business day before in the same month, else to the next one.
        ModifiedPreceding = "modified_preceding",
    }
}

impl DueAdjust {
    pub(super) fn apply(self, date: Date) -> Result<Date, crate::issue::Error> {
        Ok(date)
    }
}
