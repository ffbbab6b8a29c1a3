//! The kinds of events, by the names they have on the wire.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::data::{
    Abandoned, AgentRef, AgentStep, Callback, Comment, Disposition, Ended, Message, Opened,
    Recording, SessionFacts, Text, Voicemail,
};

/// One table makes the kinds, what each carries, and its name as a CloudEvents `type`.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident($data:ty) = $name:literal,)*) => {
        /// What kind of event it is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Kind {
            $($(#[$doc])* $kind,)*
        }

        /// What an event tells, by kind.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Data {
            $($(#[$doc])* $kind($data),)*
        }

        impl Kind {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            /// Its name as a CloudEvents `type`, in the database and in URLs.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self { $(Self::$kind => $name,)* }
            }
        }

        impl Data {
            /// What kind it is of.
            #[must_use]
            pub fn kind(&self) -> Kind {
                match self { $(Self::$kind(_) => Kind::$kind,)* }
            }

            /// Reads the data of an event of this kind.
            ///
            /// # Errors
            /// The deserializer's.
            pub fn read<'de, D: Deserializer<'de>>(kind: Kind, from: D) -> Result<Self, D::Error> {
                match kind { $(Kind::$kind => <$data>::deserialize(from).map(Self::$kind),)* }
            }
        }

        impl Serialize for Data {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                match self { $(Self::$kind(data) => data.serialize(to),)* }
            }
        }
    };
}

kinds! {
    /// A session began.
    Started(Opened) = "session.started",
    /// A virtual agent handled it.
    VirtualAgent(Opened) = "session.virtual_agent",
    /// It was given to an agent, whose telephone may still ring.
    Assigned(AgentStep) = "session.assigned",
    /// An agent and the consumer are talking.
    Connected(AgentStep) = "session.connected",
    /// It was given on to another agent.
    Transferred(AgentStep) = "session.transferred",
    /// An agent gave it back.
    Cancelled(AgentStep) = "session.cancelled",
    /// A voicemail was left.
    VoicemailLeft(Voicemail) = "session.voicemail_left",
    /// The callback of a voicemail.
    CallbackMade(Callback) = "session.callback",
    /// The consumer left before an agent came.
    Abandoned(Abandoned) = "session.abandoned",
    /// A message of a chat.
    Message(Message) = "session.message",
    /// A remark for the record.
    Comment(Comment) = "session.comment",
    /// What was said.
    Transcript(Text) = "session.transcript",
    /// A recording.
    Recording(Recording) = "session.recording",
    /// What the agent noted at the end.
    Disposition(Disposition) = "session.disposition",
    /// The session is over.
    Ended(Ended) = "session.ended",
}

impl Kind {
    /// The kind of that [`Kind::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.key() == key)
    }
}

impl Data {
    /// What it tells of the session.
    #[must_use]
    pub fn facts(&self) -> Option<&SessionFacts> {
        match self {
            Self::Started(data) | Self::VirtualAgent(data) => Some(&data.session),
            Self::Assigned(data)
            | Self::Connected(data)
            | Self::Transferred(data)
            | Self::Cancelled(data) => data.session.as_ref(),
            Self::VoicemailLeft(data) => data.session.as_ref(),
            Self::CallbackMade(data) => data.session.as_ref(),
            Self::Abandoned(data) => data.session.as_ref(),
            _ => None,
        }
    }

    /// The agent it names as the session's.
    #[must_use]
    pub fn agent(&self) -> Option<&AgentRef> {
        match self {
            Self::Assigned(data)
            | Self::Connected(data)
            | Self::Transferred(data)
            | Self::Cancelled(data) => Some(&data.agent),
            Self::CallbackMade(data) => data.agent.as_ref(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_kind_is_found_by_its_name() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_key(kind.key()), Some(*kind));
        }
        assert_eq!(Kind::from_key("session.unheard_of"), None);
    }

    #[test]
    fn what_was_written_reads_the_same() {
        let data =
            json!({"agent": {"email": "odile@acme.example"}, "session": {"channel": "call"}});
        let read = Data::read(Kind::Assigned, &data).expect("it fits");
        assert_eq!(serde_json::to_value(&read).expect("JSON"), data);
        assert_eq!(read.kind(), Kind::Assigned);
    }

    #[test]
    fn a_member_nobody_knows_is_refused_by_name_at_any_depth() {
        for data in [
            json!({"agent": {"email": "a@b.example"}, "owner": 1}),
            json!({"agent": {"e-mail": "a@b.example"}}),
            json!({"agent": {}, "session": {"contact": {"mail": "x"}}}),
        ] {
            let error = Data::read(Kind::Assigned, &data).expect_err("it is refused");
            assert!(error.to_string().contains("unknown field"), "{error}");
        }
    }
}
