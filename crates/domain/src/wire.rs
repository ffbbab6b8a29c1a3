//! What the API answers besides the settings themselves.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    Millis,
    crm::Crm,
    link::Link,
    save::Report,
    settings::Settings,
    verdict::{Check, Health},
};
pub use crate::{
    activity::{
        Activity, ActivityPage, Attributed, Call, DeliveryState, Held, RecordLink, Seen, Story,
    },
    problem::Problem,
    received::{EventResult, EventStatus, EventsProblem, Received},
};

/// The answer to a save: what is stored now, and what happened to what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Saved {
    /// The settings as they are now.
    pub settings: Settings,
    /// What was saved and what was kept.
    pub report: Report,
}

/// The answer to a connection test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tested {
    /// What the CRM said, whatever it is.
    pub check: Check,
    /// What is known of the stored connection from now on, if that is what was tested.
    pub noted: Option<Health>,
}

/// What is known of the stored connections, without the settings themselves: the page asks for it
/// again and again, and no draft is disturbed by it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Known {
    /// The version of the settings this is known of.
    pub version: i64,
    /// Of each connection, what its CRM last said.
    pub health: BTreeMap<Crm, Health>,
    /// The linked administrators.
    pub links: BTreeMap<Crm, Vec<Link>>,
    /// Since when no notification arrives by mail, if that is so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i64>))]
    pub mail_failing_since: Option<Millis>,
    /// Since when none arrives at the webhook, if that is so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i64>))]
    pub webhook_failing_since: Option<Millis>,
}

/// The answer to unlinking an administrator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Unlinked {
    /// The settings as they are now; with the last link both boxes went off.
    pub settings: Settings,
    /// Whether the CRM was told, too: the link is forgotten here in any case.
    pub is_revoked: bool,
}

/// The body of every answer of 400 and above.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Failure {
    /// Stable name of the error, such as `version_mismatch`.
    pub code: String,
    /// What happened, in English, for people who call the API.
    pub message: String,
    /// What to do about it, in English.
    pub next_step: String,
    /// Found again in the server's log.
    pub request_id: Option<String>,
    /// The inputs that were not accepted (422).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
    /// The settings as they are now (412).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<Box<Settings>>,
}

/// What the page needs to know of the server it came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct About {
    /// The server's version.
    pub version: String,
    /// Whether it talks to the sandbox instead of the real CRMs.
    pub sandbox: bool,
    /// Where Salesforce sends a signed-in administrator back to: to be registered in the connected app.
    pub redirect_uri: String,
}
