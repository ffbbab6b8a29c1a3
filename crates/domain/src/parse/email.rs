//! E-mail addresses, as the Zendesk API takes them in a user name.

use std::{fmt, str::FromStr};

use super::host::check_label;
use crate::code::Code;

/// A plain ASCII address, kept as typed; compare with [`Email::normalised`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// The address in lower case: Zendesk tells no two users apart by case.
    #[must_use]
    pub fn normalised(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// The address as typed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Email {
    type Err = Code;

    fn from_str(text: &str) -> Result<Self, Code> {
        if text.len() > 254 {
            return Err(Code::TooLong);
        }
        let (local, domain) = text.rsplit_once('@').ok_or(Code::EmailInvalid)?;
        let domain = domain.to_ascii_lowercase();
        let is_local =
            |byte: u8| byte.is_ascii_alphanumeric() || b".!#$%&'*+-=?^_`{|}~".contains(&byte);
        let is_domain = |label: &str| label.starts_with("xn--") || check_label(label).is_ok();
        let good = !local.is_empty()
            && local.len() <= 64
            && local.bytes().all(is_local)
            && domain.is_ascii()
            && domain.contains('.')
            && domain.split('.').all(is_domain);
        if good {
            Ok(Self(text.to_owned()))
        } else {
            Err(Code::EmailInvalid)
        }
    }
}

/// Takes `mail/token` and `mail/token:secret`, the user name of Zendesk's API as its guides print
/// it, apart: the address, and the secret where one came along.
#[must_use]
pub fn split_token_suffix(text: &str) -> Option<(&str, Option<&str>)> {
    let (email, rest) = text.split_once("/token")?;
    match rest.strip_prefix(':') {
        Some("") => Some((email, None)),
        Some(secret) => Some((email, Some(secret))),
        None => rest.is_empty().then_some((email, None)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_other_text() {
        for good in [
            "a@b.example",
            "Camille.Roy+crm@acme.example",
            "o'neil@acme.co.example",
        ] {
            assert!(good.parse::<Email>().is_ok(), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@b",
            "@b.example",
            "a b@c.example",
            "a@b..example",
            "a:b@c.example",
            "😀@b.example",
            "a/token@b.example",
            "a@b.example\n",
        ] {
            assert_eq!(bad.parse::<Email>(), Err(Code::EmailInvalid), "{bad:?}");
        }
    }

    #[test]
    fn a_pasted_user_name_is_taken_apart() {
        assert_eq!(
            split_token_suffix("a@b.example/token"),
            Some(("a@b.example", None))
        );
        assert_eq!(
            split_token_suffix("a@b.example/token:s3cret"),
            Some(("a@b.example", Some("s3cret")))
        );
        assert_eq!(split_token_suffix("a@b.example"), None);
    }
}
