//! What the CRMs last said of the stored connections. It is no part of the settings' version, so
//! writing it needs a guard of its own.

use domain::{Check, Crm, Health, Millis};
use sqlx::Row as _;

use crate::{
    database::Transaction,
    error::Error,
    row::{from_json, to_json},
    store::Store,
};

impl Store {
    /// Notes what the CRM said of the connection stored at `read_at`, the settings' version. Gives
    /// what stands there now, if it was noted: not if the connection was saved anew since, or a later
    /// answer is there.
    ///
    /// # Errors
    /// The database's own.
    pub async fn set_health(
        &self,
        crm: Crm,
        health: &Health,
        read_at: i64,
    ) -> Result<Option<Health>, Error> {
        let mut writing = self.write().await?;
        // A write, not a read: it holds the row until the answer stands, so no save comes between.
        let held = sqlx::query(
            "UPDATE panels SET tuple_version = tuple_version WHERE crm = $1 AND tuple_version <= $2",
        )
        .bind(crm.key())
        .bind(read_at)
        .execute(&mut **writing)
        .await?;
        let mut noted = None;
        if held.rows_affected() == 1 {
            let health = since(&mut writing, crm, health).await?;
            noted = write(&mut writing, crm, &health).await?.then_some(health);
        }
        writing.commit().await?;
        Ok(noted)
    }
}

/// A refusal that is repeated stands since it was first given.
async fn since(
    transaction: &mut Transaction<'_>,
    crm: Crm,
    health: &Health,
) -> Result<Health, Error> {
    let row = sqlx::query("SELECT answer, checked_at FROM health WHERE crm = $1")
        .bind(crm.key())
        .fetch_optional(&mut **transaction)
        .await?;
    let mut health = health.clone();
    if let Some(row) = row
        && health.check.verdict.is_refusal()
    {
        let before: Check = from_json(row.try_get("answer")?, "health.answer")?;
        let first: Millis = row.try_get("checked_at")?;
        if before.verdict == health.check.verdict && first <= health.checked_at {
            health.checked_at = first;
        }
    }
    Ok(health)
}

/// Sets or forgets, as part of a save.
pub(crate) async fn replace(
    transaction: &mut Transaction<'_>,
    crm: Crm,
    health: Option<&Health>,
) -> Result<(), Error> {
    sqlx::query("DELETE FROM health WHERE crm = $1")
        .bind(crm.key())
        .execute(&mut **transaction)
        .await?;
    if let Some(health) = health {
        write(transaction, crm, health).await?;
    }
    Ok(())
}

/// An answer may be overtaken by a newer one, but never by more than this, in milliseconds: what
/// seems to come from further ahead was noted before the clock was set back.
const OVERTAKEN_MS: i64 = 120_000;

async fn write(
    transaction: &mut Transaction<'_>,
    crm: Crm,
    health: &Health,
) -> Result<bool, Error> {
    let written = sqlx::query(
        "INSERT INTO health (crm, answer, checked_at) VALUES ($1, $2, $3)
         ON CONFLICT (crm) DO UPDATE SET answer = excluded.answer, checked_at = excluded.checked_at
         WHERE health.checked_at <= excluded.checked_at OR health.checked_at > $4",
    )
    .bind(crm.key())
    .bind(to_json(&health.check))
    .bind(health.checked_at)
    .bind(health.checked_at.saturating_add(OVERTAKEN_MS))
    .execute(&mut **transaction)
    .await?;
    Ok(written.rows_affected() == 1)
}
