//! Codes of the domain `proposal`.

use super::declare;

declare! { PROPOSAL {
} }
