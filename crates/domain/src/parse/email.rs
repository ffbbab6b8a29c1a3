//! E-mail addresses, as the Zendesk API takes them in a user name.

use std::{fmt, str::FromStr};

use super::{host::check_domain, plain::after};
use crate::code::Code;

/// A plain ASCII address, kept as typed; compare with [`Email::normalised`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// Takes an address also out of `Name <mail>`, `mailto:mail?subject=x` and `mail/token`.
    ///
    /// # Errors
    /// [`Code::EmailInvalid`] or [`Code::TooLong`].
    pub(crate) fn pasted(text: &str) -> Result<Self, Code> {
        let inner = text
            .strip_suffix('>')
            .and_then(|text| text.rsplit_once('<'));
        let text = inner.map_or(text, |(_, mail)| mail.trim());
        let text = match after(text, "mailto:") {
            Some(mail) => mail.split('?').next().unwrap_or_default(),
            None => text,
        };
        match split_token_suffix(text) {
            // A token that came along would be lost without a word: the page takes such a text apart.
            Some((_, Some(_))) => Err(Code::EmailInvalid),
            Some((mail, None)) => mail.parse(),
            None => text.parse(),
        }
    }

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
        let good = !local.is_empty()
            && local.len() <= 64
            && local.bytes().all(is_local)
            && check_domain(&domain);
        if good {
            Ok(Self(text.to_owned()))
        } else {
            Err(Code::EmailInvalid)
        }
    }
}

/// Takes `mail/token` and `mail/token:secret`, the user name of Zendesk's API as its guides print
/// it, apart: the address, and the secret where one came along. The word counts in any case.
#[must_use]
pub fn split_token_suffix(text: &str) -> Option<(&str, Option<&str>)> {
    const WORD: &str = "/token";
    let (email, rest) = text.split_at(text.to_ascii_lowercase().find(WORD)?);
    let rest = &rest[WORD.len()..];
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
            "info@12341234.example",
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
            "a@127.0.0.1",
        ] {
            assert_eq!(bad.parse::<Email>(), Err(Code::EmailInvalid), "{bad:?}");
        }
    }

    #[test]
    fn an_address_is_cut_out_of_what_people_paste() {
        for text in [
            "camille@acme.example",
            "mailto:camille@acme.example",
            "MAILTO:camille@acme.example?subject=Hello&body=x",
            "Camille Roy <camille@acme.example>",
            "Camille Roy\" <camille@acme.example>",
            "<camille@acme.example>",
            "<mailto:camille@acme.example>",
            "camille@acme.example/token",
            "camille@acme.example/TOKEN",
            "camille@acme.example/Token:",
        ] {
            let email = Email::pasted(text).map(|email| email.to_string());
            assert_eq!(email.as_deref(), Ok("camille@acme.example"), "{text}");
        }
        for text in [
            "camille@acme.example/token:s3cret",
            "camille roy",
            "<>",
            "a@b.example, c@d.example",
            "<a@b.example> c",
        ] {
            assert_eq!(Email::pasted(text), Err(Code::EmailInvalid), "{text}");
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
