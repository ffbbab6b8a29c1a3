//! Why one event is not taken. Names and places are told, values never: one of them may be a secret
//! somebody put into the wrong place.

use domain::wire::{EventResult, EventStatus};

/// What is wrong with an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Not an object.
    NotAnObject,
    /// A member twice in one object.
    DuplicateMember,
    /// An attribute that has to be there, is not, or is no text.
    MissingAttribute(&'static str),
    /// An attribute that is empty, too long or holds control characters.
    InvalidAttribute(&'static str),
    /// Another version than 1.0.
    UnknownVersion,
    /// A `type` nobody knows.
    UnknownType,
    /// A `time` that is none, or has no offset.
    InvalidTime,
    /// A `time` of tomorrow.
    FutureTime,
    /// Another `datacontenttype` than JSON.
    NotJson,
    /// A member of `data` that nobody knows, by name.
    UnknownMember(String),
    /// A value in `data` of another shape.
    WrongShape(String),
    /// Nested deeper than is read.
    TooDeep,
}

impl Refusal {
    /// Stable name, sentence, and where in the event.
    fn told(&self) -> (&'static str, String, Option<String>) {
        let at = |place: &str| Some(place.to_owned());
        match self {
            Self::NotAnObject => (
                "not_an_object",
                "An event has to be a JSON object.".into(),
                None,
            ),
            Self::DuplicateMember => (
                "duplicate_property",
                "A property stands twice in one object.".into(),
                None,
            ),
            Self::MissingAttribute(name) => (
                "missing_attribute",
                format!("The attribute {name} has to be there, as text."),
                at(name),
            ),
            Self::InvalidAttribute(name) => (
                "invalid_attribute",
                format!(
                    "The attribute {name} has to have 1 to 256 characters, none of them a control character."
                ),
                at(name),
            ),
            Self::UnknownVersion => (
                "unknown_specversion",
                "Only CloudEvents 1.0 is understood: specversion has to be \"1.0\".".into(),
                at("specversion"),
            ),
            Self::UnknownType => (
                "unknown_type",
                "No event of this type is known; the types stand in /api/openapi.json.".into(),
                at("type"),
            ),
            Self::InvalidTime => (
                "invalid_time",
                "time has to be a moment as RFC 3339 writes it, such as 2026-11-27T12:00:00Z."
                    .into(),
                at("time"),
            ),
            Self::FutureTime => (
                "time_in_future",
                "time lies more than a day ahead of this server's clock.".into(),
                at("time"),
            ),
            Self::NotJson => (
                "unknown_datacontenttype",
                "data has to be JSON: leave datacontenttype out, or say application/json.".into(),
                at("datacontenttype"),
            ),
            Self::UnknownMember(place) => (
                "unknown_property",
                format!("{place} is no property of this type of event."),
                Some(place.clone()),
            ),
            Self::WrongShape(place) => (
                "wrong_shape",
                format!("{place} does not have the expected shape, or something is missing there."),
                Some(place.clone()),
            ),
            Self::TooDeep => (
                "too_deep",
                "The event is nested deeper than 32 levels.".into(),
                None,
            ),
        }
    }

    /// The result of an event that is refused for this.
    pub(crate) fn result(&self, id: Option<String>) -> EventResult {
        let (code, message, place) = self.told();
        EventResult {
            id,
            status: EventStatus::Refused,
            code: Some(code.to_owned()),
            message: Some(message),
            place,
        }
    }
}
