mod business;
mod post;
mod types;
mod window;

use super::{Date, Instant};

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn instant(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}
