//! What a CRM answered, and what stands behind it.

use domain::{Cause, Check, Crm, Verdict, Warning};

use crate::i18n::Text;

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
        Cause::AppDisabled => t.cause_app_disabled,
        Cause::AppUserMissing => t.cause_app_user_missing,
        Cause::AppUserDisabled => t.cause_app_user_disabled,
        Cause::PlanForbids => t.cause_plan_forbids,
        Cause::RoleTooSmall => t.cause_role_too_small,
        Cause::AccountUnknown => t.cause_account_unknown,
        Cause::AccountInactive => t.cause_account_inactive,
        Cause::TenantUnknown => t.cause_tenant_unknown,
        Cause::GrantGone => t.cause_grant_gone,
        Cause::ScopeTooSmall => t.cause_scope_too_small,
        Cause::SettingsChanged => t.cause_settings_changed,
        Cause::ForeignInstance => t.cause_foreign_instance,
        Cause::SignInRestricted => t.cause_sign_in_restricted,
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
