//! Files of financing and project economics.

mod calendar;
mod cet;
mod indexers;
mod iof;
mod rates;
mod returns;
mod schedules;
mod servicing;
mod shape;

use crate::case::Adapter;

/// All adapters of this area.
pub fn all() -> Vec<Adapter> {
    vec![
        calendar::ADAPTER,
        cet::ADAPTER,
        indexers::ADAPTER,
        iof::ADAPTER,
        rates::ADAPTER,
        returns::ADAPTER,
        schedules::ADAPTER,
        servicing::ADAPTER,
    ]
}
