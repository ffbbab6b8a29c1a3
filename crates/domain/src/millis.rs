//! Time, as it is kept and sent.

/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
pub type Millis = i64;
