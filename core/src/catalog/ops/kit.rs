//! Kits: price, compatibility, choice.

use crate::Answer;
use crate::catalog::kit::{self, *};
use crate::issue::Error;
use crate::money::{Currency, Rounding};
use serde::{Deserialize, Serialize};

/// A kit to price.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PriceKitRequest {
    /// Its components.
    pub components: Vec<KitComponent>,
    /// How it is priced.
    pub pricing: KitPricing,
    /// Currency of all amounts; reais by default.
    pub currency: Option<Currency>,
    /// Rounding mode; half_even (ABNT NBR 5891) by default.
    pub rounding: Option<Rounding>,
}

/// Price a kit and share its price among its components, exact to the cent.
///
/// # Errors
/// `MISSING_FIELD` for a mode that needs a value; `EMPTY_KIT`, `QTY_NOT_POSITIVE`, `PRICE_NEGATIVE`, `KIT_PRICING_MODE`,
/// `MONEY_SCALE`, `DISCOUNT_EXCEEDS_PRICE`, `OVERFLOW`.
pub fn price_kit(request: PriceKitRequest) -> Result<Answer<PricedKit>, Error> {
    let currency = request.currency.unwrap_or(Currency::Brl);
    let rule = request.rounding.unwrap_or(Rounding::HalfEven);
    kit::price(&request.components, &request.pricing, currency, rule).map(Answer::new)
}

/// A kit to check.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CheckKitRequest {
    /// Its parts.
    pub kit: Kit,
    /// Where it is to work.
    pub site: KitSite,
    /// Bounds of the check.
    pub limits: Option<KitLimits>,
}

/// Check whether the parts of a kit go together: voltages, currents, inputs, power, mounting, connection. Micro-inverters included.
///
/// Every check whose data are there is made; what is missing is named as `DATA_MISSING` and the verdict is `incomplete`, never
/// compatible.
///
/// # Errors
/// `SKU_DUPLICATE`; `DATA_MISSING` if no component has any data; `OVERFLOW`.
pub fn check_kit(request: CheckKitRequest) -> Result<Answer<KitCheck>, Error> {
    kit::check(&request.kit, &request.site, &request.limits.unwrap_or_default()).map(Answer::new)
}

/// Kits to choose from.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MatchKitsRequest {
    /// The kits.
    pub kits: Vec<CatalogKit>,
    /// What is wished for.
    pub target: KitTarget,
    /// Points by criterion.
    pub weights: Option<KitWeights>,
    /// Electrical data of modules; `sku` is the label in a kit.
    pub modules: Option<Vec<PartModule>>,
    /// Electrical data of inverters; `sku` is the label in a kit.
    pub inverters: Option<Vec<PartInverter>>,
    /// Where the kit is to work.
    pub site: Option<KitSite>,
    /// Bounds of the check.
    pub limits: Option<KitLimits>,
}

/// Kits with their points.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KitMatches {
    /// By score, then price, then id; kits that are left out come last.
    pub matches: Vec<KitMatch>,
}

/// Choose kits of a catalogue by points; a kit too far off, too dear or with parts that do not go together is listed with the reason.
///
/// # Errors
/// `OUT_OF_RANGE` for a target without power; those of `check_kit` at a kit.
pub fn match_kits(request: MatchKitsRequest) -> Result<Answer<KitMatches>, Error> {
    let sheets = Datasheets {
        modules: request.modules.as_deref().unwrap_or_default(),
        inverters: request.inverters.as_deref().unwrap_or_default(),
    };
    let weights = request.weights.unwrap_or_default();
    let (site, limits) = (request.site.unwrap_or_default(), request.limits.unwrap_or_default());
    let matches = kit::choose(&request.kits, &request.target, &weights, &sheets, &site, &limits)?;
    Ok(Answer::new(KitMatches { matches }))
}
