//! The last requests the imitated CRMs received, for tests and for the curious.
//! Header names are kept, their values never.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

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
    /// What a caller of Salesforce's token endpoint asked for: to count refreshes.
    pub(crate) grant_type: Option<String>,
    /// `none`, `basic`, `bearer`, `form` or `other`.
    pub(crate) auth: &'static str,
    pub(crate) headers: Vec<String>,
    /// Absent while being answered, and when the connection was dropped.
    pub(crate) status: Option<u16>,
    /// The ids of the faults that had a hand in it.
    pub(crate) faults: Vec<u64>,
}

/// The number of the request being answered, for handlers that have more to note.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Number(pub(crate) u64);

/// Which of the remembered requests to show; nothing given is all.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Filter {
    host: Option<String>,
    /// What the path starts with.
    path: Option<String>,
    grant_type: Option<String>,
}

impl Filter {
    fn wants(&self, entry: &Entry) -> bool {
        let host = self.host.as_deref();
        let path = self.path.as_deref();
        let grant_type = self.grant_type.as_deref();
        host.is_none_or(|h| entry.host.eq_ignore_ascii_case(h))
            && path.is_none_or(|p| entry.path.starts_with(p))
            && grant_type.is_none_or(|g| entry.grant_type.as_deref() == Some(g))
    }
}

/// A query string without the tokens that some endpoints take there.
pub(crate) fn without_tokens(query: &str) -> String {
    let shown = |pair: &str| match pair.split_once('=') {
        Some((name, _)) if name.ends_with("token") => format!("{name}=..."),
        _ => pair.to_owned(),
    };
    query.split('&').map(shown).collect::<Vec<_>>().join("&")
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

    /// The requests a filter wants.
    pub(crate) fn list(&self, filter: &Filter) -> Vec<Entry> {
        let wanted = |e: &&Entry| filter.wants(e);
        self.entries.iter().filter(wanted).cloned().collect()
    }

    /// Forgets them all; numbers go on.
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
    }
}
