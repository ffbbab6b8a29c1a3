//! A user as Zendesk shows one: the fields are those of its own description.

use serde_json::{Value, json};

use super::desk::EndUser;
use crate::seed::zendesk::User;

/// What `users/me` says to a caller without credentials.
pub(super) fn anonymous() -> Value {
    json!({
        "id": null, "url": null, "name": "Anonymous user", "email": "invalid@example.com",
        "created_at": null, "updated_at": null, "time_zone": "Eastern Time (US & Canada)",
        "iana_time_zone": "America/New_York", "phone": null, "photo": null,
        "locale_id": 1, "locale": "en-US", "organization_id": null, "role": "end-user",
        "verified": false, "external_id": null, "tags": [], "alias": "", "active": false,
        "shared": false, "shared_agent": false, "last_login_at": null, "signature": null,
        "details": "", "notes": "", "role_type": null, "custom_role_id": null,
        "moderator": false, "ticket_restriction": null, "only_private_comments": false,
        "restricted_agent": true, "suspended": false, "user_fields": {}
    })
}

/// Somebody of the account.
pub(super) fn shown(user: &User, base: &str) -> Value {
    let is_end_user = user.role == "end-user";
    json!({
        "id": user.id, "url": format!("{base}/api/v2/users/{}.json", user.id),
        "name": user.name, "email": user.email,
        "created_at": "2025-03-03T08:30:00Z", "updated_at": "2026-11-02T16:20:00Z",
        "time_zone": "Eastern Time (US & Canada)", "iana_time_zone": "America/New_York",
        "phone": null, "shared_phone_number": null, "photo": null,
        "locale_id": 1, "locale": "en-US", "organization_id": null, "role": user.role,
        "verified": user.verified, "external_id": null, "tags": [], "alias": "",
        "active": true, "shared": false, "shared_agent": false,
        "last_login_at": "2026-11-20T09:00:00Z", "two_factor_auth_enabled": false,
        "signature": null, "details": "", "notes": "", "role_type": user.role_type,
        "custom_role_id": user.role_type.map(|t| 360_000_000_000_u64 + u64::from(t)),
        "moderator": user.role == "admin",
        "ticket_restriction": if is_end_user { Some("requested") } else { None },
        "only_private_comments": user.role_type == Some(1),
        "restricted_agent": user.restricted_agent, "suspended": user.suspended,
        "default_group_id": null, "report_csv": user.role == "admin", "user_fields": {}
    })
}

/// An end-user who was made.
pub(super) fn made(user: &EndUser, is_suspended: bool, base: &str) -> Value {
    let seeded = User {
        suspended: is_suspended,
        ..user.as_user()
    };
    let mut shown = shown(&seeded, base);
    shown["email"] = json!(user.email);
    shown["phone"] = json!(user.phone);
    shown["external_id"] = json!(user.external_id);
    shown
}
