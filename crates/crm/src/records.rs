//! Writing records: what the delivery of events asks of a CRM, one call a method.
//!
//! Nothing here decides. A call that may have been done although its answer was lost says so, and
//! whoever made it looks before it is made again.

use async_trait::async_trait;
use domain::{Check, Person, event::Contact};

use crate::actor::Actor;

/// One call's answer, with what the CRM said besides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply<T> {
    /// What was asked for.
    pub value: T,
    /// The status.
    pub status: u16,
    /// How many calls a minute the CRM takes of this account, where it says so.
    pub per_minute: Option<u32>,
}

/// Why a call was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What to do about it.
    pub kind: Refusal,
    /// The answer, classified like that of a verification: status, code, when to come back.
    pub check: Box<Check>,
}

/// What a refusal calls for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No answer, or one that says nothing: it may have been done. Look, then try again.
    Unknown,
    /// Not done; the CRM asks to come back later.
    RateLimited,
    /// Not done: somebody else wrote to the record meanwhile. Read it anew.
    Conflict,
    /// The same key was used for something else before: look for what it made.
    KeySpent,
    /// Not done: the session of the credential has ended, and another one begins by verifying it.
    SessionEnded,
    /// Not done, and the credential may be why: it is to be probed.
    Suspicious,
    /// Not done: it cannot be done in this author's name. Write it in the credential's own.
    Author,
    /// The owner cannot own it: suspended, deleted, light, or outside the record's group.
    Owner,
    /// The consumer may have no records: suspended in the CRM.
    Requester,
    /// The record is closed for good.
    Closed,
    /// There is no such record any more.
    Gone,
    /// Several records bear our name, and which one is ours nobody can tell.
    Several,
    /// The CRM does not take it as it is.
    Invalid,
}

/// A record to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRecord {
    /// Our name for it, the same on every try: external id and idempotency key.
    pub key: String,
    /// The consumer, as [`Records::contact`] gave it; none where contacts are not made.
    pub contact: Option<String>,
    /// Its title.
    pub subject: String,
    /// Its first, private note.
    pub body: String,
    /// Whose it is.
    pub owner: String,
    /// In whose name it is made, where the CRM can express that.
    pub author: Option<String>,
    /// The configured custom field for the session's id, and the id.
    pub session: Option<(String, String)>,
}

impl NewRecord {
    /// By what it is found again.
    #[must_use]
    pub fn marks(&self) -> Marks<'_> {
        let session = self.session.as_ref();
        Marks {
            key: &self.key,
            contact: self.contact.as_deref(),
            session: session.map(|(field, id)| (field.as_str(), id.as_str())),
        }
    }
}

/// By what a record of ours is found again.
#[derive(Clone, Copy, Debug)]
pub struct Marks<'a> {
    /// Our name for it.
    pub key: &'a str,
    /// The consumer, where they are known.
    pub contact: Option<&'a str>,
    /// The configured custom field for the session's id, and the id.
    pub session: Option<(&'a str, &'a str)>,
}

/// What is changed of a record in one call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// A private note, and in whose name.
    pub note: Option<Note>,
    /// Whom it is given to.
    pub owner: Option<String>,
    /// Whether it is settled.
    pub close: bool,
}

/// A private note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it says.
    pub body: String,
    /// In whose name; the caller's if in nobody's.
    pub author: Option<String>,
}

/// A record as the CRM has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteRecord {
    /// The CRM's id.
    pub id: String,
    /// Our name for it, where the CRM keeps it.
    pub key: Option<String>,
    /// Whom it belongs to.
    pub owner: Option<String>,
    /// The consumer.
    pub contact: Option<String>,
    /// Whether it is neither settled nor closed.
    pub is_open: bool,
    /// Whether nothing can be written to it any more.
    pub is_closed: bool,
    /// What tells this state from a later one, for a change that must not undo another's.
    pub stamp: Option<String>,
}

/// A CRM that records can be written to.
#[async_trait]
pub trait Records: Send + Sync {
    /// Whom the credential acts as.
    async fn me(&self, actor: Actor<'_>) -> Result<Reply<Person>, Refused>;

    /// Finds the consumer or makes one; the id. `key` is the same on every try.
    async fn contact(
        &self,
        actor: Actor<'_>,
        contact: &Contact,
        key: &str,
    ) -> Result<Reply<String>, Refused>;

    /// Finds the consumer without making one.
    async fn find_contact(
        &self,
        actor: Actor<'_>,
        contact: &Contact,
    ) -> Result<Reply<Option<String>>, Refused>;

    /// Makes a record. What the answer shows is what the CRM made of it: the owner may be another.
    async fn create(
        &self,
        actor: Actor<'_>,
        record: &NewRecord,
    ) -> Result<Reply<RemoteRecord>, Refused>;

    /// Every record of ours with these marks: never through an index that lags behind.
    async fn find(
        &self,
        actor: Actor<'_>,
        marks: Marks<'_>,
    ) -> Result<Reply<Vec<RemoteRecord>>, Refused>;

    /// Whether a record is only sure to be found among the consumer's, so that they have to be known.
    fn finds_by_contact(&self) -> bool {
        false
    }

    /// One record as it is now.
    async fn read(&self, actor: Actor<'_>, id: &str) -> Result<Reply<RemoteRecord>, Refused>;

    /// Changes a record, unless somebody has changed it since it was read.
    async fn change(
        &self,
        actor: Actor<'_>,
        record: &RemoteRecord,
        change: &Change,
    ) -> Result<Reply<RemoteRecord>, Refused>;

    /// Whether a note that holds this mark stands in the record.
    async fn has_note(
        &self,
        actor: Actor<'_>,
        id: &str,
        mark: &str,
    ) -> Result<Reply<bool>, Refused>;

    /// Where an agent opens a record, in the browser.
    fn url(&self, id: &str) -> String;
}
