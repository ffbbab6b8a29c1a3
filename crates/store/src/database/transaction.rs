//! What the rest of the crate writes in.

/// A transaction of either database.
pub(crate) type Transaction<'c> = sqlx::Transaction<'c, sqlx::Any>;
