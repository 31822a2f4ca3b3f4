//! Prices and discounts, freight, taxes as given rates, margins.
//!
//! Every formula is evaluated exactly and rounded once, where it is said. Rates, exemptions and margins of value added are data of
//! the caller: the library knows no tax table.

mod discount;
mod helpers;
mod list;
mod offer;
mod quote;
mod tax;
mod wire;

pub use discount::{Discount, DiscountKind, DiscountStack};
pub(super) use helpers::{gross_up, mva_adjusted, price_for_margin, taxable_weight};
pub use list::{PriceContext, PriceList, PriceListEntry, PriceStrategy, PriceTier, ResolvedPrice};
pub(super) use list::{graduated, resolve};
pub(super) use offer::best;
pub use offer::{BestOffer, Offer, OfferStrategy};
pub(super) use quote::price;
pub use tax::{TaxBase, TaxMode, TaxRule};
pub(super) use wire::QuotePricing;
pub use wire::{
    Freight, FreightKey, MarginAction, MarginFloor, MarginScope, PricedLine, PricedLineTax, PricedQuote, PricedTotals,
    PricingCode, QuoteLine,
};
