//! Zendesk accounts: who works there, and which API token opens which account.
//! An account also says how it answers, for a plan without API and for renamed subdomains.

use serde::{Deserialize, Serialize};

use super::names;

/// One Zendesk account, addressed as `{subdomain}.zendesk.com`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Account {
    pub(crate) subdomain: String,
    pub(crate) answers: Answers,
    pub(crate) api_tokens: Vec<String>,
    #[serde(default)]
    pub(crate) oauth_clients: Vec<Client>,
    pub(crate) users: Vec<User>,
    /// So many further agents, with made-up names.
    #[serde(default)]
    pub(crate) crowd: usize,
}

/// How the whole account answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Answers {
    /// As usual.
    Normally,
    /// 403 Forbidden to everybody: the plan has no API.
    Forbidden,
    /// 404 as a web page: the subdomain was given up.
    GoneHtml,
    /// 404 as JSON.
    GoneJson,
}

/// A confidential OAuth client; its calls act as `user_id`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Client {
    pub(crate) identifier: String,
    pub(crate) secret: String,
    pub(crate) user_id: u64,
    /// All that its tokens may do, whatever scope is asked for; anything if absent.
    #[serde(default)]
    pub(crate) scope: Option<String>,
    /// Deleted in the Admin Center: refused like one that never was.
    #[serde(default)]
    pub(crate) revoked: bool,
}

/// Somebody in an account, end users included.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct User {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) email: String,
    /// `admin`, `agent` or `end-user`.
    pub(crate) role: String,
    /// 0 custom, 1 light agent, 2 chat agent, 4 admin; absent for end users.
    pub(crate) role_type: Option<u8>,
    #[serde(default)]
    pub(crate) restricted_agent: bool,
    #[serde(default)]
    pub(crate) suspended: bool,
    #[serde(default = "yes")]
    pub(crate) verified: bool,
}

fn yes() -> bool {
    true
}

impl Account {
    /// One of them by id.
    pub(crate) fn by_id(&self, id: u64) -> Option<User> {
        let known = self.users.iter().find(|user| user.id == id).cloned();
        known.or_else(|| {
            let n = usize::try_from(id.checked_sub(FIRST_OF_CROWD)?).ok()?;
            (n < self.crowd).then(|| crowd(n))
        })
    }

    /// One of them by address, in any case.
    pub(crate) fn by_email(&self, email: &str) -> Option<User> {
        let is = |user: &&User| user.email.eq_ignore_ascii_case(email);
        let known = self.users.iter().find(is).cloned();
        known.or_else(|| (0..self.crowd).map(crowd).find(|user| is(&user)))
    }

    /// Everybody by rising id, the crowd last.
    pub(crate) fn everyone(&self) -> Vec<User> {
        let crowd = (0..self.crowd).map(crowd);
        self.users.iter().cloned().chain(crowd).collect()
    }
}

/// The id of the first of the crowd.
const FIRST_OF_CROWD: u64 = 382_100_001_000;

/// The n-th of the crowd.
fn crowd(n: usize) -> User {
    let (first, last) = names::nth(n);
    let name = format!("{first} {last}");
    let email = names::email(n, "acme.example");
    user(FIRST_OF_CROWD + n as u64, &name, &email, "agent", Some(0))
}

fn user(id: u64, name: &str, email: &str, role: &str, role_type: Option<u8>) -> User {
    User {
        id,
        name: name.to_owned(),
        email: email.to_owned(),
        role: role.to_owned(),
        role_type,
        restricted_agent: role_type == Some(1),
        suspended: false,
        verified: true,
    }
}

/// One client for each verdict a client can come to.
fn clients() -> Vec<Client> {
    let client = |identifier: &str, tail: &str, user_id| Client {
        identifier: identifier.to_owned(),
        secret: format!("zd-sandbox-client-secret-for-acme-{tail}"),
        user_id,
        scope: None,
        revoked: false,
    };
    vec![
        client("acme_portal", "9z8y", 382_100_000_001),
        client("acme_portal_of_an_agent", "7x6w", 382_100_000_003),
        client("acme_portal_of_a_leaver", "5v4u", 382_100_000_006),
        Client {
            scope: Some("hc:read".to_owned()),
            ..client("acme_help_center", "3t2s", 382_100_000_001)
        },
        Client {
            revoked: true,
            ..client("acme_portal_deleted", "1r0q", 382_100_000_001)
        },
    ]
}

pub(super) fn built_in() -> Vec<Account> {
    let suspended = User {
        suspended: true,
        ..user(
            382_100_000_006,
            "Simon Sorel",
            "simon.sorel@acme.example",
            "admin",
            Some(4),
        )
    };
    let unverified = User {
        verified: false,
        ..user(
            382_100_000_008,
            "Nora Neumann",
            "nora.neumann@acme.example",
            "agent",
            Some(0),
        )
    };
    let acme = Account {
        subdomain: "acme-support".to_owned(),
        answers: Answers::Normally,
        api_tokens: vec!["zd-sandbox-token-for-acme-1a2b".to_owned()],
        oauth_clients: clients(),
        users: vec![
            user(
                382_100_000_001,
                "Camille Roy",
                "camille.roy@acme.example",
                "admin",
                Some(4),
            ),
            user(
                382_100_000_002,
                "Alex Martin",
                "alex.martin@acme.example",
                "admin",
                Some(4),
            ),
            user(
                382_100_000_003,
                "Odile Ortega",
                "odile.ortega@acme.example",
                "agent",
                Some(0),
            ),
            user(
                382_100_000_004,
                "Peter Parson",
                "peter.parson@acme.example",
                "agent",
                Some(0),
            ),
            user(
                382_100_000_005,
                "Lucie Light",
                "lucie.light@acme.example",
                "agent",
                Some(1),
            ),
            suspended,
            user(
                382_100_000_007,
                "Eve Endler",
                "eve.endler@client.example",
                "end-user",
                None,
            ),
            unverified,
        ],
        crowd: 230,
    };
    let globex = Account {
        subdomain: "globex-help".to_owned(),
        answers: Answers::Forbidden,
        api_tokens: vec!["zd-sandbox-token-for-globex-3c4d".to_owned()],
        oauth_clients: vec![],
        users: vec![user(
            382_200_000_001,
            "Gil Globex",
            "gil@globex.example",
            "admin",
            Some(4),
        )],
        crowd: 0,
    };
    let gone = |subdomain: &str, answers| Account {
        subdomain: subdomain.to_owned(),
        answers,
        api_tokens: vec![],
        oauth_clients: vec![],
        users: vec![],
        crowd: 0,
    };
    vec![
        acme,
        globex,
        gone("acme-old", Answers::GoneHtml),
        gone("acme-former", Answers::GoneJson),
    ]
}
