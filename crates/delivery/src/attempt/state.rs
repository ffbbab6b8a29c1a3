//! What a try works with, shared by all that is done in it.

use std::sync::Arc;

use crm::{Refused, RemoteRecord};
use domain::{
    Abilities, Acting, Decision, Owner, People, Person, Session, Unfit, decide, event::Event,
    wire::Call,
};
use store::{Decided, Ended, KeptRecord, LaneLease, Stored};

use crate::{calls::Calls, context::Context, key::key, people::Directory, scene::Scene};

/// What came of a try.
pub(crate) struct Outcome {
    pub(crate) ended: Ended,
    pub(crate) reason: String,
    pub(crate) decided: Option<Decided>,
    pub(crate) record: Option<(KeptRecord, String)>,
    pub(crate) calls: Vec<Call>,
    pub(crate) next: Next,
}

/// What becomes of the lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// The next delivery.
    GoOn,
    /// Later, after so many milliseconds.
    After(i64),
    /// Later, and so the whole connection: it asks for it.
    Rest(i64),
    /// It stops until it is replayed.
    Park,
}

/// A try under way.
pub(super) struct Attempt<'a> {
    pub(super) context: &'a Context,
    pub(super) scene: &'a Scene,
    pub(super) directory: &'a Directory,
    pub(super) lease: &'a LaneLease,
    pub(super) stored: &'a Stored,
    /// Whether an earlier try may have done it.
    pub(super) in_doubt: bool,
    pub(super) origin: String,
    pub(super) kept: Option<KeptRecord>,
    pub(super) calls: Calls<'a>,
    pub(super) people: Arc<People>,
    pub(super) default_user: Person,
    /// The consumer in the CRM, once they were asked for; nobody where they are not made.
    pub(super) contact: Option<Option<String>>,
    /// What the record's first note says, of one that an earlier try made and perhaps could not note.
    pub(super) opening: Option<String>,
    /// Whether the CRM said that it takes nothing in another's name.
    pub(super) as_itself: bool,
    /// What was written to the record in this try.
    pub(super) record: Option<KeptRecord>,
}

/// Why a try ends before its outcome.
pub(super) enum Stop {
    /// The CRM did not do as it was asked.
    Refused(Refused),
    /// It is given up, for this reason.
    Park(&'static str, Next),
}

impl From<Refused> for Stop {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl Attempt<'_> {
    pub(super) fn decide(&self, event: &Event, session: &Session) -> Decision {
        let seed = &self.lease.lane;
        let mut world = self.scene.world(&self.people, &self.default_user, seed);
        if self.as_itself {
            world.abilities = Abilities::NONE;
        }
        decide(event, session, &world)
    }

    /// The CRM says that somebody cannot own it, whatever its list said.
    pub(super) fn doubt(&mut self, id: &str, unfit: Unfit) {
        let name = (self.scene.crm, self.scene.name.as_str());
        self.directory.doubt(name, id, unfit);
        self.people = Arc::new(self.people.without(id, unfit));
        if self.default_user.id == id {
            self.default_user.can_own = false;
        }
    }

    pub(super) fn key(&self, step: &str) -> String {
        let installation = self.context.store.installation_id();
        let key = key(installation, &self.lease.lane, &self.origin, step);
        format!("{}{key}", self.scene.key_prefix)
    }

    /// The configured custom field, and the session's id; a voicemail's record is another one than its
    /// session's.
    pub(super) fn session_mark(&self) -> Option<(String, String)> {
        let field = self.scene.session_field.clone()?;
        let id = self.lease.session.clone();
        let own = self.origin.strip_prefix("voicemail ");
        Some((
            field,
            own.map_or_else(|| id.clone(), |own| format!("{id}/{own}")),
        ))
    }

    /// What a note of this delivery is found by.
    pub(super) fn mark(&self) -> String {
        format!("[{}]", self.stored.id)
    }

    /// The record as it is kept from now on.
    pub(super) fn keep(
        &self,
        session: &Session,
        remote: &RemoteRecord,
        owner: Option<Owner>,
        is_appended: bool,
    ) -> KeptRecord {
        KeptRecord {
            origin: self.origin.clone(),
            account: self.scene.account.clone(),
            remote_id: remote.id.clone(),
            contact_id: remote.contact.clone(),
            owner,
            is_appended,
            channel: session.facts.channel,
            queue: session.facts.queue.clone(),
            is_closed: !remote.is_open,
        }
    }

    /// In whose name, where that is not the caller's own.
    pub(super) fn author(&self, actor: &Acting) -> Option<String> {
        let id = &actor.who.id;
        (*id != self.default_user.id).then(|| id.clone())
    }
}
