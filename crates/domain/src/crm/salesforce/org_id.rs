//! Ids of Salesforce organisations.

use std::{fmt, str::FromStr};

use crate::{clipboard::clean, code::Code};

/// A Salesforce organisation's id: 15 letters and digits, case-sensitive, starting with `00D`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OrgId(String);

impl OrgId {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for OrgId {
    type Err = Code;

    /// Takes the 15 characters, or 18 whose last three fit.
    fn from_str(text: &str) -> Result<Self, Code> {
        let is_plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !is_plain || !text.starts_with("00D") {
            return Err(Code::OrgIdInvalid);
        }
        match text.len() {
            15 => Ok(Self(text.to_owned())),
            18 if text[15..].eq_ignore_ascii_case(&suffix(&text[..15])) => {
                Ok(Self(text[..15].to_owned()))
            }
            18 => Err(Code::OrgIdSuffixWrong),
            _ => Err(Code::OrgIdInvalid),
        }
    }
}

/// Whether a typed id was cut from 18 to its 15 characters.
#[must_use]
pub fn org_id_was_trimmed(typed: &str) -> bool {
    let typed = clean(typed);
    typed.len() == 18 && typed.parse::<OrgId>().is_ok()
}

/// The three characters that tell which letters of the 15 are capitals.
fn suffix(id: &str) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    id.as_bytes()
        .chunks(5)
        .map(|chunk| {
            let bits = chunk.iter().enumerate().fold(0, |bits, (place, byte)| {
                bits | (usize::from(byte.is_ascii_uppercase()) << place)
            });
            char::from(ALPHABET[bits])
        })
        .collect()
}

impl fmt::Display for OrgId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifteen_characters_are_taken_and_a_fitting_suffix_is_cut_off() {
        for (id, end) in [
            ("00D0O000005Jj18", "UAC"),
            ("00Dam00000Uo32q", "EAB"),
            ("00Dx0000000BV7z", "EAG"),
        ] {
            assert_eq!(suffix(id), end);
            assert_eq!(
                id.parse::<OrgId>().map(|id| id.to_string()),
                Ok(id.to_owned())
            );
            let long = format!("{id}{end}");
            assert_eq!(
                long.parse::<OrgId>().map(|id| id.to_string()),
                Ok(id.to_owned())
            );
            assert!(org_id_was_trimmed(&format!(" {long} ")) && !org_id_was_trimmed(id));
        }
        assert_eq!(suffix("50130000000014C"), "AAQ");
    }

    #[test]
    fn a_suffix_that_does_not_fit_and_ids_of_other_things_are_refused() {
        assert_eq!(
            "00D0O000005Jj18UAB".parse::<OrgId>(),
            Err(Code::OrgIdSuffixWrong)
        );
        for wrong in [
            "0050O000005Jj18",
            "00D0O000005Jj1",
            "00D0O000005Jj18U",
            "00D0O000005Jj1é",
            "00D0O000005Jj18UACX",
            "00D-O000005Jj18",
        ] {
            assert_eq!(wrong.parse::<OrgId>(), Err(Code::OrgIdInvalid), "{wrong}");
        }
    }
}
