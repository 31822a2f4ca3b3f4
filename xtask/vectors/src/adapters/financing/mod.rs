//! Files of financing and project economics.

mod calendar;

use crate::case::Adapter;

/// All adapters of this area.
pub fn all() -> Vec<Adapter> {
    vec![calendar::ADAPTER]
}
