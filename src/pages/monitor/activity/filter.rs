//! What the list is narrowed to. It lives in the address, so that a view can be shared and Back works.

use domain::{Party, wire::DeliveryState};

const STATE: &str = "state";
const OWNER: &str = "owner";

/// The filters; what is not set lets everything through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only deliveries that stand so.
    pub state: Option<DeliveryState>,
    /// Only records that belong to such a party.
    pub owner: Option<Party>,
}

impl Filter {
    /// Reads the search part of an address. What it does not know it leaves out: a link may be old.
    #[must_use]
    pub fn of_search(search: &str) -> Self {
        let pairs = search.trim_start_matches('?').split('&');
        pairs.filter_map(|pair| pair.split_once('=')).fold(
            Self::default(),
            |filter, (name, value)| match name {
                STATE => filter.with_state(value),
                OWNER => filter.with_owner(value),
                _ => filter,
            },
        )
    }

    /// The same with another state, by its key; none for any other text.
    #[must_use]
    pub fn with_state(self, key: &str) -> Self {
        let state = DeliveryState::from_key(key);
        Self { state, ..self }
    }

    /// The same with another owner, by its key; none for any other text.
    #[must_use]
    pub fn with_owner(self, key: &str) -> Self {
        let owner = Party::from_key(key);
        Self { owner, ..self }
    }

    /// The search part of an address, with its question mark; empty without filters.
    #[must_use]
    pub fn search(self) -> String {
        let state = self.state.map(|state| (STATE, state.key()));
        let owner = self.owner.map(|owner| (OWNER, owner.key()));
        let mut search = String::new();
        for (name, value) in [state, owner].into_iter().flatten() {
            search.push(if search.is_empty() { '?' } else { '&' });
            search.push_str(name);
            search.push('=');
            search.push_str(value);
        }
        search
    }

    /// Whether it lets everything through.
    #[must_use]
    pub fn is_open(self) -> bool {
        self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_filter_comes_back_from_its_address() {
        let states = DeliveryState::ALL.map(Some).into_iter().chain([None]);
        for state in states {
            for owner in Party::ALL.map(Some).into_iter().chain([None]) {
                let filter = Filter { state, owner };
                assert_eq!(Filter::of_search(&filter.search()), filter, "{filter:?}");
                assert_eq!(filter.is_open(), filter.search().is_empty());
            }
        }
    }

    #[test]
    fn the_router_leaves_the_question_mark_out() {
        let filter = Filter::of_search("owner=agent&state=held");
        assert_eq!(filter.search(), "?state=held&owner=agent");
    }

    #[test]
    fn what_is_unknown_filters_nothing() {
        for search in [
            "",
            "?",
            "?state=",
            "?state=lost",
            "?kind=x",
            "?state",
            "&&=",
        ] {
            assert!(Filter::of_search(search).is_open(), "{search}");
        }
    }
}
