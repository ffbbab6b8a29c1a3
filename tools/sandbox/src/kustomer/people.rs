//! Who may be named in what is written: assignees, writers, and those who are mentioned.

use super::{
    caller::Caller,
    content::is_id,
    wrong::{Step, Wrong},
};
use crate::{clock, seed::kustomer::User, state::Live};

/// The users of the caller's organisation, and how open points are read now.
pub(super) struct People<'a> {
    caller: &'a Caller,
    users: Vec<User>,
    drops_deleted: bool,
    honours_writers: bool,
}

impl<'a> People<'a> {
    /// As they are now; locks what changes for a moment.
    pub(super) fn of(caller: &'a Caller) -> Self {
        let reading = |name| caller.sandbox.reading(name);
        Self {
            users: caller.everyone(),
            drops_deleted: reading("kustomer_deleted_assignee") == "dropped",
            honours_writers: reading("kustomer_created_by") == "honoured",
            caller,
        }
    }

    /// At most ten assignees; one who left is refused, or left out.
    pub(super) fn assignees(&self, ids: Vec<String>) -> Step<Vec<String>> {
        if ids.len() > 10 {
            return Err(Wrong::bad("assignedUsers must have at most 10 items"));
        }
        let mut kept = Vec::new();
        for id in ids {
            match self.users.iter().find(|user| user.id == id) {
                Some(user) if !user.deleted => kept.push(id),
                Some(_) if self.drops_deleted => {}
                _ => return Err(Wrong::unprocessable(format!("No such user: {id}"))),
            }
        }
        Ok(kept)
    }

    /// Whom something is written by: the key's user, or whom an administrator's key names.
    pub(super) fn writer(&self, named: Option<String>) -> Step<String> {
        let own = self.caller.key.user.clone();
        let Some(id) = named else {
            return Ok(own);
        };
        if !self.caller.is_admin() {
            return Err(Wrong::role());
        }
        self.mentioned(&id)?;
        Ok(if self.honours_writers { id } else { own })
    }

    /// When something was written: now, or when an administrator's key says.
    pub(super) fn time(&self, named: Option<&str>, now: u64) -> Step<u64> {
        match named {
            None => Ok(now),
            Some(_) if !self.caller.is_admin() => Err(Wrong::role()),
            Some(text) => time(text),
        }
    }

    /// Somebody who is there.
    pub(super) fn mentioned(&self, id: &str) -> Step<()> {
        let mut users = self.users.iter();
        if users.any(|user| user.id == id && !user.deleted) {
            return Ok(());
        }
        Err(Wrong::unprocessable(format!("No such user: {id}")))
    }
}

/// `2026-11-27T10:00:00[.000]Z` in milliseconds since 1970.
pub(super) fn time(text: &str) -> Step<u64> {
    clock::read_iso(text).ok_or_else(|| Wrong::bad(format!("{text} is no date-time")))
}

/// The id of a customer who is there, following merges where that is the reading.
pub(super) fn customer(live: &mut Live, label: &str, id: &str) -> Step<String> {
    if !is_id(id) {
        return Err(Wrong::bad("customer must be an id"));
    }
    let follow = live.readings.get("kustomer_merged") == "survivor";
    let found = live.kustomer(label).customer(id, follow);
    let found = found.map(|customer| customer.id.clone());
    found.ok_or_else(|| Wrong::unprocessable(format!("No such customer: {id}")))
}
