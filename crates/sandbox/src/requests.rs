//! The last requests the imitated CRMs received, for tests and for the curious.
//! Header names are kept, their values never.

use std::collections::VecDeque;

use serde::Serialize;

/// How many requests are remembered.
const KEPT: usize = 500;

/// One request and what became of it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Entry {
    pub(crate) id: u64,
    /// UTC, in milliseconds.
    pub(crate) time: String,
    pub(crate) host: String,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: Option<String>,
    /// `none`, `basic`, `bearer`, `form` or `other`.
    pub(crate) auth: &'static str,
    pub(crate) headers: Vec<String>,
    /// Absent while being answered, and when the connection was dropped.
    pub(crate) status: Option<u16>,
    /// The ids of the faults that had a hand in it.
    pub(crate) faults: Vec<u64>,
}

/// The remembered requests, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Log {
    entries: VecDeque<Entry>,
    last: u64,
}

impl Log {
    /// Remembers a request and numbers it.
    pub(crate) fn push(&mut self, mut entry: Entry) -> u64 {
        self.last += 1;
        entry.id = self.last;
        if self.entries.len() == KEPT {
            self.entries.pop_front();
        }
        self.entries.push_back(entry);
        self.last
    }

    /// Adds what became of it.
    pub(crate) fn update(&mut self, id: u64, change: impl FnOnce(&mut Entry)) {
        if let Some(entry) = self.entries.iter_mut().rev().find(|e| e.id == id) {
            change(entry);
        }
    }

    /// The requests to one host, or all.
    pub(crate) fn list(&self, host: Option<&str>) -> Vec<Entry> {
        let wanted = |e: &&Entry| host.is_none_or(|h| e.host.eq_ignore_ascii_case(h));
        self.entries.iter().filter(wanted).cloned().collect()
    }

    /// Forgets them all; numbers go on.
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
    }
}
