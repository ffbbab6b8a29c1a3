//! Acme and its sandbox, the organisation somebody links by mistake, and one in which the
//! app was never installed. Keys, secrets and passwords are public and open nothing else.

use super::org::{App, Group, Org, PermissionSet, Profile, Queue, STANDARD, User, password};

/// Consumer key and secret of the app at Acme, Globex and Initech.
pub(crate) const CLIENT: (&str, &str) = (
    "3MVG9sandboxPortalOfAcme.NotARealConsumerKey_0000000000000000000000000000000000000001",
    "C0FFEE00C0FFEE00C0FFEE00C0FFEE00C0FFEE00C0FFEE00C0FFEE00ACE0A1B2",
);

/// Consumer key and secret of the app in Acme's sandbox.
pub(crate) const UAT_CLIENT: (&str, &str) = (
    "3MVG9sandboxPortalOfAcme.NotARealConsumerKey_0000000000000000000000000000000000000002",
    "C0FFEE00C0FFEE00C0FFEE00C0FFEE00C0FFEE00C0FFEE00C0FFEE00ACE0C3D4",
);

const ADMINISTRATOR: &str = "System Administrator";

/// A user's profile, permission sets and groups.
type Rights<'a> = (&'a str, &'a [&'a str], &'a [&'a str]);
const BY_PROFILE: Rights<'static> = (ADMINISTRATOR, &[], &[]);
const ORDINARY: Rights<'static> = (STANDARD, &[], &[]);

fn app((key, secret): (&str, &str)) -> App {
    let words = |list: &[&str]| list.iter().map(|&w| w.to_owned()).collect();
    App {
        name: "Contact Centre Portal".to_owned(),
        consumer_key: key.to_owned(),
        consumer_secret: secret.to_owned(),
        scopes: words(&["api", "refresh_token", "id", "openid"]),
        callback_paths: words(&["/oauth/callback/salesforce", "/callback"]),
        demands_pkce: true,
        rotates: true,
        demands_secret_on_refresh: true,
        installed: true,
    }
}

/// `name` is "First Last", `username` an address of which `.uat` is no part of the e-mail.
fn user(id: &str, name: &str, username: &str, rights: Rights<'_>) -> User {
    let (first, last) = name.split_once(' ').unwrap_or(("", name));
    let owned = |list: &[&str]| list.iter().map(|&w| w.to_owned()).collect();
    User {
        id: id.to_owned(),
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        username: username.to_owned(),
        email: username.trim_end_matches(".uat").to_owned(),
        password: password(first),
        user_type: "Standard".to_owned(),
        active: true,
        profile: rights.0.to_owned(),
        permission_sets: owned(rights.1),
        groups: owned(rights.2),
    }
}

/// An organisation with both profiles; `pod` is the part of its ids that tells the instance.
fn org(host: &str, id: &str, name: &str, client: (&str, &str), users: Vec<User>) -> Org {
    let pod = &id[3..5];
    let profile = |n: u8, name: &str, modifies_all_data| Profile {
        id: format!("00e{pod}00000Prof{n}"),
        name: name.to_owned(),
        permission_set: format!("0PS{pod}00000Prof{n}"),
        modifies_all_data,
    };
    Org {
        host: host.to_owned(),
        id: id.to_owned(),
        name: name.to_owned(),
        page_size: 2000,
        apps: vec![app(client)],
        profiles: vec![profile(1, ADMINISTRATOR, true), profile(2, STANDARD, false)],
        permission_sets: vec![],
        groups: vec![],
        queues: vec![Queue {
            id: format!("00G{pod}00000Queu1"),
            name: "Support".to_owned(),
        }],
        users,
        crowd: 0,
    }
}

pub(crate) fn built_in() -> Vec<Org> {
    vec![acme(), uat(), globex(), initech()]
}

fn acme() -> Org {
    let set = |n: u8, name: &str, label: &str, modifies_all_data| PermissionSet {
        id: format!("0PSam00000PSet{n}"),
        name: name.to_owned(),
        label: label.to_owned(),
        modifies_all_data,
    };
    let (sets, groups) = (["Portal_Administration"], ["Integration_Admins"]);
    let denis = User {
        active: false,
        ..user(
            "005am00000DDur5",
            "Denis Durand",
            "denis.durand@acme.example",
            BY_PROFILE,
        )
    };
    let users = vec![
        user(
            "005am00000CRoy1",
            "Camille Roy",
            "camille.roy@acme.example",
            BY_PROFILE,
        ),
        user(
            "005am00000AMar2",
            "Alex Martin",
            "alex.martin@acme.example",
            (STANDARD, &sets, &[]),
        ),
        user(
            "005am00000GGro3",
            "Greta Group",
            "greta.group@acme.example",
            (STANDARD, &[], &groups),
        ),
        user(
            "005am00000OOrt4",
            "Odile Ortega",
            "odile.ortega@acme.example",
            ORDINARY,
        ),
        denis,
        user(
            "005am00000PInt6",
            "Portal Integration",
            "portal.integration@acme.example",
            BY_PROFILE,
        ),
    ];
    Org {
        // Small enough that a list of people takes several pages.
        page_size: 100,
        permission_sets: vec![
            set(1, "Portal_Administration", "Portal Administration", true),
            set(2, "Case_Handling", "Case Handling", false),
        ],
        groups: vec![Group {
            id: "0PGam00000PGrp1".to_owned(),
            name: "Integration_Admins".to_owned(),
            aggregate: "0PSam00000PGrp1".to_owned(),
            holds: vec![
                "Portal_Administration".to_owned(),
                "Case_Handling".to_owned(),
            ],
        }],
        crowd: 230,
        ..org(
            "acme.my.salesforce.com",
            "00Dam00000Acme7",
            "Acme",
            CLIENT,
            users,
        )
    }
}

/// A copy of Acme for acceptance tests, set up as in the years before PKCE.
fn uat() -> Org {
    let users = vec![
        user(
            "005QH00000CRoy1",
            "Camille Roy",
            "camille.roy@acme.example.uat",
            BY_PROFILE,
        ),
        user(
            "005QH00000AMar2",
            "Alex Martin",
            "alex.martin@acme.example.uat",
            BY_PROFILE,
        ),
        user(
            "005QH00000OOrt4",
            "Odile Ortega",
            "odile.ortega@acme.example.uat",
            ORDINARY,
        ),
    ];
    let host = "acme--uat.sandbox.my.salesforce.com";
    let mut org = org(host, "00DQH00000uAt5z", "Acme", UAT_CLIENT, users);
    for app in &mut org.apps {
        app.demands_pkce = false;
        app.rotates = false;
        app.demands_secret_on_refresh = false;
    }
    org
}

/// The wrong organisation; only the case of its id tells it from Acme's.
fn globex() -> Org {
    let users = vec![user(
        "005gx00000GGlo1",
        "Gil Globex",
        "gil@globex.example",
        BY_PROFILE,
    )];
    org(
        "globex.my.salesforce.com",
        "00Dam00000aCME7",
        "Globex",
        CLIENT,
        users,
    )
}

fn initech() -> Org {
    let users = vec![user(
        "005aj00000IIni1",
        "Irene Initech",
        "irene@initech.example",
        BY_PROFILE,
    )];
    let host = "initech-dev-ed.develop.my.salesforce.com";
    let mut org = org(host, "00Daj00000iNte9", "Initech", CLIENT, users);
    for app in &mut org.apps {
        app.installed = false;
    }
    org
}
