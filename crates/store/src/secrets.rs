//! Sealed secrets in their table: kept, forgotten, opened, and re-sealed when the key is rotated.

use domain::{Crm, Fields, Secret, SecretState};
use sqlx::{AnyPool, Row as _};

use crate::{
    database::Transaction,
    error::Error,
    keys::Keys,
    row::{crm as crm_of, from_json, to_json},
    seal::{Place, open as unseal, seal},
    store::Store,
};

/// Seals a secret into its row.
pub(crate) async fn keep(
    transaction: &mut Transaction<'_>,
    keys: &Keys,
    crm: Crm,
    secret: &Secret,
    state: &SecretState,
) -> Result<(), Error> {
    let sealed = seal(keys.first(), Place::secret(crm, &state.bound_to), secret);
    sqlx::query(
        "INSERT INTO secrets (crm, sealed, key_id, last_four, replaced_at, bound_to) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (crm) DO UPDATE SET sealed = excluded.sealed, key_id = excluded.key_id,
         last_four = excluded.last_four, replaced_at = excluded.replaced_at, bound_to = excluded.bound_to",
    )
    .bind(crm.key())
    .bind(sealed)
    .bind(keys.first().id().to_string())
    .bind(state.last_four.clone())
    .bind(state.replaced_at)
    .bind(to_json(&state.bound_to))
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

/// Seals a kept secret anew for what its state names now.
pub(crate) async fn rebind(
    transaction: &mut Transaction<'_>,
    keys: &Keys,
    crm: Crm,
    from: &Fields,
    state: &SecretState,
) -> Result<(), Error> {
    let row = sqlx::query("SELECT sealed FROM secrets WHERE crm = $1")
        .bind(crm.key())
        .fetch_optional(&mut **transaction)
        .await?;
    let sealed: Vec<u8> = row.ok_or(Error::NoSecret(crm))?.try_get("sealed")?;
    let secret = unseal(keys, Place::secret(crm, from), &sealed)
        .map_err(|cause| Error::Sealed { crm, cause })?;
    keep(transaction, keys, crm, &secret, state).await
}

/// Deletes a secret's row.
pub(crate) async fn forget(transaction: &mut Transaction<'_>, crm: Crm) -> Result<(), Error> {
    sqlx::query("DELETE FROM secrets WHERE crm = $1")
        .bind(crm.key())
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

/// The ids of the keys that sealed what is kept.
pub(crate) async fn key_ids(pool: &AnyPool) -> Result<Vec<String>, Error> {
    let rows = sqlx::query("SELECT DISTINCT key_id FROM secrets")
        .fetch_all(pool)
        .await?;
    rows.iter().map(|row| Ok(row.try_get("key_id")?)).collect()
}

impl Store {
    /// Opens a kept secret for the host and identity it is about to be used with.
    ///
    /// # Errors
    /// [`Error::NoSecret`], and [`Error::Sealed`] if it was entered for another pair or was altered.
    pub async fn open_secret(&self, crm: Crm, bound_to: &Fields) -> Result<Secret, Error> {
        let row = sqlx::query("SELECT sealed FROM secrets WHERE crm = $1")
            .bind(crm.key())
            .fetch_optional(&self.pool)
            .await?;
        let sealed: Vec<u8> = row.ok_or(Error::NoSecret(crm))?.try_get("sealed")?;
        unseal(&self.keys, Place::secret(crm, bound_to), &sealed)
            .map_err(|cause| Error::Sealed { crm, cause })
    }

    /// Seals with the first key what another key sealed. A row that does not open is left and named
    /// in the log: one damaged secret keeps nobody from the others.
    pub(crate) async fn reseal_secrets(&self) -> Result<(), Error> {
        let first = self.keys.first();
        let rows = sqlx::query("SELECT crm, sealed, bound_to FROM secrets")
            .fetch_all(&self.pool)
            .await?;
        for row in rows {
            let crm = crm_of(row.try_get("crm")?, "secrets.crm")?;
            let sealed: Vec<u8> = row.try_get("sealed")?;
            let bound_to: Fields = from_json(row.try_get("bound_to")?, "secrets.bound_to")?;
            let place = Place::secret(crm, &bound_to);
            match unseal(&self.keys, place, &sealed) {
                Ok(_) if first.sealed(&sealed) => {}
                Ok(secret) => {
                    self.replace(crm, &sealed, seal(first, place, &secret))
                        .await?;
                    tracing::info!(crm = crm.key(), "secret sealed with the first key");
                }
                Err(cause) => {
                    tracing::error!(crm = crm.key(), %cause, "a kept secret does not open: enter it again");
                }
            }
        }
        Ok(())
    }

    /// Only if the row is still what was read: a save may have come between.
    async fn replace(&self, crm: Crm, old: &[u8], new: Vec<u8>) -> Result<(), Error> {
        let mut writing = self.write().await?;
        sqlx::query("UPDATE secrets SET sealed = $1, key_id = $2 WHERE crm = $3 AND sealed = $4")
            .bind(new)
            .bind(self.keys.first().id().to_string())
            .bind(crm.key())
            .bind(old.to_vec())
            .execute(&mut **writing)
            .await?;
        writing.commit().await
    }
}
