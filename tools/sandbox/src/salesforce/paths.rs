//! Where the pages of an authorization live.

use crate::address::Address;

/// The login page.
pub(super) const LOGIN: &str = "/login";

/// The consent page.
pub(super) const CONSENT: &str = "/setup/secur/RemoteAccessAuthorizationPage.apexp";

/// The login page of an authorization.
pub(super) fn login(at: &Address, number: &str) -> String {
    format!("{}{LOGIN}?request={number}", at.base)
}

/// The consent page of an authorization.
pub(super) fn consent(at: &Address, number: &str) -> String {
    format!("{}{CONSENT}?request={number}", at.base)
}
