//! Turning the pages of a list without trusting where its links lead.
//!
//! Only the query of a link, or Salesforce's locator, is followed; the host stays the one we made.

use std::collections::HashSet;

use crate::{
    agent::{Agent, AgentsError},
    answer::{Answer, Step},
};

/// Longest query of a link that is followed, in bytes.
const LONGEST_QUERY: usize = 4096;

/// What one page holds, and the query of the next one.
pub(crate) type Page = (Vec<Agent>, Option<String>);

/// A whole list: page after page is got by its query and read, at most `most` of them.
pub(crate) async fn all<F: Future<Output = Step<Answer>>>(
    first: &str,
    most: usize,
    get: impl Fn(String) -> F,
    read: impl Fn(&Answer) -> Step<Page>,
) -> Result<Vec<Agent>, AgentsError> {
    let mut pages = Pages::from(first, most);
    let mut found = Vec::new();
    while let Some(query) = pages.query() {
        let (agents, next) = read(&get(query.to_owned()).await?)?;
        found.extend(agents);
        pages.turn(next)?;
    }
    Ok(found)
}

/// The pages read so far, and the one to read now.
struct Pages {
    now: Option<String>,
    seen: HashSet<String>,
    most: usize,
}

impl Pages {
    /// Starts at the page of this query; at most `most` pages are read.
    fn from(first: &str, most: usize) -> Self {
        Self {
            now: Some(first.to_owned()),
            seen: HashSet::new(),
            most,
        }
    }

    /// The query of the page to read now, none at the end of the list.
    fn query(&self) -> Option<&str> {
        self.now.as_deref()
    }

    /// Goes on to the page of the next query.
    fn turn(&mut self, next: Option<String>) -> Result<(), AgentsError> {
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
