//! The proposal: the domains composed into what a customer, a salesperson and a bank look at.
//!
//! It computes nothing that a domain computes: it calls the operations of the others in order and to the cent,
//! `weather -> generation -> settlement -> bills -> loan -> cash flow`, and a part's refusal becomes its own, with the part's name in
//! front.

mod bill_years;
mod calendar_year;
mod case;
mod document;
mod generation;
mod load;
mod load_shape;
mod search;
mod size;
mod sweep;
mod verify;
mod viability;

pub use case::{Capex, Co2Input, EconomicsInput, FinancingInput, TariffInput};
pub use document::{
    ConnectionInput, Proposal, ProposalArray, ProposalCompliance, ProposalRequest, ProposalSite, ProposalSystem,
    UncertaintyInput, proposal,
};
pub use generation::{GenerationInput, GenerationKind};
pub use load::{LoadInput, LoadKind, ShapeLoadRequest, ShapedLoad, shape_load};
pub use load_shape::LoadShape;
pub use search::*;
pub use size::SizingInput;
pub use sweep::{Objective, Recommendation, Scenario, ScenarioSweep, ScenarioSweepRequest, scenario_sweep};
pub use verify::{ProposalVerdict, VerifyProposalRequest, verify_proposal};
pub use viability::*;
