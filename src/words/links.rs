//! The words of linked administrators: how each one stands, and why a link came to nothing.

use domain::{Cause, Link, LinkFailure, LinkRefusal, LinkState};

use super::checks;
use crate::{i18n::Text, time};

/// The word on a link's chip; "Active" is the same in both languages, as the help page has it.
#[must_use]
pub fn link_state(t: &Text, link: &Link) -> &'static str {
    match link.state {
        LinkState::NeedsRelinking if link.cause == Some(Cause::SecretUnreadable) => {
            t.state_unreadable
        }
        LinkState::Active => t.state_active,
        LinkState::NeedsRelinking => t.state_needs_relinking,
        LinkState::NotAdmin => t.state_not_admin,
        LinkState::CannotBeChecked => t.state_cannot_be_checked,
    }
}

/// Why a link does not work as it should.
#[must_use]
pub fn link_cause(t: &Text, link: &Link) -> Option<&'static str> {
    match link.cause? {
        _ if link.state == LinkState::Active => None,
        Cause::SecretUnreadable => Some(t.link_unreadable),
        cause => Some(checks::cause(t, cause)),
    }
}

/// Who linked it when, and when it was last verified.
#[must_use]
pub fn about_link(t: &Text, tag: &str, link: &Link) -> String {
    let when = time::day(tag, link.linked_at);
    let linked = match &link.linked_by {
        Some(who) => t.linked_by(&when, who),
        None => t.linked_at(&when),
    };
    match link.verified_at {
        Some(at) => format!("{linked} · {}", t.verified_at(&time::ago(tag, at))),
        None => linked,
    }
}

/// What a link that came to nothing is headed with: the help page's words where it names the case.
#[must_use]
pub fn refusal_title(t: &Text, code: LinkRefusal) -> &'static str {
    match code {
        LinkRefusal::RequestRefused
        | LinkRefusal::UserRefused
        | LinkRefusal::ClientRefused
        | LinkRefusal::Unverified => t.link_no_auth,
        _ => t.link_failed,
    }
}

/// Why a link came to nothing; what the CRM said stands behind it.
#[must_use]
pub fn refusal(t: &Text, failure: &LinkFailure) -> String {
    let words = match failure.code {
        LinkRefusal::Denied => t.refusal_denied,
        LinkRefusal::AppNotInstalled => t.refusal_app_not_installed,
        LinkRefusal::RequestRefused => t.refusal_request_refused,
        LinkRefusal::WrongOrganisation => t.refusal_wrong_organisation,
        LinkRefusal::NotAdmin => t.refusal_not_admin,
        LinkRefusal::UserRefused => t.refusal_user_refused,
        LinkRefusal::ClientRefused => t.refusal_client_refused,
        LinkRefusal::NoRefreshToken => t.refusal_no_refresh_token,
        LinkRefusal::ForeignInstance => t.refusal_foreign_instance,
        LinkRefusal::Unreachable => t.refusal_unreachable,
        LinkRefusal::Unverified => t.refusal_unverified,
        LinkRefusal::SettingsChanged => t.refusal_settings_changed,
        LinkRefusal::OtherBrowser => t.refusal_other_browser,
    };
    words.to_owned()
}
