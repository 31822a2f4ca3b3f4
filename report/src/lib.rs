//! HTML and SVG from the answers of coaraci: text in, text out.
//!
//! A report shows, it never computes: every figure comes from the answer. Equal input gives equal bytes; there is no clock, no
//! random id and nothing loaded from elsewhere. Charts are drawn by `charts-rs` and made accessible here; pages come from templates.

mod chart;
mod html;
mod text;

pub use chart::{ChartKind, chart};
pub use coaraci::api::Locale;
pub use html::proposal_html;
pub use text::{Words, months};

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// The text is no envelope with an answer that this report can show.
    #[error("not an answer that can be shown: {0}")]
    Answer(String),
    /// The charting library refused.
    #[error("chart: {0}")]
    Chart(String),
    /// The template refused.
    #[error("page: {0}")]
    Page(#[from] minijinja::Error),
}
