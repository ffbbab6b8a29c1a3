//! In whose name a CRM can be written to.

/// In whose name a CRM can be written to with the default user's credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Abilities {
    /// A record can be made in another's name.
    pub creates_as_other: bool,
    /// A note can be written in another's name.
    pub notes_as_other: bool,
    /// A record can be given to somebody in another's name.
    pub assigns_as_other: bool,
}

impl Abilities {
    /// Everything is written in the credential's own name.
    pub const NONE: Self = Self {
        creates_as_other: false,
        notes_as_other: false,
        assigns_as_other: false,
    };
}
