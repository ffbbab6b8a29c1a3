//! What of a connection to Salesforce is no secret.

use domain::{
    Connection,
    parse::{LoginHost, OrgId},
};

/// Which organisation is entered by which app; no secret is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct App {
    /// Where administrators sign in.
    pub login: LoginHost,
    /// The app's consumer key.
    pub consumer_key: String,
    /// The organisation administrators have to belong to.
    pub org: OrgId,
}

impl App {
    /// The app of a connection, if it is one to Salesforce.
    #[must_use]
    pub fn of(connection: &Connection) -> Option<Self> {
        match connection.clone() {
            Connection::Salesforce {
                login,
                consumer_key,
                org,
            } => Some(Self {
                login,
                consumer_key,
                org,
            }),
            _ => None,
        }
    }
}
