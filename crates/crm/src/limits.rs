//! How long a CRM is waited for, and how much of it is read.

use std::time::Duration;

/// How long and how much a CRM is listened to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// For making a connection.
    pub connect: Duration,
    /// For one whole verification, and for one page of a list.
    pub whole: Duration,
    /// For a token that is given once: an answer that comes late is lost, and what it replaces is dead.
    pub token: Duration,
    /// For one whole list.
    pub list: Duration,
    /// Bytes of one answer after decompression.
    pub body: usize,
    /// Pages of one list.
    pub pages: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(3),
            whole: Duration::from_secs(10),
            token: Duration::from_secs(30),
            list: Duration::from_secs(60),
            body: 1 << 20,
            pages: 100,
        }
    }
}
