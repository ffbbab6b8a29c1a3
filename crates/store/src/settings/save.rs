//! Writing the outcome of a save in one transaction.

use domain::{
    Crm, Panel, Settings,
    save::{HealthWrite, Outcome, PanelWrite, SecretWrite, TupleReport},
};

use crate::{
    database::Transaction, error::Error, health, keys::Keys, links::ends, row::to_json, secrets,
    store::Store,
};

impl Store {
    /// Writes the outcome of a save, all of it or nothing.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the settings are no longer at the version the outcome was made from.
    pub async fn save(&self, outcome: &Outcome) -> Result<(), Error> {
        let mut writing = self.write().await?;
        claim_version(&mut writing, &outcome.settings).await?;
        for (crm, write) in &outcome.writes {
            let panel = outcome.settings.panel(*crm);
            let tuple = outcome.report.panels.get(crm).map(|report| report.tuple);
            let version = outcome.settings.version;
            write_panel(&mut writing, *crm, &panel, tuple, version).await?;
            write_secret(&mut writing, &self.keys, *crm, &panel, write).await?;
            if crm.has_links() {
                let now = outcome.settings.saved_at.unwrap_or_default();
                ends::end_others(&mut writing, *crm, &panel, now).await?;
            }
            if write.health == HealthWrite::Set {
                health::replace(&mut writing, *crm, panel.health.as_ref()).await?;
            }
        }
        writing.commit().await
    }
}

/// The transaction's first statement is this write: it makes a second save wait and then miss the
/// version.
async fn claim_version(
    transaction: &mut Transaction<'_>,
    settings: &Settings,
) -> Result<(), Error> {
    let updated = sqlx::query(
        "UPDATE settings SET version = $1, saved_at = $2, agent_platform = $3 WHERE page = 'crm' AND version = $4",
    )
    .bind(settings.version)
    .bind(settings.saved_at)
    .bind(settings.agent_platform.map(Crm::key))
    .bind(settings.version - 1)
    .execute(&mut **transaction)
    .await?;
    if updated.rows_affected() == 1 {
        Ok(())
    } else {
        Err(Error::Conflict)
    }
}

async fn write_panel(
    transaction: &mut Transaction<'_>,
    crm: Crm,
    panel: &Panel,
    tuple: Option<TupleReport>,
    version: i64,
) -> Result<(), Error> {
    let is_new_tuple = tuple == Some(TupleReport::Saved);
    sqlx::query(
        "INSERT INTO panels (crm, fields, default_user, tuple_version, always) VALUES ($1, $2, $3, $4, $6)
         ON CONFLICT (crm) DO UPDATE SET fields = excluded.fields, default_user = excluded.default_user,
         always = excluded.always,
         tuple_version = CASE WHEN $5 = 1 THEN excluded.tuple_version ELSE panels.tuple_version END",
    )
    .bind(crm.key())
    .bind(to_json(&panel.fields))
    .bind(i64::from(panel.default_user))
    .bind(version)
    .bind(i64::from(is_new_tuple))
    .bind(i64::from(panel.always))
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

async fn write_secret(
    transaction: &mut Transaction<'_>,
    keys: &Keys,
    crm: Crm,
    panel: &Panel,
    write: &PanelWrite,
) -> Result<(), Error> {
    match (&write.secret, &panel.secret) {
        (SecretWrite::Keep, _) => Ok(()),
        (SecretWrite::Clear, _) => secrets::forget(transaction, crm).await,
        (SecretWrite::Replace(secret), Some(state)) => {
            secrets::keep(transaction, keys, crm, secret, state).await
        }
        (SecretWrite::Rebind(from), Some(state)) => {
            secrets::rebind(transaction, keys, crm, from, state).await
        }
        (SecretWrite::Replace(_) | SecretWrite::Rebind(_), None) => {
            Err(Error::Corrupt("a new secret without its state"))
        }
    }
}
