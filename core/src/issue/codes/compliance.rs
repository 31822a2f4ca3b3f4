//! Codes of the domain `compliance`.

use super::declare;

declare! { COMPLIANCE {
} }
