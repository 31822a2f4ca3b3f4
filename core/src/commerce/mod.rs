//! Rules of B2B commerce: money and windows, spending limits, approval policies and requests, prices, quotes, audit trail.
//!
//! Pure functions over state that the caller stores: a decision with its reasons, the events to keep, or an error that changes
//! nothing. Law: LGPD (Lei 13.709/2018) for what may be stored, Lei 14.063/2020 for signatures.

mod audit;
mod cart;
mod forecast;
mod ledger;
mod limits;
mod ops;
mod policy;
mod pricing;
mod quote;
mod request;

pub use audit::{AuditRecord, BrokenLink, Checkpoint};
pub use cart::{CartStage, CheckedCart};
pub use forecast::SpendingForecast;
pub use ledger::{EntryText, Ledger, LedgerText, Line};
pub use limits::{
    Enforcement, Limit, LimitBasis, LimitDecision, LimitOverride, LimitReport, LineSelector, Outcome, Purchase,
    RefundAttribution, ReportWindow,
};
pub use ops::*;
pub(crate) use ops::{CHECK_CART, REVENUE};
pub use policy::*;
pub use pricing::{
    BestOffer, Discount, DiscountKind, DiscountStack, Freight, FreightKey, MarginAction, MarginFloor, MarginScope,
    Offer, OfferStrategy, PriceContext, PriceList, PriceListEntry, PriceStrategy, PriceTier, PricedLine, PricedLineTax,
    PricedQuote, PricedTotals, PricingCode, QuoteLine, ResolvedPrice, TaxBase, TaxMode, TaxRule,
};
pub use quote::{Party, Quote, QuoteCommand, QuoteEvent, QuoteEventType, QuoteRevision, QuoteStatus};
pub use request::{
    ApprovalCommand, ApprovalRequest, Count, RequestEvent, RequestEventType, RequestLevel, RequestStatus, RequestStep,
    Vote,
};
