//! What a notification says: which connection or link, in what state, since when; never a secret.

use domain::{Crm, Link, Millis, Panel};
use serde::Serialize;
use store::Turn;

/// One connection or link to tell of.
#[derive(Clone, Debug)]
pub(super) struct Notification {
    crm: Crm,
    link: Option<(String, String)>,
    state: String,
    cause: Option<String>,
    since: Option<Millis>,
}

/// A notification as JSON.
#[derive(Debug, Serialize)]
pub(super) struct Message<'a> {
    event: &'static str,
    crm: &'static str,
    /// User name of the linked administrator, if it is about one.
    administrator: Option<&'a str>,
    state: &'a str,
    cause: Option<&'a str>,
    /// Epoch milliseconds.
    since: Option<Millis>,
    portal: &'a str,
}

impl Notification {
    pub(super) fn of_connection(crm: Crm, panel: &Panel) -> Self {
        if crm.has_links() {
            return Self {
                crm,
                link: None,
                state: "no linked administrator works".to_owned(),
                cause: panel
                    .links
                    .first()
                    .and_then(|link| link.cause)
                    .map(|cause| word(&cause)),
                since: panel.links.iter().map(|link| link.since).max(),
            };
        }
        let health = panel.health.as_ref();
        Self {
            crm,
            link: None,
            state: health.map_or_else(String::new, |health| word(&health.check.verdict)),
            cause: health
                .and_then(|health| health.check.cause)
                .map(|cause| word(&cause)),
            since: health.map(|health| health.checked_at),
        }
    }

    pub(super) fn of_link(crm: Crm, link: &Link) -> Self {
        Self {
            crm,
            link: Some((link.id.clone(), link.username.clone())),
            state: word(&link.state),
            cause: link.cause.map(|cause| word(&cause)),
            since: Some(link.since),
        }
    }

    /// Under what it is remembered.
    pub(super) fn subject(&self) -> String {
        match &self.link {
            Some((id, _)) => format!("{}/{id}", self.crm.key()),
            None => self.crm.key().to_owned(),
        }
    }

    pub(super) fn message<'a>(&'a self, turn: Turn, portal: &'a str) -> Message<'a> {
        Message {
            event: match turn {
                Turn::Attention => "needs_attention",
                Turn::Repaired => "repaired",
            },
            crm: self.crm.key(),
            administrator: self.link.as_ref().map(|(_, username)| username.as_str()),
            state: &self.state,
            cause: self.cause.as_deref(),
            since: self.since,
            portal,
        }
    }

    /// One line.
    pub(super) fn title(&self, turn: Turn) -> String {
        let name = self.crm.name();
        let what = match &self.link {
            Some((_, username)) => format!("{name}: the link of {username}"),
            None => name.to_owned(),
        };
        match turn {
            Turn::Attention => format!("{what} needs attention"),
            Turn::Repaired => format!("{what} works again"),
        }
    }

    /// The whole text.
    pub(super) fn text(&self, turn: Turn, portal: &str) -> String {
        let (title, crm) = (self.title(turn), self.crm.key());
        let why = match (turn, &self.cause) {
            (Turn::Repaired, _) => String::new(),
            (Turn::Attention, None) => format!("State: {}.\n", self.state),
            (Turn::Attention, Some(cause)) => format!("State: {} ({cause}).\n", self.state),
        };
        let then = match (turn, &self.link) {
            (Turn::Attention, None) => "Records for this CRM wait until it is repaired.\n",
            (Turn::Attention, Some(_)) => {
                "Another linked administrator acts as long as one works.\n"
            }
            (Turn::Repaired, _) => "",
        };
        format!("{title}.\n\n{why}{then}\n{portal}/settings/developer/crm#{crm}\n")
    }
}

/// The word of an enum as the API has it, for people.
fn word(value: &impl Serialize) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    json.as_str().unwrap_or_default().replace('_', " ")
}
