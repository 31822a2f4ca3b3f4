//! Codes of the domains `weather` and `energy`.

use super::declare;

declare! { ENERGY {
} }
