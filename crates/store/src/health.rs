//! What the CRMs last said of the stored connections. It is no part of the settings' version, so
//! writing it needs a guard of its own.

use domain::{Crm, Health};
use sqlx::AnyPool;

use crate::{database::Transaction, error::Error, row::to_json};

/// Notes an answer about the connection stored at version `read_at`, unless it was saved anew since.
pub(crate) async fn note(
    pool: &AnyPool,
    crm: Crm,
    health: &Health,
    read_at: i64,
) -> Result<bool, Error> {
    let mut transaction = pool.begin().await?;
    // A write, not a read: it holds the row until the answer stands, so no save comes between.
    let held = sqlx::query(
        "UPDATE panels SET tuple_version = tuple_version WHERE crm = $1 AND tuple_version <= $2",
    )
    .bind(crm.key())
    .bind(read_at)
    .execute(&mut *transaction)
    .await?;
    let is_noted = held.rows_affected() == 1 && write(&mut transaction, crm, health).await?;
    transaction.commit().await?;
    Ok(is_noted)
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
