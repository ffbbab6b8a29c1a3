//! How many conversations and notes a customer gets in a minute.

use std::collections::HashMap;

/// So many of each kind, in so many milliseconds.
const MOST: u32 = 120;
const WINDOW: u64 = 60_000;

/// What is counted for each customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Conversation,
    Note,
}

/// A window for each customer and kind; it starts with the first of them.
#[derive(Debug, Default)]
pub(crate) struct Pace(HashMap<(Kind, String), (u64, u32)>);

impl Pace {
    /// Whether one more still fits; if so, it is counted.
    pub(crate) fn allows(&mut self, kind: Kind, customer: &str, now: u64) -> bool {
        let window = self.0.entry((kind, customer.to_owned()));
        let (start, used) = window.or_insert((now, 0));
        if now >= *start + WINDOW {
            (*start, *used) = (now, 0);
        }
        let fits = *used < MOST;
        *used += u32::from(fits);
        fits
    }
}
