//! The rows that are shown, over pages that come in while somebody reads: a plain struct.
//!
//! What is being read does not move. A newer page changes the rows that are there where they stand; rows
//! that are new wait until they are asked for.

use domain::wire::{Activity, ActivityPage, Held};

/// The rows, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// What is shown.
    pub shown: Vec<Activity>,
    /// What to ask for older ones with.
    pub next: Option<String>,
    /// What is held as a whole.
    pub held: Option<Held>,
    /// Whether older pages were added to the first one.
    pub has_older: bool,
    /// How many rows are newer than what is shown.
    pub newer: usize,
    /// The newest page, as long as some of it waits.
    waiting: Vec<Activity>,
    waiting_next: Option<String>,
}

impl Rows {
    /// The first page.
    #[must_use]
    pub fn of(page: ActivityPage) -> Self {
        Self {
            shown: page.rows,
            next: page.next,
            held: page.held,
            ..Self::default()
        }
    }

    /// The row of that id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Activity> {
        self.shown.iter().find(|row| row.id == id)
    }

    /// Puts a row in the place of its older self.
    pub fn put(&mut self, row: &Activity) {
        if let Some(known) = self.shown.iter_mut().find(|known| known.id == row.id) {
            known.clone_from(row);
        }
    }

    /// Notes the newest page without moving anything.
    pub fn note(&mut self, page: ActivityPage) {
        page.rows.iter().for_each(|row| self.put(row));
        self.held = page.held;
        self.newer = self.new_ones(&page.rows).count();
        if self.newer > 0 {
            (self.waiting, self.waiting_next) = (page.rows, page.next);
        }
    }

    /// Shows what waits.
    pub fn show_newer(&mut self) {
        let rows = std::mem::take(&mut self.waiting);
        let is_joined = rows.iter().any(|row| self.get(&row.id).is_some());
        if self.has_older && is_joined {
            let new: Vec<_> = self.new_ones(&rows).cloned().collect();
            self.shown.splice(..0, new);
            self.newer = 0;
        } else {
            // With nothing in common, something may lie between the two: what is newest counts.
            *self = Self {
                shown: rows,
                next: self.waiting_next.take(),
                held: self.held.take(),
                ..Self::default()
            };
        }
    }

    /// Adds the next page, and answers the first of its rows.
    pub fn append(&mut self, page: ActivityPage) -> Option<String> {
        let new = |row: &Activity| self.get(&row.id).is_none();
        let rows: Vec<_> = page.rows.into_iter().filter(new).collect();
        let first = rows.first().map(|row| row.id.clone());
        self.shown.extend(rows);
        self.next = page.next;
        self.has_older = true;
        first
    }

    /// The rows of a page that stand above one that is shown. Below the last of these, the page shows
    /// what has only moved up because a row above it has left.
    fn new_ones<'a>(&self, rows: &'a [Activity]) -> impl Iterator<Item = &'a Activity> {
        let is_known = |row: &Activity| self.get(&row.id).is_some();
        let end = rows.iter().rposition(is_known).unwrap_or(rows.len());
        rows[..end].iter().filter(move |row| !is_known(row))
    }
}

#[cfg(test)]
mod tests {
    use super::{super::fixtures::row, *};

    fn page(ids: &[&str], next: Option<&str>) -> ActivityPage {
        ActivityPage {
            rows: ids.iter().map(|id| row(id)).collect(),
            next: next.map(str::to_owned),
            held: None,
        }
    }

    fn ids(rows: &Rows) -> Vec<&str> {
        rows.shown.iter().map(|row| row.id.as_str()).collect()
    }

    #[test]
    fn a_newer_page_changes_rows_where_they_stand_and_lets_new_ones_wait() {
        let mut rows = Rows::of(page(&["2", "1"], None));
        let mut newer = page(&["4", "3", "2", "1"], None);
        newer.rows[3].reason = Some("takeover".to_owned());
        rows.note(newer);
        assert_eq!((ids(&rows), rows.newer), (vec!["2", "1"], 2));
        assert_eq!(rows.shown[1].reason.as_deref(), Some("takeover"));
        rows.show_newer();
        assert_eq!((ids(&rows), rows.newer), (vec!["4", "3", "2", "1"], 0));
    }

    #[test]
    fn older_pages_stay_when_newer_rows_are_shown() {
        let mut rows = Rows::of(page(&["3", "2"], Some("2")));
        assert_eq!(rows.append(page(&["2", "1"], None)), Some("1".to_owned()));
        assert_eq!((ids(&rows), &rows.next), (vec!["3", "2", "1"], &None));
        rows.note(page(&["4", "3"], Some("3")));
        rows.show_newer();
        assert_eq!((ids(&rows), &rows.next), (vec!["4", "3", "2", "1"], &None));
    }

    #[test]
    fn with_a_gap_in_between_the_newest_page_counts() {
        let mut rows = Rows::of(page(&["3", "2"], Some("2")));
        rows.append(page(&["1"], None));
        rows.note(page(&["9", "8"], Some("8")));
        assert_eq!(rows.newer, 2);
        rows.show_newer();
        assert_eq!(ids(&rows), ["9", "8"]);
        assert_eq!(rows.next.as_deref(), Some("8"));
    }

    #[test]
    fn a_row_that_moves_up_because_another_left_is_not_new() {
        let mut rows = Rows::of(page(&["3", "2"], Some("2")));
        rows.note(page(&["2", "1"], Some("1")));
        assert_eq!(rows.newer, 0);
    }

    #[test]
    fn the_first_row_of_an_empty_list_is_new() {
        let mut rows = Rows::default();
        rows.note(page(&["1"], None));
        assert_eq!(rows.newer, 1);
    }
}
