//! Rates of the Utility Rate Database (OpenEI, JSON of version 7 or 8).

use super::generic::{DemandPrices, EnergyPrices, GenericRate, Lookback, Metering, Tier, TierBasis};
use crate::issue::{Code, Error, Issue, Pointer};
use crate::money::{Dec, parse_decimal};
use serde_json::{Map, Value};

/// Fields that change a bill in ways that `generic_bill` does not compute: refused unless empty or zero.
const UNSUPPORTED: &[&str] = &[
    "coincidentratestructure",
    "coincidentrateschedule",
    "demandreactivepowercharge",
    "annualmincharge",
    "fueladjustmentsmonthly",
    "energyattrs",
    "lookbackmonths",
];

fn unsupported(field: &'static str) -> Error {
    Issue::error(Code::URDB_UNSUPPORTED).with("field", field).into()
}

/// A number as the shortest decimal that names it.
fn decimal(value: &Value, place: &Pointer) -> Result<Dec, Error> {
    let text = match value {
        Value::Number(number) => number.as_f64().map(|number| format!("{number}")),
        Value::String(text) => Some(text.clone()),
        _ => None,
    };
    let text = text.ok_or_else(|| Issue::error(Code::BAD_TYPE).at(place.clone()).with("expected", "number"))?;
    parse_decimal(&text, 12).map(Dec::from).map_err(|error| error.within(place.clone()))
}

fn optional(rate: &Map<String, Value>, name: &'static str) -> Result<Dec, Error> {
    match rate.get(name) {
        None | Some(Value::Null) => Ok(Dec::default()),
        Some(value) => decimal(value, &Pointer::root().field(name)),
    }
}

fn list<'a>(value: &'a Value, place: &Pointer) -> Result<&'a Vec<Value>, Error> {
    value.as_array().ok_or_else(|| Issue::error(Code::BAD_TYPE).at(place.clone()).with("expected", "array").into())
}

fn needed<'a>(rate: &'a Map<String, Value>, name: &'static str) -> Result<(&'a Vec<Value>, Pointer), Error> {
    let place = Pointer::root().field(name);
    let value = rate.get(name).ok_or_else(|| Issue::error(Code::MISSING_FIELD).at(place.clone()))?;
    Ok((list(value, &place)?, place))
}

fn schedule(rate: &Map<String, Value>, name: &'static str) -> Result<Vec<Vec<u32>>, Error> {
    let (months, place) = needed(rate, name)?;
    let hours = |(month, hours): (usize, &Value)| {
        let place = place.index(month);
        list(hours, &place)?.iter().enumerate().map(|(hour, period)| period_of(period, &place.index(hour))).collect()
    };
    months.iter().enumerate().map(hours).collect()
}

fn period_of(value: &Value, place: &Pointer) -> Result<u32, Error> {
    let period = value.as_u64().and_then(|period| u32::try_from(period).ok());
    period.ok_or_else(|| Issue::error(Code::BAD_TYPE).at(place.clone()).with("expected", "whole number").into())
}

/// A member of a tier or period, zero if absent.
fn member(tier: &Value, name: &'static str, place: &Pointer) -> Result<Dec, Error> {
    match tier.get(name) {
        None | Some(Value::Null) => Ok(Dec::default()),
        Some(value) => decimal(value, &place.field(name)),
    }
}

/// Reads one rate.
///
/// # Errors
/// `BAD_JSON`, `MISSING_FIELD`, `BAD_TYPE`, `DECIMAL_SYNTAX`, `DECIMAL_RANGE`, `URDB_UNSUPPORTED`, and those of the rate.
pub(crate) fn read(text: &str) -> Result<GenericRate, Error> {
    let document: Value = serde_json::from_str(text).map_err(|_| Issue::error(Code::BAD_JSON))?;
    let one = document.get("items").and_then(Value::as_array).filter(|items| items.len() == 1);
    let rate = one.and_then(|items| items.first()).unwrap_or(&document);
    let rate = rate.as_object().ok_or_else(|| Issue::error(Code::BAD_TYPE).with("expected", "object"))?;
    let empty = |value: &Value| match value {
        Value::Null => true,
        Value::Array(items) => items.iter().all(|item| item.as_f64() == Some(0.0)),
        value => value.as_f64() == Some(0.0),
    };
    if let Some(field) = UNSUPPORTED.iter().copied().find(|name| rate.get(*name).is_some_and(|value| !empty(value))) {
        return Err(unsupported(field));
    }
    let mut imported = GenericRate::new(energy(rate)?);
    imported.demand = demand(rate)?;
    imported.flat_demand_per_kw = flat_demand(rate)?;
    let fixed = optional(rate, "fixedchargefirstmeter")?;
    match rate.get("fixedchargeunits").and_then(Value::as_str) {
        Some("$/day") => imported.fixed_per_day = fixed,
        Some("$/month") | None => imported.fixed_per_month = fixed,
        Some(_) if fixed == Dec::default() => {}
        Some(_) => return Err(unsupported("fixedchargeunits")),
    }
    let least = optional(rate, "mincharge")?;
    match rate.get("minchargeunits").and_then(Value::as_str) {
        Some("$/month") | None => imported.minimum_per_month = (least != Dec::default()).then_some(least),
        Some(_) if least == Dec::default() => {}
        Some(_) => return Err(unsupported("minchargeunits")),
    }
    imported.metering = match rate.get("dgrules").and_then(Value::as_str) {
        Some("Net Metering") => Metering::NetMetering,
        Some("Buy All Sell All") => Metering::BuyAllSellAll,
        Some("Net Billing Instantaneous") | None => Metering::NetBilling,
        Some(_) => return Err(unsupported("dgrules")),
    };
    imported.check(&Pointer::root()).map(|()| imported)
}

fn energy(rate: &Map<String, Value>) -> Result<EnergyPrices, Error> {
    let (periods, place) = needed(rate, "energyratestructure")?;
    let tier = |(index, tier): (usize, &Value), place: &Pointer| {
        let place = place.index(index);
        let unit = tier.get("unit").and_then(Value::as_str).unwrap_or("kWh");
        if unit != "kWh" {
            return Err(unsupported("energyratestructure"));
        }
        let up_to_kwh = match tier.get("max") {
            None | Some(Value::Null) => None,
            Some(limit) => Some(Dec::from(decimal(limit, &place.field("max"))?.get())),
        };
        Ok(Tier {
            up_to_kwh,
            rate_per_kwh: member(tier, "rate", &place)?,
            adjustment_per_kwh: member(tier, "adj", &place)?,
            sell_per_kwh: member(tier, "sell", &place)?,
        })
    };
    let tiers = |(index, tiers): (usize, &Value)| {
        let place = place.index(index);
        list(tiers, &place)?.iter().enumerate().map(|entry| tier(entry, &place)).collect()
    };
    Ok(EnergyPrices {
        weekday_period_index: schedule(rate, "energyweekdayschedule")?,
        weekend_period_index: schedule(rate, "energyweekendschedule")?,
        periods: periods.iter().enumerate().map(tiers).collect::<Result<_, Error>>()?,
        tier_basis: TierBasis::Total,
    })
}

/// The price of a kW in the one tier of a period.
fn one_price(tiers: &Value, place: &Pointer, field: &'static str) -> Result<Dec, Error> {
    let tiers = list(tiers, place)?;
    let (Some(tier), 1) = (tiers.first(), tiers.len()) else { return Err(unsupported(field)) };
    let place = place.index(0);
    let sum = member(tier, "rate", &place)?.get().checked_add(member(tier, "adj", &place)?.get());
    sum.map(Dec::from).ok_or_else(|| Issue::error(Code::OVERFLOW).at(place).into())
}

fn demand(rate: &Map<String, Value>) -> Result<Option<DemandPrices>, Error> {
    if rate.get("demandratestructure").is_none_or(Value::is_null) {
        return Ok(None);
    }
    let (periods, place) = needed(rate, "demandratestructure")?;
    let price = |(index, tiers): (usize, &Value)| one_price(tiers, &place.index(index), "demandratestructure");
    let months = rate.get("lookbackrange").and_then(Value::as_u64).and_then(|months| u32::try_from(months).ok());
    let lookback = match (months, optional(rate, "lookbackpercent")?) {
        (Some(months), fraction) if months > 0 && fraction != Dec::default() => {
            // Version 7 gives percent, version 8 a fraction.
            let part = fraction.get();
            let percent = part > rust_decimal::Decimal::ONE;
            let part = if percent { part.checked_div(rust_decimal::Decimal::ONE_HUNDRED) } else { Some(part) };
            part.map(|part| Lookback { months, fraction: part.into() })
        }
        _ => None,
    };
    Ok(Some(DemandPrices {
        weekday_period_index: schedule(rate, "demandweekdayschedule")?,
        weekend_period_index: schedule(rate, "demandweekendschedule")?,
        rates_per_kw: periods.iter().enumerate().map(price).collect::<Result<_, Error>>()?,
        lookback,
    }))
}

fn flat_demand(rate: &Map<String, Value>) -> Result<Option<Vec<Dec>>, Error> {
    if rate.get("flatdemandstructure").is_none_or(Value::is_null) {
        return Ok(None);
    }
    let (periods, place) = needed(rate, "flatdemandstructure")?;
    let price = |(index, tiers): (usize, &Value)| one_price(tiers, &place.index(index), "flatdemandstructure");
    let prices = periods.iter().enumerate().map(price).collect::<Result<Vec<_>, Error>>()?;
    let (months, place) = needed(rate, "flatdemandmonths")?;
    let month = |(index, period): (usize, &Value)| {
        let place = place.index(index);
        let price = usize::try_from(period_of(period, &place)?).ok().and_then(|period| prices.get(period)).copied();
        let most = prices.len().saturating_sub(1);
        price.ok_or_else(|| Error::from(Issue::error(Code::OUT_OF_RANGE).at(place).with("min", 0).with("max", most)))
    };
    months.iter().enumerate().map(month).collect::<Result<Vec<_>, Error>>().map(Some)
}
