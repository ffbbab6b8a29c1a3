//! GUIDs, as Microsoft's portals show them.

use std::{fmt, str::FromStr};

use crate::code::Code;

/// A GUID in lower case, 8-4-4-4-12.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guid(String);

impl Guid {
    /// The lower-case text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Guid {
    type Err = Code;

    fn from_str(text: &str) -> Result<Self, Code> {
        let text = text
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'))
            .unwrap_or(text);
        let is_group = |(group, length): (&str, usize)| {
            group.len() == length && group.bytes().all(|byte| byte.is_ascii_hexdigit())
        };
        let groups = text.split('-').count();
        if groups == 5 && text.split('-').zip([8, 4, 4, 4, 12]).all(is_group) {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err(Code::AppIdInvalid)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_braces_do_not_matter_and_all_else_does() {
        let guid = "3F2504E0-4F89-41D3-9A0C-0305E82C3301";
        assert_eq!(
            guid.parse::<Guid>().map(|id| id.to_string()),
            Ok(guid.to_lowercase())
        );
        assert_eq!(
            format!("{{{guid}}}")
                .parse::<Guid>()
                .map(|id| id.to_string()),
            Ok(guid.to_lowercase())
        );
        for bad in [
            "",
            "3F2504E0",
            "3F2504E0-4F89-41D3-9A0C-0305E82C33",
            "3F2504E0-4F89-41D3-9A0C-0305E82C330G",
        ] {
            assert_eq!(bad.parse::<Guid>(), Err(Code::AppIdInvalid), "{bad}");
        }
    }
}
