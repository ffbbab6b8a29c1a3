//! Changing a record: who owns it, what is noted in it, whether it is settled.

use crm::{Change, Note, Refusal, RemoteRecord};
use domain::{Acting, Owner, Unfit, event::Event};

use super::state::{Attempt, Stop};
use crate::words;

/// What the rule wants changed.
pub(super) struct Wanted<'a> {
    pub(super) event: &'a Event,
    pub(super) actor: &'a Acting,
    /// The new owner; none where that stays as it is.
    pub(super) owner: Option<&'a Owner>,
    pub(super) closes: bool,
}

impl Attempt<'_> {
    /// Changes the record; whether it is as it should be. If not, something is known by now that makes
    /// the rule decide otherwise.
    pub(super) async fn update(
        &mut self,
        remote: &mut RemoteRecord,
        wanted: Wanted<'_>,
        is_noted: &mut bool,
    ) -> Result<bool, Stop> {
        let (records, who) = (self.scene.records(), self.scene.actor());
        let is_theirs = |remote: &RemoteRecord| {
            wanted
                .owner
                .is_none_or(|owner| remote.owner.as_ref() == Some(&owner.id))
        };
        if !(*is_noted && is_theirs(remote)) {
            let change = Change {
                note: (!*is_noted).then(|| self.note(&wanted)),
                owner: wanted.owner.map(|owner| owner.id.clone()),
                close: wanted.closes,
            };
            if change.note.is_none() && change.owner.is_none() && !change.close {
                self.written(remote, &wanted);
                return Ok(true);
            }
            let call = records.change(who, remote, &change);
            match self.calls.call("change_record", call).await {
                Ok(changed) => {
                    *remote = changed;
                    *is_noted = true;
                }
                Err(refused) => match (refused.kind, wanted.owner) {
                    // Somebody else was quicker: what they did counts.
                    (Refusal::Conflict, _) => {
                        let read = records.read(who, &remote.id);
                        *remote = self.calls.call("read_record", read).await?;
                        return Ok(false);
                    }
                    (Refusal::Owner, Some(owner)) => {
                        self.doubt(&owner.id, Unfit::Inactive);
                        return Ok(false);
                    }
                    (Refusal::Author, _) if !self.as_itself => {
                        self.as_itself = true;
                        return Ok(false);
                    }
                    _ => return Err(refused.into()),
                },
            }
        }
        if let Some(owner) = wanted.owner.filter(|_| !is_theirs(remote)) {
            // Accepted, and not done: outside the record's group, or unable to own it.
            self.doubt(&owner.id, Unfit::CannotOwn);
            self.give_back(remote).await?;
            return Ok(false);
        }
        self.written(remote, &wanted);
        Ok(true)
    }

    /// A record that nobody has after a vain change goes back to whom we gave it before.
    async fn give_back(&mut self, remote: &mut RemoteRecord) -> Result<(), Stop> {
        let kept = self.record.as_ref().or(self.kept.as_ref());
        let before = kept.and_then(|kept| kept.owner.as_ref());
        let Some(before) = before.filter(|before| remote.owner.as_ref() != Some(&before.id)) else {
            return Ok(());
        };
        let change = Change {
            owner: Some(before.id.clone()),
            ..Change::default()
        };
        let call = self
            .scene
            .records()
            .change(self.scene.actor(), remote, &change);
        *remote = self.calls.call("set_owner", call).await?;
        Ok(())
    }

    fn note(&self, wanted: &Wanted<'_>) -> Note {
        let happened = || format!("{}\n{}", words::happened(wanted.event), self.mark());
        Note {
            body: self.opening.clone().unwrap_or_else(happened),
            author: self.author(wanted.actor),
        }
    }

    fn written(&mut self, remote: &RemoteRecord, wanted: &Wanted<'_>) {
        let Some(kept) = self.record.clone().or_else(|| self.kept.clone()) else {
            return;
        };
        self.record = Some(store::KeptRecord {
            owner: wanted.owner.cloned().or(kept.owner.clone()),
            is_closed: !remote.is_open,
            ..kept
        });
    }
}
