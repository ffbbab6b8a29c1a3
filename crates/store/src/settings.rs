//! Reading the settings: one statement, so that it never shows half of a save or of an unlinking.

use std::collections::btree_map::Entry;

use domain::{Health, Link, LinkState, Panel, SecretState, Settings};
use sqlx::{AnyPool, Row as _, any::AnyRow};

use crate::{
    error::Error,
    row::{crm, from_json},
};

const READ: &str = "
    SELECT settings.version, settings.saved_at, settings.agent_platform,
           panels.crm, panels.fields, panels.default_user, panels.always,
           secrets.last_four, secrets.replaced_at, secrets.bound_to,
           health.answer, health.checked_at,
           links.id, links.name, links.username, links.role, links.linked_at, links.linked_by,
           links.verified_at, links.state, links.since, links.cause
    FROM settings
    LEFT JOIN panels ON TRUE
    LEFT JOIN secrets ON secrets.crm = panels.crm
    LEFT JOIN health ON health.crm = panels.crm
    LEFT JOIN links ON links.crm = panels.crm
    WHERE settings.page = 'crm'
    ORDER BY panels.crm, links.place, links.id";

/// The settings as they are.
pub(crate) async fn read(pool: &AnyPool) -> Result<Settings, Error> {
    let rows = sqlx::query(READ).fetch_all(pool).await?;
    let first = rows.first().ok_or(Error::Corrupt("settings"))?;
    let platform: Option<String> = first.try_get("agent_platform")?;
    let mut settings = Settings {
        version: first.try_get("version")?,
        saved_at: first.try_get("saved_at")?,
        agent_platform: platform
            .map(|key| crm(&key, "settings.agent_platform"))
            .transpose()?,
        ..Settings::default()
    };
    for row in &rows {
        if let Some(key) = row.try_get::<Option<String>, _>("crm")? {
            let panel = match settings.panels.entry(crm(&key, "panels.crm")?) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => new.insert(panel(row)?),
            };
            panel.links.extend(link(row)?);
        }
    }
    Ok(settings)
}

fn panel(row: &AnyRow) -> Result<Panel, Error> {
    let default_user: i64 = row.try_get("default_user")?;
    let always: i64 = row.try_get("always")?;
    Ok(Panel {
        fields: from_json(&row.try_get::<String, _>("fields")?, "panels.fields")?,
        secret: secret(row)?,
        default_user: default_user != 0,
        always: always != 0,
        links: Vec::new(),
        health: health(row)?,
    })
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

/// The link of a row, if it has one.
pub(crate) fn link(row: &AnyRow) -> Result<Option<Link>, Error> {
    let Some(id) = row.try_get::<Option<String>, _>("id")? else {
        return Ok(None);
    };
    let state: String = row.try_get("state")?;
    let cause: Option<String> = row.try_get("cause")?;
    Ok(Some(Link {
        id,
        name: row.try_get("name")?,
        username: row.try_get("username")?,
        role: row.try_get("role")?,
        linked_at: row.try_get("linked_at")?,
        linked_by: row.try_get("linked_by")?,
        verified_at: row.try_get("verified_at")?,
        state: LinkState::from_key(&state).ok_or(Error::Corrupt("links.state"))?,
        since: row.try_get("since")?,
        cause: cause
            .map(|text| from_json(&text, "links.cause"))
            .transpose()?,
    }))
}
