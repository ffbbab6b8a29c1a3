//! Tokens of those who send events: shown once when they are made, kept as a hash.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{Millis, Secret};
use sha2::{Digest as _, Sha256};
use sqlx::Row as _;
use uuid::Uuid;

use crate::{error::Error, store::Store};

/// What every token begins with, so that it is recognised where it should not be.
const PREFIX: &str = "portal_";

/// How often it is written down that a token was used.
const USED_EVERY_MS: Millis = 60_000;

/// A token as it is listed: without itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// What its maker called it.
    pub name: String,
    /// When it was made.
    pub made_at: Millis,
    /// When it was last used, to the minute.
    pub used_at: Option<Millis>,
    /// When it was revoked.
    pub revoked_at: Option<Millis>,
}

impl Store {
    /// Makes a token under a name that no live one has.
    ///
    /// # Errors
    /// [`Error::NameTaken`]; the database's own.
    pub async fn make_credential(&self, name: &str, now: Millis) -> Result<Secret, Error> {
        let bytes: [u8; 32] = rand::random();
        let token = format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes));
        let mut writing = self.write().await?;
        let done = sqlx::query(
            "INSERT INTO credentials (id, name, hash, made_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT DO NOTHING",
        )
        .bind(Uuid::now_v7().to_string())
        .bind(name.to_owned())
        .bind(hash(&token))
        .bind(now)
        .execute(&mut **writing)
        .await?;
        if done.rows_affected() == 0 {
            return Err(Error::NameTaken(name.to_owned()));
        }
        writing.commit().await?;
        Ok(token.into())
    }

    /// All of them, the newest last.
    ///
    /// # Errors
    /// The database's own.
    pub async fn credentials(&self) -> Result<Vec<Credential>, Error> {
        let rows =
            sqlx::query("SELECT name, made_at, used_at, revoked_at FROM credentials ORDER BY id")
                .fetch_all(&self.pool)
                .await?;
        rows.iter()
            .map(|row| {
                Ok(Credential {
                    name: row.try_get("name")?,
                    made_at: row.try_get("made_at")?,
                    used_at: row.try_get("used_at")?,
                    revoked_at: row.try_get("revoked_at")?,
                })
            })
            .collect()
    }

    /// Revokes the live one of this name; whether there was one.
    ///
    /// # Errors
    /// The database's own.
    pub async fn revoke_credential(&self, name: &str, now: Millis) -> Result<bool, Error> {
        let mut writing = self.write().await?;
        let done = sqlx::query(
            "UPDATE credentials SET revoked_at = $1 WHERE name = $2 AND revoked_at IS NULL",
        )
        .bind(now)
        .bind(name.to_owned())
        .execute(&mut **writing)
        .await?;
        writing.commit().await?;
        Ok(done.rows_affected() > 0)
    }

    /// The name of the live token that this is.
    ///
    /// # Errors
    /// The database's own.
    pub async fn credential(&self, token: &Secret, now: Millis) -> Result<Option<String>, Error> {
        // Found by its hash: how long that takes tells nothing of the token.
        let hash = hash(token.expose_secret());
        let row = sqlx::query(
            "SELECT name, used_at FROM credentials WHERE hash = $1 AND revoked_at IS NULL",
        )
        .bind(hash.clone())
        .fetch_optional(&self.pool)
        .await?;
        let Some(row) = row else {
            return Ok(None);
        };
        let used_at: Option<Millis> = row.try_get("used_at")?;
        if used_at.is_none_or(|at| now - at >= USED_EVERY_MS) {
            let mut writing = self.write().await?;
            sqlx::query("UPDATE credentials SET used_at = $1 WHERE hash = $2")
                .bind(now)
                .bind(hash)
                .execute(&mut **writing)
                .await?;
            writing.commit().await?;
        }
        Ok(Some(row.try_get("name")?))
    }

    /// Remembers the address of an agent of the contact centre.
    ///
    /// # Errors
    /// The database's own.
    pub async fn remember_agent(&self, source: &str, id: &str, email: &str) -> Result<(), Error> {
        let mut writing = self.write().await?;
        sqlx::query(
            "INSERT INTO agents (source, agent, email) VALUES ($1, $2, $3)
             ON CONFLICT (source, agent) DO UPDATE SET email = excluded.email",
        )
        .bind(source.to_owned())
        .bind(id.to_owned())
        .bind(email.to_owned())
        .execute(&mut **writing)
        .await?;
        writing.commit().await
    }

    /// The address of an agent of the contact centre, if it was told.
    ///
    /// # Errors
    /// The database's own.
    pub async fn agent_email(&self, source: &str, id: &str) -> Result<Option<String>, Error> {
        let row = sqlx::query("SELECT email FROM agents WHERE source = $1 AND agent = $2")
            .bind(source.to_owned())
            .bind(id.to_owned())
            .fetch_optional(&self.pool)
            .await?;
        row.map(|row| Ok(row.try_get("email")?)).transpose()
    }
}

fn hash(token: &str) -> String {
    let digest = Sha256::digest(token);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
