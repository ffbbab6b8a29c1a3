//! What roles and reads make of an application user.

use domain::{Cause, Check, Verdict, Warning};
use serde_json::{Value, json};

use super::{
    super::{
        roles::{self, Roles},
        verdict,
    },
    ID, app, error, user, verdict_of,
};
use crate::answer::{Answer, fake::answer};

const ADMIN: &str = "627090ff-40a3-4053-8790-584edc5be201";

fn role(n: u8, name: &str, template: Option<&str>) -> Value {
    json!({"roleid": format!("401e0000-0000-4000-8000-{n:012}"), "name": name, "_roletemplateid_value": template})
}

fn held(rows: &[Value]) -> Roles {
    roles::direct(&answer(200, json!({ "value": rows }))).unwrap()
}

fn conclude(user: &Answer, roles: &Roles) -> Check {
    verdict::conclude(user, &app(), roles)
}

#[test]
fn roles_decide_between_admin_limited_and_none() {
    let admin = conclude(
        &user(json!({})),
        &held(&[role(1, "Systemadministrator", Some(ADMIN))]),
    );
    assert_eq!(
        (admin.verdict, admin.warnings.as_slice()),
        (Verdict::Valid, [].as_slice())
    );
    let acts_as = admin.acts_as.unwrap();
    assert_eq!(
        (acts_as.name.as_str(), acts_as.role.as_str()),
        ("# Portal", "Systemadministrator")
    );

    let roles = held(&[role(2, "Portal, limited", None), role(3, "Delegate", None)]);
    let limited = conclude(&user(json!({})), &roles);
    assert_eq!(
        (limited.verdict, limited.warnings.as_slice()),
        (Verdict::Valid, [Warning::LimitedRole].as_slice())
    );
    assert_eq!(limited.acts_as.unwrap().role, "Portal, limited, Delegate");

    let none = conclude(&user(json!({})), &Roles::default());
    assert_eq!(
        (none.verdict, none.cause),
        (Verdict::NotAdmin, Some(Cause::RoleTooSmall))
    );

    let reader = conclude(
        &user(json!({"accessmode": 2})),
        &held(&[role(1, "Admin", Some(ADMIN))]),
    );
    assert_eq!(reader.warnings, [Warning::CannotOwnRecords]);
}

#[test]
fn a_role_is_known_by_its_template_and_not_by_its_name() {
    let roles = held(&[role(1, "System Administrator", None)]);
    assert_eq!(roles.admin(), None);
    assert_eq!(held(&[json!({"name": "x"}), json!(null)]).names(), "");
}

#[test]
fn who_may_not_read_roles_is_no_administrator_unless_it_is_the_teams() {
    let refused = || answer(403, error("0x80040220", "prvReadRole"));
    assert_eq!(
        verdict_of(roles::direct(&refused())),
        (Verdict::NotAdmin, Some(Cause::RoleTooSmall))
    );
    assert!(roles::by_team(&refused()).unwrap().is_empty());
    assert!(roles::teams(&refused()).unwrap().is_empty());
    assert_eq!(
        verdict_of(roles::teams(&answer(200, "{}"))).0,
        Verdict::Unverified
    );
    let teams = json!({"value": [{"teamid": ID}, {"teamid": "../x"}, null]});
    assert_eq!(roles::teams(&answer(200, teams)).unwrap().len(), 1);
}

#[test]
fn the_probes_have_to_pass_all_three() {
    let good = || answer(200, r#"{"value":[]}"#);
    let probes = |odd| verdict_of(verdict::probes(&[good(), odd, good()]));
    assert_eq!(probes(good()), (Verdict::Valid, None));
    assert_eq!(
        probes(answer(403, "")),
        (Verdict::NotAdmin, Some(Cause::RoleTooSmall))
    );
    assert_eq!(
        probes(answer(404, "")),
        (Verdict::Unverified, Some(Cause::PlanForbids))
    );
    assert_eq!(
        probes(answer(200, "<html>")),
        (Verdict::Unverified, Some(Cause::Unreadable))
    );
    let both = verdict::probes(&[answer(404, ""), answer(403, ""), good()]);
    assert_eq!(verdict_of(both).0, Verdict::NotAdmin);
}
