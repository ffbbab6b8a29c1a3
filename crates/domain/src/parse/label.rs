//! The label that names an account; the suffix of its host is always the CRM's own.

use std::{fmt, str::FromStr};

use super::host::check_label;
use crate::code::Code;

/// One DNS label in lower case: letters, digits and inner hyphens, at most 63 of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label(String);

impl Label {
    /// The label.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Label {
    type Err = Code;

    fn from_str(text: &str) -> Result<Self, Code> {
        if text.contains('.') {
            return Err(Code::ForeignHost);
        }
        check_label(text)?;
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
