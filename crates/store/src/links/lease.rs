//! The right to renew a link's tokens: one holder at a time, whichever process it is in.

use domain::Millis;
use sqlx::Row as _;

use crate::{error::Error, store::Store};

/// A lease as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    /// Who has it, in that one's own words.
    pub holder: String,
    /// Until when, unless it is extended.
    pub until: Millis,
}

impl Store {
    /// Takes the right to renew the tokens of this generation until `until`, if nobody else holds it.
    ///
    /// # Errors
    /// The database's own.
    pub async fn lease_link(
        &self,
        id: &str,
        generation: i64,
        holder: &str,
        now: Millis,
        until: Millis,
    ) -> Result<bool, Error> {
        let mut writing = self.write().await?;
        let taken = sqlx::query(
            "UPDATE links SET leased_by = $1, leased_until = $2
             WHERE id = $3 AND generation = $4 AND (leased_until <= $5 OR leased_until > $6)",
        )
        .bind(holder.to_owned())
        .bind(until)
        .bind(id.to_owned())
        .bind(generation)
        .bind(now)
        // Further ahead than any lease goes: the clock was set back.
        .bind(until.saturating_add(until.saturating_sub(now)))
        .execute(&mut **writing)
        .await?;
        writing.commit().await?;
        Ok(taken.rows_affected() == 1)
    }

    /// Who holds the lease of a link.
    ///
    /// # Errors
    /// The database's own.
    pub async fn link_lease(&self, id: &str) -> Result<Option<Lease>, Error> {
        let row = sqlx::query("SELECT leased_by, leased_until FROM links WHERE id = $1")
            .bind(id.to_owned())
            .fetch_optional(&self.pool)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let until = row.try_get("leased_until")?;
        let holder: Option<String> = row.try_get("leased_by")?;
        Ok(holder.map(|holder| Lease { holder, until }))
    }

    /// Lets `holder` keep the lease until then. Whether it still had it.
    ///
    /// # Errors
    /// The database's own.
    pub async fn extend_lease(&self, id: &str, holder: &str, until: Millis) -> Result<bool, Error> {
        let mut writing = self.write().await?;
        let extended =
            sqlx::query("UPDATE links SET leased_until = $1 WHERE id = $2 AND leased_by = $3")
                .bind(until)
                .bind(id.to_owned())
                .bind(holder.to_owned())
                .execute(&mut **writing)
                .await?;
        writing.commit().await?;
        Ok(extended.rows_affected() == 1)
    }

    /// Gives the lease of `holder` back without new tokens: its own, or that of one who is known to be
    /// dead.
    ///
    /// # Errors
    /// The database's own.
    pub async fn release_link(&self, id: &str, holder: &str) -> Result<(), Error> {
        let mut writing = self.write().await?;
        sqlx::query(
            "UPDATE links SET leased_by = NULL, leased_until = 0 WHERE id = $1 AND leased_by = $2",
        )
        .bind(id.to_owned())
        .bind(holder.to_owned())
        .execute(&mut **writing)
        .await?;
        writing.commit().await
    }
}
