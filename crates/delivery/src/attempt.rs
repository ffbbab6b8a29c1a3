//! One try at one delivery: decide, write, and say what came of it.

mod create;
mod outcome;
mod refused;
mod state;
mod update;

use std::sync::Arc;

use crm::{Marks, RemoteRecord};
use domain::{
    Decision, Fold, Origin, Owner, Person, Record, Session, Task,
    event::{Event, Kind},
};
use store::{Ended, Lane, LaneLease, Stored};

use crate::{calls::Calls, context::Context, people::Directory, scene::Scene};
use outcome::{Done, parked};
use state::{Attempt, Stop};
pub(crate) use state::{Next, Outcome};

/// How often one try decides anew because the CRM said that somebody cannot own it, or that somebody
/// else was quicker.
const ROUNDS: usize = 8;

/// Tries a delivery.
pub(crate) async fn attempt(
    context: &Context,
    scene: &Scene,
    directory: &Directory,
    lease: &LaneLease,
    lane: &Lane,
    stored: &Stored,
) -> Outcome {
    let calls = Calls::new(&scene.budget, &context.clock);
    let Some(event) = &stored.event else {
        return parked("unreadable", Next::GoOn, Vec::new());
    };
    let fold = Fold::of(
        lane.events
            .iter()
            .filter_map(|stored| stored.event.as_ref()),
    );
    let session = fold.session_of(event).clone();
    let origin = match &session.origin {
        Origin::Session => "session".to_owned(),
        Origin::Voicemail(id) => format!("voicemail {id}"),
    };
    let kept = lane.records.iter().find(|record| record.origin == origin);
    let mut attempt = Attempt {
        context,
        scene,
        directory,
        lease,
        stored,
        in_doubt: stored.tries > 0 || lease.tries > 0,
        kept: kept.cloned(),
        origin,
        calls,
        people: Arc::default(),
        default_user: nobody(),
        contact: None,
        opening: None,
        as_itself: false,
        record: None,
    };
    let done = attempt.write(event, session.clone(), lane).await;
    attempt.outcome(done, &session).await
}

fn nobody() -> Person {
    Person {
        id: String::new(),
        name: String::new(),
        email: None,
        is_active: false,
        can_own: false,
    }
}

impl Attempt<'_> {
    async fn write(
        &mut self,
        event: &Event,
        mut session: Session,
        lane: &Lane,
    ) -> Result<Done, Stop> {
        if self
            .kept
            .as_ref()
            .is_some_and(|kept| kept.account != self.scene.account)
        {
            return Err(Stop::Park("account_changed", Next::GoOn));
        }
        self.meet().await?;
        let mut remote = self.look(event, &session, lane).await?;
        let append_to = self.open_elsewhere(&session, remote.is_some()).await?;
        session.can_append = append_to.is_some();
        let mut is_noted = self.is_noted(remote.as_ref()).await?;
        for _ in 0..ROUNDS {
            session.record = self.as_record(remote.as_ref(), is_noted);
            if self.in_doubt && self.is_ours(event, &mut session) {
                session.record = self.as_record(remote.as_ref(), true);
            }
            match self.decide(event, &session) {
                Decision::Held(reason) => return Ok(Done::nothing(Ended::Held, reason)),
                Decision::Nothing(reason) => return Ok(Done::nothing(Ended::Nothing, reason)),
                Decision::Do {
                    task: Task::Create,
                    actor,
                    owner: Some(owner),
                    reason,
                } => {
                    if self.create(event, &session, lane, &actor, &owner).await? {
                        return Ok(Done::delivered(actor, Some(owner), reason));
                    }
                }
                Decision::Do {
                    task: Task::Append,
                    actor,
                    reason,
                    ..
                } => {
                    let open = append_to
                        .as_ref()
                        .expect("the rule appends to what is there");
                    self.append(event, &session, &actor, open).await?;
                    return Ok(Done::delivered(actor, None, reason));
                }
                Decision::Do {
                    task,
                    actor,
                    owner,
                    reason,
                } => {
                    let Some(record) = &mut remote else {
                        return Err(Stop::Park("record_gone", Next::GoOn));
                    };
                    let change = update::Wanted {
                        event,
                        actor: &actor,
                        owner: owner.as_ref(),
                        closes: task == Task::Close,
                    };
                    if self.update(record, change, &mut is_noted).await? {
                        return Ok(Done::delivered(actor, owner, reason));
                    }
                }
            }
        }
        Err(Stop::Refused(refused::unsettled()))
    }

    /// Whom the credential acts as, and who else is there.
    async fn meet(&mut self) -> Result<(), Stop> {
        let scene = self.scene;
        let name = (scene.crm, scene.name.as_str());
        let now = self.context.clock.now();
        let known = self
            .directory
            .of(name, &*scene.connector, scene.records(), scene.actor(), now)
            .await?;
        self.people = known.people;
        self.default_user = (*known.default_user).clone();
        Ok(())
    }

    /// The record as the CRM has it: of the kept one, or, in doubt, of one that an earlier try made.
    async fn look(
        &mut self,
        event: &Event,
        session: &Session,
        lane: &Lane,
    ) -> Result<Option<RemoteRecord>, Stop> {
        let (records, actor) = (self.scene.records(), self.scene.actor());
        if let Some(kept) = &self.kept {
            if event.kind() == Kind::Message {
                return Ok(None);
            }
            let read = records.read(actor, &kept.remote_id);
            let remote = self.calls.call("read_record", read).await?;
            return if remote.is_closed {
                Err(Stop::Park("record_closed", Next::GoOn))
            } else {
                Ok(Some(remote))
            };
        }
        if !self.in_doubt || session.wants_record(&self.scene.creation).is_err() {
            return Ok(None);
        }
        let key = self.key("record");
        let contact = if records.finds_by_contact() {
            self.contact(session).await?
        } else {
            None
        };
        let own = self.session_mark();
        let session_mark = own
            .as_ref()
            .map(|(field, id)| (field.as_str(), id.as_str()));
        let marks = Marks {
            key: &key,
            contact: contact.as_deref(),
            session: session_mark,
        };
        let find = records.find(actor, marks);
        let mut found = self.calls.call("find_record", find).await?;
        match (found.pop(), found.is_empty()) {
            (None, _) => Ok(None),
            (Some(_), false) => Err(Stop::Park("several_records", Next::Park)),
            (Some(remote), true) => {
                let kept = self.keep(session, &remote, self.guess(&remote), false);
                self.kept = Some(kept);
                self.opening = Some(self.body(event, session, lane));
                Ok(Some(remote))
            }
        }
    }

    /// As whom an earlier try of ours gave the record to somebody.
    fn guess(&self, remote: &RemoteRecord) -> Option<Owner> {
        let id = remote.owner.clone()?;
        let party = if id == self.default_user.id {
            domain::Party::DefaultUser
        } else {
            domain::Party::RandomAgent
        };
        let name = self.people.by_id(&id).map(|person| person.name.clone());
        Some(Owner {
            party,
            id,
            name: name.unwrap_or_default(),
        })
    }

    /// Whether an earlier try has noted this event already.
    async fn is_noted(&mut self, remote: Option<&RemoteRecord>) -> Result<bool, Stop> {
        let Some(remote) = remote.filter(|_| self.in_doubt) else {
            return Ok(false);
        };
        let mark = self.mark();
        let records = self.scene.records();
        let noted = records.has_note(self.scene.actor(), &remote.id, &mark);
        Ok(self.calls.call("find_note", noted).await?)
    }

    /// Whether an earlier try has given the record to whom the rule wants it to belong: then its owner is
    /// nobody else's doing, though nothing was put down about it.
    fn is_ours(&self, event: &Event, session: &mut Session) -> bool {
        let Some(record) = session.record.clone() else {
            return false;
        };
        let written = record.written.as_ref().map(|owner| owner.id.clone());
        if written == record.owner_now {
            return false;
        }
        session.record = Some(Record {
            owner_now: written,
            ..record.clone()
        });
        let decision = self.decide(event, session);
        session.record = Some(record.clone());
        matches!(decision, Decision::Do { owner: Some(owner), .. } if Some(&owner.id) == record.owner_now.as_ref())
    }

    /// What the rule sees of the record. What an earlier try of ours has done is not somebody else's.
    fn as_record(&self, remote: Option<&RemoteRecord>, is_noted: bool) -> Option<Record> {
        let kept = self.record.as_ref().or(self.kept.as_ref())?;
        let now = remote.and_then(|remote| remote.owner.clone());
        let written = kept.owner.clone();
        let owner_now = if is_noted {
            written.as_ref().map(|owner| owner.id.clone())
        } else {
            now
        };
        Some(Record {
            written,
            owner_now,
            is_appended: kept.is_appended,
        })
    }
}
