//! Idempotency keys: within about two hours the same request under the same key has the same answer.

use std::collections::HashMap;

use serde_json::Value;

/// How long a key is remembered, in seconds.
const WINDOW: u64 = 2 * 3600;

/// What was made under which key.
#[derive(Debug, Default)]
pub(crate) struct Keys(HashMap<String, Used>);

#[derive(Debug)]
struct Used {
    body: Vec<u8>,
    answer: Value,
    at: u64,
}

/// What is known of a key.
pub(crate) enum Known {
    /// Nothing, or not any more.
    New,
    /// The same was asked before, and answered so.
    Same(Value),
    /// Something else was asked under it.
    Other,
}

impl Keys {
    pub(crate) fn look_up(&self, key: &str, body: &[u8], now: u64) -> Known {
        match self.0.get(key).filter(|used| now < used.at + WINDOW) {
            None => Known::New,
            Some(used) if used.body == body => Known::Same(used.answer.clone()),
            Some(_) => Known::Other,
        }
    }

    pub(crate) fn keep(&mut self, key: &str, body: &[u8], answer: Value, now: u64) {
        let used = Used {
            body: body.to_vec(),
            answer,
            at: now,
        };
        self.0.insert(key.to_owned(), used);
    }
}
