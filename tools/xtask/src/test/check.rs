//! What makes up a check: how it is called, and what it does.

use anyhow::Result;

use super::tally::Tally;
use crate::tools::Toolbox;

/// One check of the project.
pub(super) struct Check {
    /// What it is called on the command line.
    pub(super) name: &'static str,
    /// What its heading says.
    pub(super) title: &'static str,
    /// Does it; an error counts as one failure.
    pub(super) run: fn(&Toolbox) -> Result<Tally>,
}
