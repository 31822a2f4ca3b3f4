//! What all composites read: generation, load, tariff, investment, financing, economics.

use super::generation::GenerationInput;
use super::load::LoadInput;
use crate::calendar::{Date, Month};
use crate::financing::{Fee, Insurance, IofTerms, LoanTerms, PartReplacement, ProjectTaxes};
use crate::money::{Dec, Money};
use crate::quantity::{Id, OversizingLimit};
use crate::tariff::{
    ByPost, ContractedInjection, Flags, MinBillPolicy, OpeningCredit, PostTransition, Regime, SceeTaxes, Tariffs,
    TaxChange, Taxes, UnitA, UnitB,
};
use crate::weather::WeatherInput;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// An item of the investment.
#[derive(Debug, Clone, Deserialize, Serialize, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Capex {
    /// What it is: `kit`, `labor`, `art_trt`, `homologation`, `freight`, `project`, `other`.
    pub code: Id,
    /// Its amount.
    pub amount_brl: Money,
}

/// What the law charges at the consumer unit.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TariffInput {
    /// Prices: rows, or a named table with the distributor's id or CNPJ.
    pub tariffs: Arc<Tariffs>,
    /// Flags by month: rows, or a named table. No rows, no flag.
    pub flags: Arc<Flags>,
    /// Day whose prices, and the flag of its month, are held for the whole first year; absent: the tables cover that year.
    pub price_date: Option<Date>,
    /// The consumer unit of group B; exactly one of `unit` and `unit_a`.
    pub unit: Option<UnitB>,
    /// The consumer unit of group A.
    pub unit_a: Option<UnitA>,
    /// Contracted demand of group A in kW: `unico` in the green modality, `ponta` and `fora_ponta` in the blue one.
    #[serde(default)]
    pub contracted_kw: ByPost<Dec>,
    /// Contracted injection of a plant in group A.
    pub injection: Option<ContractedInjection>,
    /// Whether ICMS is charged on demand of group A that was not used, default no (STJ, Súmula 391).
    #[serde(default)]
    pub icms_on_unused_demand: bool,
    /// Beginning of the distributor's three peak hours in minutes after midnight (0 to 1439); needed for the white tariff and group A.
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 1439)))]
    pub peak_start_minutes: Option<u32>,
    /// Compensation regime of the generation.
    pub regime: Regime,
    /// Last day of its transition; 2045-12-31 for GD I and 2028-12-31 for the others if absent.
    pub transition_end: Option<Date>,
    /// What is supposed for the time after the transition; needed only there, and then without a default: law leaves it open.
    pub post_transition: Option<PostTransition>,
    /// Credits before the first month, oldest first.
    #[serde(default)]
    pub credits: Vec<OpeningCredit>,
    /// Tax rates from the first month on.
    pub taxes: Taxes,
    /// Later tax rates, in order of their first month.
    #[serde(default)]
    pub tax_changes: Vec<TaxChange>,
    /// Which taxes compensated energy returns.
    #[serde(default)]
    pub scee_tax: SceeTaxes,
    /// Reading of the minimum, default `ren1000_max`.
    #[serde(default)]
    pub min_bill_policy: MinBillPolicy,
    /// Contribution to public lighting of each month (COSIP, CIP): untaxed.
    pub cosip_brl: Option<Money>,
}

/// A loan over the investment less a down payment, with everything that is charged beside it.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FinancingInput {
    /// Its name.
    pub id: Id,
    /// Part of the investment that is paid at once; default 0.00.
    pub down_payment_brl: Option<Money>,
    /// Everything else about the loan.
    pub terms: LoanTerms,
    /// Rates of the tax on credit; without them there is none.
    pub iof: Option<IofTerms>,
    /// Fees; default none.
    pub fees: Option<Vec<Fee>>,
    /// Insurance with each installment; default none.
    pub insurance: Option<Insurance>,
}

/// What is supposed about money and the years after the first.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct EconomicsInput {
    /// Years of the project, 1 to 50; default 25.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 50)))]
    pub years_count: Option<u32>,
    /// Discount rate a year (*TMA*), above -1.
    pub discount_rate_year_effective: Dec,
    /// Growth of tariffs a year, above -1 and at most 1.
    pub tariff_growth_year_effective: Dec,
    /// Generation lost a year by ageing, a fraction; default 0.005.
    pub degradation_year_fraction: Option<Dec>,
    /// Generation lost from the first year to the second; default as `degradation_year_fraction`.
    pub degradation_first_year_fraction: Option<Dec>,
    /// Operation and maintenance of the first year; default 0.00.
    pub opex_year_brl: Option<Money>,
    /// Insurance a year, a fraction of the investment from 0 to 1; default 0.
    pub insurance_year_fraction: Option<Dec>,
    /// Inflation of costs a year, above -1; default 0.
    pub inflation_year_effective: Option<Dec>,
    /// Parts that are replaced; default none.
    pub replacements: Option<Vec<PartReplacement>>,
    /// Value at the end of the last year; default 0.00.
    pub residual_brl: Option<Money>,
    /// Taxes of whoever saves; default none.
    pub taxes: Option<ProjectTaxes>,
}

/// What a kWh of the grid emits.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Co2Input {
    /// Emission of the grid, kg per kWh, from 0 to 10.
    pub factor_kg_kwh: f64,
    /// Year of the factor.
    pub year: u32,
    /// What it comes from, for the answer's sources.
    pub id: Option<Id>,
}

/// The shared part of a composite's request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Case<'a> {
    pub weather: Option<&'a Arc<WeatherInput>>,
    pub tariff: &'a Arc<TariffInput>,
    pub start_month: Month,
    pub generation: &'a GenerationInput,
    pub load: &'a LoadInput,
    pub capex: &'a [Capex],
    pub financing: Option<&'a FinancingInput>,
    pub economics: &'a EconomicsInput,
    pub co2: Option<&'a Co2Input>,
    pub limit_oversizing: Option<OversizingLimit>,
}

/// Declares the request of a composite: the shared members and its own, with `weather` and `tariff` preparable.
macro_rules! case_request {
    (
        $(#[$meta:meta])*
        pub struct $request:ident, $part_name:ident, $rest_name:ident {
            $($(#[$field_meta:meta])* pub $field:ident: $field_type:ty,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields)]
        #[non_exhaustive]
        pub struct $request {
            /// Weather of a whole year; only, and always, for simulated generation.
            pub weather: Option<std::sync::Arc<crate::weather::WeatherInput>>,
            /// What the law charges.
            pub tariff: std::sync::Arc<crate::proposal::TariffInput>,
            /// First month of the project: its first bill with the system.
            pub start_month: crate::calendar::Month,
            /// Where the energy comes from.
            pub generation: crate::proposal::GenerationInput,
            /// What is consumed.
            pub load: crate::proposal::LoadInput,
            /// What the system costs, by item.
            pub capex: Vec<crate::proposal::Capex>,
            /// The loan; null for cash.
            pub financing: Option<crate::proposal::FinancingInput>,
            /// What is supposed about money and later years.
            pub economics: crate::proposal::EconomicsInput,
            /// What a kWh of the grid emits; absent: no carbon dioxide is reported.
            pub co2: Option<crate::proposal::Co2Input>,
            /// Largest allowed annual generation over annual consumption; default and upper bound 1.60.
            pub limit_oversizing: Option<crate::quantity::OversizingLimit>,
            $($(#[$field_meta])* pub $field: $field_type,)*
        }

        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $part_name {
            weather: Option<std::sync::Arc<crate::weather::WeatherInput>>,
            tariff: Option<std::sync::Arc<crate::proposal::TariffInput>>,
        }

        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $rest_name {
            weather: Option<std::sync::Arc<crate::weather::WeatherInput>>,
            tariff: Option<std::sync::Arc<crate::proposal::TariffInput>>,
            start_month: crate::calendar::Month,
            generation: crate::proposal::GenerationInput,
            load: crate::proposal::LoadInput,
            capex: Vec<crate::proposal::Capex>,
            financing: Option<crate::proposal::FinancingInput>,
            economics: crate::proposal::EconomicsInput,
            co2: Option<crate::proposal::Co2Input>,
            limit_oversizing: Option<crate::quantity::OversizingLimit>,
            $($(#[$field_meta])* $field: $field_type,)*
        }

        impl crate::prepare::Prepare for $request {
            type Part = $part_name;
            type Rest = $rest_name;
            const MEMBERS: &'static [&'static str] = &["weather", "tariff"];

            fn merge(part: &$part_name, rest: $rest_name) -> Result<$request, crate::issue::Error> {
                let mut problems = crate::issue::Problems::new();
                let weather = crate::proposal::case::maybe(part.weather.as_ref(), rest.weather, &mut problems);
                let tariff = crate::prepare::join("tariff", part.tariff.as_ref(), rest.tariff, &mut problems);
                match tariff {
                    Some(tariff) if problems.is_empty() => Ok($request {
                        weather,
                        tariff,
                        start_month: rest.start_month,
                        generation: rest.generation,
                        load: rest.load,
                        capex: rest.capex,
                        financing: rest.financing,
                        economics: rest.economics,
                        co2: rest.co2,
                        limit_oversizing: rest.limit_oversizing,
                        $($field: rest.$field,)*
                    }),
                    _ => Err(problems.into_error()),
                }
            }
        }

        impl $request {
            /// The shared members.
            pub(in crate::proposal) fn case(&self) -> crate::proposal::case::Case<'_> {
                crate::proposal::case::Case {
                    weather: self.weather.as_ref(),
                    tariff: &self.tariff,
                    start_month: self.start_month,
                    generation: &self.generation,
                    load: &self.load,
                    capex: &self.capex,
                    financing: self.financing.as_ref(),
                    economics: &self.economics,
                    co2: self.co2.as_ref(),
                    limit_oversizing: self.limit_oversizing,
                }
            }
        }
    };
}
pub(super) use case_request;

/// The weather of a part or of the rest, in one of them at most.
pub(in crate::proposal) fn maybe(
    part: Option<&Arc<WeatherInput>>,
    rest: Option<Arc<WeatherInput>>,
    problems: &mut crate::issue::Problems,
) -> Option<Arc<WeatherInput>> {
    match (part, &rest) {
        (None, None) => None,
        _ => crate::prepare::join("weather", part, rest, problems),
    }
}
