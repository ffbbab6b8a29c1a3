//! What happened to what.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{crm::Crm, field::Input, problem::Problem, settings::is_off, verdict::Check};

/// What became of a whole save.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Report {
    /// The agent platform.
    pub agent_platform: PlatformReport,
    /// The panels.
    pub panels: BTreeMap<Crm, PanelReport>,
}

/// What became of the choice of agent platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PlatformReport {
    /// Nothing was asked.
    Unchanged,
    /// The new choice is saved.
    Saved,
    /// The former one stays.
    Kept {
        /// What was asked for.
        wanted: Crm,
        /// Why it was not done.
        why: PlatformWhy,
    },
}

/// Why a working platform was not left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PlatformWhy {
    /// The new platform is not set up.
    NotSetUp,
    /// The new platform refuses its credentials.
    Refused,
    /// The new platform's typed credentials are not saved yet: they could not be checked, or were
    /// not sent since they are malformed or lack the secret, while older ones are stored.
    NotChecked,
}

/// What became of one panel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PanelReport {
    /// The credential tuple.
    pub tuple: TupleReport,
    /// The Default User box (box 1).
    pub default_user: BoxReport,
    /// Box 2.
    #[serde(default, skip_serializing_if = "BoxReport::is_as_asked")]
    pub always: BoxReport,
    /// Whether the linked administrators have to link again.
    #[serde(default, skip_serializing_if = "is_off")]
    pub ends_links: bool,
    /// What the CRM said, if it was asked.
    pub check: Option<Check>,
    /// What was not accepted.
    pub problems: Vec<Problem>,
    /// The inputs whose new value is saved.
    pub saved: Vec<Input>,
}

/// What became of a credential tuple.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TupleReport {
    /// Nothing was asked.
    Unchanged,
    /// Saved as typed.
    Saved,
    /// Refused: identity and secret are as saved before; the host too, unless nothing was stored.
    /// A kept host is named in [`PanelReport::saved`].
    Reverted,
    /// Not saved yet, since the CRM could not say or was not asked: the typed values stay in the draft.
    NotSavedYet,
}

/// What became of the Default User box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BoxReport {
    /// It stands as it was asked for.
    #[default]
    AsAsked,
    /// Off, because something it needs is missing.
    OffUnavailable,
    /// Off, because the credentials were refused.
    OffRefused,
    /// As it was: turning it on has to wait until the CRM can be asked, or about what.
    NotYet,
}

impl BoxReport {
    /// Whether it stands as it was asked for.
    #[must_use]
    pub fn is_as_asked(&self) -> bool {
        *self == Self::AsAsked
    }
}

impl PanelReport {
    /// Whether the typed values of the tuple stay in the draft.
    #[must_use]
    pub fn keeps_typed(&self) -> bool {
        self.tuple == TupleReport::NotSavedYet
    }
}
