//! Whose a record is: an active person or a queue, unless the assignment rule has its way.

use super::{
    ask::Ask,
    check,
    desk::Desk,
    kind::Kind,
    reply::{Reply, Step},
};
use crate::salesforce::id;

/// Whether an id can own a record of this object.
pub(super) fn check(desk: &Desk<'_>, kind: Kind, owner: &str) -> Step<()> {
    let short = id::short(owner).unwrap_or_default();
    let is_queue = desk.org.queues.iter().any(|queue| queue.id == short);
    // Contacts belong to people; cases and tasks may wait in a queue.
    if is_queue && kind != Kind::Contact {
        return Ok(());
    }
    match desk.org.users.iter().find(|user| user.id == short) {
        Some(user) if user.active => Ok(()),
        Some(_) => {
            let text = format!(
                "operation performed with inactive user [{owner}] as owner of {}",
                kind.name().to_lowercase()
            );
            let code = "INACTIVE_OWNER_OR_USER";
            Err(Reply::unsaved(code, &text, &["OwnerId"]))
        }
        None => Err(check::no_such("OwnerId")),
    }
}

/// An owner taken away, which nobody can do.
pub(super) fn blank() -> Reply {
    let text = "Owner ID: owner cannot be blank";
    Reply::unsaved("INVALID_CROSS_REFERENCE_KEY", text, &["OwnerId"])
}

/// Whom the assignment rule gives a case that is written, whatever the body says: it acts with
/// every write unless `Sforce-Auto-Assign` is false.
pub(super) fn assigned(desk: &Desk<'_>, kind: Kind, ask: &Ask<'_>) -> Option<String> {
    let acts = kind == Kind::Case && desk.store.rules.assignment;
    let acts = acts && !ask.says("sforce-auto-assign", "false");
    let queue = desk.org.queues.first().filter(|_| acts);
    queue.map(|queue| id::long(&queue.id))
}
