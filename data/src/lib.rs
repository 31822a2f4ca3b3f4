//! Dated tables of Brazilian facts, embedded as text.
