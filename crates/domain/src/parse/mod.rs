//! From what people paste to values that can only be valid.
//!
//! Every parser takes raw text, cleans it of what a clipboard adds, and gives the canonical value
//! or a [`Code`]. Hosts come out as labels: the suffix is always the CRM's own.

mod day;
mod dynamics;
mod email;
mod guid;
mod host;
mod misc;
mod salesforce;
mod shown;

pub use crate::clipboard::clean;
pub use day::{date, day};
pub use dynamics::{Cloud, OrgHost, Tenant};
pub use email::{Email, split_token_suffix};
pub use guid::Guid;
pub use host::Label;
pub use misc::{external_id_prefix, session_field};
pub use salesforce::{InstanceHost, LoginHost, OrgId, login_twin, org_id_was_trimmed};
pub use shown::shown;

use crate::{
    choice::{self, CredentialKind, one_of},
    clipboard::bare,
    code::Code,
    crm::{Crm, Field},
    secret::Secret,
};

/// Longest secret that is taken, in bytes; a Kustomer key, the longest kind, stays below 2 kB.
pub const MAX_SECRET: usize = 4096;

/// The canonical form of one field's text, or what is wrong with it. Blank stays blank.
///
/// # Errors
/// The code to show at the field.
pub fn canonical(crm: Crm, field: Field, text: &str) -> Result<String, Code> {
    let text = clean(text);
    if text.is_empty() {
        return Ok(text);
    }
    match field {
        Field::Subdomain => Label::parse(crm, &text).map(|label| label.to_string()),
        Field::Email => text.parse::<Email>().map(|email| email.to_string()),
        Field::Tenant => text.parse::<Tenant>().map(|tenant| tenant.to_string()),
        Field::Organisation => text.parse::<OrgHost>().map(|host| host.to_string()),
        Field::AppId => text.parse::<Guid>().map(|id| id.to_string()),
        Field::SessionField => session_field(crm, &text).map(|()| text),
        Field::ExternalIdPrefix => external_id_prefix(&text).map(|()| text),
        Field::CredentialKind => {
            one_of(CredentialKind::ALL.iter().map(|kind| kind.key()), &text).map(|()| text)
        }
        Field::ClientId => misc::client_id(&text).map(|()| text),
        Field::OrgId => text.parse::<OrgId>().map(|id| id.to_string()),
        Field::OrgName => misc::org_name(&text).map(|()| text),
        Field::ConsumerKey => misc::consumer_key(&text).map(|()| text),
        Field::Cloud => {
            one_of(choice::Cloud::ALL.iter().map(|cloud| cloud.key()), &text).map(|()| text)
        }
        Field::LoginUrl => text.parse::<LoginHost>().map(|host| host.to_string()),
        Field::ExpiresOn => day(&text).map(|_| text),
    }
}

/// The text as it is stored: canonical, and where it is malformed as typed without what a clipboard adds.
#[must_use]
pub fn tidied(crm: Crm, field: Field, text: &str) -> String {
    canonical(crm, field, text).unwrap_or_else(|_| clean(text))
}

/// A typed secret without white space around it and zero-width characters, or what is wrong with it.
/// Quotes belong to it: what was typed is what is sent.
///
/// # Errors
/// [`Code::TooLong`], [`Code::SecretInvalid`] or [`Code::SecretIsId`].
pub fn secret(crm: Crm, typed: &Secret) -> Result<Secret, Code> {
    if typed.expose_secret().len() > MAX_SECRET * 2 {
        return Err(Code::TooLong);
    }
    let text = bare(typed.expose_secret());
    if text.len() > MAX_SECRET {
        Err(Code::TooLong)
    } else if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        Err(Code::SecretInvalid)
    } else if crm == Crm::Dynamics && text.parse::<Guid>().is_ok() {
        Err(Code::SecretIsId)
    } else {
        Ok(text.into())
    }
}
