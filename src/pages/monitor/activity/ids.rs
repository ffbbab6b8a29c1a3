//! The ids of the page's elements that buttons and the focus lead to.

/// The list of rows.
pub const ROWS: &str = "events";

/// The button that opens a row.
#[must_use]
pub fn row(id: &str) -> String {
    format!("event-{id}")
}

/// The story that it opens.
#[must_use]
pub fn story(id: &str) -> String {
    format!("story-{id}")
}
