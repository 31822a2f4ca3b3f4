//! The proposal: the domains composed into what a customer, a salesperson and a bank look at.
//!
//! It computes nothing that a domain computes: it calls the operations of the others in order and to the cent,
//! `climate -> generation -> size -> bills -> loan -> cash flow`, and a part's refusal becomes its own, with the part's name in front.

mod bill_years;
mod bills;
mod calendar_year;
mod case;
mod cash_flow;
mod generation;
mod load;
mod load_shape;
mod ops;
mod request;
mod viability;

pub use bills::{BillMonth, Bills, ExampleBill};
pub use case::{Co2Input, EconomicsInput, FinancingInput, TariffInput};
pub use cash_flow::{CashYear, Indicators};
pub use generation::{GenerationInput, GenerationKind};
pub use load::{LoadInput, LoadKind, ShapeLoadRequest, ShapedLoad, shape_load};
pub use load_shape::LoadShape;
pub use ops::{Assumption, Generation, GenerationMonth, Investment, Origin, Proposal, ProposedSystem, Site, proposal};
pub use request::{Capex, Economics, Modules, ProposalLoan, ProposalRequest, Roof};
pub use viability::*;
