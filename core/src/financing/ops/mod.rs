mod calendar;

pub use calendar::*;
