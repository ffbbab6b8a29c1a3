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

/// Where the hyphens stand.
const HYPHENS: [usize; 4] = [8, 13, 18, 23];

impl FromStr for Guid {
    type Err = Code;

    /// Takes it in any case, also in braces or parentheses and without its hyphens.
    fn from_str(text: &str) -> Result<Self, Code> {
        let wrapped = |open, close| text.strip_prefix(open)?.strip_suffix(close);
        let bare = wrapped('{', '}').or_else(|| wrapped('(', ')'));
        let bare = bare.unwrap_or(text);
        let is_hyphened = bare.len() == 36 && HYPHENS.iter().all(|at| bare.as_bytes()[*at] == b'-');
        let digits: String = if is_hyphened {
            bare.chars().filter(|c| *c != '-').collect()
        } else {
            bare.to_owned()
        };
        if digits.len() != 32 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(Code::AppIdInvalid);
        }
        let mut guid = digits.to_ascii_lowercase();
        for at in HYPHENS {
            guid.insert(at, '-');
        }
        Ok(Self(guid))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_braces_and_hyphens_do_not_matter_and_all_else_does() {
        for text in [
            "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
            "3F2504E0-4F89-41D3-9A0C-0305E82C3301",
            "{3F2504E0-4F89-41D3-9A0C-0305E82C3301}",
            "(3F2504E0-4F89-41D3-9A0C-0305E82C3301)",
            "3F2504E04F8941D39A0C0305E82C3301",
            "{3F2504E04F8941D39A0C0305E82C3301}",
        ] {
            assert_eq!(
                text.parse::<Guid>().map(|id| id.to_string()).as_deref(),
                Ok("3f2504e0-4f89-41d3-9a0c-0305e82c3301"),
                "{text}"
            );
        }
        for bad in [
            "",
            "3F2504E0",
            "3F2504E0-4F89-41D3-9A0C-0305E82C33",
            "3F2504E0-4F89-41D3-9A0C-0305E82C330G",
            "{3F2504E0-4F89-41D3-9A0C-0305E82C3301",
            "(3F2504E0-4F89-41D3-9A0C-0305E82C3301}",
            "3F2504E0-4F8941D3-9A0C-0305E82C3301-",
            "3F25-04E0-4F89-41D3-9A0C-0305E82C3301",
            "3f2504e0-4f89-41d3-9a0c-0305e82c33é",
        ] {
            assert_eq!(bad.parse::<Guid>(), Err(Code::AppIdInvalid), "{bad}");
        }
    }
}
