//! "Who would own it?": the documented cases, put to the rule that attributes the real records.

use super::{
    decide::decide,
    decision::Decision,
    fold::Fold,
    party::{Party, Policy, Readiness, Reason},
    people::{People, Person},
    world::World,
};
use crate::{
    abilities::Abilities,
    channel::Channel,
    event::{
        Abandoned, AgentRef, AgentStep, Callback, Data, Entry, Event, Message, Opened,
        SessionFacts, Speaker, Voicemail,
    },
    record_creation::RecordCreation,
};

/// The cases of the page; source: the help page's three and their neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

/// The answer to a case, by roles instead of people.
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

/// Attributes a case. `agent` is `None` while nobody is assigned, and `Some(false)` where the assigned
/// agent matches no user of the CRM.
#[must_use]
pub fn attribute(
    case: Interaction,
    agent: Option<bool>,
    policy: Policy,
    readiness: Readiness,
    creation: RecordCreation,
) -> Attribution {
    // One message stands for as many as are waited for.
    let creation = RecordCreation {
        chat_messages: creation.chat_messages.min(1),
        ..creation
    };
    let people = People::new(vec![person("agent"), person("somebody")]);
    let default_user = person("default");
    let world = World {
        readiness,
        policy,
        creation,
        default_user: Some(&default_user),
        people: &people,
        abilities: Abilities {
            creates_as_other: true,
            notes_as_other: true,
            assigns_as_other: true,
        },
        seed: "",
    };
    let events = events(case, agent, creation.chat_messages);
    let event = events.last().expect("every case has an event");
    match decide(event, Fold::of(&events).session_of(event), &world) {
        Decision::Do {
            actor,
            owner: Some(owner),
            reason,
            ..
        } => Attribution::Record {
            actor: actor.who.party,
            owner: owner.party,
            reason,
        },
        Decision::Held(reason) => Attribution::Held(reason),
        Decision::Do { reason, .. } | Decision::Nothing(reason) => Attribution::NoRecord(reason),
    }
}

fn person(id: &str) -> Person {
    Person {
        id: id.to_owned(),
        name: String::new(),
        email: Some(id.to_owned()),
        is_active: true,
        can_own: true,
    }
}

/// What would have been told by then; the last one is the case. A chat has as many messages as its
/// record waits for.
fn events(case: Interaction, agent: Option<bool>, messages: u32) -> Vec<Event> {
    let session = |channel| SessionFacts {
        channel: Some(channel),
        entry: Some(Entry::App),
        ..SessionFacts::default()
    };
    let named = agent.map(|is_known| AgentRef {
        email: Some(if is_known { "agent" } else { "nobody" }.to_owned()),
        ..AgentRef::default()
    });
    let step = |session| AgentStep {
        agent: named.clone().unwrap_or_default(),
        session,
    };
    let data = match case {
        Interaction::Started(channel) => {
            let opened = Opened {
                session: session(channel),
            };
            let written = if channel == Channel::Chat {
                messages
            } else {
                0
            };
            let assigned = named.is_some().then(|| Data::Assigned(step(None)));
            let before = (0..written).map(|_| Data::Message(consumer_message()));
            let before = assigned.into_iter().chain(before);
            before.chain([Data::Started(opened)]).collect()
        }
        Interaction::Answered(channel) => vec![Data::Connected(step(Some(session(channel))))],
        Interaction::Voicemail => vec![Data::VoicemailLeft(Voicemail::default())],
        Interaction::Callback => vec![
            Data::VoicemailLeft(Voicemail::default()),
            Data::CallbackMade(Callback {
                agent: named.clone(),
                session: None,
            }),
        ],
        Interaction::Abandoned(channel) => vec![Data::Abandoned(Abandoned {
            session: Some(session(channel)),
            waited_s: None,
        })],
        Interaction::AgentCancelled => {
            vec![Data::Assigned(step(None)), Data::Cancelled(step(None))]
        }
        Interaction::VirtualAgent => vec![Data::VirtualAgent(Opened {
            session: session(Channel::Chat),
        })],
    };
    let event = |(at, data)| Event {
        source: String::new(),
        id: String::new(),
        session: String::new(),
        at,
        data,
    };
    (0..).zip(data).map(event).collect()
}

fn consumer_message() -> Message {
    Message {
        from: Speaker::Consumer,
        text: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABANDONED_ON: RecordCreation = RecordCreation {
        abandoned: true,
        delay_calls: false,
        chat_messages: 0,
        append: false,
        skip_contacts: false,
        skip_records: false,
    };

    fn ready(event: Interaction, agent: Option<bool>, policy: Policy) -> (Party, Party, Reason) {
        match attribute(event, agent, policy, Readiness::Ready, ABANDONED_ON) {
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
            let (actor, owner, _) = ready(event, None, Policy::DefaultUser);
            assert_eq!(
                (actor, owner),
                (Party::DefaultUser, Party::DefaultUser),
                "{event:?}"
            );
        }
    }

    #[test]
    fn without_a_box_a_random_agent_stands_in() {
        let expected = (
            Party::RandomAgent,
            Party::RandomAgent,
            Reason::UntilCallback,
        );
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
            let expected = (Party::Agent, Party::Agent, Reason::CallbackMade);
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
                        ABANDONED_ON,
                    );
                    assert_eq!(answer, Attribution::Held(reason));
                }
            }
        }
    }

    #[test]
    fn abandoned_sessions_make_no_record_when_that_is_off() {
        let event = Interaction::Abandoned(Channel::Chat);
        let off = RecordCreation::default();
        let answer = attribute(event, None, Policy::DefaultUser, Readiness::Ready, off);
        assert_eq!(answer, Attribution::NoRecord(Reason::AbandonedOff));
    }

    #[test]
    fn a_delayed_chat_is_told_of_once_it_has_its_messages() {
        let delayed = RecordCreation {
            chat_messages: 3,
            ..ABANDONED_ON
        };
        let event = Interaction::Started(Channel::Chat);
        let answer = attribute(event, None, Policy::DefaultUser, Readiness::Ready, delayed);
        assert!(matches!(answer, Attribution::Record { .. }), "{answer:?}");
    }

    #[test]
    fn where_records_are_skipped_no_case_makes_one() {
        let skipped = RecordCreation {
            skip_records: true,
            ..ABANDONED_ON
        };
        for event in [
            Interaction::Started(Channel::Chat),
            Interaction::Voicemail,
            Interaction::Answered(Channel::Call),
        ] {
            let answer = attribute(event, None, Policy::DefaultUser, Readiness::Ready, skipped);
            assert_eq!(
                answer,
                Attribution::NoRecord(Reason::RecordsOff),
                "{event:?}"
            );
        }
    }
}
