//! Pricing of a quote: lines, discounts, freight, taxes, totals, margins.

use super::discount::{self, Discounted};
use super::tax::{self, TaxMode};
use super::wire::*;
use crate::commerce::limits::Outcome;
use crate::issue::{Code, Error, Issue, Pointer, Problems};
use crate::money::{Currency, Exact, Fixed, Money, allocate};
use crate::quantity::Id;
use rust_decimal::Decimal;

/// A line after its own discounts, in minor units.
struct Worked {
    gross: i64,
    discount: i64,
    ids: Vec<Id>,
    capped: bool,
}

/// What a line earns and costs, in minor units.
struct Earning {
    line: String,
    revenue: i128,
    cost: i128,
}

impl Earning {
    /// `(revenue − cost)/revenue` in percent; none without revenue.
    fn margin(&self) -> Result<Option<Fixed<4>>, Error> {
        let margin = || Fixed::ratio(&self.earned_hundredfold(), &self.revenue.into());
        (self.revenue > 0).then(margin).transpose()
    }

    /// Whether the margin is below a floor, compared exactly; it always is without revenue.
    fn is_below(&self, floor_pct: Decimal) -> bool {
        self.revenue <= 0 || self.earned_hundredfold() < Exact::from(self.revenue) * Exact::from(floor_pct)
    }

    fn earned_hundredfold(&self) -> Exact {
        Exact::from(self.revenue - self.cost) * Exact::from(100)
    }
}

/// Prices a quote.
///
/// # Errors
/// In the order of the steps: `CURRENCY_UNSUPPORTED`, `EMPTY_QUOTE`; line by line `QTY_NOT_POSITIVE`, `PRICE_NEGATIVE`,
/// `DISCOUNT_NEGATIVE`, `DISCOUNT_EXCEEDS_PRICE`; those of the order's discounts; `FREIGHT_NEGATIVE`, `MONEY_SCALE`,
/// `NEGATIVE_WEIGHT`; `RATE_NEGATIVE`, `TAX_MODE`; `COST_MISSING`; `OVERFLOW`.
pub(in crate::commerce) fn price(quote: &QuotePricing<'_>) -> Result<PricedQuote, Error> {
    let currency = quote.currency;
    if currency.places() != 2 {
        return Err(Issue::error(Code::CURRENCY_UNSUPPORTED).at("/currency").into());
    }
    if quote.lines.is_empty() {
        return Err(Issue::error(Code::EMPTY_QUOTE).at("/lines").into());
    }
    let exact = |minor: i64| Exact::from_minor(minor, currency.places());
    let mut problems = Problems::new();
    let mut worked = Vec::with_capacity(quote.lines.len());
    for (index, line) in quote.lines.iter().enumerate() {
        let place = Pointer::from("/lines").index(index);
        worked.extend(problems.take(work(quote, line).map_err(|error| error.within(place))));
    }
    let after: Vec<Exact> = worked.iter().map(|line| exact(line.gross) - exact(line.discount)).collect();
    let sum = after.iter().cloned().fold(exact(0), |sum, amount| sum + amount);
    // Without all lines the discount of the order means nothing.
    let order = problems.is_empty().then(|| discount::apply(&sum, quote.order_discounts, quote.max_order_discount_pct));
    let order = order.and_then(|order| problems.take(order.map_err(|error| error.within("/order_discounts"))));
    let freight = problems.take(freight(quote));
    let taxes = problems.take(tax::read(quote.taxes).map_err(|error| error.within("/taxes")));
    check_costs(quote, &mut problems);
    let (Some(order), Some(freight), Some(taxes), true) = (order, freight, taxes, problems.is_empty()) else {
        return Err(problems.into_error());
    };
    let order_discount = allocate(Money::of_exact(&order.amount, currency, quote.rounding)?.minor(), &after)?;
    let nets = worked.iter().zip(&order_discount).map(|(line, share)| line.gross - line.discount - share);
    let nets: Vec<i64> = nets.collect();
    let freights = allocate(freight, &freight_weights(quote, &nets)).map_err(|error| error.within("/lines"))?;
    let mut priced =
        Priced { currency, sums: Sums::default(), lines: Vec::new(), codes: Vec::new(), earnings: Vec::new() };
    let shares = order_discount.into_iter().zip(nets).zip(freights);
    for ((line, worked), ((order_discount, net), freight)) in quote.lines.iter().zip(worked).zip(shares) {
        let taxes = tax::of_line(&taxes, &line.id, net, freight, currency, quote.rounding)?;
        priced.add(quote, line, worked, Shares { order_discount, net, freight }, taxes)?;
    }
    if order.capped {
        priced.codes.push(PricingCode { code: Code::ORDER_DISCOUNT_CAPPED, line: None });
    }
    priced.close(quote, order.ids)
}

/// A line's gross amount and its own discounts.
fn work(quote: &QuotePricing<'_>, line: &QuoteLine) -> Result<Worked, Error> {
    if line.qty.get() <= Decimal::ZERO {
        return Err(Issue::error(Code::QTY_NOT_POSITIVE).at("/qty").into());
    }
    if line.unit_price.get() < Decimal::ZERO {
        return Err(Issue::error(Code::PRICE_NEGATIVE).at("/unit_price").into());
    }
    let gross = times(line.unit_price.get(), line.qty.get(), quote)?;
    let discounts = line.discounts.as_deref().unwrap_or_default();
    let exact = Exact::from_minor(gross, quote.currency.places());
    let discounted = discount::apply(&exact, discounts, quote.max_line_discount_pct);
    let Discounted { amount, ids, capped } = discounted.map_err(|error| error.within("/discounts"))?;
    Ok(Worked { gross, discount: Money::of_exact(&amount, quote.currency, quote.rounding)?.minor(), ids, capped })
}

/// A price times a quantity, rounded.
fn times(price: Decimal, qty: Decimal, quote: &QuotePricing<'_>) -> Result<i64, Error> {
    Money::of_exact(&(Exact::from(price) * Exact::from(qty)), quote.currency, quote.rounding).map(Money::minor)
}

/// Freight in minor units.
fn freight(quote: &QuotePricing<'_>) -> Result<i64, Error> {
    let Some(freight) = quote.freight else { return Ok(0) };
    if freight.amount.get() < Decimal::ZERO {
        return Err(Issue::error(Code::FREIGHT_NEGATIVE).at("/freight/amount").into());
    }
    let amount = Money::exact(freight.amount.get(), quote.currency);
    amount.map(Money::minor).map_err(|error| error.within("/freight/amount"))
}

fn freight_weights(quote: &QuotePricing<'_>, nets: &[i64]) -> Vec<Exact> {
    let key = quote.freight.and_then(|freight| freight.allocate_by).unwrap_or(FreightKey::Value);
    let weight = |(line, net): (&QuoteLine, &i64)| match key {
        FreightKey::Value => Exact::from(i128::from(*net)),
        FreightKey::Quantity => Exact::from(line.qty.get()),
        FreightKey::Weight => Exact::from(line.weight_kg.unwrap_or_default().get()) * Exact::from(line.qty.get()),
    };
    quote.lines.iter().zip(nets).map(weight).collect()
}

/// With a margin floor every line needs its cost.
fn check_costs(quote: &QuotePricing<'_>, problems: &mut Problems) {
    for (index, line) in quote.lines.iter().enumerate().filter(|_| quote.margin_floor.is_some()) {
        let place = Pointer::from("/lines").index(index).field("unit_cost");
        problems.require(line.unit_cost.is_some(), || Issue::error(Code::COST_MISSING).at(place));
    }
}

/// A line's parts of what is shared.
struct Shares {
    order_discount: i64,
    net: i64,
    freight: i64,
}

/// Sums of minor units.
#[derive(Default)]
struct Sums {
    gross: i128,
    line_discounts: i128,
    order_discount: i128,
    net: i128,
    freight: i128,
    taxes_on_top: i128,
    taxes_included: i128,
    total: i128,
    cost: i128,
}

/// The quote so far.
struct Priced {
    currency: Currency,
    sums: Sums,
    lines: Vec<PricedLine>,
    codes: Vec<PricingCode>,
    earnings: Vec<Earning>,
}

impl Priced {
    fn add(
        &mut self,
        quote: &QuotePricing<'_>,
        line: &QuoteLine,
        worked: Worked,
        shares: Shares,
        taxes: Vec<PricedLineTax>,
    ) -> Result<(), Error> {
        let (mut added, mut included) = (0_i128, 0_i128);
        for tax in &taxes {
            let sum = if tax.mode == TaxMode::Included { &mut included } else { &mut added };
            *sum += i128::from(tax.amount.minor());
        }
        let total = i128::from(shares.net) + i128::from(shares.freight) + added;
        let cost = line.unit_cost.map(|cost| times(cost.get(), line.qty.get(), quote)).transpose()?;
        let earning = Earning {
            line: line.id.to_string(),
            revenue: i128::from(shares.net) - included,
            cost: cost.unwrap_or(0).into(),
        };
        let sums = &mut self.sums;
        sums.gross += i128::from(worked.gross);
        sums.line_discounts += i128::from(worked.discount);
        sums.order_discount += i128::from(shares.order_discount);
        sums.net += i128::from(shares.net);
        sums.freight += i128::from(shares.freight);
        sums.taxes_on_top += added;
        sums.taxes_included += included;
        sums.total += total;
        sums.cost += earning.cost;
        if worked.capped {
            self.codes.push(PricingCode { code: Code::LINE_DISCOUNT_CAPPED, line: Some(line.id.to_string()) });
        }
        let money = |minor: i64| Money::from_minor(minor, self.currency);
        self.lines.push(PricedLine {
            id: line.id.clone(),
            gross: money(worked.gross),
            discount: money(worked.discount),
            discount_ids: worked.ids,
            order_discount: money(shares.order_discount),
            net: money(shares.net),
            freight: money(shares.freight),
            taxes,
            line_total: Money::from_wide(total, self.currency)?,
            margin_pct: cost.map(|_| earning.margin()).transpose()?,
        });
        self.earnings.push(earning);
        Ok(())
    }

    /// Judges the margins and adds up.
    fn close(mut self, quote: &QuotePricing<'_>, order_discount_ids: Vec<Id>) -> Result<PricedQuote, Error> {
        let sums = self.sums;
        let order = Earning { line: "*".to_owned(), revenue: sums.net - sums.taxes_included, cost: sums.cost };
        let mut outcome = Outcome::Allow;
        let mut margin_pct = None;
        if let Some(floor) = quote.margin_floor {
            let of_order = floor.scope != Some(MarginScope::Line);
            if of_order {
                margin_pct = Some(order.margin()?);
            }
            let judged = if of_order { vec![order] } else { self.earnings };
            for earning in judged.into_iter().filter(|earning| earning.is_below(floor.pct.get())) {
                self.codes.push(PricingCode { code: Code::MARGIN_BELOW_FLOOR, line: Some(earning.line) });
                outcome = floor.action.into();
            }
        }
        let money = |minor| Money::from_wide(minor, self.currency);
        let totals = PricedTotals {
            gross: money(sums.gross)?,
            line_discounts: money(sums.line_discounts)?,
            order_discount: money(sums.order_discount)?,
            net: money(sums.net)?,
            freight: money(sums.freight)?,
            taxes_on_top: money(sums.taxes_on_top)?,
            taxes_included: money(sums.taxes_included)?,
            total: money(sums.total)?,
            margin_pct,
        };
        Ok(PricedQuote { lines: self.lines, totals, order_discount_ids, codes: self.codes, outcome })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commerce::pricing::{Discount, DiscountKind, DiscountStack, TaxRule};
    use crate::money::{Dec, Rounding};
    use proptest::prelude::*;

    fn dec(unscaled: i64, scale: u32) -> Dec {
        Decimal::new(unscaled, scale).into()
    }

    fn id(text: String) -> Id {
        Id::try_from(text).unwrap()
    }

    fn line(index: usize, (qty, price, discount): (i64, i64, i64)) -> QuoteLine {
        let discount = Discount {
            id: id("d".to_owned()),
            kind: DiscountKind::Pct,
            value: dec(discount, 1),
            stack: DiscountStack::Sequential,
            priority: None,
            max_amount: None,
        };
        QuoteLine {
            id: id(format!("l{index}")),
            qty: dec(qty, 1),
            unit_price: dec(price, 3),
            unit_cost: Some(dec(price / 2, 3)),
            weight_kg: None,
            discounts: Some(vec![discount]),
        }
    }

    fn tax(code: &str, mode: &str, rate: i64) -> TaxRule {
        TaxRule {
            code: id(code.to_owned()),
            rate_pct: dec(rate, 2),
            mode: mode.to_owned(),
            base: None,
            lines: None,
            mva_pct: Some(dec(3902, 2)),
            own_code: Some(id("ICMS".to_owned())),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]
        #[test]
        fn the_total_is_the_sum_of_the_lines(
            rows in prop::collection::vec((1_i64..5_000, 0_i64..10_000_000, 0_i64..=1_000), 1..7),
            order in 0_i64..=1_000, freight in 0_i64..1_000_000, rates in prop::array::uniform3(0_i64..4_000), half_up: bool,
        ) {
            let lines: Vec<QuoteLine> = rows.iter().enumerate().map(|(index, row)| line(index, *row)).collect();
            let order = Discount { value: dec(order, 1), ..lines[0].discounts.as_ref().unwrap()[0].clone() };
            let freight = Freight { amount: dec(freight, 2), allocate_by: Some(FreightKey::Quantity) };
            let taxes = [tax("IPI", "on_top", rates[0]), tax("ICMS", "included", rates[1]), tax("ST", "st", rates[2])];
            let quote = QuotePricing {
                currency: Currency::Brl,
                rounding: if half_up { Rounding::HalfUp } else { Rounding::HalfEven },
                lines: &lines,
                max_line_discount_pct: None,
                order_discounts: &[order],
                max_order_discount_pct: None,
                freight: Some(&freight),
                taxes: &taxes,
                margin_floor: None,
            };
            let priced = price(&quote).unwrap();
            let sum = |of: fn(&PricedLine) -> Money| priced.lines.iter().map(|line| of(line).minor()).sum::<i64>();
            let totals = &priced.totals;
            prop_assert_eq!(totals.total.minor(), sum(|line| line.line_total));
            prop_assert_eq!(totals.freight.minor(), Money::exact(freight.amount.get(), Currency::Brl).unwrap().minor());
            prop_assert_eq!(totals.net.minor(), totals.gross.minor() - totals.line_discounts.minor() - totals.order_discount.minor());
            prop_assert_eq!(totals.total.minor(), totals.net.minor() + totals.freight.minor() + totals.taxes_on_top.minor());
            prop_assert!(priced.lines.iter().all(|line| line.net.minor() >= 0));
        }
    }
}
