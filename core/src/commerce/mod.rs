//! Rules of B2B commerce: money and windows, approval policies, the audit trail.
//!
//! Pure functions over state that the caller stores: a decision with its reasons, the events to keep, or an error that changes
//! nothing. Law: LGPD (Lei 13.709/2018) for what may be stored, Lei 14.063/2020 for signatures.

mod audit;
mod ops;
mod policy;

pub use audit::{AuditRecord, BrokenLink, Checkpoint};
pub use ops::*;
pub use policy::*;
