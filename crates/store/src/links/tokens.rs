//! A link's tokens: sealed for the sign-in host, app and organisation they came from, and renewed by
//! one holder of a lease at a time, whichever process it is in.

use domain::{Crm, Fields, Millis, Secret};
use sqlx::{AnyPool, Row as _, any::AnyRow};

use super::Former;
use crate::{
    error::Error,
    keys::Keys,
    row::from_json,
    seal::{Place, open, seal},
};

/// The tokens of a link, opened.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// The refresh token.
    pub refresh: Secret,
    /// The access token.
    pub access: Secret,
    /// Where the organisation's data lives, an https address.
    pub instance: String,
    /// Which tokens these are: counts up with every renewal.
    pub generation: i64,
    /// When they came.
    pub renewed_at: Millis,
    /// The user they speak for.
    pub user_id: String,
    /// What they were made for.
    pub bound_to: Fields,
}

/// New tokens for a link.
#[derive(Clone, Debug)]
pub struct NewTokens {
    /// The next refresh token; the one before stays where none came.
    pub refresh: Option<Secret>,
    /// The access token.
    pub access: Secret,
    /// Where the organisation's data lives, an https address.
    pub instance: String,
}

pub(super) struct Sealed {
    pub(super) refresh: Vec<u8>,
    pub(super) access: Vec<u8>,
}

pub(super) fn seal_both(
    keys: &Keys,
    crm: Crm,
    id: &str,
    bound_to: &Fields,
    refresh: &Secret,
    access: &Secret,
) -> Sealed {
    let one = |what: &str, secret| {
        let what = format!("{what} of link {id}");
        let place = Place {
            crm,
            what: &what,
            bound_to,
        };
        seal(keys.first(), place, secret)
    };
    Sealed {
        refresh: one("refresh", refresh),
        access: one("access", access),
    }
}

/// Opens the tokens of a link, whatever they were made for: the caller compares that with where it is
/// about to send them.
pub(crate) async fn read(
    pool: &AnyPool,
    keys: &Keys,
    crm: Crm,
    id: &str,
) -> Result<Option<Tokens>, Error> {
    let row = sqlx::query(
        "SELECT refresh, access, instance, generation, renewed_at, user_id, bound_to
         FROM links WHERE crm = $1 AND id = $2",
    )
    .bind(crm.key())
    .bind(id.to_owned())
    .fetch_optional(pool)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let bound_to: Fields = from_json(row.try_get("bound_to")?, "links.bound_to")?;
    let opened = |what: &str, sealed: Vec<u8>| {
        let what = format!("{what} of link {id}");
        let place = Place {
            crm,
            what: &what,
            bound_to: &bound_to,
        };
        open(keys, place, &sealed).map_err(|cause| Error::Sealed { crm, cause })
    };
    Ok(Some(Tokens {
        refresh: opened("refresh", row.try_get("refresh")?)?,
        access: opened("access", row.try_get("access")?)?,
        instance: row.try_get("instance")?,
        generation: row.try_get("generation")?,
        renewed_at: row.try_get("renewed_at")?,
        user_id: row.try_get("user_id")?,
        bound_to,
    }))
}

/// The grant in a row; none where it does not open, since nobody can revoke that.
pub(super) fn former(
    keys: &Keys,
    crm: Crm,
    id: &str,
    row: &AnyRow,
) -> Result<Option<Former>, Error> {
    let bound_to: Fields = from_json(row.try_get("bound_to")?, "links.bound_to")?;
    let what = format!("refresh of link {id}");
    let place = Place {
        crm,
        what: &what,
        bound_to: &bound_to,
    };
    let sealed: Vec<u8> = row.try_get("refresh")?;
    let refresh = open(keys, place, &sealed).ok();
    Ok(refresh.map(|refresh| Former { bound_to, refresh }))
}

/// Takes the right to renew the tokens of this generation until then, if nobody else holds it.
pub(crate) async fn lease(
    pool: &AnyPool,
    id: &str,
    generation: i64,
    holder: &str,
    now: Millis,
    until: Millis,
) -> Result<bool, Error> {
    let taken = sqlx::query(
        "UPDATE links SET leased_by = $1, leased_until = $2
         WHERE id = $3 AND generation = $4 AND (leased_until <= $5 OR leased_until > $6)",
    )
    .bind(holder.to_owned())
    .bind(until)
    .bind(id.to_owned())
    .bind(generation)
    .bind(now)
    // Further ahead than any lease goes: the clock was set back.
    .bind(until.saturating_add(until.saturating_sub(now)))
    .execute(pool)
    .await?;
    Ok(taken.rows_affected() == 1)
}

/// Gives the lease back without new tokens.
pub(crate) async fn release(pool: &AnyPool, id: &str, holder: &str) -> Result<(), Error> {
    sqlx::query(
        "UPDATE links SET leased_by = NULL, leased_until = 0 WHERE id = $1 AND leased_by = $2",
    )
    .bind(id.to_owned())
    .bind(holder.to_owned())
    .execute(pool)
    .await?;
    Ok(())
}

/// Puts new tokens in the place of those of this generation, in one write: until it stands, the old
/// ones do. Whether it was done: not if the link was made anew meanwhile.
pub(crate) async fn renew(
    pool: &AnyPool,
    keys: &Keys,
    (crm, id): (Crm, &str),
    before: &Tokens,
    new: &NewTokens,
    now: Millis,
) -> Result<bool, Error> {
    let refresh = new.refresh.as_ref().unwrap_or(&before.refresh);
    let sealed = seal_both(keys, crm, id, &before.bound_to, refresh, &new.access);
    let written = sqlx::query(
        "UPDATE links SET refresh = $1, access = $2, instance = $3, key_id = $4,
             generation = generation + 1, renewed_at = $7, leased_by = NULL, leased_until = 0
         WHERE id = $5 AND generation = $6",
    )
    .bind(sealed.refresh)
    .bind(sealed.access)
    .bind(new.instance.clone())
    .bind(keys.first().id().to_string())
    .bind(id.to_owned())
    .bind(before.generation)
    .bind(now)
    .execute(pool)
    .await?;
    Ok(written.rows_affected() == 1)
}

/// The ids of the keys that sealed the tokens.
pub(crate) async fn key_ids(pool: &AnyPool) -> Result<Vec<String>, Error> {
    let rows = sqlx::query("SELECT DISTINCT key_id FROM links")
        .fetch_all(pool)
        .await?;
    rows.iter().map(|row| Ok(row.try_get("key_id")?)).collect()
}

/// Seals with the first key what another key sealed.
pub(crate) async fn reseal(pool: &AnyPool, keys: &Keys) -> Result<(), Error> {
    let rows = sqlx::query("SELECT id, crm, refresh FROM links WHERE key_id <> $1")
        .bind(keys.first().id().to_string())
        .fetch_all(pool)
        .await?;
    for row in rows {
        let id: String = row.try_get("id")?;
        let crm = crate::row::crm(row.try_get("crm")?, "links.crm")?;
        match read(pool, keys, crm, &id).await {
            Ok(Some(tokens)) => {
                let sealed = seal_both(
                    keys,
                    crm,
                    &id,
                    &tokens.bound_to,
                    &tokens.refresh,
                    &tokens.access,
                );
                // Only if the row is still what was read. Generation and lease stay: they are the same
                // tokens, and somebody may just be renewing them.
                sqlx::query(
                    "UPDATE links SET refresh = $1, access = $2, key_id = $3 WHERE id = $4 AND refresh = $5",
                )
                .bind(sealed.refresh)
                .bind(sealed.access)
                .bind(keys.first().id().to_string())
                .bind(id.clone())
                .bind(row.try_get::<Vec<u8>, _>("refresh")?)
                .execute(pool)
                .await?;
                tracing::info!(link = id, "tokens sealed with the first key");
            }
            Ok(None) => {}
            Err(error) => {
                tracing::error!(link = id, %error, "the tokens of a link do not open: link again");
            }
        }
    }
    Ok(())
}
