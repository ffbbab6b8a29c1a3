//! Who writes a record and who owns it.
//!
//! One function answers "Who would own it?" on the page and attributes the real record. Actor and
//! owner are kept apart: with the second box the default user writes while the agent owns.

use serde::{Deserialize, Serialize};

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

/// How a session came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// A chat from the web or the mobile SDK.
    Chat,
    /// A call.
    Call,
}

/// The events that make or change a record; source: the help page's three cases and their neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Interaction {
    /// A session began; contact and case are made at once.
    Started(Channel),
    /// An agent took the session.
    Answered(Channel),
    /// A voicemail was left; it is the default user's until the callback.
    Voicemail,
    /// The callback of a voicemail.
    Callback,
    /// The end-user hung up or left before an agent came.
    Abandoned(Channel),
    /// The agent cancelled the session: the record is not that agent's.
    AgentCancelled,
    /// A virtual agent handled it.
    VirtualAgent,
}

/// Whom an actor or owner is drawn from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// The agent of the session.
    Agent,
    /// The CRM's default user.
    DefaultUser,
    /// Some eligible agent.
    RandomAgent,
}

/// Why it was attributed so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// An agent is assigned and known to the CRM.
    AgentKnown,
    /// Nobody has taken the session yet.
    NoAgentYet,
    /// The agent cancelled, so it is nobody's.
    AgentCancelled,
    /// The agent's e-mail address matches no user of the CRM.
    AgentUnmatched,
    /// The connection is not set up.
    NotSetUp,
    /// The connection is paused until it is repaired.
    Paused,
    /// Records for abandoned sessions are turned off.
    AbandonedOff,
}

/// The answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attribution {
    /// A record is written.
    Record {
        /// Whose credential writes it.
        actor: Party,
        /// Whom it belongs to.
        owner: Party,
        /// Why.
        reason: Reason,
    },
    /// The record waits for the connection.
    Held(Reason),
    /// No record is made.
    NoRecord(Reason),
}

/// What is known of the session's agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Agent {
    Known,
    Unknown(Reason),
}

/// Attributes one event.
///
/// `agent` is `None` while nobody is assigned, and `Some(false)` where the assigned agent matches
/// no user of the CRM; an unmatched agent counts as none.
#[must_use]
pub fn attribute(
    event: Interaction,
    agent: Option<bool>,
    policy: Policy,
    readiness: Readiness,
    abandoned_makes_records: bool,
) -> Attribution {
    if matches!(event, Interaction::Abandoned(_)) && !abandoned_makes_records {
        return Attribution::NoRecord(Reason::AbandonedOff);
    }
    match readiness {
        Readiness::NotSetUp => return Attribution::Held(Reason::NotSetUp),
        Readiness::Paused => return Attribution::Held(Reason::Paused),
        Readiness::Ready => {}
    }
    let agent = match (event, agent) {
        (Interaction::AgentCancelled, _) => Agent::Unknown(Reason::AgentCancelled),
        (Interaction::Voicemail | Interaction::Abandoned(_) | Interaction::VirtualAgent, _)
        | (_, None) => Agent::Unknown(Reason::NoAgentYet),
        (_, Some(false)) => Agent::Unknown(Reason::AgentUnmatched),
        (_, Some(true)) => Agent::Known,
    };
    let (actor, owner) = match (policy, agent) {
        (Policy::RandomAgent | Policy::DefaultUser, Agent::Known) => (Party::Agent, Party::Agent),
        (Policy::AlwaysDefaultUser, Agent::Known) => (Party::DefaultUser, Party::Agent),
        (Policy::RandomAgent, Agent::Unknown(_)) => (Party::RandomAgent, Party::RandomAgent),
        (Policy::DefaultUser | Policy::AlwaysDefaultUser, Agent::Unknown(_)) => {
            (Party::DefaultUser, Party::DefaultUser)
        }
    };
    let reason = match agent {
        Agent::Known => Reason::AgentKnown,
        Agent::Unknown(reason) => reason,
    };
    Attribution::Record {
        actor,
        owner,
        reason,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ready(event: Interaction, agent: Option<bool>, policy: Policy) -> (Party, Party, Reason) {
        match attribute(event, agent, policy, Readiness::Ready, true) {
            Attribution::Record {
                actor,
                owner,
                reason,
            } => (actor, owner, reason),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_three_documented_cases_go_to_the_default_user() {
        for event in [
            Interaction::Started(Channel::Chat),
            Interaction::Voicemail,
            Interaction::Abandoned(Channel::Call),
        ] {
            let expected = (Party::DefaultUser, Party::DefaultUser, Reason::NoAgentYet);
            assert_eq!(
                ready(event, None, Policy::DefaultUser),
                expected,
                "{event:?}"
            );
        }
    }

    #[test]
    fn without_a_box_a_random_agent_stands_in() {
        let expected = (Party::RandomAgent, Party::RandomAgent, Reason::NoAgentYet);
        assert_eq!(
            ready(Interaction::Voicemail, None, Policy::RandomAgent),
            expected
        );
    }

    #[test]
    fn an_agent_who_answers_owns_and_writes() {
        for policy in [Policy::RandomAgent, Policy::DefaultUser] {
            let expected = (Party::Agent, Party::Agent, Reason::AgentKnown);
            assert_eq!(
                ready(Interaction::Answered(Channel::Call), Some(true), policy),
                expected
            );
            assert_eq!(ready(Interaction::Callback, Some(true), policy), expected);
        }
    }

    #[test]
    fn with_the_second_box_the_default_user_writes_and_the_agent_owns() {
        let expected = (Party::DefaultUser, Party::Agent, Reason::AgentKnown);
        assert_eq!(
            ready(
                Interaction::Answered(Channel::Chat),
                Some(true),
                Policy::AlwaysDefaultUser
            ),
            expected
        );
    }

    #[test]
    fn a_cancelling_or_unmatched_agent_owns_nothing() {
        assert_eq!(
            ready(Interaction::AgentCancelled, Some(true), Policy::DefaultUser).2,
            Reason::AgentCancelled
        );
        let unmatched = (
            Party::DefaultUser,
            Party::DefaultUser,
            Reason::AgentUnmatched,
        );
        assert_eq!(
            ready(
                Interaction::Answered(Channel::Call),
                Some(false),
                Policy::DefaultUser
            ),
            unmatched
        );
    }

    #[test]
    fn nothing_falls_back_to_random_for_want_of_a_credential() {
        for (readiness, reason) in [
            (Readiness::NotSetUp, Reason::NotSetUp),
            (Readiness::Paused, Reason::Paused),
        ] {
            for policy in [
                Policy::RandomAgent,
                Policy::DefaultUser,
                Policy::AlwaysDefaultUser,
            ] {
                for agent in [None, Some(true)] {
                    let answer = attribute(
                        Interaction::Started(Channel::Chat),
                        agent,
                        policy,
                        readiness,
                        true,
                    );
                    assert_eq!(answer, Attribution::Held(reason));
                }
            }
        }
    }

    #[test]
    fn abandoned_sessions_make_no_record_when_that_is_off() {
        let event = Interaction::Abandoned(Channel::Chat);
        let answer = attribute(event, None, Policy::DefaultUser, Readiness::Ready, false);
        assert_eq!(answer, Attribution::NoRecord(Reason::AbandonedOff));
    }
}
