//! The table of the rule, row by row, and its invariants.

mod properties;
mod table;

use super::*;
use crate::{
    abilities::Abilities,
    channel::Channel,
    event::{
        Abandoned, AgentRef, AgentStep, Callback, Comment, Data, Ended, Entry, Event, Message,
        Opened, SessionFacts, Speaker, Voicemail,
    },
    record_creation::RecordCreation,
};

/// Zendesk's people, as the tests know them.
fn people() -> People {
    let person = |id: &str, email: &str, is_active, can_own| Person {
        id: id.to_owned(),
        name: id.to_owned(),
        email: Some(format!("{email}@acme.example")),
        is_active,
        can_own,
    };
    People::new(vec![
        person("camille", "camille", true, true),
        person("odile", "Odile", true, true),
        person("peter", "peter", true, true),
        person("light", "light", true, false),
        person("gone", "gone", false, true),
        person("twin-1", "twin", true, true),
        person("twin-2", "twin", true, true),
    ])
}

struct Fixture {
    people: People,
    default_user: Person,
}

impl Fixture {
    fn new() -> Self {
        let people = people();
        let default_user = people.by_id("camille").expect("she is listed").clone();
        Self {
            people,
            default_user,
        }
    }

    fn world(&self, policy: Policy) -> World<'_> {
        World {
            readiness: Readiness::Ready,
            policy,
            creation: RecordCreation::default(),
            default_user: Some(&self.default_user),
            people: &self.people,
            abilities: Abilities {
                creates_as_other: true,
                notes_as_other: true,
                assigns_as_other: false,
            },
            seed: "session-1",
        }
    }
}

fn event(at: i64, data: Data) -> Event {
    Event {
        source: "portal".to_owned(),
        id: format!("{at}-{}", data.kind().key()),
        session: "session-1".to_owned(),
        at,
        data,
    }
}

fn agent(name: &str) -> AgentRef {
    AgentRef {
        email: Some(format!("{name}@ACME.example")),
        ..AgentRef::default()
    }
}

fn step(name: &str) -> AgentStep {
    AgentStep {
        agent: agent(name),
        session: None,
    }
}

fn started(channel: Channel, entry: Entry) -> Data {
    Data::Started(Opened {
        session: SessionFacts {
            channel: Some(channel),
            entry: Some(entry),
            ..SessionFacts::default()
        },
    })
}

fn chat() -> Data {
    started(Channel::Chat, Entry::App)
}

fn assigned(name: &str) -> Data {
    Data::Assigned(step(name))
}

fn connected(name: &str) -> Data {
    Data::Connected(step(name))
}

fn transferred(name: &str) -> Data {
    Data::Transferred(step(name))
}

fn cancelled(name: &str) -> Data {
    Data::Cancelled(step(name))
}

fn voicemail() -> Data {
    Data::VoicemailLeft(Voicemail::default())
}

fn callback(name: Option<&str>) -> Data {
    Data::CallbackMade(Callback {
        agent: name.map(agent),
        session: None,
    })
}

fn abandoned() -> Data {
    Data::Abandoned(Abandoned::default())
}

fn said() -> Data {
    Data::Message(Message {
        from: Speaker::Consumer,
        text: "hello".to_owned(),
    })
}

fn comment() -> Data {
    Data::Comment(Comment {
        text: "a remark".to_owned(),
        agent: None,
    })
}

fn ended(resolved: bool) -> Data {
    Data::Ended(Ended {
        resolved,
        duration_s: None,
    })
}
