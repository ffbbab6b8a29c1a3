//! A secret on its way in, and what may be said of one that is kept.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

use crate::{
    clipboard::{bare, clean},
    fields::Fields,
    millis::Millis,
};

/// A secret value. It cannot be printed, and is serialised only by the page that sends it.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The value, for sealing it or for building the request that carries it.
    #[must_use]
    pub fn expose_secret(&self) -> &str {
        &self.0
    }

    /// Whether nothing but white space and zero-width characters is in it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        bare(&self.0).is_empty()
    }

    /// Whether a plain text is this secret, or this one, if it is long, stands in it, in whatever case.
    #[must_use]
    pub fn stands_in(&self, text: &str) -> bool {
        let [text, secret] = [text, &self.0].map(|text| clean(text).to_ascii_lowercase());
        !secret.is_empty() && (text == secret || (secret.len() >= 8 && text.contains(&secret)))
    }
}

impl From<String> for Secret {
    fn from(value: String) -> Self {
        Self(value)
    }
}

impl From<&str> for Secret {
    fn from(value: &str) -> Self {
        Self(value.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret([redacted])")
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// What a draft does to the kept secret. On the wire: absent or `"keep"`, `{"replace": "..."}`, `"clear"`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", try_from = "Sent")]
pub enum SecretEdit {
    /// Leave what is kept.
    #[default]
    Keep,
    /// Keep this value instead. A blank one changes nothing: what is kept stays.
    Replace(Secret),
    /// Forget what is kept.
    Clear,
}

impl SecretEdit {
    /// What it comes to: where nothing was typed, nothing is changed.
    #[must_use]
    pub fn meant(&self) -> Self {
        match self {
            Self::Replace(typed) if typed.is_blank() => Self::Keep,
            edit => edit.clone(),
        }
    }

    /// The secret that was typed, if one was.
    #[must_use]
    pub fn typed(&self) -> Option<&Secret> {
        match self {
            Self::Replace(typed) => Some(typed),
            Self::Keep | Self::Clear => None,
        }
    }
}

/// A [`SecretEdit`] as it arrives. Read by hand, since serde's own message for an unknown variant
/// repeats it, and a sender who forgets `replace` puts the secret in that very place.
#[derive(Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum Sent {
    Word(Secret),
    Replacement { replace: Secret },
}

impl TryFrom<Sent> for SecretEdit {
    type Error = &'static str;

    fn try_from(sent: Sent) -> Result<Self, Self::Error> {
        match sent {
            Sent::Replacement { replace } => Ok(Self::Replace(replace)),
            Sent::Word(word) if word.0 == "keep" => Ok(Self::Keep),
            Sent::Word(word) if word.0 == "clear" => Ok(Self::Clear),
            Sent::Word(_) => Err(r#"a secret is "keep", "clear" or {"replace": "..."}"#),
        }
    }
}

/// What is known of a kept secret; never its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecretState {
    /// The last four characters, where the secret has twelve or more.
    pub last_four: Option<String>,
    /// When it was entered.
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub replaced_at: Millis,
    /// The normalised host and identity it was entered for: it opens for no other.
    pub bound_to: Fields,
}

/// The last four characters of a secret that has twelve or more.
#[must_use]
pub fn last_four(secret: &Secret) -> Option<String> {
    let count = secret.0.chars().count();
    (count >= 12).then(|| secret.0.chars().skip(count - 4).collect())
}
