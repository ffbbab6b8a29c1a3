//! Linked administrators: who they are, in what state each one's grant is, and which one acts.

use serde::{Deserialize, Serialize};

use crate::{
    millis::Millis,
    verdict::{Cause, Check, Verdict},
};

/// One administrator's grant, as the page shows it; the tokens stay in the store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Link {
    /// Our name for it in URLs.
    pub id: String,
    /// The administrator's display name.
    pub name: String,
    /// The name they sign in with.
    pub username: String,
    /// Their profile, as the CRM calls it.
    pub role: String,
    /// When it was linked, or linked again.
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub linked_at: Millis,
    /// Who linked it; nobody while the portal has no sign-in.
    pub linked_by: Option<String>,
    /// When the CRM last accepted it.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i64>))]
    pub verified_at: Option<Millis>,
    /// Its state.
    pub state: LinkState,
    /// Since when it has been in this state.
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub since: Millis,
    /// What stands behind the state.
    pub cause: Option<Cause>,
}

/// The state of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LinkState {
    /// The CRM accepts it.
    Active,
    /// The grant is gone, or was made for other settings: the administrator has to link again.
    NeedsRelinking,
    /// The user is no administrator any more.
    NotAdmin,
    /// Nobody knows at present; it is used until the CRM says otherwise.
    CannotBeChecked,
}

impl LinkState {
    /// Whether records can be written with it, as far as is known.
    #[must_use]
    pub fn works(self) -> bool {
        matches!(self, Self::Active | Self::CannotBeChecked)
    }

    /// The state after a verification. What is not final takes nothing from a grant and gives nothing back.
    #[must_use]
    pub fn after(self, check: &Check) -> Self {
        match check.verdict {
            Verdict::Valid => Self::Active,
            Verdict::NotAdmin => Self::NotAdmin,
            Verdict::Rejected | Verdict::WrongAccount | Verdict::NotFound => Self::NeedsRelinking,
            Verdict::Unreachable | Verdict::RateLimited | Verdict::Unverified if self.works() => {
                Self::CannotBeChecked
            }
            Verdict::Unreachable | Verdict::RateLimited | Verdict::Unverified => self,
        }
    }

    /// The name in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::NeedsRelinking => "needs_relinking",
            Self::NotAdmin => "not_admin",
            Self::CannotBeChecked => "cannot_be_checked",
        }
    }

    /// The state of that [`LinkState::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        [
            Self::Active,
            Self::NeedsRelinking,
            Self::NotAdmin,
            Self::CannotBeChecked,
        ]
        .into_iter()
        .find(|state| state.key() == key)
    }
}

/// The link in use: the first that works, in the administrator's order.
#[must_use]
pub fn acting(links: &[Link]) -> Option<&Link> {
    links.iter().find(|link| link.state.works())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(id: &str, state: LinkState) -> Link {
        Link {
            id: id.to_owned(),
            name: String::new(),
            username: String::new(),
            role: String::new(),
            linked_at: 0,
            linked_by: None,
            verified_at: None,
            state,
            since: 0,
            cause: None,
        }
    }

    #[test]
    fn the_first_that_works_acts_and_a_doubt_is_no_reason_to_pass_one_over() {
        use LinkState as S;
        let acts = |states: [S; 2]| {
            let links = [link("one", states[0]), link("two", states[1])];
            acting(&links).map(|link| link.id.clone())
        };
        assert_eq!(acts([S::Active, S::Active]).as_deref(), Some("one"));
        assert_eq!(
            acts([S::CannotBeChecked, S::Active]).as_deref(),
            Some("one")
        );
        assert_eq!(acts([S::NeedsRelinking, S::Active]).as_deref(), Some("two"));
        assert_eq!(acts([S::NotAdmin, S::NeedsRelinking]), None);
    }

    #[test]
    fn only_a_final_verdict_ends_a_link_and_only_a_valid_one_revives_it() {
        use LinkState as S;
        let after = |state: S, verdict| state.after(&Check::of(verdict));
        for open in [
            Verdict::Unreachable,
            Verdict::RateLimited,
            Verdict::Unverified,
        ] {
            assert_eq!(after(S::Active, open), S::CannotBeChecked);
            assert_eq!(after(S::NeedsRelinking, open), S::NeedsRelinking);
            assert_eq!(after(S::NotAdmin, open), S::NotAdmin);
        }
        for state in [
            S::Active,
            S::NeedsRelinking,
            S::NotAdmin,
            S::CannotBeChecked,
        ] {
            assert_eq!(after(state, Verdict::Valid), S::Active);
            assert_eq!(after(state, Verdict::Rejected), S::NeedsRelinking);
            assert_eq!(after(state, Verdict::NotAdmin), S::NotAdmin);
            assert_eq!(S::from_key(state.key()), Some(state));
        }
    }
}
