//! What Salesforce has given out since the sandbox started, and what was changed by hand.
//! It lives behind the sandbox's one lock, so a rotated token is spent exactly once.

use std::collections::HashMap;

use super::records::store::Store;
use crate::clock;

/// Everything that changes at Salesforce.
#[derive(Debug, Default)]
pub(crate) struct Book {
    /// Authorizations waiting for somebody to sign in or to consent.
    pub(crate) pending: HashMap<String, Pending>,
    pub(crate) codes: HashMap<String, Code>,
    /// Oldest first.
    pub(crate) grants: Vec<Grant>,
    pub(crate) sessions: HashMap<String, Session>,
    pub(crate) cursors: HashMap<String, Cursor>,
    /// What was done to a person, by user id.
    pub(crate) people: HashMap<String, Change>,
    /// How an organisation is set up now, by host.
    pub(crate) settings: HashMap<String, Settings>,
    /// What was written, by host.
    stores: HashMap<String, Store>,
    last: u64,
}

/// What an app asked for, checked.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) host: String,
    pub(crate) client: String,
    pub(crate) redirect_uri: String,
    pub(crate) scope: String,
    /// What the verifier must hash to.
    pub(crate) challenge: Option<String>,
}

/// An authorization on its way.
#[derive(Debug, Clone)]
pub(crate) struct Pending {
    pub(crate) asked: Asked,
    pub(crate) state: Option<String>,
    /// A name to fill in.
    pub(crate) hint: Option<String>,
    /// Who signed in.
    pub(crate) user: Option<String>,
    pub(crate) began: u64,
}

/// An authorization code; kept when used, so that a second use is noticed.
#[derive(Debug, Clone)]
pub(crate) struct Code {
    pub(crate) asked: Asked,
    pub(crate) user: String,
    /// Milliseconds since 1970.
    pub(crate) expires: u64,
    pub(crate) used: bool,
    /// What it gave.
    pub(crate) grant: Option<u64>,
}

/// A person's consent to one app: one family of refresh tokens.
#[derive(Debug, Clone)]
pub(crate) struct Grant {
    pub(crate) id: u64,
    pub(crate) host: String,
    pub(crate) client: String,
    pub(crate) user: String,
    pub(crate) scope: String,
    pub(crate) refresh_token: Option<String>,
    /// Refresh tokens rotated away.
    pub(crate) spent: Vec<String>,
    pub(crate) alive: bool,
}

/// An access token.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    pub(crate) grant: u64,
    /// Milliseconds since 1970.
    pub(crate) issued: u64,
    pub(crate) expires: u64,
}

/// A query with pages still to come.
#[derive(Debug, Clone)]
pub(crate) struct Cursor {
    pub(crate) host: String,
    pub(crate) user: String,
    pub(crate) soql: String,
}

/// What was done to a person; nothing said is as seeded.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Change {
    pub(crate) active: Option<bool>,
    pub(crate) admin: Option<bool>,
    /// Whether they may write records.
    pub(crate) writes: Option<bool>,
}

/// What was changed about an organisation's app; nothing said is as seeded.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Settings {
    pub(crate) demands_pkce: Option<bool>,
    pub(crate) rotates: Option<bool>,
    pub(crate) installed: Option<bool>,
    pub(crate) code_seconds: Option<u64>,
    pub(crate) session_seconds: Option<u64>,
}

/// How many consents one person can give one app.
const GRANTS: usize = 5;

impl Book {
    /// Writes a consent down; a sixth silently ends the oldest.
    pub(crate) fn open(&mut self, asked: &Asked, user: &str, refresh_token: Option<String>) -> u64 {
        let twin = |g: &&mut Grant| {
            g.alive && g.host == asked.host && g.client == asked.client && g.user == user
        };
        let twins = self.grants.iter_mut().filter(|g| twin(g)).count();
        let surplus = (twins + 1).saturating_sub(GRANTS);
        for grant in self.grants.iter_mut().filter(twin).take(surplus) {
            grant.alive = false;
        }
        self.last += 1;
        self.grants.push(Grant {
            id: self.last,
            host: asked.host.clone(),
            client: asked.client.clone(),
            user: user.to_owned(),
            scope: asked.scope.clone(),
            refresh_token,
            spent: vec![],
            alive: true,
        });
        self.last
    }

    /// The records of an organisation.
    pub(crate) fn store(&mut self, host: &str) -> &mut Store {
        self.stores.entry(host.to_owned()).or_default()
    }

    /// A consent, alive or not.
    pub(crate) fn grant(&self, id: u64) -> Option<&Grant> {
        self.grants.iter().find(|g| g.id == id)
    }

    /// Ends a consent and with it every token it gave.
    pub(crate) fn end(&mut self, id: u64) {
        if let Some(grant) = self.grants.iter_mut().find(|g| g.id == id) {
            grant.alive = false;
        }
    }

    /// The living consent behind a living access token, and the token's record.
    pub(crate) fn session(&self, token: &str) -> Option<(&Session, &Grant)> {
        let session = self.sessions.get(token)?;
        let grant = self.grant(session.grant).filter(|g| g.alive)?;
        (session.expires > clock::now_ms()).then_some((session, grant))
    }
}
