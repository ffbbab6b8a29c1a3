//! One CRM's host and identity, valid by construction.

use crate::{
    crm::{
        Crm,
        dynamics::{organisation::OrgHost, tenant::Tenant},
        salesforce::{login::LoginHost, org_id::OrgId},
        zendesk::kind::CredentialKind,
    },
    field::Field,
    fields::Fields,
    parse::{email::Email, guid::Guid, label::Label},
};

/// Where a secret goes and whom it speaks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Connection {
    /// A Kustomer organisation; the key itself says who acts.
    Kustomer {
        /// The organisation's label.
        subdomain: Label,
    },
    /// A Dataverse environment and the application that enters it.
    Dynamics {
        /// The Entra tenant that issues tokens.
        tenant: Tenant,
        /// The environment's host.
        organisation: OrgHost,
        /// The application id.
        app_id: Guid,
    },
    /// A Zendesk account and the user an API token speaks for.
    Zendesk {
        /// The account's label.
        subdomain: Label,
        /// The user's address.
        email: Email,
    },
    /// A Zendesk account and an OAuth client of it.
    ZendeskClient {
        /// The account's label.
        subdomain: Label,
        /// The client's identifier.
        client_id: String,
    },
    /// A Salesforce organisation and the connected app that administrators are linked through.
    Salesforce {
        /// Where administrators sign in and tokens are asked for.
        login: LoginHost,
        /// The app's consumer key.
        consumer_key: String,
        /// The organisation the administrators have to belong to.
        org: OrgId,
    },
}

impl Connection {
    /// Which CRM it leads to.
    #[must_use]
    pub fn crm(&self) -> Crm {
        match self {
            Self::Kustomer { .. } => Crm::Kustomer,
            Self::Dynamics { .. } => Crm::Dynamics,
            Self::Zendesk { .. } | Self::ZendeskClient { .. } => Crm::Zendesk,
            Self::Salesforce { .. } => Crm::Salesforce,
        }
    }

    /// The fields it was read from, canonical.
    pub(crate) fn fields(&self) -> Fields {
        let mut fields = Fields::default();
        let mut set = |field, text: &dyn ToString| fields.set(field, text.to_string());
        match self {
            Self::Kustomer { subdomain } => set(Field::Subdomain, subdomain),
            Self::Dynamics {
                tenant,
                organisation,
                app_id,
            } => {
                set(Field::Tenant, tenant);
                set(Field::Organisation, organisation);
                set(Field::AppId, app_id);
            }
            Self::Zendesk { subdomain, email } => {
                set(Field::Subdomain, subdomain);
                set(Field::Email, email);
            }
            Self::ZendeskClient {
                subdomain,
                client_id,
            } => {
                set(Field::Subdomain, subdomain);
                set(Field::CredentialKind, &CredentialKind::OAuthClient.key());
                set(Field::ClientId, client_id);
            }
            Self::Salesforce {
                login,
                consumer_key,
                org,
            } => {
                set(Field::LoginUrl, login);
                set(Field::ConsumerKey, consumer_key);
                set(Field::OrgId, org);
            }
        }
        fields
    }
}
