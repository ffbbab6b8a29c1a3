//! Making a record, or going on in one that is open.

use crm::{Change, NewRecord, Note, Refusal, RemoteRecord};
use domain::{
    Acting, Channel, DeliveryState, Origin, Owner, Session, Unfit,
    event::{Event, Kind},
};
use store::Lane;

use super::state::{Attempt, Stop};
use crate::words;

impl Attempt<'_> {
    /// Makes the record; whether it belongs to whom it should. If not, that one cannot own it, and the
    /// record that was made waits for another owner.
    pub(super) async fn create(
        &mut self,
        event: &Event,
        session: &Session,
        lane: &Lane,
        actor: &Acting,
        owner: &Owner,
    ) -> Result<bool, Stop> {
        let contact = self.contact(session).await?;
        let (records, who) = (self.scene.records(), self.scene.actor());
        let new = NewRecord {
            key: self.key("record"),
            contact,
            subject: words::subject(&session.facts, session.origin != Origin::Session),
            body: self.body(event, session, lane),
            owner: owner.id.clone(),
            author: self.author(actor),
            session: self.session_mark(),
        };
        let made = self
            .calls
            .call("create_record", records.create(who, &new))
            .await;
        let mut remote = match made {
            Ok(remote) => remote,
            Err(refused) if refused.kind == Refusal::Owner => {
                self.doubt(&owner.id, Unfit::Inactive);
                return Ok(false);
            }
            Err(refused) if refused.kind == Refusal::Author && !self.as_itself => {
                self.as_itself = true;
                return Ok(false);
            }
            Err(refused) => return Err(refused.into()),
        };
        let mut owner = owner.clone();
        // What the CRM made of it counts: the owner may have been dropped without a word.
        while remote.owner.as_ref() != Some(&owner.id) {
            self.doubt(&owner.id, Unfit::CannotOwn);
            let next = match self.decide(event, session) {
                domain::Decision::Do {
                    owner: Some(next), ..
                } if next.id != owner.id => next,
                _ => return Err(Stop::Park("owner_not_set", super::state::Next::Park)),
            };
            let change = Change {
                owner: Some(next.id.clone()),
                ..Change::default()
            };
            let change = records.change(who, &remote, &change);
            remote = match self.calls.call("set_owner", change).await {
                Ok(remote) => remote,
                Err(refused) if refused.kind == Refusal::Owner => remote,
                Err(refused) => return Err(refused.into()),
            };
            owner = next;
        }
        self.record = Some(self.keep(session, &remote, Some(owner), false));
        Ok(true)
    }

    /// Notes the session in the consumer's open record, where it goes on from now on.
    pub(super) async fn append(
        &mut self,
        event: &Event,
        session: &Session,
        actor: &Acting,
        open: &RemoteRecord,
    ) -> Result<(), Stop> {
        let body = words::opening(&self.lease.session, &session.facts);
        let note = Note {
            body: format!("{body}\n\n{}\n{}", words::happened(event), self.mark()),
            author: self.author(actor),
        };
        let change = Change {
            note: Some(note),
            ..Change::default()
        };
        let change = self
            .scene
            .records()
            .change(self.scene.actor(), open, &change);
        let remote = self.calls.call("append", change).await?;
        self.record = Some(self.keep(session, &remote, None, true));
        Ok(())
    }

    /// The consumer's open record of the same channel and queue, if sessions go on in those.
    pub(super) async fn open_elsewhere(
        &mut self,
        session: &Session,
        has_record: bool,
    ) -> Result<Option<RemoteRecord>, Stop> {
        let creation = &self.scene.creation;
        let wants = creation.append
            && !has_record
            && self.kept.is_none()
            && session.origin == Origin::Session
            && session.wants_record(creation).is_ok();
        let (true, Some(queue)) = (wants, session.facts.queue.clone()) else {
            return Ok(None);
        };
        let Some(contact) = self.contact(session).await? else {
            return Ok(None);
        };
        let place = (self.scene.crm, self.scene.account.as_str());
        let channel: Option<Channel> = session.facts.channel;
        let known = self
            .context
            .store
            .open_record(place, &contact, channel, &queue);
        let Ok(Some(id)) = known.await else {
            return Ok(None);
        };
        let read = self.scene.records().read(self.scene.actor(), &id);
        match self.calls.call("read_record", read).await {
            Ok(remote) => Ok(Some(remote).filter(|remote| remote.is_open)),
            Err(refused) if refused.kind == Refusal::Gone => Ok(None),
            Err(refused) => Err(refused.into()),
        }
    }

    /// The consumer in the CRM: made where they are not there yet, unless that is turned off.
    pub(super) async fn contact(&mut self, session: &Session) -> Result<Option<String>, Stop> {
        if let Some(known) = &self.contact {
            return Ok(known.clone());
        }
        let contact = session.facts.contact.clone().unwrap_or_default();
        let (records, who) = (self.scene.records(), self.scene.actor());
        let found = if self.scene.creation.skip_contacts {
            let find = records.find_contact(who, &contact);
            self.calls.call("find_contact", find).await?
        } else {
            let key = self.key("contact");
            let make = records.contact(who, &contact, &key);
            Some(self.calls.call("contact", make).await?)
        };
        self.contact = Some(found.clone());
        Ok(found)
    }

    /// What is known, what happened, and what was told before there was a record for it.
    pub(super) fn body(&self, event: &Event, session: &Session, lane: &Lane) -> String {
        let told = lane.events.iter().filter(|stored| {
            stored.state == DeliveryState::Nothing
                && stored.kind != Kind::Message
                && self.is_of_this_part(stored.event.as_ref(), session)
        });
        let told = told
            .filter_map(|stored| stored.event.as_ref())
            .map(words::happened);
        let opening = words::opening(&self.lease.session, &session.facts);
        let happened = told.chain([words::happened(event)]);
        let lines: Vec<String> = happened.collect();
        format!("{opening}\n\n{}\n{}", lines.join("\n"), self.mark())
    }

    fn is_of_this_part(&self, event: Option<&Event>, session: &Session) -> bool {
        match &session.origin {
            Origin::Session => true,
            // What came before the voicemail stands in the session's own record.
            Origin::Voicemail(id) => event.is_some_and(|event| event.id == *id),
        }
    }
}
