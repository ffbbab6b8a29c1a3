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
