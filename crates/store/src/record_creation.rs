//! The settings that say when a session makes a record; saved under a version like the page.

use domain::{Millis, RecordCreation};
use sqlx::Row as _;

use crate::{
    error::Error,
    row::{from_json, to_json},
    store::Store,
};

impl Store {
    /// The settings and their version.
    ///
    /// # Errors
    /// The database's own.
    pub async fn record_creation(&self) -> Result<(RecordCreation, i64), Error> {
        let row =
            sqlx::query("SELECT version, creation FROM record_creation WHERE page = 'operations'")
                .fetch_one(&self.pool)
                .await?;
        let creation = from_json(row.try_get("creation")?, "record_creation.creation")?;
        Ok((creation, row.try_get("version")?))
    }

    /// Saves them over the version they were read at; the new version.
    ///
    /// # Errors
    /// [`Error::Conflict`] if another save came first.
    pub async fn save_record_creation(
        &self,
        creation: &RecordCreation,
        version: i64,
        now: Millis,
    ) -> Result<i64, Error> {
        let mut writing = self.write().await?;
        let done = sqlx::query(
            "UPDATE record_creation SET creation = $1, version = version + 1, saved_at = $2
             WHERE page = 'operations' AND version = $3",
        )
        .bind(to_json(creation))
        .bind(now)
        .bind(version)
        .execute(&mut **writing)
        .await?;
        if done.rows_affected() == 0 {
            return Err(Error::Conflict);
        }
        writing.commit().await?;
        Ok(version + 1)
    }
}
