//! What a session's events come to, in whatever order and however often they came.
//!
//! A voicemail begins a part of its own: it always has a new record, and agents count for it once
//! somebody calls back.

use std::collections::BTreeMap;

use super::decision::Owner;
use crate::{
    channel::Channel,
    event::{AgentRef, Contact, Data, Entry, Event, Kind, SessionFacts, Speaker},
    millis::Millis,
    record_creation::RecordCreation,
};

use super::party::Reason;

/// Which part of a session.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The session itself.
    Session,
    /// From this voicemail on; by the event's id.
    Voicemail(String),
}

/// A record as it is kept and as the CRM has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Whom we gave it to; nobody where it was made for another session.
    pub written: Option<Owner>,
    /// The id of whom it belongs to now.
    pub owner_now: Option<String>,
    /// Whether it is another session's, in which this one goes on.
    pub is_appended: bool,
}

/// One part of a session, as its events tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Which part.
    pub origin: Origin,
    /// What is known of it.
    pub facts: SessionFacts,
    /// The agents that have it, the one who got it last at the end.
    pub agents: Vec<AgentRef>,
    /// Whether an agent cancelled.
    pub is_cancelled: bool,
    /// Whether its beginning was told.
    pub is_opened: bool,
    /// Whether it was given to an agent, who may have cancelled since.
    pub was_assigned: bool,
    /// Whether agent and consumer talked.
    pub is_connected: bool,
    /// Whether a virtual agent handled it.
    pub by_virtual_agent: bool,
    /// Whether the consumer left.
    pub is_abandoned: bool,
    /// Whether somebody called back.
    pub is_called_back: bool,
    /// How many messages the consumer wrote.
    pub messages: u32,
    /// Its record, if it has one.
    pub record: Option<Record>,
    /// Whether the consumer has an open record of the same channel and queue that it may go on in.
    pub can_append: bool,
}

impl Session {
    fn new(origin: Origin) -> Self {
        Self {
            origin,
            facts: SessionFacts::default(),
            agents: Vec::new(),
            is_cancelled: false,
            is_opened: false,
            was_assigned: false,
            is_connected: false,
            by_virtual_agent: false,
            is_abandoned: false,
            is_called_back: false,
            messages: 0,
            record: None,
            can_append: false,
        }
    }

    /// Whether it is to have a record by now; if not, why.
    ///
    /// # Errors
    /// What is waited for or turned off.
    pub fn wants_record(&self, creation: &RecordCreation) -> Result<(), Reason> {
        if creation.skip_records {
            return Err(Reason::RecordsOff);
        }
        let is_chat = self.facts.channel == Some(Channel::Chat);
        let on_arrival = self.is_opened
            && if is_chat {
                self.messages >= creation.chat_messages
            } else {
                self.facts.entry == Some(Entry::App)
            };
        let once_assigned = self.was_assigned && (is_chat || !creation.delay_calls);
        let wants = matches!(self.origin, Origin::Voicemail(_))
            || on_arrival
            || once_assigned
            || self.is_connected
            || self.by_virtual_agent
            || self.is_called_back;
        match (wants, self.is_abandoned) {
            (true, _) => Ok(()),
            (false, true) if creation.abandoned => Ok(()),
            (false, true) => Err(Reason::AbandonedOff),
            (false, false) if self.is_opened || self.was_assigned => Err(Reason::Delayed),
            (false, false) => Err(Reason::NoRecord),
        }
    }

    fn take(&mut self, event: &Event) {
        if let Some(facts) = event.data.facts() {
            merge(&mut self.facts, facts);
        }
        // Whoever had it before a voicemail was left has it no more; the callback begins anew.
        let counts = self.origin == Origin::Session || self.is_called_back;
        match &event.data {
            Data::Started(_) => self.is_opened = true,
            Data::VirtualAgent(_) => self.by_virtual_agent = true,
            Data::Assigned(step) | Data::Transferred(step) if counts => self.give(&step.agent),
            Data::Connected(step) if counts => {
                self.give(&step.agent);
                self.is_connected = true;
            }
            Data::Cancelled(step) if counts => {
                self.agents.retain(|agent| !agent.is_same(&step.agent));
                (self.is_cancelled, self.was_assigned) = (true, true);
            }
            Data::CallbackMade(callback) => {
                self.is_called_back = true;
                if let Some(agent) = &callback.agent {
                    self.give(agent);
                }
            }
            Data::Abandoned(_) => self.is_abandoned = true,
            Data::Message(message) if message.from == Speaker::Consumer => self.messages += 1,
            _ => {}
        }
    }

    fn give(&mut self, agent: &AgentRef) {
        self.agents.retain(|other| !other.is_same(agent));
        self.agents.push(agent.clone());
        self.was_assigned = true;
    }
}

/// A session's events, folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    /// Its parts by the order of the event that began each; the session itself comes first.
    parts: BTreeMap<(Millis, String), Session>,
}

impl Fold {
    /// Folds these events of one session.
    pub fn of<'a>(events: impl IntoIterator<Item = &'a Event>) -> Self {
        let ordered: BTreeMap<(Millis, &str), &Event> = events
            .into_iter()
            .map(|event| (event.order(), event))
            .collect();
        let mut fold = Self {
            parts: [(first(), Session::new(Origin::Session))].into(),
        };
        for event in ordered.into_values() {
            if event.kind() == Kind::VoicemailLeft {
                let facts = fold.last().facts.clone();
                let origin = Origin::Voicemail(event.id.clone());
                let session = Session {
                    facts,
                    ..Session::new(origin)
                };
                fold.parts.insert((event.at, event.id.clone()), session);
            }
            fold.last().take(event);
        }
        fold
    }

    /// The part an event belongs to.
    #[must_use]
    pub fn session_of(&self, event: &Event) -> &Session {
        let until = (event.at, event.id.clone());
        let part = self.parts.range(..=until).next_back();
        part.map_or_else(|| self.first_part(), |(_, session)| session)
    }

    fn first_part(&self) -> &Session {
        let (_, session) = self.parts.first_key_value().expect("the session itself");
        session
    }

    fn last(&mut self) -> &mut Session {
        let last = self.parts.last_entry().expect("the session itself");
        last.into_mut()
    }
}

/// Before every event.
fn first() -> (Millis, String) {
    (Millis::MIN, String::new())
}

/// What is told later wins, as far as it says anything.
fn merge(known: &mut SessionFacts, told: &SessionFacts) {
    fn set<T: Clone>(known: &mut Option<T>, told: &Option<T>) {
        if told.is_some() {
            known.clone_from(told);
        }
    }
    set(&mut known.channel, &told.channel);
    set(&mut known.entry, &told.entry);
    set(&mut known.queue, &told.queue);
    set(&mut known.language, &told.language);
    if let Some(told) = &told.contact {
        let contact = known.contact.get_or_insert_with(Contact::default);
        set(&mut contact.id, &told.id);
        set(&mut contact.name, &told.name);
        set(&mut contact.email, &told.email);
        set(&mut contact.phone, &told.phone);
    }
}
