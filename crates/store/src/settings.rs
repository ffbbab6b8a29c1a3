//! Reading the settings: one statement, so that it never shows half of a save.

use domain::{Health, Panel, SecretState, Settings};
use sqlx::{AnyPool, Row as _, any::AnyRow};

use crate::{
    error::Error,
    row::{crm, from_json},
};

const READ: &str = "
    SELECT settings.version, settings.saved_at, settings.agent_platform,
           panels.crm, panels.fields, panels.default_user,
           secrets.last_four, secrets.replaced_at, secrets.bound_to,
           health.answer, health.checked_at
    FROM settings
    LEFT JOIN panels ON TRUE
    LEFT JOIN secrets ON secrets.crm = panels.crm
    LEFT JOIN health ON health.crm = panels.crm
    WHERE settings.page = 'crm'";

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
            settings
                .panels
                .insert(crm(&key, "panels.crm")?, panel(row)?);
        }
    }
    Ok(settings)
}

fn panel(row: &AnyRow) -> Result<Panel, Error> {
    let default_user: i64 = row.try_get("default_user")?;
    Ok(Panel {
        fields: from_json(&row.try_get::<String, _>("fields")?, "panels.fields")?,
        secret: secret(row)?,
        default_user: default_user != 0,
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
