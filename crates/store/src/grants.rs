//! Grants on their way to a link: noted as soon as they are given, so that one which a stopped program
//! left behind can be revoked. Between the CRM's answer and this note there is a gap of one write.

use domain::{Crm, Fields, Millis, Secret};
use sqlx::Row as _;

use crate::{
    database::Transaction,
    error::Error,
    links::Former,
    row::{from_json, to_json},
    seal::{Place, open, seal},
    store::Store,
};

fn what(id: &str) -> String {
    format!("grant {id}")
}

impl Store {
    /// Notes a grant that is no link yet.
    ///
    /// # Errors
    /// The database's own.
    pub async fn note_grant(
        &self,
        crm: Crm,
        id: &str,
        (bound_to, refresh): (&Fields, &Secret),
        now: Millis,
    ) -> Result<(), Error> {
        let what = what(id);
        let sealed = seal(
            self.keys.first(),
            Place::grant(crm, &what, bound_to),
            refresh,
        );
        let mut writing = self.write().await?;
        sqlx::query(
            "INSERT INTO grants (id, crm, bound_to, refresh, key_id, noted_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(id.to_owned())
        .bind(crm.key())
        .bind(to_json(bound_to))
        .bind(sealed)
        .bind(self.keys.first().id().to_string())
        .bind(now)
        .execute(&mut **writing)
        .await?;
        writing.commit().await
    }

    /// Forgets a grant: it is revoked.
    ///
    /// # Errors
    /// The database's own.
    pub async fn forget_grant(&self, id: &str) -> Result<(), Error> {
        let mut writing = self.write().await?;
        forget(&mut writing, id).await?;
        writing.commit().await
    }

    /// Those noted before `before` that are no link still, by their ids.
    ///
    /// # Errors
    /// The database's own.
    pub async fn left_grants(
        &self,
        crm: Crm,
        before: Millis,
    ) -> Result<Vec<(String, Former)>, Error> {
        let rows = sqlx::query(
            "SELECT id, bound_to, refresh FROM grants WHERE crm = $1 AND noted_at < $2",
        )
        .bind(crm.key())
        .bind(before)
        .fetch_all(&self.pool)
        .await?;
        let mut left = Vec::new();
        for row in rows {
            let id: String = row.try_get("id")?;
            let bound_to: Fields = from_json(row.try_get("bound_to")?, "grants.bound_to")?;
            let sealed: Vec<u8> = row.try_get("refresh")?;
            let what = what(&id);
            if let Ok(refresh) = open(&self.keys, Place::grant(crm, &what, &bound_to), &sealed) {
                left.push((id, Former { bound_to, refresh }));
            }
        }
        Ok(left)
    }
}

/// As part of keeping its link.
pub(crate) async fn forget(transaction: &mut Transaction<'_>, id: &str) -> Result<(), Error> {
    sqlx::query("DELETE FROM grants WHERE id = $1")
        .bind(id.to_owned())
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

/// Those sealed with a key that is not there: nobody can revoke them here.
pub(crate) async fn forget_unreadable(store: &Store) -> Result<(), Error> {
    let rows = sqlx::query("SELECT id, key_id FROM grants")
        .fetch_all(&store.pool)
        .await?;
    for row in rows {
        let (id, key_id): (String, String) = (row.try_get("id")?, row.try_get("key_id")?);
        if !store.keys.knows(&key_id) {
            tracing::error!(
                grant = id,
                "a grant that became no link cannot be revoked: its key is gone"
            );
            store.forget_grant(&id).await?;
        }
    }
    Ok(())
}
