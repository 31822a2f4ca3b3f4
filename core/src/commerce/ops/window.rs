//! Time windows of spending limits (b2b: time windows).

use crate::Answer;
use crate::calendar::{Instant, Window, WindowSpan};
use crate::issue::Error;
use serde::Deserialize;

/// A window and an instant.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SpendingWindowRequest {
    /// The instant whose window is asked for.
    pub now: Instant,
    /// The window.
    pub window: Window,
}

/// Find the span of a time window (month of a company's zone, last 30 days, ...) that holds an instant.
///
/// # Errors
/// `WINDOW_INVALID`, then `TZ_UNKNOWN`; `WINDOW_INACTIVE` outside a fixed window; `TZ_HISTORY_UNSUPPORTED` if now or the start
/// lies before 2019-02-17T03:00:00Z in a named zone; `TIME_RANGE` if an end lies outside the years 0001 to 9999.
pub fn spending_window(request: SpendingWindowRequest) -> Result<Answer<WindowSpan>, Error> {
    request.window.span(request.now).map(Answer::new).map_err(|error| error.within("/window"))
}
