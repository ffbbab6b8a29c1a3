//! Turning the pages of a list without trusting where its links lead.
//!
//! Only the query of a link is followed; host and path stay the ones we made.

use std::collections::HashSet;

use crate::agent::AgentsError;

/// Longest query of a link that is followed, in bytes.
const LONGEST_QUERY: usize = 4096;

/// The pages read so far, and the one to read now.
pub(crate) struct Pages {
    now: Option<String>,
    seen: HashSet<String>,
    most: usize,
}

impl Pages {
    /// Starts at the page of this query; at most `most` pages are read.
    pub(crate) fn from(first: &str, most: usize) -> Self {
        Self {
            now: Some(first.to_owned()),
            seen: HashSet::new(),
            most,
        }
    }

    /// The query of the page to read now, none at the end of the list.
    pub(crate) fn query(&self) -> Option<&str> {
        self.now.as_deref()
    }

    /// Goes on to the page of the next query.
    pub(crate) fn turn(&mut self, next: Option<String>) -> Result<(), AgentsError> {
        self.seen.extend(self.now.take());
        let Some(next) = next else { return Ok(()) };
        if self.seen.contains(&next) {
            return Err(AgentsError::Circular);
        }
        if self.seen.len() >= self.most {
            return Err(AgentsError::TooManyPages(self.most));
        }
        self.now = Some(next);
        Ok(())
    }
}

/// The query of a link, absolute or relative.
pub(crate) fn query_of(link: &str) -> Option<String> {
    let (_, query) = link.split_once('?')?;
    let query = query.split('#').next().unwrap_or_default();
    (!query.is_empty() && query.len() <= LONGEST_QUERY).then(|| query.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_link_only_the_query_is_followed() {
        assert_eq!(
            query_of("https://evil.example/x?page=2#y").as_deref(),
            Some("page=2")
        );
        assert_eq!(
            query_of("/v1/users?page[after]=abc").as_deref(),
            Some("page[after]=abc")
        );
        for none in [
            "",
            "https://evil.example/x",
            "?",
            &format!("?{}", "x".repeat(5000)),
        ] {
            assert_eq!(query_of(none), None);
        }
    }

    #[test]
    fn a_list_that_never_ends_is_left() {
        let mut pages = Pages::from("p=0", 3);
        assert_eq!(pages.turn(Some("p=1".into())), Ok(()));
        assert_eq!(pages.turn(Some("p=0".into())), Err(AgentsError::Circular));
        let mut pages = Pages::from("p=0", 3);
        let turns: Vec<_> = (1..4).map(|n| pages.turn(Some(format!("p={n}")))).collect();
        assert_eq!(turns, [Ok(()), Ok(()), Err(AgentsError::TooManyPages(3))]);
    }

    #[test]
    fn a_list_ends_where_no_page_follows() {
        let mut pages = Pages::from("p=0", 3);
        assert_eq!(pages.turn(None), Ok(()));
        assert_eq!(pages.query(), None);
    }
}
