//! A link attempt: what the page learns of the window in which an administrator signs in.

use serde::{Deserialize, Serialize};

use crate::{
    connection::Connection,
    crm::Crm,
    field::{Field, Input},
    link::Link,
    millis::Millis,
    parse,
    settings::Panel,
    verdict::Check,
    wanted::Wanted,
};

/// One attempt: where the window goes, and until when it may come back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LinkAttempt {
    /// Its name, to ask how it went.
    pub id: String,
    /// Where the administrator signs in.
    pub authorize_url: String,
    /// When it is given up.
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub expires_at: Millis,
}

/// How a link attempt stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AttemptStatus {
    /// The administrator has not come back yet.
    Waiting,
    /// Done.
    Linked(Link),
    /// It came to nothing; no half-made link is left.
    Failed(LinkFailure),
    /// It was called off here.
    Cancelled,
    /// Nobody came back in time.
    Expired,
}

/// Why an attempt came to nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LinkFailure {
    /// The cause.
    pub code: LinkRefusal,
    /// What the CRM said, where it was asked.
    pub check: Option<Check>,
}

/// Causes of an attempt that came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LinkRefusal {
    /// The administrator pressed Deny.
    Denied,
    /// The app is not installed or approved in that organisation.
    AppNotInstalled,
    /// The organisation asks for something the request did not have, such as its proof key.
    RequestRefused,
    /// The user belongs to another organisation than the typed one.
    WrongOrganisation,
    /// The user is no administrator.
    NotAdmin,
    /// The user is deactivated, or the sign-in was refused.
    UserRefused,
    /// Consumer key and secret are not accepted.
    ClientRefused,
    /// The app gave no refresh token: its scopes lack `refresh_token`.
    NoRefreshToken,
    /// The data is said to live on a host that is not Salesforce's.
    ForeignInstance,
    /// Salesforce could not be reached, or asks to come back later.
    Unreachable,
    /// The answer proves nothing.
    Unverified,
    /// The settings were changed while the window was open.
    SettingsChanged,
    /// The answer came into another browser than the one that began.
    OtherBrowser,
}

/// What has to be filled and saved before an administrator can be linked, in the order of the page.
/// Source: the help page, "every field of the section CRM is filled".
#[must_use]
pub fn missing_for_link(stored: &Panel) -> Vec<Input> {
    let crm = Crm::Salesforce;
    let is_missing = |field: &Field| {
        let is_needed = *field != Field::SessionField;
        let text = stored.fields.get(*field);
        is_needed && parse::canonical(crm, *field, text).map_or(true, |text| text.is_empty())
    };
    let secret = stored.secret.is_none().then_some(Input::Secret);
    let fields = crm.fields().iter().copied().filter(is_missing);
    let mut missing: Vec<_> = fields.map(Input::Field).chain(secret).collect();
    let wanted = Wanted::unchanged(crm, stored);
    if missing.is_empty() && Connection::of(crm, &wanted, stored.secret.as_ref()).is_err() {
        // Everything is there, so what is wrong is whom the secret was entered for.
        missing.push(Input::Secret);
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Fields, SecretState, binding};

    fn whole() -> Panel {
        let fields = Fields::from([
            (Field::OrgId, "00D0O000005Jj18"),
            (Field::OrgName, "Acme"),
            (Field::ConsumerKey, "3MVG9.key"),
            (Field::Cloud, "service"),
            (Field::LoginUrl, "acme.my.salesforce.com"),
        ]);
        Panel {
            secret: Some(SecretState {
                last_four: None,
                replaced_at: 0,
                bound_to: binding(Crm::Salesforce, &fields),
            }),
            fields,
            ..Panel::default()
        }
    }

    #[test]
    fn every_field_of_the_section_has_to_be_there_before_a_link() {
        assert_eq!(missing_for_link(&whole()), []);
        for field in Crm::Salesforce.fields() {
            let mut panel = whole();
            panel.fields.set(*field, "");
            let expected: &[Input] = if *field == Field::SessionField {
                &[]
            } else {
                &[Input::Field(*field)]
            };
            assert_eq!(missing_for_link(&panel), expected, "{field:?}");
        }
        let without_secret = Panel {
            secret: None,
            ..whole()
        };
        assert_eq!(missing_for_link(&without_secret), [Input::Secret]);
        let mut moved = whole();
        moved.fields.set(Field::ConsumerKey, "3MVG9.another");
        assert_eq!(missing_for_link(&moved), [Input::Secret]);
    }
}
