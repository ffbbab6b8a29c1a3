//! The words of the rule.

use serde::{Deserialize, Serialize};

use crate::status::Status;

/// What the administrator chose with the boxes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// No box: a random agent stands in.
    RandomAgent,
    /// Box 1: the default user stands in when no agent is known.
    DefaultUser,
    /// Box 2: the default user writes everything; agents keep ownership. With or without box 1.
    AlwaysDefaultUser,
}

impl Policy {
    /// What the two boxes come to.
    #[must_use]
    pub fn of(default_user: bool, always: bool) -> Self {
        match (always, default_user) {
            (true, _) => Self::AlwaysDefaultUser,
            (false, true) => Self::DefaultUser,
            (false, false) => Self::RandomAgent,
        }
    }
}

/// Whether the connection can carry records at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// Set up, and not known to be refused.
    Ready,
    /// Something is missing: records wait.
    NotSetUp,
    /// The CRM refuses the credentials: records wait, box on or off.
    Paused,
}

impl From<Status> for Readiness {
    fn from(status: Status) -> Self {
        match status {
            Status::NotSetUp => Self::NotSetUp,
            Status::NeedsAttention | Status::Unreadable => Self::Paused,
            Status::Verified | Status::NotVerified => Self::Ready,
        }
    }
}

/// Whom an actor or owner is drawn from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// The agent of the session.
    Agent,
    /// The CRM's default user.
    DefaultUser,
    /// Some eligible agent.
    RandomAgent,
}

impl Party {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Agent, Self::DefaultUser, Self::RandomAgent];

    /// Its name in the database and in URLs.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::DefaultUser => "default_user",
            Self::RandomAgent => "random_agent",
        }
    }

    /// The party of that [`Party::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|party| party.key() == key)
    }
}

macro_rules! reasons {
    ($($(#[$doc:meta])* $reason:ident = $key:literal,)*) => {
        /// Why it was attributed so, or waits.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum Reason {
            $($(#[$doc])* $reason,)*
        }

        impl Reason {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$reason),*];

            /// Its name on the wire and in the database.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self { $(Self::$reason => $key,)* }
            }
        }
    };
}

reasons! {
    /// An agent is assigned and known to the CRM.
    AgentKnown = "agent_known",
    /// Nobody has taken the session yet.
    NoAgentYet = "no_agent_yet",
    /// An agent took over what stood in for one.
    Takeover = "takeover",
    /// The session was given on to another agent.
    Transfer = "transfer",
    /// The agent cancelled, so it is nobody's.
    AgentCancelled = "agent_cancelled",
    /// The agent's e-mail address matches no user of the CRM.
    AgentUnmatched = "agent_unmatched",
    /// The agent's user in the CRM is deactivated or suspended.
    AgentInactive = "agent_inactive",
    /// The agent's user in the CRM can own no record.
    AgentCannotOwn = "agent_cannot_own",
    /// The agent's e-mail address matches several users of the CRM.
    AgentAmbiguous = "agent_ambiguous",
    /// A voicemail is the default user's until somebody calls back.
    UntilCallback = "until_callback",
    /// An agent calls back.
    CallbackMade = "callback_made",
    /// The record was assigned in the CRM by somebody else, and stays so.
    ChangedInCrm = "changed_in_crm",
    /// The session goes on in the consumer's open record of the same queue.
    Appended = "appended",
    /// More is known of the session.
    Update = "update",
    /// It is too early for a record: more messages, an agent or a connection are waited for.
    Delayed = "delayed",
    /// Records for abandoned sessions are turned off.
    AbandonedOff = "abandoned_off",
    /// The creation of records is turned off.
    RecordsOff = "records_off",
    /// The session has no record that this could go to.
    NoRecord = "no_record",
    /// The connection is not set up.
    NotSetUp = "not_set_up",
    /// The connection is paused until it is repaired.
    Paused = "paused",
    /// No agent platform is chosen.
    NoPlatform = "no_platform",
    /// Records of this CRM are not written yet.
    NotSupported = "not_supported",
    /// The CRM has no agent who could own it.
    NobodyEligible = "nobody_eligible",
    /// The default user can own no record.
    DefaultUserCannotOwn = "default_user_cannot_own",
}

impl Reason {
    /// The reason of that [`Reason::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|reason| reason.key() == key)
    }
}
