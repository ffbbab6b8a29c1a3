//! When a session makes a record at all: the settings under "CRM Record Creation Details".

use serde::{Deserialize, Serialize};

/// What the administrator chose. The default is what a new installation does: a record for every
/// session that is taken, none for those that were abandoned before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct RecordCreation {
    /// "Create CRM records for abandoned calls": off.
    pub abandoned: bool,
    /// "Delay call record until call is connected": off, so that a call has its record once assigned.
    pub delay_calls: bool,
    /// "Delay chat case creation until chat has a minimum of ___ messages sent by consumer": 0, so that
    /// a chat has its record on arrival.
    pub chat_messages: u32,
    /// "Append call or chat session to latest open record in the same leaf queue": off.
    pub append: bool,
    /// "Skip CRM account creation": off. A contact that is not there already is not made.
    pub skip_contacts: bool,
    /// "Skip CRM record creation": off. Nothing is written to the CRM.
    pub skip_records: bool,
}
