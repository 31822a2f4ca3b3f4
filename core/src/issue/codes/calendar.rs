//! Codes of dates, zones and windows.

use super::declare;

declare! { CALENDAR {
} }
