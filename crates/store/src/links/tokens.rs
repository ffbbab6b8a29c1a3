//! A link's tokens, sealed for everything that says where they go: sign-in host, app and organisation,
//! the instance, the user, and which tokens of the link they are.

use domain::{Crm, Fields, Millis, Secret};
use sqlx::{Row as _, any::AnyRow};

use super::new_link::Former;
use crate::{
    error::Error,
    keys::Keys,
    row::from_json,
    seal::{Place, SealError, open, seal},
    store::Store,
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

/// Where tokens belong: they open with nothing of it changed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Belongs<'a> {
    pub(super) crm: Crm,
    pub(super) id: &'a str,
    pub(super) user_id: &'a str,
    pub(super) instance: &'a str,
    pub(super) generation: i64,
    pub(super) bound_to: &'a Fields,
}

impl Belongs<'_> {
    /// JSON, so that no two of them share a text.
    fn what(&self, token: &str) -> String {
        let parts = (token, self.id, self.user_id, self.instance, self.generation);
        serde_json::to_string(&parts).expect("text and a number always serialise")
    }

    pub(super) fn seal(&self, keys: &Keys, token: &str, secret: &Secret) -> Vec<u8> {
        let what = self.what(token);
        seal(
            keys.first(),
            Place::token(self.crm, &what, self.bound_to),
            secret,
        )
    }

    fn open(&self, keys: &Keys, token: &str, sealed: &[u8]) -> Result<Secret, SealError> {
        let what = self.what(token);
        open(keys, Place::token(self.crm, &what, self.bound_to), sealed)
    }

    /// As it was sealed before instance, user and generation were part of it.
    fn open_former(&self, keys: &Keys, token: &str, sealed: &[u8]) -> Result<Secret, SealError> {
        let what = format!("{token} of link {}", self.id);
        open(
            keys,
            Place::former_token(self.crm, &what, self.bound_to),
            sealed,
        )
    }
}

/// The tokens of a row with `refresh`, `access`, `instance`, `generation`, `renewed_at` and `user_id`.
pub(crate) fn of_row(
    row: &AnyRow,
    keys: &Keys,
    crm: Crm,
    id: &str,
    bound_to: Fields,
) -> Result<Tokens, Error> {
    opened(row, keys, crm, id, bound_to, true)
}

/// The same, sealed before instance, user and generation were part of the place.
pub(super) fn former_of_row(
    row: &AnyRow,
    keys: &Keys,
    crm: Crm,
    id: &str,
    bound_to: Fields,
) -> Result<Tokens, Error> {
    opened(row, keys, crm, id, bound_to, false)
}

fn opened(
    row: &AnyRow,
    keys: &Keys,
    crm: Crm,
    id: &str,
    bound_to: Fields,
    is_current: bool,
) -> Result<Tokens, Error> {
    let (user_id, instance): (String, String) = (row.try_get("user_id")?, row.try_get("instance")?);
    let generation = row.try_get("generation")?;
    let belongs = Belongs {
        crm,
        id,
        user_id: &user_id,
        instance: &instance,
        generation,
        bound_to: &bound_to,
    };
    let one = |token: &str| -> Result<Secret, Error> {
        let sealed: Vec<u8> = row.try_get(token)?;
        let opened = if is_current {
            belongs.open(keys, token, &sealed)
        } else {
            belongs.open_former(keys, token, &sealed)
        };
        opened.map_err(|cause| Error::Sealed { crm, cause })
    };
    Ok(Tokens {
        refresh: one("refresh")?,
        access: one("access")?,
        generation,
        renewed_at: row.try_get("renewed_at")?,
        user_id,
        instance,
        bound_to,
    })
}

/// The grant in a row; none where it does not open, since nobody can revoke that.
pub(super) fn former(
    row: &AnyRow,
    keys: &Keys,
    crm: Crm,
    id: &str,
) -> Result<Option<Former>, Error> {
    let bound_to: Fields = from_json(row.try_get("bound_to")?, "links.bound_to")?;
    let (user_id, instance): (String, String) = (row.try_get("user_id")?, row.try_get("instance")?);
    let belongs = Belongs {
        crm,
        id,
        user_id: &user_id,
        instance: &instance,
        generation: row.try_get("generation")?,
        bound_to: &bound_to,
    };
    let sealed: Vec<u8> = row.try_get("refresh")?;
    let refresh = belongs.open(keys, "refresh", &sealed).ok();
    Ok(refresh.map(|refresh| Former { bound_to, refresh }))
}

impl Store {
    /// Opens a link's tokens, whatever they were made for: the caller compares that with where it is
    /// about to send them.
    ///
    /// # Errors
    /// [`Error::Sealed`] if they, or what says where they go, were altered, or if they were sealed
    /// with a key that is not there.
    pub async fn link_tokens(&self, crm: Crm, id: &str) -> Result<Option<Tokens>, Error> {
        let row = sqlx::query(
            "SELECT refresh, access, instance, generation, renewed_at, user_id, bound_to
             FROM links WHERE crm = $1 AND id = $2",
        )
        .bind(crm.key())
        .bind(id.to_owned())
        .fetch_optional(&self.pool)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let bound_to = from_json(row.try_get("bound_to")?, "links.bound_to")?;
        of_row(&row, &self.keys, crm, id, bound_to).map(Some)
    }

    /// Puts new tokens in the place of `before`, in one write: until it stands, the old ones do.
    /// Whether it was done: not if the link was made anew meanwhile.
    ///
    /// # Errors
    /// The database's own.
    pub async fn renew_link(
        &self,
        crm: Crm,
        id: &str,
        before: &Tokens,
        new: &NewTokens,
        now: Millis,
    ) -> Result<bool, Error> {
        let belongs = Belongs {
            crm,
            id,
            user_id: &before.user_id,
            instance: &new.instance,
            generation: before.generation + 1,
            bound_to: &before.bound_to,
        };
        let refresh = new.refresh.as_ref().unwrap_or(&before.refresh);
        let mut writing = self.write().await?;
        let written = sqlx::query(
            "UPDATE links SET refresh = $1, access = $2, instance = $3, key_id = $4,
                 generation = generation + 1, renewed_at = $7, leased_by = NULL, leased_until = 0
             WHERE id = $5 AND generation = $6",
        )
        .bind(belongs.seal(&self.keys, "refresh", refresh))
        .bind(belongs.seal(&self.keys, "access", &new.access))
        .bind(new.instance.clone())
        .bind(self.keys.first().id().to_string())
        .bind(id.to_owned())
        .bind(before.generation)
        .bind(now)
        .execute(&mut **writing)
        .await?;
        writing.commit().await?;
        Ok(written.rows_affected() == 1)
    }
}
