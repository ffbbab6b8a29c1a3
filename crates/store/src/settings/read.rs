//! Reading the settings: one statement, so that it never shows half of a save or of an unlinking.

use std::collections::btree_map::Entry;

use domain::{Cause, Check, Crm, Health, Link, LinkState, Panel, SecretState, Settings, Verdict};
use sqlx::{Row as _, any::AnyRow};

use crate::{
    error::Error,
    keys::Keys,
    links::{row::link, tokens},
    row::{crm as crm_of, from_json},
    seal::{Place, open as unseal},
    store::Store,
};

const READ: &str = "
    SELECT settings.version, settings.saved_at, settings.agent_platform,
           panels.crm, panels.fields, panels.default_user, panels.always,
           secrets.last_four, secrets.replaced_at, secrets.bound_to, secrets.sealed,
           health.answer, health.checked_at,
           links.id, links.name, links.username, links.role, links.linked_at, links.linked_by,
           links.verified_at, links.state, links.since, links.cause,
           links.user_id, links.instance, links.generation, links.renewed_at, links.refresh,
           links.access, links.bound_to AS link_bound_to
    FROM settings
    LEFT JOIN panels ON TRUE
    LEFT JOIN secrets ON secrets.crm = panels.crm
    LEFT JOIN health ON health.crm = panels.crm
    LEFT JOIN links ON links.crm = panels.crm
    WHERE settings.page = 'crm'
    ORDER BY panels.crm, links.place, links.id";

impl Store {
    /// The settings as they are. A secret or token that does not open is a state of its connection or
    /// link, whatever was known of that before.
    ///
    /// # Errors
    /// The database's own, [`Error::Corrupt`].
    pub async fn settings(&self) -> Result<Settings, Error> {
        let rows = sqlx::query(READ).fetch_all(&self.pool).await?;
        let first = rows.first().ok_or(Error::Corrupt("settings"))?;
        let platform: Option<String> = first.try_get("agent_platform")?;
        let mut settings = Settings {
            version: first.try_get("version")?,
            saved_at: first.try_get("saved_at")?,
            agent_platform: platform
                .map(|key| crm_of(&key, "settings.agent_platform"))
                .transpose()?,
            ..Settings::default()
        };
        for row in &rows {
            if let Some(key) = row.try_get::<Option<String>, _>("crm")? {
                let crm = crm_of(&key, "panels.crm")?;
                let panel = match settings.panels.entry(crm) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(new) => new.insert(panel(row, &self.keys, crm)?),
                };
                panel.links.extend(openable_link(row, &self.keys, crm)?);
            }
        }
        Ok(settings)
    }
}

fn panel(row: &AnyRow, keys: &Keys, crm: Crm) -> Result<Panel, Error> {
    let default_user: i64 = row.try_get("default_user")?;
    let always: i64 = row.try_get("always")?;
    let secret = secret(row)?;
    let unreadable = match &secret {
        Some(state) => {
            let sealed: Vec<u8> = row.try_get("sealed")?;
            let opened = unseal(keys, Place::secret(crm, &state.bound_to), &sealed);
            opened.is_err().then(|| Health {
                check: Check {
                    cause: Some(Cause::SecretUnreadable),
                    ..Check::of(Verdict::Rejected)
                },
                checked_at: state.replaced_at,
            })
        }
        None => None,
    };
    Ok(Panel {
        fields: from_json(&row.try_get::<String, _>("fields")?, "panels.fields")?,
        secret,
        default_user: default_user != 0,
        always: always != 0,
        links: Vec::new(),
        health: match unreadable {
            Some(unreadable) => Some(unreadable),
            None => health(row)?,
        },
    })
}

/// The link of a row; one whose tokens do not open has to be made again.
fn openable_link(row: &AnyRow, keys: &Keys, crm: Crm) -> Result<Option<Link>, Error> {
    let Some(mut link) = link(row)? else {
        return Ok(None);
    };
    let bound_to = from_json(
        &row.try_get::<String, _>("link_bound_to")?,
        "links.bound_to",
    )?;
    if tokens::of_row(row, keys, crm, &link.id, bound_to).is_err() {
        link.state = LinkState::NeedsRelinking;
        link.cause = Some(Cause::SecretUnreadable);
    }
    Ok(Some(link))
}

fn secret(row: &AnyRow) -> Result<Option<SecretState>, Error> {
    let Some(bound_to) = row.try_get::<Option<String>, _>("bound_to")? else {
        return Ok(None);
    };
    Ok(Some(SecretState {
        last_four: row.try_get("last_four")?,
        replaced_at: row.try_get("replaced_at")?,
        bound_to: from_json(&bound_to, "secrets.bound_to")?,
    }))
}

fn health(row: &AnyRow) -> Result<Option<Health>, Error> {
    let Some(answer) = row.try_get::<Option<String>, _>("answer")? else {
        return Ok(None);
    };
    Ok(Some(Health {
        check: from_json(&answer, "health.answer")?,
        checked_at: row.try_get("checked_at")?,
    }))
}
