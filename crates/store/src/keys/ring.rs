//! The keys themselves: read, checked, named.

use std::{fmt, sync::Arc};

use base64::Engine as _;
use secrecy::{ExposeSecret as _, SecretBox};
use sha2::{Digest as _, Sha256};

/// Why the keys cannot be used. Each is one sentence to show as it is.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// Secrets are kept and no key file is there.
    #[error(
        "The database holds sealed secrets, but there is no key file at {0}: put the file back, or set PORTAL_KEY."
    )]
    Missing(String),
    /// Secrets are kept that none of the keys sealed.
    #[error(
        "None of the keys given is the one that sealed the secrets in this database (key id {0}): give that key as well."
    )]
    Wrong(String),
    /// A line that is no key.
    #[error(
        "Line {0} of the keys is no key: it takes 32 random bytes as base64 or as 64 hex digits."
    )]
    Malformed(usize),
    /// A key that anyone guesses.
    #[error(
        "Line {0} of the keys is a word repeated or a plain pattern: make a random key, for example with `openssl rand -base64 32`."
    )]
    Guessable(usize),
    /// No key at all.
    #[error(
        "No key is given: the key file or PORTAL_KEY is empty, and the database holds secrets that were sealed with one. Put the key back."
    )]
    Empty,
    /// The key file cannot be read or made.
    #[error("The key file {path} cannot be used: {cause}.")]
    File {
        /// Where it is.
        path: String,
        /// Why not.
        #[source]
        cause: std::io::Error,
    },
}

/// A key's name in envelopes: it says which key sealed, and nothing about the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KeyId([u8; Self::LENGTH]);

impl KeyId {
    pub(crate) const LENGTH: usize = 8;

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// One key; it cannot be printed.
#[derive(Debug)]
pub(crate) struct Key {
    id: KeyId,
    bytes: SecretBox<[u8; 32]>,
}

impl Key {
    pub(crate) fn new(bytes: [u8; 32]) -> Self {
        let digest = Sha256::new()
            .chain_update("portal key id")
            .chain_update(bytes)
            .finalize();
        let mut id = [0; KeyId::LENGTH];
        id.copy_from_slice(&digest[..KeyId::LENGTH]);
        Self {
            id: KeyId(id),
            bytes: SecretBox::new(Box::new(bytes)),
        }
    }

    pub(crate) fn id(&self) -> KeyId {
        self.id
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        self.bytes.expose_secret()
    }

    /// Whether this key sealed the envelope, going by its id.
    pub(crate) fn sealed(&self, envelope: &[u8]) -> bool {
        envelope.get(1..=KeyId::LENGTH) == Some(self.id.as_bytes())
    }
}

/// All keys given; never none.
#[derive(Clone, Debug)]
pub(crate) struct Keys(Arc<[Key]>);

impl Keys {
    /// Reads keys, one a line or between commas; `#` begins a comment.
    pub(crate) fn parse(text: &str) -> Result<Self, KeyError> {
        let mut keys = Vec::new();
        for (number, line) in text.lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default();
            for word in line
                .split(|c: char| c == ',' || c.is_whitespace())
                .filter(|word| !word.is_empty())
            {
                let bytes = decode(word).ok_or(KeyError::Malformed(number + 1))?;
                if is_guessable(&bytes) {
                    return Err(KeyError::Guessable(number + 1));
                }
                keys.push(Key::new(bytes));
            }
        }
        if keys.is_empty() {
            Err(KeyError::Empty)
        } else {
            Ok(Self(keys.into()))
        }
    }

    /// The key that seals.
    pub(crate) fn first(&self) -> &Key {
        self.0.first().expect("parse refuses an empty list")
    }

    /// The key of this id.
    pub(crate) fn find(&self, id: &[u8]) -> Option<&Key> {
        self.0.iter().find(|key| key.id.as_bytes() == id)
    }

    pub(crate) fn knows(&self, id: &str) -> bool {
        self.0.iter().any(|key| key.id.to_string() == id)
    }
}

/// Whether a key is no random one: something shorter repeated, steps of one size, or hardly any
/// different bytes (32 random ones have about thirty).
fn is_guessable(bytes: &[u8; 32]) -> bool {
    let repeats = |period: usize| {
        bytes[period..]
            .iter()
            .zip(bytes)
            .all(|(one, other)| one == other)
    };
    let step = bytes[1].wrapping_sub(bytes[0]);
    let is_even = bytes
        .windows(2)
        .all(|pair| pair[1].wrapping_sub(pair[0]) == step);
    let different = bytes
        .iter()
        .collect::<std::collections::BTreeSet<_>>()
        .len();
    (1..=16).any(repeats) || is_even || different < 8
}

fn decode(word: &str) -> Option<[u8; 32]> {
    use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
    let hex = || -> Option<Vec<u8>> {
        let is_hex = word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hex.then(|| {
            (0..64)
                .step_by(2)
                .filter_map(|at| u8::from_str_radix(&word[at..at + 2], 16).ok())
                .collect()
        })
    };
    let base64 = || {
        [STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD]
            .iter()
            .find_map(|kind| kind.decode(word).ok())
    };
    hex().or_else(base64)?.try_into().ok()
}

#[cfg(test)]
mod tests;
