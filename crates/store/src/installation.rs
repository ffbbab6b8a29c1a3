//! What is one installation's own: the id that keys of records are made from, and the digests by which
//! repeated events and erased consumers are recognised without keeping what they said.

use std::{fmt, sync::Arc};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::Secret;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use sqlx::{AnyPool, Row as _};
use uuid::Uuid;

use crate::{
    database::Gate,
    error::Error,
    keys::Keys,
    seal::{Place, open, seal},
};

/// Where the key of digests is sealed.
const WHAT: &str = "digest key";

/// One installation; cheap to clone.
#[derive(Clone)]
pub(crate) struct Installation(Arc<Inner>);

struct Inner {
    id: String,
    digests: Hmac<Sha256>,
}

impl Installation {
    /// The one this database belongs to, made at the first start. The key of its digests is sealed with the
    /// first key from then on.
    pub(crate) async fn of(pool: &AnyPool, gate: &Gate, keys: &Keys) -> Result<Self, Error> {
        let (id, key) = match read(pool, keys).await? {
            Some((id, key, true)) => return Ok(Self::new(id, &key)),
            Some((id, key, false)) => (id, key),
            None => {
                let bytes: [u8; 32] = rand::random();
                (Uuid::now_v7().to_string(), STANDARD.encode(bytes).into())
            }
        };
        let mut writing = gate.write(pool).await?;
        // Another process may have been quicker: what it sealed with the same key stays.
        sqlx::query(
            "INSERT INTO installation (name, id, digest_key, key_id) VALUES ('portal', $1, $2, $3)
             ON CONFLICT (name) DO UPDATE SET digest_key = excluded.digest_key, key_id = excluded.key_id
             WHERE installation.key_id <> excluded.key_id",
        )
        .bind(id)
        .bind(seal(keys.first(), Place::own(WHAT), &key))
        .bind(keys.first().id().to_string())
        .execute(&mut **writing)
        .await?;
        writing.commit().await?;
        let kept = read(pool, keys).await?;
        let (id, key, _) = kept.ok_or(Error::Corrupt("installation.digest_key"))?;
        Ok(Self::new(id, &key))
    }

    fn new(id: String, key: &Secret) -> Self {
        let digests = Hmac::new_from_slice(key.expose_secret().as_bytes())
            .expect("a key of any length will do");
        Self(Arc::new(Inner { id, digests }))
    }

    /// Its id: the same for ever.
    pub(crate) fn id(&self) -> &str {
        &self.0.id
    }

    /// The digest of these parts, which nobody can make without this installation's key.
    pub(crate) fn digest(&self, parts: &[&[u8]]) -> Vec<u8> {
        let mut mac = self.0.digests.clone();
        for part in parts {
            // With its length: no two lists of parts have one digest.
            mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().to_vec()
    }
}

/// Id and key as they are kept, and whether the first key sealed that; nothing where it does not open.
async fn read(pool: &AnyPool, keys: &Keys) -> Result<Option<(String, Secret, bool)>, Error> {
    let row = sqlx::query("SELECT id, digest_key FROM installation WHERE name = 'portal'")
        .fetch_optional(pool)
        .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let sealed: Vec<u8> = row.try_get("digest_key")?;
    match open(keys, Place::own(WHAT), &sealed) {
        Ok(key) => Ok(Some((
            row.try_get("id")?,
            key,
            keys.first().sealed(&sealed),
        ))),
        Err(cause) => {
            tracing::error!(%cause, "the key of digests does not open: a new one is made, and events that come again are taken for others");
            Ok(None)
        }
    }
}

impl fmt::Debug for Installation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Installation({})", self.0.id)
    }
}
