//! What a step of the set-up can be asked.
//! A step finds its tool first, and installs it only where it is missing.

use anyhow::Result;

use crate::tools::Toolbox;

/// One thing that must be there.
pub(super) trait Step {
    /// Name and version, as shown.
    fn name(&self) -> String;
    /// What installing it means, as shown while it runs.
    fn effort(&self) -> &'static str;
    /// Whether it is there; if so it is put into the toolbox.
    fn find(&self, tools: &mut Toolbox) -> bool;
    /// Installs it, whole or not at all.
    fn install(&self) -> Result<()>;
    /// The command to type where installing fails.
    fn by_hand(&self) -> String;
}
