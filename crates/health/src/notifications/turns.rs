//! What there is to tell of, by what is known of the connections.

use domain::{Crm, LinkState, Settings, Status, status};
use store::Turn;

use super::notification::Notification;

/// Every connection and link that is set up, with its turn: a doubt is none.
pub(super) fn turns(settings: &Settings) -> Vec<(Notification, Option<Turn>)> {
    let mut turns = Vec::new();
    for crm in Crm::ALL {
        let panel = settings.panel(crm);
        let status = status(crm, &panel);
        let turn = match status {
            Status::NotSetUp => continue,
            Status::NotVerified => None,
            Status::Verified => Some(Turn::Repaired),
            Status::NeedsAttention | Status::Unreadable => Some(Turn::Attention),
        };
        turns.push((Notification::of_connection(crm, &panel), turn));
        for link in &panel.links {
            let turn = match link.state {
                LinkState::Active => Some(Turn::Repaired),
                LinkState::CannotBeChecked => None,
                // Where none of them works, the connection's own notification says so.
                LinkState::NeedsRelinking | LinkState::NotAdmin => {
                    status.works().then_some(Turn::Attention)
                }
            };
            turns.push((Notification::of_link(crm, link), turn));
        }
    }
    turns
}
