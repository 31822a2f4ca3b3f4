//! Rules for connecting distributed generation: the guardrail on generated energy, quality of supply (PRODIST Module 8), connection
//! (REN ANEEL 1.000/2021), documents and the packet for the distributor.
//!
//! Each finding names its act and article, or says that it is a default of the project.

mod checklist;
mod connection;
mod guardrail;
mod ops;
mod packet;
mod prodist;

pub use checklist::{ChecklistItem, RuleBasis};
pub use connection::{ConnectionCase, ConnectionVerdict, LegalBasis};
pub use guardrail::GuardrailOutcome;
pub use ops::*;
pub use packet::{MmgdAction, MmgdCsv, MmgdRow};
pub use prodist::{
    CheckedLimit, ProdistBand, ProdistCheck, ProdistLimits, ProdistRange, ProtectionLimit, ProtectionSetting,
    SupplyMeasurement, VoltageRange, VoltageRangeUnit,
};
