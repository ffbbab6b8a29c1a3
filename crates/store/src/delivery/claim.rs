//! Claiming lanes. What differs between the databases stands in [`claim_sql`].

use domain::{Crm, Millis};
use sqlx::{AnyConnection, Row as _};

use super::types::LaneLease;
use crate::{error::Error, store::Store};

impl Store {
    /// Claims up to `limit` lanes of this CRM that are due, for `me`, until then. One whose last holder
    /// never ended its lease was tried by that.
    ///
    /// # Errors
    /// The database's own.
    pub async fn claim(
        &self,
        crm: Crm,
        me: &str,
        limit: u32,
        now: Millis,
        until: Millis,
    ) -> Result<Vec<LaneLease>, Error> {
        let mut writing = self.write().await?;
        let sql = claim_sql(&writing);
        let rows = sqlx::query(sql)
            .bind(crm.key())
            .bind(now)
            .bind(i64::from(limit))
            .bind(until)
            .bind(me.to_owned())
            .fetch_all(&mut **writing)
            .await?;
        writing.commit().await?;
        rows.iter()
            .map(|row| {
                let tries: i64 = row.try_get("tries")?;
                Ok(LaneLease {
                    lane: row.try_get("lane")?,
                    source: row.try_get("source")?,
                    session: row.try_get("session")?,
                    number: row.try_get("lease")?,
                    tries: u32::try_from(tries).unwrap_or(u32::MAX),
                })
            })
            .collect()
    }

    /// When the next lane of this CRM is due, if one waits.
    ///
    /// # Errors
    /// The database's own.
    pub async fn next_due(&self, crm: Crm) -> Result<Option<Millis>, Error> {
        let row = sqlx::query(
            "SELECT due_at FROM lanes WHERE state = 'ready' AND crm = $1 ORDER BY due_at LIMIT 1",
        )
        .bind(crm.key())
        .fetch_optional(&self.pool)
        .await?;
        row.map(|row| Ok(row.try_get("due_at")?)).transpose()
    }

    /// Binds the lanes that came while no CRM was chosen to the one that is now; how many.
    ///
    /// # Errors
    /// The database's own.
    pub async fn bind_lanes(&self, crm: Crm) -> Result<u64, Error> {
        let mut writing = self.write().await?;
        let done = sqlx::query(
            "UPDATE lanes SET crm = $1 WHERE lane IN (SELECT lane FROM lanes WHERE crm = '' ORDER BY lane LIMIT 500)",
        )
        .bind(crm.key())
        .execute(&mut **writing)
        .await?;
        if done.rows_affected() > 0 {
            writing.commit().await?;
        }
        Ok(done.rows_affected())
    }

    /// Makes every leased lane due at once: where only this process may write, whoever held a lease at
    /// its start is dead.
    ///
    /// # Errors
    /// The database's own.
    pub async fn release_leases(&self, now: Millis) -> Result<(), Error> {
        let mut writing = self.write().await?;
        if !is_sqlite(&writing) {
            return Ok(());
        }
        sqlx::query("UPDATE lanes SET due_at = $1 WHERE state = 'ready' AND leased_by IS NOT NULL")
            .bind(now)
            .execute(&mut **writing)
            .await?;
        writing.commit().await
    }
}

fn is_sqlite(connection: &AnyConnection) -> bool {
    connection.backend_name() == "SQLite"
}

/// PostgreSQL takes several writers at once: each passes over what another is claiming.
fn claim_sql(connection: &AnyConnection) -> &'static str {
    macro_rules! claim {
        ($lock:literal) => {
            concat!(
                "WITH due AS MATERIALIZED (
                     SELECT lane FROM lanes WHERE state = 'ready' AND crm = $1 AND due_at <= $2
                     ORDER BY due_at, lane LIMIT $3 ",
                $lock,
                ")
                 UPDATE lanes SET due_at = $4, lease = lease + 1, leased_by = $5,
                     tries = tries + CASE WHEN leased_by IS NULL THEN 0 ELSE 1 END
                 WHERE lane IN (SELECT lane FROM due) RETURNING lane, source, session, lease, tries"
            )
        };
    }
    if is_sqlite(connection) {
        claim!("")
    } else {
        claim!("FOR UPDATE SKIP LOCKED")
    }
}
