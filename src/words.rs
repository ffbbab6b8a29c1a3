//! From the rules' codes to words: one `match` per enum, so that no code can lack its sentence.

mod expiry;
mod links;
mod unreadable;

use domain::{
    ActsAs, Cause, Check, Cloud, Code, CredentialKind, Crm, Field, Input, Obstacle, Panel, Status,
    Verdict, Warning,
};

use crate::{i18n::Text, time};

pub use expiry::expiry;
pub use links::{about_link, link_cause, link_state, refusal, refusal_title};
pub use unreadable::unreadable;

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

/// Why the CRM's answer is what it is, as the second half of a sentence.
#[must_use]
pub fn why(t: &Text, crm: Crm, check: &Check) -> String {
    if let Some(cause) = check.cause {
        return self::cause(t, cause).to_owned();
    }
    let name = crm.name();
    match check.verdict {
        Verdict::Valid => t.why_valid.to_owned(),
        Verdict::Rejected => t.why_rejected.to_owned(),
        Verdict::NotAdmin => t.why_not_admin.to_owned(),
        Verdict::WrongAccount => t.why_wrong_account.to_owned(),
        Verdict::NotFound => t.why_not_found(name),
        Verdict::Unreachable => t.why_unreachable(name),
        Verdict::RateLimited => match check.retry_after_s {
            Some(seconds) => t.why_rate_limited_s(name, &seconds.to_string()),
            None => t.why_rate_limited(name),
        },
        Verdict::Unverified => t.why_unverified(name),
    }
}

/// What stands behind an answer.
#[must_use]
pub fn cause(t: &Text, cause: Cause) -> &'static str {
    match cause {
        Cause::UserSuspended => t.cause_user_suspended,
        Cause::SecretExpired => t.cause_secret_expired,
        Cause::SecretWrong => t.cause_secret_wrong,
        Cause::AppUnknown => t.cause_app_unknown,
        Cause::AppUserMissing => t.cause_app_user_missing,
        Cause::AppUserDisabled => t.cause_app_user_disabled,
        Cause::PlanForbids => t.cause_plan_forbids,
        Cause::RoleTooSmall => t.cause_role_too_small,
        Cause::AccountUnknown => t.cause_account_unknown,
        Cause::TenantUnknown => t.cause_tenant_unknown,
        Cause::GrantGone => t.cause_grant_gone,
        Cause::ScopeTooSmall => t.cause_scope_too_small,
        Cause::SettingsChanged => t.cause_settings_changed,
        Cause::ForeignInstance => t.cause_foreign_instance,
        Cause::AddressFilter => t.cause_address_filter,
        Cause::TimedOut => t.cause_timed_out,
        Cause::Redirected => t.cause_redirected,
        Cause::Unreadable => t.cause_unreadable,
        Cause::SecretUnreadable => t.cause_secret_unreadable,
    }
}

/// What the administrator should know all the same.
#[must_use]
pub fn warning(t: &Text, warning: Warning) -> &'static str {
    match warning {
        Warning::AdminByProbe => t.warning_admin_by_probe,
        Warning::LimitedRole => t.warning_limited_role,
        Warning::CannotOwnRecords => t.warning_cannot_own,
        Warning::EmailDiffers => t.warning_email_differs,
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
