//! Activity as a server would send it, for native tests and for those in a browser.

use domain::{
    Crm, Millis, Party,
    wire::{Activity, Attributed, Call, DeliveryState, RecordLink, Seen, Story},
};

/// When everything in the fixtures happened: 12 March 2026, 13:02 UTC.
pub const AT: Millis = 1_773_320_520_000;

/// A delivered event whose record is the default user's.
pub fn row(id: &str) -> Activity {
    Activity {
        id: id.to_owned(),
        session: format!("chat-{id}"),
        kind: "session.started".to_owned(),
        at: AT,
        received_at: AT,
        crm: Some(Crm::Zendesk),
        state: DeliveryState::Delivered,
        reason: Some("no_agent_yet".to_owned()),
        owner: Some(camille()),
        record: Some(RecordLink {
            id: "35291".to_owned(),
            url: Some("https://acme.zendesk.com/agent/tickets/35291".to_owned()),
        }),
    }
}

/// One that was given up on.
pub fn parked(id: &str, reason: &str) -> Activity {
    Activity {
        state: DeliveryState::Parked,
        reason: Some(reason.to_owned()),
        record: None,
        ..row(id)
    }
}

/// The story of a row.
pub fn story(activity: Activity) -> Story {
    let call = |what: &str, status| Call {
        what: what.to_owned(),
        status,
        at: AT,
        ms: 84,
    };
    Story {
        source: "acme-contact-centre".to_owned(),
        event: format!("event-{}", activity.id),
        seen: Some(Seen {
            agents: vec!["nora.neumann@acme.example".to_owned()],
            default_user: true,
            always: false,
            eligible: 12,
            owner_before: None,
        }),
        actor: Some(camille()),
        actor_instead: false,
        calls: vec![call("find_contact", Some(200)), call("create_record", None)],
        tries: 1,
        due_at: None,
        done_at: Some(AT),
        activity,
    }
}

fn camille() -> Attributed {
    Attributed {
        party: Party::DefaultUser,
        id: "7".to_owned(),
        name: "Camille Roy".to_owned(),
    }
}
