//! What goes: bodies whose time is over, and everything of a consumer who asks to be forgotten.

use domain::{Millis, event::Contact};
use sqlx::Row as _;

use super::receive::digests;
use crate::{error::Error, store::Store};

/// How many rows go at a time: others write in between.
const AT_A_TIME: i64 = 500;

impl Store {
    /// Empties the bodies of events that were done before then; how many.
    ///
    /// # Errors
    /// The database's own.
    pub async fn forget_bodies(&self, before: Millis) -> Result<u64, Error> {
        let mut count = 0;
        loop {
            let mut writing = self.write().await?;
            let done = sqlx::query(
                "UPDATE events SET body = NULL WHERE id IN (
                     SELECT e.id FROM events e JOIN deliveries d ON d.id = e.id
                     WHERE e.body IS NOT NULL AND e.received_at < $1 AND d.done_at < $1
                     AND d.state <> 'parked' LIMIT $2)",
            )
            .bind(before)
            .bind(AT_A_TIME)
            .execute(&mut **writing)
            .await?;
            writing.commit().await?;
            count += done.rows_affected();
            if done.rows_affected() < AT_A_TIME.unsigned_abs() {
                return Ok(count);
            }
        }
    }

    /// Erases a consumer, known by any of these: the bodies of their events, the digests, what Activity
    /// shows of them. What still waits is not delivered any more. How many sessions that were.
    ///
    /// # Errors
    /// The database's own.
    pub async fn erase_consumer(&self, contact: &Contact, now: Millis) -> Result<u64, Error> {
        let mut writing = self.write().await?;
        let mut lanes = std::collections::BTreeSet::new();
        for digest in digests(self, contact) {
            let rows = sqlx::query("SELECT lane FROM consumers WHERE digest = $1")
                .bind(digest)
                .fetch_all(&mut **writing)
                .await?;
            for row in rows {
                lanes.insert(row.try_get::<String, _>("lane")?);
            }
        }
        for lane in &lanes {
            for sql in [
                "DELETE FROM calls WHERE delivery IN (SELECT id FROM deliveries WHERE lane = $1)",
                "UPDATE deliveries SET seen = NULL, record = NULL, url = NULL WHERE lane = $1",
                "UPDATE records SET contact_id = NULL WHERE lane = $1",
                "DELETE FROM consumers WHERE lane = $1",
            ] {
                sqlx::query(sql)
                    .bind(lane.clone())
                    .execute(&mut **writing)
                    .await?;
            }
            // Without a digest an event that comes again is known, and says nothing.
            sqlx::query("UPDATE events SET body = NULL, digest = $2 WHERE lane = $1")
                .bind(lane.clone())
                .bind(Vec::<u8>::new())
                .execute(&mut **writing)
                .await?;
            sqlx::query(
                "UPDATE deliveries SET state = 'nothing', reason = 'erased', is_held = 0, done_at = $2
                 WHERE lane = $1 AND state IN ('waiting', 'parked')",
            )
            .bind(lane.clone())
            .bind(now)
            .execute(&mut **writing)
            .await?;
            // Whoever holds a lease has lost it.
            sqlx::query(
                "UPDATE lanes SET pending = 0, state = 'idle', lease = lease + 1, leased_by = NULL,
                     tries = 0 WHERE lane = $1",
            )
            .bind(lane.clone())
            .execute(&mut **writing)
            .await?;
        }
        writing.commit().await?;
        Ok(u64::try_from(lanes.len()).unwrap_or(u64::MAX))
    }
}
