//! What a link hangs on: the settings it was made for, and its end when those change.

use domain::{Cause, Connection, Crm, Fields, LinkState, Millis, Panel};
use sqlx::Row as _;

use crate::{
    database::Transaction,
    error::Error,
    row::{from_json, to_json},
};

/// Ends the links that were made for other settings than the panel now has, whoever made them when.
pub(crate) async fn end_others(
    transaction: &mut Transaction<'_>,
    crm: Crm,
    panel: &Panel,
    now: Millis,
) -> Result<(), Error> {
    let bound_to = Connection::parse(crm, &panel.fields)
        .map(|connection| to_json(&connection.link_binding()))
        .unwrap_or_default();
    let cause = to_json(&Cause::SettingsChanged);
    sqlx::query(
        "UPDATE links SET state = $1, since = $2, cause = $3
         WHERE crm = $4 AND bound_to <> $5 AND (cause IS NULL OR cause <> $3)",
    )
    .bind(LinkState::NeedsRelinking.key())
    .bind(now)
    .bind(cause)
    .bind(crm.key())
    .bind(bound_to)
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

/// A write as the transaction's first statement: no save comes between what follows.
pub(super) async fn hold_settings(transaction: &mut Transaction<'_>) -> Result<(), Error> {
    sqlx::query("UPDATE settings SET version = version WHERE page = 'crm'")
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

/// What a link made now would be bound to.
pub(super) async fn current_binding(
    transaction: &mut Transaction<'_>,
    crm: Crm,
) -> Result<Option<Fields>, Error> {
    let row = sqlx::query("SELECT fields FROM panels WHERE crm = $1")
        .bind(crm.key())
        .fetch_optional(&mut **transaction)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let fields: Fields = from_json(row.try_get("fields")?, "panels.fields")?;
    Ok(Connection::parse(crm, &fields)
        .ok()
        .map(|connection| connection.link_binding()))
}
