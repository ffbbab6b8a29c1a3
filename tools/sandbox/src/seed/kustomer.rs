//! Kustomer organisations and their API keys, which look like the JWTs they really are.
//! What a key may do is decided by these records, never by what its payload claims.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};

use super::names;

/// One organisation, addressed as `{label}.api.kustomerapp.com`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Org {
    pub(crate) id: String,
    pub(crate) label: String,
    /// The regional host its keys also work on.
    pub(crate) region: String,
    pub(crate) keys: Vec<Key>,
    pub(crate) users: Vec<User>,
    /// So many further people, with made-up names.
    #[serde(default)]
    pub(crate) crowd: usize,
}

/// An API key; each has a machine user of its own.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Key {
    pub(crate) id: String,
    pub(crate) name: String,
    /// The machine user it acts as.
    pub(crate) user: String,
    pub(crate) roles: Vec<String>,
    #[serde(default)]
    pub(crate) expired: bool,
    /// The only addresses it may be used from; never the caller's here.
    #[serde(default)]
    pub(crate) cidr: Option<String>,
    pub(crate) value: String,
}

/// A person of the organisation.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct User {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) email: String,
    /// `user`, `limited` or `machine`.
    pub(crate) user_type: String,
    pub(crate) roles: Vec<String>,
    #[serde(default)]
    pub(crate) deleted: bool,
    #[serde(default)]
    pub(crate) pending: bool,
}

impl Org {
    /// Everybody: people, the crowd, then the keys' machine users.
    pub(crate) fn everyone(&self) -> Vec<User> {
        let crowd = (0..self.crowd).map(|n| {
            let (first, last) = names::nth(n);
            let email = names::email(n, "acme.example");
            person(1000 + n, &format!("{first} {last}"), &email, "user")
        });
        let machines = self.keys.iter().map(Key::machine);
        self.users
            .iter()
            .cloned()
            .chain(crowd)
            .chain(machines)
            .collect()
    }
}

impl Key {
    /// The machine user the key acts as.
    pub(crate) fn machine(&self) -> User {
        User {
            id: self.user.clone(),
            name: self.name.clone(),
            email: format!("{}@machine.kustomer.example", self.id),
            user_type: "machine".to_owned(),
            roles: self.roles.clone(),
            deleted: false,
            pending: false,
        }
    }
}

fn person(n: usize, name: &str, email: &str, user_type: &str) -> User {
    User {
        id: format!("5f0c0000{n:016x}"),
        name: name.to_owned(),
        email: email.to_owned(),
        user_type: user_type.to_owned(),
        roles: vec!["org.user".to_owned()],
        deleted: false,
        pending: false,
    }
}

/// The JWT Kustomer would hand out, with a signature nobody could mistake for a real one.
fn key(n: usize, org: (&str, &str), name: &str, roles: &[&str]) -> Key {
    let id = format!("5f0ce000{n:016x}");
    let user = format!("5f0c1000{n:016x}");
    // Written by hand: the keys stand in the README, so their order must never change.
    let payload = format!(
        r#"{{"id":"{id}","user":"{user}","org":"{}","orgName":"{}","userType":"machine","roles":["{}"]}}"#,
        org.0,
        org.1,
        roles.join(r#"",""#)
    );
    let head = URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256","typ":"JWT"}"#);
    let body = URL_SAFE_NO_PAD.encode(payload);
    Key {
        id,
        name: name.to_owned(),
        user,
        roles: roles.iter().map(|&r| r.to_owned()).collect(),
        expired: false,
        cidr: None,
        value: format!("{head}.{body}.sandbox-signature-not-a-real-one-{n:010}"),
    }
}

const ACME: (&str, &str) = ("5f0c0de0aaaaaaaaaaaaaaaa", "acme");
const GLOBEX: (&str, &str) = ("5f0c0de0bbbbbbbbbbbbbbbb", "globex");
const FULL: [&str; 2] = ["org.admin", "org.user"];

pub(super) fn built_in() -> Vec<Org> {
    let permissions = [
        "org.permission.conversation.create",
        "org.permission.customer.create",
        "org.permission.customer.read",
        "org.permission.note.create",
        "org.permission.user.read",
    ];
    let few = [
        "org.permission.conversation.create",
        "org.permission.message.create",
    ];
    let office = Key {
        cidr: Some("203.0.113.0/24".to_owned()),
        ..key(6, ACME, "Portal, office network only", &FULL)
    };
    let acme = Org {
        id: ACME.0.to_owned(),
        label: ACME.1.to_owned(),
        region: "api.kustomerapp.com".to_owned(),
        keys: vec![
            key(1, ACME, "Portal", &FULL),
            key(2, ACME, "Portal, permissions only", &permissions),
            key(3, ACME, "Portal without rights", &few),
            key(4, ACME, "Portal, agent only", &["org.user"]),
            Key {
                expired: true,
                ..key(5, ACME, "Portal, expired", &FULL)
            },
            office,
        ],
        users: vec![
            person(1, "Camille Roy", "camille.roy@acme.example", "user"),
            person(2, "Odile Ortega", "odile.ortega@acme.example", "user"),
            person(3, "Colin Collaborator", "colin@acme.example", "limited"),
            User {
                deleted: true,
                ..person(4, "Dora Deleted", "dora@acme.example", "user")
            },
            User {
                pending: true,
                ..person(5, "Pia Pending", "pia@acme.example", "user")
            },
        ],
        crowd: 230,
    };
    let globex = Org {
        id: GLOBEX.0.to_owned(),
        label: GLOBEX.1.to_owned(),
        region: "api.prod2.kustomerapp.com".to_owned(),
        keys: vec![key(7, GLOBEX, "Portal of Globex", &FULL)],
        users: vec![person(9, "Gil Globex", "gil@globex.example", "user")],
        crowd: 0,
    };
    vec![acme, globex]
}
