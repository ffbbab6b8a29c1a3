//! Setting going again what was parked.

use domain::{Crm, Millis};
use sqlx::Row as _;

use crate::{database::Transaction, error::Error, store::Store};

impl Store {
    /// Sets one parked delivery going again; whether there is one of that id that is parked.
    ///
    /// # Errors
    /// The database's own.
    pub async fn replay(&self, delivery: &str, now: Millis) -> Result<bool, Error> {
        let mut writing = self.write().await?;
        let is_parked = set_going(&mut writing, delivery, now).await?;
        writing.commit().await?;
        Ok(is_parked)
    }

    /// Sets everything going again that is parked, of one CRM or of all; how many.
    ///
    /// # Errors
    /// The database's own.
    pub async fn replay_all(&self, crm: Option<Crm>, now: Millis) -> Result<u64, Error> {
        let mut count = 0;
        loop {
            let mut writing = self.write().await?;
            let rows = sqlx::query(
                "SELECT d.id FROM deliveries d JOIN lanes l ON l.lane = d.lane
                 WHERE d.state = 'parked' AND ($1 = '' OR l.crm = $1) ORDER BY d.id LIMIT 500",
            )
            .bind(crm.map_or("", Crm::key))
            .fetch_all(&mut **writing)
            .await?;
            if rows.is_empty() {
                return Ok(count);
            }
            for row in rows {
                let id: String = row.try_get("id")?;
                count += u64::from(set_going(&mut writing, &id, now).await?);
            }
            writing.commit().await?;
        }
    }
}

/// A leased lane stays with its holder, who finds the delivery among what waits.
async fn set_going(
    transaction: &mut Transaction<'_>,
    delivery: &str,
    now: Millis,
) -> Result<bool, Error> {
    let lane = sqlx::query(
        "UPDATE deliveries SET state = 'waiting', reason = NULL, tries = 0, done_at = NULL
         WHERE id = $1 AND state = 'parked' RETURNING lane",
    )
    .bind(delivery.to_owned())
    .fetch_optional(&mut **transaction)
    .await?;
    let Some(lane) = lane else {
        return Ok(false);
    };
    let lane: String = lane.try_get("lane")?;
    sqlx::query(
        "UPDATE lanes SET pending = pending + 1, tries = 0,
             due_at = CASE WHEN state = 'ready' THEN due_at ELSE $1 END, state = 'ready'
         WHERE lane = $2",
    )
    .bind(now)
    .bind(lane)
    .execute(&mut **transaction)
    .await?;
    Ok(true)
}
