//! What stands at an input: its caption, its hint, what follows it, and what is wrong with it.

use domain::{Code, CredentialKind, Crm, Field, Input};

use crate::i18n::Text;

/// The caption of an input; Zendesk's secret is called by the kind of credential.
#[must_use]
pub fn caption(t: &Text, crm: Crm, kind: CredentialKind, input: Input) -> &'static str {
    match (crm, input) {
        (Crm::Kustomer, Input::Secret) => t.kustomer_key,
        (Crm::Dynamics, Input::Secret) => t.dynamics_password,
        (Crm::Zendesk, Input::Secret) => match kind {
            CredentialKind::ApiToken => t.zendesk_token,
            CredentialKind::OAuthClient => t.zendesk_client_secret,
        },
        (Crm::Salesforce, Input::Secret) => t.sf_secret,
        (_, Input::Field(field)) => match field {
            Field::Subdomain if crm == Crm::Kustomer => t.kustomer_subdomain,
            Field::Subdomain => t.zendesk_subdomain,
            Field::CredentialKind => t.kind,
            Field::Email => t.zendesk_email,
            Field::ClientId => t.zendesk_client_id,
            Field::Tenant => t.dynamics_tenant,
            Field::Organisation => t.dynamics_domain,
            Field::AppId => t.dynamics_app_id,
            Field::OrgId => t.org_id,
            Field::OrgName => t.org_name,
            Field::ConsumerKey => t.sf_key,
            Field::Cloud => t.sf_cloud,
            Field::LoginUrl => t.login_url,
            Field::ExpiresOn => t.expires_on,
            Field::SessionField => t.session_field,
            Field::ExternalIdPrefix => t.kustomer_prefix,
        },
    }
}

/// The hint under a caption, if the input has one.
#[must_use]
pub fn hint(t: &Text, crm: Crm, input: Input) -> Option<&'static str> {
    let field = match input {
        Input::Secret => return (crm == Crm::Dynamics).then_some(t.dynamics_password_hint),
        Input::Field(field) => field,
    };
    Some(match field {
        Field::Email => t.zendesk_email_hint,
        Field::Tenant => t.dynamics_tenant_hint,
        Field::Organisation => t.dynamics_domain_hint,
        Field::AppId => t.dynamics_app_id_hint,
        Field::OrgId => t.org_id_hint,
        Field::LoginUrl => t.login_url_hint,
        Field::ExpiresOn => t.expires_on_hint,
        Field::SessionField if crm == Crm::Zendesk => t.session_field_hint_zendesk,
        Field::SessionField => t.session_field_hint_name,
        Field::ExternalIdPrefix => t.kustomer_prefix_hint,
        Field::Subdomain
        | Field::CredentialKind
        | Field::ClientId
        | Field::OrgName
        | Field::ConsumerKey
        | Field::Cloud => return None,
    })
}

/// What follows a host label in its input.
#[must_use]
pub fn affix(crm: Crm, input: Input) -> Option<&'static str> {
    match (crm, input) {
        (Crm::Zendesk, Input::Field(Field::Subdomain)) => Some(".zendesk.com"),
        (Crm::Kustomer, Input::Field(Field::Subdomain)) => Some(".kustomerapp.com"),
        _ => None,
    }
}

/// What is wrong with an input.
#[must_use]
pub fn code(t: &Text, crm: Crm, code: Code) -> String {
    let fixed = match code {
        Code::ForeignHost => return t.code_foreign_host(crm.name()),
        Code::NotFound => return t.code_not_found(crm.name()),
        Code::UnknownField => return t.code_unknown_field(crm.name()),
        Code::NamesNoAccount => return t.code_names_no_account(crm.name()),
        Code::HostInvalid => t.code_host_invalid,
        Code::HostNeedsRegion => t.code_host_needs_region,
        Code::EmailInvalid => t.code_email_invalid,
        Code::TenantInvalid => t.code_tenant_invalid,
        Code::AppIdInvalid => t.code_app_id_invalid,
        Code::SessionFieldInvalid if crm == Crm::Zendesk => t.code_session_field_zendesk,
        Code::SessionFieldInvalid => t.code_session_field_name,
        Code::PrefixInvalid => t.code_prefix_invalid,
        Code::TooLong => t.code_too_long,
        Code::SecretInvalid => t.code_secret_invalid,
        Code::MisplacedSecret => t.code_misplaced_secret,
        Code::SecretIsId => t.code_secret_is_id,
        Code::SecretRequired => t.code_secret_required,
        Code::Missing => t.code_missing,
        Code::Rejected => t.code_refused,
        Code::NotAdmin => t.code_not_admin,
        Code::WrongAccount => t.code_wrong_account,
        Code::ChoiceInvalid => t.code_choice_invalid,
        Code::OrgIdInvalid => t.code_org_id_invalid,
        Code::OrgIdSuffixWrong => t.code_org_id_suffix_wrong,
        Code::ConsumerKeyInvalid => t.code_consumer_key_invalid,
        Code::ClientIdInvalid => t.code_client_id_invalid,
        Code::LoginUrlInvalid => t.code_login_url_invalid,
        Code::LightningUrl => t.code_lightning_url,
        Code::SetupUrl => t.code_setup_url,
        Code::SiteUrl => t.code_site_url,
        Code::VisualforceUrl => t.code_visualforce_url,
        Code::ContentUrl => t.code_content_url,
        Code::CommonLoginUrl => t.code_common_login_url,
        Code::DateInvalid => t.code_date_invalid,
    };
    fixed.to_owned()
}
