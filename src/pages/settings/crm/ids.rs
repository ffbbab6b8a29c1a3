//! The ids of the page's elements that links and the focus lead to.

use domain::{Crm, Field, Input};

/// Salesforce's Link button; boxes that wait for a link lead to it.
pub const LINK: &str = "salesforce-link";

/// The heading of Salesforce's administrators; the focus goes there when one is gone.
pub const ADMINS: &str = "admins-heading";

/// The input of a panel.
#[must_use]
pub fn of(crm: Crm, input: Input) -> String {
    let name = match input {
        Input::Secret => "secret",
        Input::Field(field) => match field {
            Field::Subdomain => "subdomain",
            Field::CredentialKind => "kind",
            Field::Email => "email",
            Field::ClientId => "client-id",
            Field::Tenant => "tenant",
            Field::Organisation => "organisation",
            Field::AppId => "app-id",
            Field::OrgId => "org-id",
            Field::OrgName => "org-name",
            Field::ConsumerKey => "consumer-key",
            Field::Cloud => "cloud",
            Field::LoginUrl => "login-url",
            Field::ExpiresOn => "expires-on",
            Field::SessionField => "session-field",
            Field::ExternalIdPrefix => "external-id-prefix",
        },
    };
    format!("{}-{name}", crm.key())
}
