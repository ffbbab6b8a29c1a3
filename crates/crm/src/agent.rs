//! The people a record can be assigned to, as the CRM lists them.

use domain::{Check, Person};

/// One agent of a CRM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent {
    /// The CRM's own id of the user.
    pub id: String,
    /// Display name; empty where the CRM gives none.
    pub name: String,
    /// The address by which portal users are matched.
    pub email: Option<String>,
    /// Role as the CRM calls it, where the list says so.
    pub role: Option<String>,
    /// Neither suspended nor deactivated; some CRMs list only those who are.
    pub is_active: bool,
    /// Whether a record may belong to this user; Zendesk's light agents own none.
    pub can_own: bool,
}

impl From<Agent> for Person {
    fn from(agent: Agent) -> Self {
        Self {
            id: agent.id,
            name: agent.name,
            email: agent.email,
            is_active: agent.is_active,
            can_own: agent.can_own,
        }
    }
}

/// Why there is no list of agents.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AgentsError {
    /// An answer that is no page of the list, classified like that of a verification.
    #[error("the list of agents ended in {:?} (status {:?})", .0.verdict, .0.detail.status)]
    Answer(Box<Check>),
    /// The list goes on for more pages than are read.
    #[error("the list of agents goes on after {0} pages")]
    TooManyPages(usize),
    /// A page names itself or an earlier one as the next.
    #[error("the list of agents goes in circles")]
    Circular,
}

impl AgentsError {
    /// Whether the credential itself was refused. Of an access token that is not fresh this means:
    /// refresh once and list again.
    #[must_use]
    pub fn is_token_dead(&self) -> bool {
        matches!(self, Self::Answer(check) if check.detail.status == Some(401))
    }
}

impl From<Box<Check>> for AgentsError {
    fn from(check: Box<Check>) -> Self {
        Self::Answer(check)
    }
}
