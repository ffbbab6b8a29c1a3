//! The label that names an account, cut out of whatever was pasted.

use std::fmt;

use crate::{code::Code, crm::Crm};

/// One DNS label in lower case: letters, digits and inner hyphens, at most 63 of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label(String);

impl Label {
    /// Takes `acme`, `acme.zendesk.com` or `https://acme.zendesk.com/agent` (for Kustomer likewise,
    /// its API host included), and nothing that leads elsewhere.
    ///
    /// # Errors
    /// [`Code::HostInvalid`], [`Code::ForeignHost`] or [`Code::TooLong`].
    pub fn parse(crm: Crm, text: &str) -> Result<Self, Code> {
        let host = pasted_host(text)?;
        let suffixes: &[&str] = match crm {
            Crm::Zendesk => &[".zendesk.com"],
            Crm::Kustomer => &[".api.kustomerapp.com", ".kustomerapp.com"],
            Crm::Dynamics | Crm::Salesforce => &[],
        };
        let label = suffixes
            .iter()
            .find_map(|suffix| host.strip_suffix(suffix))
            .unwrap_or(&host);
        if label.contains('.') {
            return Err(Code::ForeignHost);
        }
        check_label(label)?;
        Ok(Self(label.to_owned()))
    }

    /// The label.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The lower-case host of a pasted URL or bare host. Ports, user names, escapes, back-slashes and
/// anything outside ASCII are refused rather than read one way or another.
pub(super) fn pasted_host(text: &str) -> Result<String, Code> {
    if text.len() > 2048 {
        return Err(Code::TooLong);
    }
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Code::HostInvalid);
    }
    let text = text.to_ascii_lowercase();
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))
        .unwrap_or(&text);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.strip_suffix('.').unwrap_or(host);
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    if host.is_empty() || !host.bytes().all(is_plain) {
        return Err(Code::HostInvalid);
    }
    // `acme#.zendesk.com` and `acme/x`: only a full host may be followed by a path.
    if host.len() < rest.trim_end_matches('.').len() && !host.contains('.') {
        return Err(Code::HostInvalid);
    }
    Ok(host.to_owned())
}

/// One label by the rules of DNS; numbers that browsers read as addresses and punycode are refused.
pub(super) fn check_label(label: &str) -> Result<(), Code> {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let is_hex = |rest: &str| rest.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_address = (label.len() >= 8 && label.bytes().all(|byte| byte.is_ascii_digit()))
        || label.strip_prefix("0x").is_some_and(is_hex);
    if label.len() > 63 {
        return Err(Code::TooLong);
    }
    if label.is_empty()
        || !label.bytes().all(is_plain)
        || label.starts_with('-')
        || label.ends_with('-')
        || label.starts_with("xn--")
        || is_address
    {
        return Err(Code::HostInvalid);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zendesk(text: &str) -> Result<String, Code> {
        Label::parse(Crm::Zendesk, text).map(|label| label.to_string())
    }

    #[test]
    fn a_label_is_cut_out_of_what_people_paste() {
        for text in [
            "acme",
            "ACME",
            "acme.zendesk.com",
            "Acme.Zendesk.com.",
            "https://acme.zendesk.com/agent/filters?x=1#y",
        ] {
            assert_eq!(zendesk(text).as_deref(), Ok("acme"), "{text}");
        }
        let kustomer = |text| Label::parse(Crm::Kustomer, text).map(|label| label.to_string());
        assert_eq!(
            kustomer("https://acme.kustomerapp.com/app").as_deref(),
            Ok("acme")
        );
        assert_eq!(kustomer("acme.api.kustomerapp.com").as_deref(), Ok("acme"));
    }

    #[test]
    fn foreign_hosts_are_refused() {
        for text in [
            "zendesk.com.evil.example",
            "a.b.zendesk.com",
            "acme.zendesk.com.evil.example",
            "127.1",
            "acme.kustomerapp.com",
        ] {
            assert_eq!(zendesk(text), Err(Code::ForeignHost), "{text}");
        }
    }

    #[test]
    fn tricks_are_refused() {
        for text in [
            "acme.zendesk.com@evil.example",
            "https://acme.zendesk.com:8443",
            "acme\\.zendesk.com",
            "acme%2ezendesk.com",
            "acme#.zendesk.com",
            "evil.example#.zendesk.com@",
            "acme/x",
            "2130706433",
            "0x7f000001",
            "[::1]",
            "[::ffff:169.254.169.254]",
            "xn--acme-123",
            "аcme",
            "ａcme",
            "ac me",
            "acme\r\nHost: evil",
            "acme\0",
            "-acme",
            "acme-",
            ".zendesk.com",
            "https://",
        ] {
            let refused = matches!(zendesk(text), Err(Code::HostInvalid | Code::ForeignHost));
            assert!(refused, "{text:?}: {:?}", zendesk(text));
        }
        assert_eq!(zendesk(&"a".repeat(300)), Err(Code::TooLong));
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_typed_a_label_is_plain(text in ".{0,80}") {
            if let Ok(label) = Label::parse(Crm::Zendesk, &text) {
                let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
                proptest::prop_assert!(label.as_str().bytes().all(plain));
                proptest::prop_assert_eq!(Label::parse(Crm::Zendesk, label.as_str()), Ok(label.clone()));
            }
        }
    }
}
