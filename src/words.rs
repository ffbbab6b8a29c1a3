//! From the rules' codes to words: one `match` per enum, so that no code can lack its sentence.

mod activity;
mod checks;
mod expiry;
mod inputs;
mod links;
mod unreadable;

use domain::{ActsAs, Cloud, CredentialKind, Crm, Input, Obstacle, Panel, Status};

use crate::{api, i18n::Text, time};

pub use activity::{call, cure_of_parked, delivery, event, not_answered, party, reason, why_so};
pub use checks::{cause, warning, why};
pub use expiry::expiry;
pub use inputs::{affix, caption, code, hint};
pub use links::{about_link, link_cause, link_state, refusal, refusal_title};
pub use unreadable::unreadable;

/// What a Salesforce cloud is called.
#[must_use]
pub fn cloud(t: &Text, cloud: Cloud) -> &'static str {
    match cloud {
        Cloud::Service => t.sf_service,
        Cloud::Sales => t.sf_sales,
    }
}

/// What a CRM calls its record.
#[must_use]
pub fn record(t: &Text, crm: Crm) -> &'static str {
    match crm {
        Crm::Kustomer => t.record_kustomer,
        Crm::Dynamics | Crm::Salesforce => t.record_case,
        Crm::Zendesk => t.record_zendesk,
    }
}

/// The word on a connection's chip.
#[must_use]
pub fn status(t: &Text, status: Status) -> &'static str {
    match status {
        Status::NotSetUp => t.status_not_set_up,
        Status::Verified => t.status_verified,
        Status::NotVerified => t.status_not_verified,
        Status::NeedsAttention => t.status_needs_attention,
        Status::Unreadable => t.status_unreadable,
    }
}

/// Why the box cannot be ticked.
#[must_use]
pub fn obstacle(t: &Text, crm: Crm, kind: CredentialKind, obstacle: Obstacle) -> String {
    let caption = |input| caption(t, crm, kind, input);
    match obstacle {
        Obstacle::Missing(input) => t.obstacle_missing(caption(input)),
        Obstacle::NewSecretBlank => t.obstacle_blank(caption(Input::Secret)),
        Obstacle::SecretBoundElsewhere(field) => {
            t.obstacle_bound(caption(Input::Secret), caption(Input::Field(field)))
        }
        Obstacle::NoAdminLinked => t.obstacle_no_admin.to_owned(),
    }
}

/// The input that cures an obstacle; without one it is the Link button.
#[must_use]
pub fn cure(obstacle: Obstacle) -> Option<Input> {
    match obstacle {
        Obstacle::Missing(input) => Some(input),
        Obstacle::NewSecretBlank | Obstacle::SecretBoundElsewhere(_) => Some(Input::Secret),
        Obstacle::NoAdminLinked => None,
    }
}

/// "On, paused": since when the stored credentials are refused.
#[must_use]
pub fn paused(t: &Text, tag: &str, crm: Crm, stored: &Panel) -> String {
    let health = stored.health.as_ref();
    let since = health.map(|health| time::moment(tag, health.checked_at));
    t.paused_since(crm.name(), &since.unwrap_or_default())
}

/// "Camille Roy, admin".
#[must_use]
pub fn who(user: &ActsAs) -> String {
    name_and_role(&user.name, &user.role)
}

/// The same, of the two.
#[must_use]
pub fn name_and_role(name: &str, role: &str) -> String {
    if role.is_empty() {
        name.to_owned()
    } else {
        format!("{name}, {role}")
    }
}

/// Why an act did not happen.
#[must_use]
pub fn failure(t: &Text, error: &api::Error) -> String {
    match error {
        api::Error::Offline => t.offline.to_owned(),
        api::Error::Conflict(_) => t.conflict_title.to_owned(),
        api::Error::Invalid(_) => t.not_accepted.to_owned(),
        api::Error::TooManyTries(seconds) => t.too_many_tries(&seconds.to_string()),
        api::Error::Server { code, .. } => t.server_error(code),
    }
}

/// "On" or "Off".
#[must_use]
pub fn on_off(t: &Text, is_on: bool) -> String {
    if is_on { t.on } else { t.off }.to_owned()
}
