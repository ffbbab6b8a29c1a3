//! Sealing the bodies of events anew when the database is opened with another first key.

use sqlx::Row as _;

use super::receive::place;
use crate::{
    error::Error,
    seal::{Place, open, seal},
    store::Store,
};

/// How many rows go at a time.
const AT_A_TIME: i64 = 500;

impl Store {
    /// Seals with the first key what another key sealed. A body that does not open is left: its delivery
    /// is parked when its turn comes.
    pub(crate) async fn reseal_events(&self) -> Result<(), Error> {
        let first = self.keys.first();
        let (key_id, mut after) = (first.id().to_string(), String::new());
        loop {
            let mut writing = self.write().await?;
            let rows = sqlx::query(
                "SELECT id, body FROM events WHERE body IS NOT NULL AND key_id <> $1 AND id > $2
                 ORDER BY id LIMIT $3",
            )
            .bind(key_id.clone())
            .bind(after.clone())
            .bind(AT_A_TIME)
            .fetch_all(&mut **writing)
            .await?;
            let Some(last) = rows.last() else {
                return Ok(());
            };
            after = last.try_get("id")?;
            for row in rows {
                let id: String = row.try_get("id")?;
                let sealed: Vec<u8> = row.try_get("body")?;
                let what = place(&id);
                let Ok(body) = open(&self.keys, Place::own(&what), &sealed) else {
                    tracing::error!(event = id, "an event does not open with any key given");
                    continue;
                };
                sqlx::query("UPDATE events SET body = $1, key_id = $2 WHERE id = $3")
                    .bind(seal(first, Place::own(&what), &body))
                    .bind(key_id.clone())
                    .bind(id)
                    .execute(&mut **writing)
                    .await?;
            }
            writing.commit().await?;
        }
    }
}
