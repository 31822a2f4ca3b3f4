//! The proposal: the domains composed into what a customer, a salesperson and a bank look at.
//!
//! It computes nothing that a domain computes: it calls the operations of the others in order and to the cent,
//! `climate -> generation -> size -> bills -> loan -> cash flow`, and a part's refusal becomes its own, with the part's name in front.

mod bills;
mod cash_flow;
mod ops;
mod request;

pub use bills::{BillMonth, Bills, ExampleBill};
pub use cash_flow::{CashYear, Indicators};
pub use ops::{Assumption, Generation, GenerationMonth, Investment, Origin, Proposal, ProposedSystem, Site, proposal};
pub use request::{Capex, Economics, Modules, ProposalLoan, ProposalRequest, Roof};
