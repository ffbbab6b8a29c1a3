//! Linked administrators: who they are and in which order they act. Their tokens are in [`tokens`].

pub(crate) mod tokens;

use domain::{
    Cause, Check, Connection, Crm, Fields, Link, LinkState, Millis, Panel, Secret, Verdict,
};
use sqlx::{AnyPool, Row as _};

use crate::{
    database::Transaction,
    error::Error,
    keys::Keys,
    row::{from_json, to_json},
    settings::link,
};

/// An administrator who has just signed in.
#[derive(Clone, Debug)]
pub struct NewLink {
    /// The user's id in the CRM: linking the same user again renews the link.
    pub user_id: String,
    /// Display name.
    pub name: String,
    /// The name they sign in with.
    pub username: String,
    /// Their profile.
    pub role: String,
    /// Sign-in host, app and organisation it was made for.
    pub bound_to: Fields,
    /// Where the organisation's data lives, an https address.
    pub instance: String,
    /// The refresh token.
    pub refresh: Secret,
    /// The access token.
    pub access: Secret,
}

/// The grant that a renewed link had before, for revoking it.
#[derive(Clone, Debug)]
pub struct Former {
    /// What it was made for.
    pub bound_to: Fields,
    /// Its refresh token.
    pub refresh: Secret,
}

const READ_ONE: &str =
    "SELECT id, name, username, role, linked_at, linked_by, verified_at, state, since, cause
     FROM links WHERE id = $1";

/// Keeps a new or renewed link, unless the settings it was made for have changed since.
pub(crate) async fn keep(
    pool: &AnyPool,
    keys: &Keys,
    crm: Crm,
    id: &str,
    new: &NewLink,
    now: Millis,
) -> Result<(Link, Option<Former>), Error> {
    let mut transaction = pool.begin().await?;
    hold_settings(&mut transaction).await?;
    if current_binding(&mut transaction, crm).await? != Some(new.bound_to.clone()) {
        return Err(Error::Conflict);
    }
    // The id is part of the seal, so a renewed link keeps its own.
    let known =
        sqlx::query("SELECT id, bound_to, refresh FROM links WHERE crm = $1 AND user_id = $2")
            .bind(crm.key())
            .bind(new.user_id.clone())
            .fetch_optional(&mut *transaction)
            .await?;
    let (id, former) = match known {
        Some(row) => {
            let id: String = row.try_get("id")?;
            let former = tokens::former(keys, crm, &id, &row)?;
            (id, former)
        }
        None => (id.to_owned(), None),
    };
    let sealed = tokens::seal_both(keys, crm, &id, &new.bound_to, &new.refresh, &new.access);
    sqlx::query(
        "INSERT INTO links (id, crm, user_id, name, username, role, place, linked_at, verified_at,
             state, since, bound_to, instance, refresh, access, key_id, generation, renewed_at)
         VALUES ($1, $2, $3, $4, $5, $6,
             (SELECT COALESCE(MAX(place), 0) + 1 FROM links WHERE crm = $2),
             $7, $7, $8, $7, $9, $10, $11, $12, $13, 1, $7)
         ON CONFLICT (crm, user_id) DO UPDATE SET name = excluded.name, username = excluded.username,
             role = excluded.role, linked_at = excluded.linked_at, verified_at = excluded.verified_at,
             state = excluded.state, since = excluded.since, cause = NULL,
             bound_to = excluded.bound_to, instance = excluded.instance, refresh = excluded.refresh,
             access = excluded.access, key_id = excluded.key_id, generation = links.generation + 1,
             renewed_at = excluded.renewed_at,
             leased_by = NULL, leased_until = 0",
    )
    .bind(id.clone())
    .bind(crm.key())
    .bind(new.user_id.clone())
    .bind(new.name.clone())
    .bind(new.username.clone())
    .bind(new.role.clone())
    .bind(now)
    .bind(LinkState::Active.key())
    .bind(to_json(&new.bound_to))
    .bind(new.instance.clone())
    .bind(sealed.refresh)
    .bind(sealed.access)
    .bind(keys.first().id().to_string())
    .execute(&mut *transaction)
    .await?;
    let row = sqlx::query(READ_ONE)
        .bind(id)
        .fetch_one(&mut *transaction)
        .await?;
    transaction.commit().await?;
    let link = link(&row)?.ok_or(Error::Corrupt("links.id"))?;
    Ok((link, former))
}

/// Notes what the CRM said of a link with the tokens of this generation, made for these settings.
/// Whether it was noted: not if it was linked again or the settings were changed since.
pub(crate) async fn note(
    pool: &AnyPool,
    (crm, id): (Crm, &str),
    bound_to: &Fields,
    generation: i64,
    check: &Check,
    now: Millis,
) -> Result<bool, Error> {
    let mut transaction = pool.begin().await?;
    hold_settings(&mut transaction).await?;
    if current_binding(&mut transaction, crm).await?.as_ref() != Some(bound_to) {
        return Ok(false);
    }
    let held =
        sqlx::query("UPDATE links SET generation = generation WHERE id = $1 AND generation = $2")
            .bind(id.to_owned())
            .bind(generation)
            .execute(&mut *transaction)
            .await?;
    if held.rows_affected() == 0 {
        return Ok(false);
    }
    let row = sqlx::query(READ_ONE)
        .bind(id.to_owned())
        .fetch_one(&mut *transaction)
        .await?;
    let before = link(&row)?.ok_or(Error::Corrupt("links.id"))?;
    let state = before.state.after(check);
    let is_valid = check.verdict == Verdict::Valid;
    let role = check
        .acts_as
        .as_ref()
        .filter(|_| is_valid)
        .map(|user| user.role.clone());
    sqlx::query(
        "UPDATE links SET state = $1, since = $2, cause = $3, verified_at = $4, role = $5 WHERE id = $6",
    )
    .bind(state.key())
    .bind(if state == before.state { before.since } else { now })
    .bind(cause_after(&before, state, check).map(|cause| to_json(&cause)))
    .bind(if is_valid { Some(now) } else { before.verified_at })
    .bind(role.unwrap_or(before.role))
    .bind(id.to_owned())
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await?;
    Ok(true)
}

/// A link that is dead keeps the cause it died of while nothing better is known.
fn cause_after(before: &Link, state: LinkState, check: &Check) -> Option<Cause> {
    if state == before.state && !check.verdict.is_final() {
        before.cause
    } else {
        check.cause
    }
}

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

/// Puts a link before all others. Whether there is such a link.
pub(crate) async fn first(pool: &AnyPool, crm: Crm, id: &str) -> Result<bool, Error> {
    let mut transaction = pool.begin().await?;
    hold_settings(&mut transaction).await?;
    let moved = sqlx::query(
        "UPDATE links SET place = (SELECT MIN(place) - 1 FROM links WHERE crm = $1) WHERE crm = $1 AND id = $2",
    )
    .bind(crm.key())
    .bind(id.to_owned())
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await?;
    Ok(moved.rows_affected() == 1)
}

/// Forgets a link. With the last one both boxes go off, as the help page says, and the version moves
/// on, so that no save that still saw the link can tick them. Whether there was such a link.
pub(crate) async fn forget(pool: &AnyPool, crm: Crm, id: &str, now: Millis) -> Result<bool, Error> {
    let mut transaction = pool.begin().await?;
    hold_settings(&mut transaction).await?;
    let gone = sqlx::query("DELETE FROM links WHERE crm = $1 AND id = $2")
        .bind(crm.key())
        .bind(id.to_owned())
        .execute(&mut *transaction)
        .await?;
    let left: i64 = sqlx::query("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM links WHERE crm = $1")
        .bind(crm.key())
        .fetch_one(&mut *transaction)
        .await?
        .try_get("n")?;
    let is_gone = gone.rows_affected() == 1;
    if is_gone && left == 0 {
        sqlx::query("UPDATE panels SET default_user = 0, always = 0 WHERE crm = $1")
            .bind(crm.key())
            .execute(&mut *transaction)
            .await?;
        sqlx::query("UPDATE settings SET version = version + 1, saved_at = $1 WHERE page = 'crm'")
            .bind(now)
            .execute(&mut *transaction)
            .await?;
    }
    transaction.commit().await?;
    Ok(is_gone)
}

/// A write as the transaction's first statement: no save comes between what follows.
async fn hold_settings(transaction: &mut Transaction<'_>) -> Result<(), Error> {
    sqlx::query("UPDATE settings SET version = version WHERE page = 'crm'")
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

/// What a link made now would be bound to.
async fn current_binding(
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
