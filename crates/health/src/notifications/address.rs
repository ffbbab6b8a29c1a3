//! Whether an address is this machine's: only there may a message travel in clear.

use std::net::IpAddr;

use url::Url;

/// Whether an address is this machine's.
pub(super) fn is_near(url: &Url) -> bool {
    match url.host_str().unwrap_or_default().trim_matches(['[', ']']) {
        "localhost" => true,
        host => host
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback()),
    }
}
