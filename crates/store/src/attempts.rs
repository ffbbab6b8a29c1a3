//! Links on their way: what the window carries, which browser began it, and how it ended.

use domain::{AttemptStatus, Crm, Fields, LinkFailure, LinkRefusal, Millis, Secret};
use sqlx::Row as _;

use crate::{
    error::Error,
    row::{from_json, to_json},
    seal::{Place, open, seal},
    store::Store,
};

/// How long an answer may be worked on; after that the program that did so is taken for dead.
const WORK_MS: Millis = 60_000;

/// How long an ended one is remembered.
const REMEMBERED_MS: Millis = 86_400_000;

/// A link that begins.
#[derive(Clone, Debug)]
pub struct NewAttempt {
    /// Its name.
    pub id: String,
    /// SHA-256 of what the window carries, in hexadecimal.
    pub state_hash: String,
    /// SHA-256 of the cookie of the browser that began, in hexadecimal.
    pub browser_hash: String,
    /// The proof key's verifier.
    pub verifier: Secret,
    /// Sign-in host, app and organisation.
    pub bound_to: Fields,
    /// When it is given up.
    pub expires_at: Millis,
}

/// A link whose answer came: nobody else gets it.
#[derive(Clone, Debug)]
pub struct ClaimedAttempt {
    /// Its name.
    pub id: String,
    /// The proof key's verifier.
    pub verifier: Secret,
    /// Sign-in host, app and organisation it was begun for.
    pub bound_to: Fields,
}

/// What became of an answer's claim.
#[derive(Clone, Debug)]
pub enum Claim {
    /// It is the caller's.
    Ours(ClaimedAttempt),
    /// It was begun in another browser; nothing is changed by it.
    OtherBrowser,
    /// Unknown, used, called off or too late.
    Gone,
}

impl Store {
    /// Notes a link that begins, and forgets those of yesterday.
    ///
    /// # Errors
    /// The database's own, [`Error::Corrupt`], [`Error::Sealed`].
    pub async fn begin_attempt(
        &self,
        crm: Crm,
        new: &NewAttempt,
        now: Millis,
    ) -> Result<(), Error> {
        let mut writing = self.write().await?;
        sqlx::query("DELETE FROM attempts WHERE expires_at < $1")
            .bind(now - REMEMBERED_MS)
            .execute(&mut **writing)
            .await?;
        let what = format!("verifier of attempt {}", new.id);
        let place = Place::grant(crm, &what, &new.bound_to);
        sqlx::query(
        "INSERT INTO attempts (id, crm, state_hash, browser_hash, verifier, bound_to, expires_at, status)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(new.id.clone())
    .bind(crm.key())
    .bind(new.state_hash.clone())
    .bind(new.browser_hash.clone())
    .bind(seal(self.keys.first(), place, &new.verifier))
    .bind(to_json(&new.bound_to))
    .bind(new.expires_at)
    .bind(to_json(&AttemptStatus::Waiting))
    .execute(&mut **writing)
    .await?;
        writing.commit().await
    }

    /// Claims the link that this state and this browser began: once.
    ///
    /// # Errors
    /// The database's own, [`Error::Corrupt`], [`Error::Sealed`].
    pub async fn claim_attempt(
        &self,
        crm: Crm,
        state_hash: &str,
        browser_hash: Option<&str>,
        now: Millis,
    ) -> Result<Claim, Error> {
        let waiting = to_json(&AttemptStatus::Waiting);
        let mut writing = self.write().await?;
        let row = sqlx::query(
            "SELECT browser_hash FROM attempts
         WHERE crm = $1 AND state_hash = $2 AND claimed_at = 0 AND expires_at > $3 AND status = $4",
        )
        .bind(crm.key())
        .bind(state_hash.to_owned())
        .bind(now)
        .bind(waiting.clone())
        .fetch_optional(&mut **writing)
        .await?;
        let Some(row) = row else {
            return Ok(Claim::Gone);
        };
        if browser_hash != Some(row.try_get::<String, _>("browser_hash")?.as_str()) {
            return Ok(Claim::OtherBrowser);
        }
        let row = sqlx::query(
        "UPDATE attempts SET claimed_at = $1 WHERE state_hash = $2 AND claimed_at = 0 AND status = $3
         RETURNING id, verifier, bound_to",
    )
    .bind(now)
    .bind(state_hash.to_owned())
    .bind(waiting)
    .fetch_optional(&mut **writing)
    .await?;
        let Some(row) = row else {
            return Ok(Claim::Gone);
        };
        writing.commit().await?;
        let id: String = row.try_get("id")?;
        let bound_to: Fields = from_json(row.try_get("bound_to")?, "attempts.bound_to")?;
        let what = format!("verifier of attempt {id}");
        let place = Place::grant(crm, &what, &bound_to);
        let sealed: Vec<u8> = row.try_get("verifier")?;
        let verifier =
            open(&self.keys, place, &sealed).map_err(|cause| Error::Sealed { crm, cause })?;
        Ok(Claim::Ours(ClaimedAttempt {
            id,
            verifier,
            bound_to,
        }))
    }

    /// Notes how it ended, and forgets the verifier.
    ///
    /// # Errors
    /// The database's own, [`Error::Corrupt`], [`Error::Sealed`].
    pub async fn end_attempt(&self, id: &str, status: &AttemptStatus) -> Result<(), Error> {
        let mut writing = self.write().await?;
        sqlx::query("UPDATE attempts SET status = $1, verifier = $2 WHERE id = $3")
            .bind(to_json(status))
            .bind(Vec::<u8>::new())
            .bind(id.to_owned())
            .execute(&mut **writing)
            .await?;
        writing.commit().await
    }

    /// Calls it off, unless its answer has come.
    ///
    /// # Errors
    /// The database's own, [`Error::Corrupt`], [`Error::Sealed`].
    pub async fn cancel_attempt(&self, id: &str) -> Result<(), Error> {
        let mut writing = self.write().await?;
        sqlx::query(
        "UPDATE attempts SET status = $1, verifier = $2 WHERE id = $3 AND claimed_at = 0 AND status = $4",
    )
    .bind(to_json(&AttemptStatus::Cancelled))
    .bind(Vec::<u8>::new())
    .bind(id.to_owned())
    .bind(to_json(&AttemptStatus::Waiting))
    .execute(&mut **writing)
    .await?;
        writing.commit().await
    }

    /// How it stands; nothing where no such one is remembered.
    ///
    /// # Errors
    /// The database's own, [`Error::Corrupt`], [`Error::Sealed`].
    pub async fn attempt(&self, id: &str, now: Millis) -> Result<Option<AttemptStatus>, Error> {
        let row = sqlx::query("SELECT status, expires_at, claimed_at FROM attempts WHERE id = $1")
            .bind(id.to_owned())
            .fetch_optional(&self.pool)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let status: AttemptStatus = from_json(row.try_get("status")?, "attempts.status")?;
        let (expires_at, claimed_at): (Millis, Millis) =
            (row.try_get("expires_at")?, row.try_get("claimed_at")?);
        Ok(Some(match status {
            AttemptStatus::Waiting if claimed_at == 0 && expires_at <= now => {
                AttemptStatus::Expired
            }
            // The program stopped between the answer and its end.
            AttemptStatus::Waiting if claimed_at > 0 && claimed_at + WORK_MS <= now => {
                AttemptStatus::Failed(LinkFailure {
                    code: LinkRefusal::Unreachable,
                    check: None,
                })
            }
            known => known,
        }))
    }
}
