//! Codes of the domain `identity`.

use super::declare;

declare! { IDENTITY {
} }
