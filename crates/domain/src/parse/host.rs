//! Host names, cut out of whatever was pasted.

use std::net::Ipv4Addr;

use crate::code::Code;

/// The lower-case host of a pasted URL or bare host; a default port is taken off, a bare label may be
/// followed by slashes. Other ports, user names, escapes, back-slashes and anything outside ASCII are
/// refused rather than read one way or another, and so are numbers that are addresses.
///
/// # Errors
/// [`Code::HostInvalid`] or [`Code::TooLong`].
pub(crate) fn pasted_host(text: &str) -> Result<String, Code> {
    if text.len() > 2048 {
        return Err(Code::TooLong);
    }
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Code::HostInvalid);
    }
    let (scheme, host, after) = split(text);
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    if host.is_empty() || !host.bytes().all(is_plain) {
        return Err(Code::HostInvalid);
    }
    // `acme#.zendesk.com` and `acme/x`: only a full host may be followed by a path.
    let is_bare = !host.contains('.');
    if is_bare && (!after.trim_start_matches('/').is_empty() || is_address(&host, scheme)) {
        return Err(Code::HostInvalid);
    }
    Ok(host)
}

/// Lower-case host and path of a URL, with its scheme or without; nothing is checked.
pub(crate) fn split_url(text: &str) -> (String, &str) {
    let (_, host, after) = split(text);
    (host, after.trim_start_matches('/'))
}

/// What stands before the host.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scheme {
    None,
    Http,
    Https,
}

/// Scheme, host without default port and trailing dot, and what follows.
fn split(text: &str) -> (Scheme, String, &str) {
    let after = |scheme: &str| super::plain::after(text, scheme);
    let (scheme, rest) = match (after("https://"), after("http://")) {
        (Some(rest), _) => (Scheme::Https, rest),
        (None, Some(rest)) => (Scheme::Http, rest),
        (None, None) => (Scheme::None, text),
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, after) = rest.split_at(end);
    let port = if scheme == Scheme::Http {
        ":80"
    } else {
        ":443"
    };
    let host = host.strip_suffix(port).unwrap_or(host);
    let host = host.strip_suffix('.').unwrap_or(host);
    (scheme, host.to_ascii_lowercase(), after)
}

/// Whether a bare host is a number that browsers read as an address, by hexadecimal, octal or decimal
/// digits. An account may be called 12341234 all the same: only in a URL, or where it leads into a
/// network of one's own, is a decimal number taken for what nobody means.
fn is_address(host: &str, scheme: Scheme) -> bool {
    if let Some(digits) = host.strip_prefix("0x") {
        return digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    }
    if !host.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let leads_inside = |radix| {
        u32::from_str_radix(host, radix).is_ok_and(|number| {
            let address = Ipv4Addr::from(number);
            address.is_loopback()
                || address.is_private()
                || address.is_link_local()
                || address.is_unspecified()
        })
    };
    scheme != Scheme::None || leads_inside(10) || (host.starts_with('0') && leads_inside(8))
}

/// One label by the rules of DNS; punycode is refused, since it may look like another name.
///
/// # Errors
/// [`Code::HostInvalid`] or [`Code::TooLong`].
pub(crate) fn check_label(label: &str) -> Result<(), Code> {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if label.len() > 63 {
        return Err(Code::TooLong);
    }
    if label.is_empty()
        || !label.bytes().all(is_plain)
        || label.starts_with('-')
        || label.ends_with('-')
        || label.starts_with("xn--")
    {
        return Err(Code::HostInvalid);
    }
    Ok(())
}

/// Whether this is a domain with a dot in it, in lower case, as in an e-mail address. Punycode is
/// fine there, and what ends in a number is an address.
pub(crate) fn check_domain(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    let is_label = |label: &str| label.starts_with("xn--") || check_label(label).is_ok();
    let is_number = |label: &str| {
        let digits = label.strip_prefix("0x").unwrap_or(label);
        label.bytes().all(|byte| byte.is_ascii_digit())
            || (digits.len() < label.len() && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
    };
    text.bytes().all(is_plain)
        && text.split('.').all(is_label)
        && text
            .rsplit_once('.')
            .is_some_and(|(_, end)| !is_number(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(text: &str) -> Result<String, Code> {
        pasted_host(text)
    }

    #[test]
    fn a_default_port_and_slashes_after_a_label_mean_nothing() {
        for text in [
            "acme.example:443",
            "https://acme.example:443/x",
            "HTTP://ACME.example:80/",
            "acme.example.:443",
            "acme.example/",
        ] {
            assert_eq!(host(text).as_deref(), Ok("acme.example"), "{text}");
        }
        for text in ["acme/", "acme//", "https://acme/", "acme:443"] {
            assert_eq!(host(text).as_deref(), Ok("acme"), "{text}");
        }
        for text in [
            "acme.example:8443",
            "acme.example:80",
            "https://acme.example:80",
            "http://acme.example:443",
            "acme.example:",
            "acme/x",
            "acme/?x",
            "acme#",
        ] {
            assert_eq!(host(text), Err(Code::HostInvalid), "{text}");
        }
    }

    #[test]
    fn a_number_may_name_an_account_unless_it_is_an_address_that_leads_inside() {
        for text in ["12341234", "360", "4294967296", "12341234/"] {
            assert!(host(text).is_ok(), "{text}");
        }
        for text in [
            "2130706433",
            "167772161",
            "2886729729",
            "3232235521",
            "2851995649",
            "017700000001",
            "0",
            "0x7f000001",
            "0x",
            "https://2130706433/",
            "https://12341234/",
            "[::1]",
            "[::ffff:7f00:1]",
        ] {
            assert_eq!(host(text), Err(Code::HostInvalid), "{text}");
        }
    }

    #[test]
    fn a_domain_does_not_end_in_a_number() {
        for fine in ["acme.example", "12341234.example", "xn--caf-dma.example"] {
            assert!(check_domain(fine), "{fine}");
        }
        for wrong in [
            "acme",
            "169.254.169.254",
            "127.1",
            "0x7f.0x1",
            "acme.example.1",
            "a..b",
            "é.example",
            "xn--é.example",
            "a.example/x",
        ] {
            assert!(!check_domain(wrong), "{wrong}");
        }
    }
}
