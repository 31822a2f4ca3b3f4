//! Codes of the domain `financing`.

use super::declare;

declare! { FINANCING {
} }
