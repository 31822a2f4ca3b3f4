//! The tables, as any reader of them relies on.

mod facts;
mod format;
mod reading;
