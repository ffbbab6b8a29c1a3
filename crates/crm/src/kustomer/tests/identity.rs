//! Whom a key acts as, and what is warned of.

use domain::{Warning, parse::Label};
use serde_json::json;

use super::{super::verdict::Claim, check, token, user, users};
use crate::answer::fake::answer;

#[test]
fn a_key_with_permissions_only_is_warned_of() {
    let found = check(
        token(&json!(["org.permission.user.read"])),
        user(),
        users(),
        Claim::Fits,
    );
    assert_eq!(found.warnings, [Warning::AdminByProbe]);
    let parent = token(&json!(["org.permission"]));
    let found = check(parent, user(), users(), Claim::Fits);
    assert_eq!(found.warnings, [Warning::AdminByProbe]);
    let limited = answer(
        200,
        json!({"data": {"attributes": {"name": "Portal", "userType": "limited"}}}),
    );
    let found = check(token(&json!(["org.admin"])), limited, users(), Claim::Fits);
    assert_eq!(found.warnings, [Warning::CannotOwnRecords]);
}

#[test]
fn a_valid_check_says_whom_the_key_acts_as() {
    let acts_as = check(token(&json!(["org.admin"])), user(), users(), Claim::Fits)
        .acts_as
        .unwrap();
    assert_eq!(
        (acts_as.name.as_str(), acts_as.role.as_str()),
        ("Portal", "org.admin")
    );
    assert_eq!(acts_as.email.as_deref(), Some("portal@acme.example"));
    let above = check(token(&json!(["org"])), user(), users(), Claim::Fits);
    assert_eq!(
        (above.acts_as.unwrap().role.as_str(), above.warnings),
        ("org", vec![])
    );
}

#[test]
fn the_key_is_a_hint_of_its_organisation() {
    let typed = "acme".parse::<Label>().unwrap();
    assert_eq!(Claim::of(Some("ACME"), &typed), Claim::Fits);
    assert_eq!(Claim::of(None, &typed), Claim::Fits);
    assert_eq!(Claim::of(Some("globex"), &typed), Claim::Differs);
}
