//! The original platform's "external session events", read tolerantly: each is a snapshot of a session,
//! and what has just happened follows from how its participants stand.
//!
//! Source: the published pages `external-session-events`, `qm-call-session-data` and
//! `qm-chat-session-data`. Names are written in several ways there (`call_id`, `CallID`).

use domain::{
    Channel, Millis,
    event::{
        Abandoned, AgentRef, AgentStep, Contact, Data, Disposition, Ended, Entry, Event, Opened,
        SessionFacts,
    },
};
use serde_json::{Map, Value};

/// Who sends them, as the source of each event.
pub(crate) const SOURCE: &str = "external-session-events";

/// What an event comes to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Read {
    /// An event of a session.
    Event(Box<Event>),
    /// An agent's address, by the platform's id.
    Agent { id: String, email: String },
    /// Of no kind that makes a record.
    Ignored,
    /// Without what every event has to have.
    Unreadable,
}

/// Reads one event.
pub(crate) fn read(event: &Value) -> Read {
    let outer = Names::of(event);
    let item = outer.get("item").map_or_else(|| outer.clone(), Names::of);
    if outer.text("type").as_deref() == Some("AgentState") {
        return match (item.text("participantid"), item.text("email")) {
            (Some(id), Some(email)) => Read::Agent { id, email },
            _ => Read::Unreadable,
        };
    }
    let either = |name: &str| outer.text(name).or_else(|| item.text(name));
    let session = match (item.text("callid"), item.text("chatid")) {
        (Some(id), _) => Some((Channel::Call, format!("call:{id}"))),
        (None, Some(id)) => Some((Channel::Chat, format!("chat:{id}"))),
        (None, None) => None,
    };
    let Some((channel, session)) = session else {
        return Read::Ignored;
    };
    let (Some(id), Some(at)) = (
        either("eventid"),
        either("timestamp").and_then(|at| at.parse::<Millis>().ok()),
    ) else {
        return Read::Unreadable;
    };
    match data(&item, channel) {
        Some(data) => Read::Event(Box::new(Event {
            source: SOURCE.to_owned(),
            id,
            session,
            at,
            data,
        })),
        None => Read::Ignored,
    }
}

fn data(item: &Names, channel: Channel) -> Option<Data> {
    let participants = item.list("participants");
    let agents: Vec<&Names> = participants
        .iter()
        .filter(|one| one.text("type").as_deref() == Some("agent"))
        .collect();
    let facts = facts(item, channel, &participants);
    let session = Some(facts.clone());
    let standing = |states: &[&str]| {
        let is = |one: &&&Names| one.state().is_some_and(|state| states.contains(&&*state));
        agents.iter().rev().find(is).copied()
    };
    if standing(&["dispositionsubmitted"]).is_some() {
        return Some(Data::Disposition(disposition(item)));
    }
    if let Some(agent) = standing(&["connected"]) {
        let step = AgentStep {
            agent: agent_ref(agent),
            session,
        };
        // Another agent was there before: this one was given it.
        return Some(if agents.len() > 1 {
            Data::Transferred(step)
        } else {
            Data::Connected(step)
        });
    }
    if let Some(agent) = standing(&["accepted", "ringing", "assigned"]) {
        let step = AgentStep {
            agent: agent_ref(agent),
            session,
        };
        return Some(Data::Assigned(step));
    }
    let state = item.state().unwrap_or_default();
    let is_over =
        |state: &str| matches!(state, "disconnected" | "ended" | "finished" | "abandoned");
    let everybody_left = !participants.is_empty()
        && participants
            .iter()
            .all(|one| one.state().is_some_and(|state| is_over(&state)));
    if is_over(&state) || everybody_left {
        // Whether an agent was there is told by the list itself: who was stays in it.
        return Some(if agents.is_empty() {
            Data::Abandoned(Abandoned {
                session,
                waited_s: None,
            })
        } else {
            Data::Ended(Ended::default())
        });
    }
    let is_virtual = participants.iter().any(|one| {
        one.text("type")
            .is_some_and(|kind| kind.contains("virtual"))
    });
    match &*state {
        _ if is_virtual => Some(Data::VirtualAgent(Opened { session: facts })),
        "waiting" | "connected" | "queued" | "started" | "assigning" | "ringing" => {
            Some(Data::Started(Opened { session: facts }))
        }
        _ => None,
    }
}

fn facts(item: &Names, channel: Channel, participants: &[Names]) -> SessionFacts {
    let external = participants
        .iter()
        .find(|one| one.text("type").as_deref() == Some("external"));
    let dn = external.and_then(|one| one.text("dn"));
    let contact = dn.map(|dn| match channel {
        _ if dn.contains('@') => Contact {
            email: Some(dn),
            ..Contact::default()
        },
        Channel::Call => Contact {
            phone: Some(dn),
            ..Contact::default()
        },
        Channel::Chat => Contact {
            id: Some(dn),
            ..Contact::default()
        },
    });
    SessionFacts {
        channel: Some(channel),
        entry: Some(match channel {
            Channel::Chat => Entry::App,
            Channel::Call => Entry::Phone,
        }),
        queue: item.leaf("queuepathnames"),
        language: item.text("language"),
        contact,
    }
}

fn agent_ref(agent: &Names) -> AgentRef {
    let dn = agent.text("dn");
    AgentRef {
        email: agent
            .text("email")
            .or_else(|| dn.filter(|dn| dn.contains('@'))),
        name: agent.text("name"),
        id: agent.text("id").or_else(|| agent.text("participantid")),
    }
}

fn disposition(item: &Names) -> Disposition {
    let first = item.get("dispositions").map(|value| match value {
        Value::Array(list) => Names::of(list.first().unwrap_or(&Value::Null)),
        value => Names::of(value),
    });
    let text = |name: &str| first.as_ref().and_then(|first| first.text(name));
    Disposition {
        code: text("code")
            .or_else(|| text("name"))
            .unwrap_or_else(|| "submitted".to_owned()),
        notes: text("notes"),
    }
}

/// An object whose names are compared without case and underscores.
#[derive(Clone)]
struct Names(Map<String, Value>);

impl Names {
    fn of(value: &Value) -> Self {
        let members = value.as_object().cloned().unwrap_or_default();
        let plain = |name: String| name.to_lowercase().replace('_', "");
        Self(
            members
                .into_iter()
                .map(|(name, value)| (plain(name), value))
                .collect(),
        )
    }

    fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    /// A text or a number, if it says anything an attribute may say.
    fn text(&self, name: &str) -> Option<String> {
        let text = match self.get(name)? {
            Value::String(text) => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            _ => return None,
        };
        let is_fit = !text.is_empty() && text.chars().count() <= 200;
        (is_fit && !text.chars().any(char::is_control)).then_some(text)
    }

    fn state(&self) -> Option<String> {
        let state = self.text("status").or_else(|| self.text("state"))?;
        Some(state.to_lowercase().replace('_', ""))
    }

    fn list(&self, name: &str) -> Vec<Self> {
        let list = self.get(name).and_then(Value::as_array);
        list.into_iter().flatten().map(Self::of).collect()
    }

    /// The end of a path such as `support/orders/status`.
    fn leaf(&self, name: &str) -> Option<String> {
        if let Some(list) = self.get(name).and_then(Value::as_array) {
            return list.last()?.as_str().map(str::to_owned);
        }
        let path = self.text(name)?;
        path.rsplit('/').next().map(|leaf| leaf.trim().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use domain::event::Kind;
    use serde_json::json;

    use super::*;

    fn chat(participants: &Value, state: &str) -> Value {
        json!({"event_id": "e1", "timestamp": 1_795_780_800_000_i64, "type": "ChatState", "item": {
            "queue_path_ids": "7/26", "queue_path_names": "Test/calls", "language": "en",
            "support_number": null, "session_type_v2": "In-web", "chat_id": 138, "state": state,
            "direction": "incoming", "initiator": "end_user_5", "participants": participants,
        }})
    }

    fn kind(event: &Value) -> Option<Kind> {
        match read(event) {
            Read::Event(event) => Some(event.kind()),
            _ => None,
        }
    }

    fn external(state: &str) -> Value {
        json!({"state": state, "type": "external", "dn": "end_user_5"})
    }

    fn agent(id: u32, state: &str) -> Value {
        json!({"status": state, "type": "agent", "id": id, "name": "Odile Ortega"})
    }

    #[test]
    fn a_chats_life_is_read_from_its_snapshots() {
        let on = || external("connected");
        let off = || external("disconnected");
        for (participants, state, expected) in [
            (json!([on()]), "waiting", Kind::Started),
            (
                json!([on(), agent(1, "accepted")]),
                "connected",
                Kind::Assigned,
            ),
            (
                json!([on(), agent(1, "connected")]),
                "connected",
                Kind::Connected,
            ),
            (
                json!([on(), agent(1, "disconnected"), agent(2, "connected")]),
                "connected",
                Kind::Transferred,
            ),
            (
                json!([off(), agent(1, "disconnected")]),
                "disconnected",
                Kind::Ended,
            ),
            (json!([off()]), "disconnected", Kind::Abandoned),
            (
                json!([off(), agent(1, "dispositionSubmitted")]),
                "disconnected",
                Kind::Disposition,
            ),
        ] {
            assert_eq!(
                kind(&chat(&participants, state)),
                Some(expected),
                "{participants}"
            );
        }
    }

    #[test]
    fn session_queue_language_and_consumer_are_found_in_either_spelling() {
        let event = json!({"EventID": "e9", "timestamp": "1795780800000", "type": "CallState", "item": {
            "CallID": "846802bf90d1", "State": "ringing", "Queue_path_names": "support/orders/status",
            "Language": "en", "participants": [{"type": "external", "status": "connected", "dn": "+123456789"}],
        }});
        let Read::Event(event) = read(&event) else {
            panic!("it is read");
        };
        assert_eq!(
            (event.id.as_str(), event.session.as_str()),
            ("e9", "call:846802bf90d1")
        );
        let facts = event.data.facts().expect("facts");
        assert_eq!(facts.queue.as_deref(), Some("status"));
        assert_eq!(facts.entry, Some(Entry::Phone));
        let contact = facts.contact.as_ref().expect("a contact");
        assert_eq!(contact.phone.as_deref(), Some("+123456789"));
    }

    #[test]
    fn an_agents_address_is_learnt_and_other_kinds_are_ignored() {
        let agent = json!({"type": "AgentState",
            "item": {"ParticipantID": "1234", "Email": "some.email@domain.example", "State": "login"}});
        let expected = Read::Agent {
            id: "1234".to_owned(),
            email: "some.email@domain.example".to_owned(),
        };
        assert_eq!(read(&agent), expected);
        assert_eq!(
            read(&json!({"type": "QueueState", "item": {}})),
            Read::Ignored
        );
        assert_eq!(
            read(&json!({"type": "CallState", "item": {"call_id": 1}})),
            Read::Unreadable
        );
        assert_eq!(read(&json!(7)), Read::Ignored);
    }
}
