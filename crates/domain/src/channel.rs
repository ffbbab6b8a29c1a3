//! How a session is held.

use serde::{Deserialize, Serialize};

/// How a session is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// A chat from the web or the mobile SDK.
    Chat,
    /// A call.
    Call,
}

impl Channel {
    /// Its name in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Chat => "chat",
            Self::Call => "call",
        }
    }

    /// The channel of that [`Channel::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Chat, Self::Call]
            .into_iter()
            .find(|channel| channel.key() == key)
    }
}
