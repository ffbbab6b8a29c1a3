//! The order in which links act, and forgetting one.

use domain::{Crm, Millis};
use sqlx::Row as _;

use super::ends::hold_settings;
use crate::{error::Error, store::Store};

impl Store {
    /// Puts a link before all others. Whether there is such a link.
    ///
    /// # Errors
    /// The database's own.
    pub async fn put_link_first(&self, crm: Crm, id: &str) -> Result<bool, Error> {
        let mut writing = self.write().await?;
        hold_settings(&mut writing).await?;
        let moved = sqlx::query(
            "UPDATE links SET place = (SELECT MIN(place) - 1 FROM links WHERE crm = $1) WHERE crm = $1 AND id = $2",
        )
        .bind(crm.key())
        .bind(id.to_owned())
        .execute(&mut **writing)
        .await?;
        writing.commit().await?;
        Ok(moved.rows_affected() == 1)
    }

    /// Forgets a link. With the last one both boxes go off, as the help page says, and the version
    /// moves on, so that no save that still saw the link can tick them. Whether there was such a link.
    ///
    /// # Errors
    /// The database's own.
    pub async fn forget_link(&self, crm: Crm, id: &str, now: Millis) -> Result<bool, Error> {
        let mut writing = self.write().await?;
        hold_settings(&mut writing).await?;
        let gone = sqlx::query("DELETE FROM links WHERE crm = $1 AND id = $2")
            .bind(crm.key())
            .bind(id.to_owned())
            .execute(&mut **writing)
            .await?;
        let left: i64 =
            sqlx::query("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM links WHERE crm = $1")
                .bind(crm.key())
                .fetch_one(&mut **writing)
                .await?
                .try_get("n")?;
        let is_gone = gone.rows_affected() == 1;
        if is_gone && left == 0 {
            sqlx::query("UPDATE panels SET default_user = 0, always = 0 WHERE crm = $1")
                .bind(crm.key())
                .execute(&mut **writing)
                .await?;
            sqlx::query(
                "UPDATE settings SET version = version + 1, saved_at = $1 WHERE page = 'crm'",
            )
            .bind(now)
            .execute(&mut **writing)
            .await?;
        }
        writing.commit().await?;
        Ok(is_gone)
    }
}
