//! The call budget of a connection: a token bucket that all processes draw from.

use domain::{Crm, Millis};
use sqlx::Row as _;

use crate::{error::Error, store::Store};

impl Store {
    /// Draws the right to make `wanted` calls, or as many as there are. The bucket holds a minute's calls
    /// and fills up evenly; `per_minute` is what a new one is made with.
    ///
    /// # Errors
    /// The database's own.
    pub async fn draw_calls(
        &self,
        crm: Crm,
        wanted: u32,
        per_minute: u32,
        now: Millis,
    ) -> Result<u32, Error> {
        let mut writing = self.write().await?;
        sqlx::query(
            "INSERT INTO budgets (crm, tokens, refilled_at, per_minute) VALUES ($1, $2, $3, $2)
             ON CONFLICT (crm) DO NOTHING",
        )
        .bind(crm.key())
        .bind(i64::from(per_minute))
        .bind(now)
        .execute(&mut **writing)
        .await?;
        // A row that is written at once stays ours until the end.
        let row = sqlx::query(
            "UPDATE budgets SET per_minute = $2 WHERE crm = $1
             RETURNING tokens, refilled_at",
        )
        .bind(crm.key())
        .bind(i64::from(per_minute))
        .fetch_one(&mut **writing)
        .await?;
        let (tokens, refilled_at): (i64, Millis) =
            (row.try_get("tokens")?, row.try_get("refilled_at")?);
        let rate = i64::from(per_minute);
        let passed = (now - refilled_at).clamp(0, 60_000);
        let (new, full) = (passed * rate / 60_000, rate);
        let (tokens, refilled_at) = if tokens + new >= full {
            (full, now)
        } else {
            // What is too little for a call is not lost.
            (tokens + new, refilled_at + new * 60_000 / rate.max(1))
        };
        let drawn = tokens.clamp(0, i64::from(wanted));
        sqlx::query("UPDATE budgets SET tokens = $2, refilled_at = $3 WHERE crm = $1")
            .bind(crm.key())
            .bind(tokens - drawn)
            .bind(refilled_at)
            .execute(&mut **writing)
            .await?;
        writing.commit().await?;
        Ok(u32::try_from(drawn).unwrap_or_default())
    }
}
