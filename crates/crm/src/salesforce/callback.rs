//! What a callback without a code means.
//!
//! Only `access_denied` and `invalid_request` are documented (crm-apis 3, S5); how an app that is not
//! installed is refused is not, so every known spelling is understood.

use domain::LinkRefusal;

/// Errors by which Salesforce says that the app is not installed, approved or allowed.
const NOT_INSTALLED: [&str; 7] = [
    "app_not_found",
    "invalid_app_access",
    "oauth_app_access_denied",
    "oauth_app_blocked",
    "oauth_approval_error_generic",
    "oauth_authorization_blocked",
    "oauth_ec_app_not_found",
];

/// Why a link came to nothing, from the callback's `error` and `error_description`.
#[must_use]
pub fn callback_refusal(error: &str, description: &str) -> LinkRefusal {
    if is_not_installed(error, description) {
        return LinkRefusal::AppNotInstalled;
    }
    match error.trim().to_ascii_lowercase().as_str() {
        "access_denied" => LinkRefusal::Denied,
        "invalid_request"
        | "invalid_scope"
        | "unsupported_response_type"
        | "redirect_uri_mismatch" => LinkRefusal::RequestRefused,
        "invalid_client" | "invalid_client_id" | "unauthorized_client" => {
            LinkRefusal::ClientRefused
        }
        "inactive_user" | "inactive_org" => LinkRefusal::UserRefused,
        "server_error" | "temporarily_unavailable" => LinkRefusal::Unreachable,
        _ => LinkRefusal::Unverified,
    }
}

/// Whether an error of the callback or of the token endpoint is about an app nobody installed.
pub(super) fn is_not_installed(error: &str, description: &str) -> bool {
    NOT_INSTALLED.contains(&error.trim().to_ascii_lowercase().as_str())
        || description
            .to_ascii_lowercase()
            .contains("must be installed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_of_a_callback_has_its_cause() {
        for (error, description, cause) in [
            (
                "access_denied",
                "end-user denied authorization",
                LinkRefusal::Denied,
            ),
            (
                "invalid_client",
                "app must be installed into org",
                LinkRefusal::AppNotInstalled,
            ),
            (
                "OAUTH_APPROVAL_ERROR_GENERIC",
                "An unexpected error has occured",
                LinkRefusal::AppNotInstalled,
            ),
            (
                "invalid_app_access",
                "user is not admin approved to access this app",
                LinkRefusal::AppNotInstalled,
            ),
            (
                "invalid_client_id",
                "client identifier invalid",
                LinkRefusal::ClientRefused,
            ),
            (
                "invalid_request",
                "missing required code challenge",
                LinkRefusal::RequestRefused,
            ),
            ("temporarily_unavailable", "", LinkRefusal::Unreachable),
            ("", "", LinkRefusal::Unverified),
            ("<script>", "\u{0}", LinkRefusal::Unverified),
        ] {
            assert_eq!(callback_refusal(error, description), cause, "{error}");
        }
    }
}
