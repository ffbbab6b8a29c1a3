//! The envelope of a secret at rest.
//!
//! XChaCha20-Poly1305 under a random nonce, with everything that says where the secret belongs as
//! associated data: a row copied to another CRM, host or identity, a shortened or an older envelope
//! does not open.
//!
//! `version (1 byte) | key id (8) | nonce (24) | ciphertext and tag`

use std::sync::LazyLock;

use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead as _, KeyInit as _, Payload},
};
use domain::{Crm, Fields, Secret};

use crate::keys::{Key, KeyId, Keys};

/// Of most envelopes.
const VERSION: u8 = 1;

/// Of a link's tokens, since instance, user and generation are part of their place.
const TOKEN_VERSION: u8 = 2;

const NONCE: usize = 24;
const TAG: usize = 16;
const HEAD: usize = 1 + KeyId::LENGTH + NONCE;

/// Where a secret belongs: it opens nowhere else.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    version: u8,
    /// Whose it is: a CRM's, or nobody's.
    crm: &'static str,
    /// What it is, and whose: a link's refresh token opens neither as its access token nor as another's.
    what: &'a str,
    bound_to: &'a Fields,
}

impl<'a> Place<'a> {
    /// The place of a CRM's typed secret.
    pub(crate) fn secret(crm: Crm, bound_to: &'a Fields) -> Self {
        Self::grant(crm, "secret", bound_to)
    }

    /// The place of what a link that is on its way needs.
    pub(crate) fn grant(crm: Crm, what: &'a str, bound_to: &'a Fields) -> Self {
        Self {
            version: VERSION,
            crm: crm.key(),
            what,
            bound_to,
        }
    }

    /// The place of what belongs to the installation and to no CRM: what events say, the key of digests.
    pub(crate) fn own(what: &'a str) -> Self {
        static NOTHING: LazyLock<Fields> = LazyLock::new(Fields::default);
        Self {
            version: VERSION,
            crm: "",
            what,
            bound_to: &NOTHING,
        }
    }

    /// The place of a link's token; `what` names instance, user and generation.
    pub(crate) fn token(crm: Crm, what: &'a str, bound_to: &'a Fields) -> Self {
        Self {
            version: TOKEN_VERSION,
            ..Self::grant(crm, what, bound_to)
        }
    }

    /// The place of a link's token as it was before [`TOKEN_VERSION`].
    pub(crate) fn former_token(crm: Crm, what: &'a str, bound_to: &'a Fields) -> Self {
        Self::grant(crm, what, bound_to)
    }
}

/// Why an envelope did not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Shorter than any envelope.
    #[error("it is cut short")]
    Truncated,
    /// Of another version than is written there.
    #[error("its version {0} does not belong there")]
    UnknownVersion(u8),
    /// Sealed with a key that is not there.
    #[error("its key is not among the keys given")]
    UnknownKey,
    /// Altered, or moved from another CRM, host or identity.
    #[error("it was altered, or entered for another host or identity")]
    Mismatch,
}

/// Seals a secret for its place.
pub(crate) fn seal(key: &Key, place: Place<'_>, secret: &Secret) -> Vec<u8> {
    let nonce: [u8; NONCE] = rand::random();
    let aad = associated(place, key.id());
    let payload = Payload {
        msg: secret.expose_secret().as_bytes(),
        aad: &aad,
    };
    let ciphertext = cipher(key)
        .encrypt(&XNonce::from(nonce), payload)
        .expect("only a message of 256 GB is too long");
    [
        &[place.version],
        key.id().as_bytes(),
        &nonce[..],
        &ciphertext,
    ]
    .concat()
}

/// Opens a secret in its place.
pub(crate) fn open(keys: &Keys, place: Place<'_>, sealed: &[u8]) -> Result<Secret, SealError> {
    let version = *sealed.first().ok_or(SealError::Truncated)?;
    if version != place.version {
        return Err(SealError::UnknownVersion(version));
    }
    if sealed.len() < HEAD + TAG {
        return Err(SealError::Truncated);
    }
    let (head, ciphertext) = sealed.split_at(HEAD);
    let (id, nonce) = head[1..].split_at(KeyId::LENGTH);
    let key = keys.find(id).ok_or(SealError::UnknownKey)?;
    let nonce = XNonce::try_from(nonce).map_err(|_| SealError::Truncated)?;
    let aad = associated(place, key.id());
    let text = cipher(key)
        .decrypt(
            &nonce,
            Payload {
                msg: ciphertext,
                aad: &aad,
            },
        )
        .map_err(|_| SealError::Mismatch)?;
    String::from_utf8(text)
        .map(Secret::from)
        .map_err(|_| SealError::Mismatch)
}

fn cipher(key: &Key) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.bytes().into())
}

/// JSON of a tuple: no two places share a text, and the map behind `Fields` is ordered.
fn associated(place: Place<'_>, key: KeyId) -> Vec<u8> {
    let parts = (
        place.version,
        place.crm,
        place.what,
        key.to_string(),
        place.bound_to,
    );
    serde_json::to_vec(&parts).expect("text and maps of text always serialise")
}

#[cfg(test)]
mod tests;
