//! Codes of the domain `commerce`.

use super::declare;

declare! { COMMERCE {
} }
