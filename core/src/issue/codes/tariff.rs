//! Codes of the domain `tariff`.

use super::declare;

declare! { TARIFF {
} }
