//! What the roles of a key say, listed in any shape.

use domain::{Cause, Verdict};
use serde_json::json;

use super::{super::verdict::Claim, check, token, user, users};
use crate::answer::fake::answer;

#[test]
fn what_the_roles_say() {
    let probe = json!(["org.permission.user.read"]);
    let parent = json!(["org.permission"]);
    for (roles, users, claim, verdict, cause) in [
        (
            json!(["org.admin", "org.user"]),
            users(),
            Claim::Fits,
            Verdict::Valid,
            None,
        ),
        (
            json!(["org.admin"]),
            users(),
            Claim::Differs,
            Verdict::Unverified,
            None,
        ),
        (json!(["org"]), users(), Claim::Fits, Verdict::Valid, None),
        (
            json!(["org.user"]),
            users(),
            Claim::Fits,
            Verdict::NotAdmin,
            Some(Cause::RoleTooSmall),
        ),
        (
            json!(["org.user"]),
            users(),
            Claim::Differs,
            Verdict::NotAdmin,
            Some(Cause::RoleTooSmall),
        ),
        (
            json!(["org.admin.teams.read"]),
            users(),
            Claim::Fits,
            Verdict::NotAdmin,
            Some(Cause::RoleTooSmall),
        ),
        (
            json!([]),
            users(),
            Claim::Fits,
            Verdict::NotAdmin,
            Some(Cause::RoleTooSmall),
        ),
        (
            json!(null),
            users(),
            Claim::Fits,
            Verdict::Unverified,
            Some(Cause::Unreadable),
        ),
        (probe.clone(), users(), Claim::Fits, Verdict::Valid, None),
        (parent.clone(), users(), Claim::Fits, Verdict::Valid, None),
        (
            parent,
            answer(403, ""),
            Claim::Fits,
            Verdict::NotAdmin,
            Some(Cause::RoleTooSmall),
        ),
        (
            probe.clone(),
            users(),
            Claim::Differs,
            Verdict::Unverified,
            None,
        ),
        (
            probe.clone(),
            answer(401, ""),
            Claim::Fits,
            Verdict::NotAdmin,
            Some(Cause::RoleTooSmall),
        ),
        (
            probe.clone(),
            answer(403, ""),
            Claim::Fits,
            Verdict::NotAdmin,
            Some(Cause::RoleTooSmall),
        ),
        (
            probe.clone(),
            answer(429, ""),
            Claim::Fits,
            Verdict::RateLimited,
            None,
        ),
        (
            probe.clone(),
            answer(500, ""),
            Claim::Fits,
            Verdict::Unreachable,
            None,
        ),
        (
            probe.clone(),
            answer(404, ""),
            Claim::Fits,
            Verdict::Unverified,
            None,
        ),
        (
            probe,
            answer(200, "<html>"),
            Claim::Fits,
            Verdict::Unverified,
            Some(Cause::Unreadable),
        ),
    ] {
        let found = check(token(&roles), user(), users, claim);
        assert_eq!(
            (found.verdict, found.cause),
            (verdict, cause),
            "{roles} {claim:?}"
        );
    }
}

#[test]
fn roles_and_name_are_read_in_every_shape() {
    let roles = json!(["org.admin"]);
    for (token, user) in [
        (json!({"name": "Portal", "roles": roles}), answer(403, "")),
        (
            json!({"data": {"name": "Portal", "roles": roles}}),
            answer(401, ""),
        ),
        (
            json!({"attributes": {"name": "Portal", "roles": roles}}),
            answer(404, ""),
        ),
        (
            json!({"ok": true}),
            answer(
                200,
                json!({"data": {"attributes": {"displayName": "Portal", "roles": roles}}}),
            ),
        ),
    ] {
        let found = check(answer(200, &token), user, users(), Claim::Fits);
        assert_eq!(found.verdict, Verdict::Valid, "{token}");
        assert_eq!(
            found.acts_as.map(|acts_as| acts_as.name).as_deref(),
            Some("Portal"),
            "{token}"
        );
    }
}
