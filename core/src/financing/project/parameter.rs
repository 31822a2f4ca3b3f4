//! What of a project may vary.

use super::model::Project;

/// Declares the parameters with their place in a project and their range.
macro_rules! parameters {
    ($($(#[$doc:meta])* $name:ident $text:literal $range:expr, |$project:ident| $place:expr;)*) => {
        /// A parameter of a project that may vary.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum Parameter {
            $($(#[$doc])* #[serde(rename = $text)] $name,)*
        }

        impl Parameter {
            /// Its name on the wire.
            pub(in crate::financing) const fn name(self) -> &'static str {
                match self {
                    $(Parameter::$name => $text,)*
                }
            }

            /// Gives it another value; whether that is within its range and the project has it.
            pub(in crate::financing) fn set(self, project: &mut Project, value: f64) -> bool {
                let (place, (least, most)): (Option<&mut f64>, (f64, f64)) = match self {
                    $(Parameter::$name => {
                        let $project = &mut *project;
                        ($place, $range)
                    })*
                };
                match place {
                    Some(place) if (least..=most).contains(&value) => {
                        *place = value;
                        true
                    }
                    _ => false,
                }
            }
        }
    };
}

const AMOUNT: (f64, f64) = (0.0, 1e15);
const SHARE: (f64, f64) = (0.0, 1.0);
/// Growth a year, above -100 %.
const GROWTH: (f64, f64) = (-0.999_999_999, 10.0);

parameters! {
    /// Investment, R$.
    Capex "capex_brl" AMOUNT, |project| Some(&mut project.capex);
    /// Degradation a year.
    Degradation "degradation_year_fraction" SHARE, |project| Some(&mut project.degradation);
    /// Discount rate a year.
    Discount "discount_rate_year_effective" GROWTH, |project| Some(&mut project.discount);
    /// Energy of year 1, kWh.
    Energy "energy_first_year_kwh" AMOUNT, |project| Some(&mut project.energy);
    /// Inflation of costs a year.
    Inflation "inflation_year_effective" GROWTH, |project| Some(&mut project.inflation);
    /// Part of the investment that is borrowed; only of a project with a loan.
    LoanFraction "loan_fraction" SHARE, |project| project.loan.as_mut().map(|loan| &mut loan.fraction);
    /// Yearly rate of the loan; only of a project with one.
    LoanRate "loan_rate_year_effective" (0.0, 10.0), |project| project.loan.as_mut().map(|loan| &mut loan.rate);
    /// Operation of year 1, R$.
    Opex "opex_first_year_brl" AMOUNT, |project| Some(&mut project.opex);
    /// Value at the end of the last year, R$.
    Residual "residual_brl" AMOUNT, |project| Some(&mut project.residual);
    /// Tariff of year 1, R$/kWh; only of a project without savings of its own.
    Tariff "tariff_first_year_brl_kwh" AMOUNT, |project| project.savings.is_empty().then_some(&mut project.tariff);
    /// Growth of the tariff a year; only of a project without savings of its own.
    TariffGrowth "tariff_growth_year_effective" GROWTH,
        |project| project.savings.is_empty().then_some(&mut project.tariff_growth);
    /// Part of the energy's value that is saved; only of a project without savings of its own.
    Valued "valued_fraction" SHARE, |project| project.savings.is_empty().then_some(&mut project.valued);
}
