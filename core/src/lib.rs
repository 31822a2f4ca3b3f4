//! Solar and B2B-commerce rules for Brazil, with one bit-identical result in every language.

pub mod math;
