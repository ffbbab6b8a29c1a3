//! What every CRM's connector does with records, whatever the CRM is: one contract for all of them.

use crm::{Actor, Change, Marks, NewRecord, Note, Records, Refusal, RemoteRecord};
use domain::{Connection, Secret, event::Contact};
use serde_json::json;

use crate::app::App;

/// Somebody who calls nowhere else.
fn eve() -> Contact {
    Contact {
        id: None,
        name: Some("Eve Adams".to_owned()),
        email: Some("eve.o'adams+1@example.org".to_owned()),
        phone: Some("+31 20 555 0199".to_owned()),
    }
}

fn record(key: &str, contact: &str, owner: &str) -> NewRecord {
    NewRecord {
        key: key.to_owned(),
        contact: Some(contact.to_owned()),
        subject: "Chat with Eve Adams".to_owned(),
        body: "Session: s\n[first]".to_owned(),
        owner: owner.to_owned(),
        author: None,
        session: None,
    }
}

fn note(text: &str) -> Change {
    Change {
        note: Some(Note {
            body: text.to_owned(),
            author: None,
        }),
        ..Change::default()
    }
}

/// One CRM, and somebody in it beside the default user.
struct Place<'a> {
    records: &'a dyn Records,
    actor: Actor<'a>,
    me: String,
    agent: String,
}

impl Place<'_> {
    async fn contact(&self) -> String {
        let contact = self.records.contact(self.actor, &eve(), "portal-c1").await;
        contact.unwrap().value
    }

    async fn create(&self, key: &str) -> RemoteRecord {
        let new = record(key, &self.contact().await, &self.me);
        self.records.create(self.actor, &new).await.unwrap().value
    }

    async fn change(&self, record: &RemoteRecord, change: Change) -> RemoteRecord {
        let changed = self.records.change(self.actor, record, &change).await;
        changed.unwrap().value
    }

    async fn has_note(&self, record: &RemoteRecord, mark: &str) -> bool {
        let found = self.records.has_note(self.actor, &record.id, mark).await;
        found.unwrap().value
    }

    async fn find(&self, key: &str) -> Vec<RemoteRecord> {
        let contact = self.contact().await;
        let marks = Marks {
            key,
            contact: Some(&contact),
            session: None,
        };
        self.records.find(self.actor, marks).await.unwrap().value
    }
}

/// Runs a test in every CRM that is entered by a secret; Zendesk's two ways lead to the same records.
async fn everywhere(app: &App, test: impl AsyncFn(&Place<'_>)) {
    for (connection, secret) in app.administrators().await.into_iter().take(3) {
        run(app, &connection, &secret, &test).await;
    }
}

async fn run(app: &App, connection: &Connection, secret: &Secret, test: &impl AsyncFn(&Place<'_>)) {
    let connector = app.connectors.to(connection);
    let records = connector.records().unwrap();
    let actor: Actor<'_> = secret.into();
    let me = records.me(actor).await.unwrap().value.id;
    let agents = connector.agents(actor).await.unwrap();
    let agent = agents
        .into_iter()
        .find(|agent| agent.can_own && agent.is_active && agent.id != me);
    test(&Place {
        records,
        actor,
        me,
        agent: agent.unwrap().id,
    })
    .await;
}

#[tokio::test]
async fn a_consumer_is_made_once() {
    let app = App::start().await;
    everywhere(&app, async |place| {
        let records = place.records;
        let before = records.find_contact(place.actor, &eve()).await.unwrap();
        assert_eq!(before.value, None);
        let one = place.contact().await;
        let other = records.contact(place.actor, &eve(), "portal-c2").await;
        assert_eq!(other.unwrap().value, one, "whatever session asks");
    })
    .await;
}

#[tokio::test]
async fn a_record_is_made_once_and_belongs_to_whom_it_is_given() {
    let app = App::start().await;
    everywhere(&app, async |place| {
        assert_eq!(place.find("portal-1").await, []);
        let one = place.create("portal-1").await;
        assert_eq!(one.owner.as_ref(), Some(&place.me));
        assert!(one.is_open);
        let again = place.create("portal-1").await;
        assert_eq!(again.id, one.id);
        let found = place.find("portal-1").await;
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].id, one.id);
        assert_ne!(place.create("portal-2").await.id, one.id);
        assert!(place.has_note(&one, "[first]").await);
        assert!(!place.has_note(&one, "[second]").await);
    })
    .await;
}

#[tokio::test]
async fn an_owner_a_note_and_the_end_are_written_and_read_back() {
    let app = App::start().await;
    everywhere(&app, async |place| {
        let made = place.create("portal-3").await;
        let given = Change {
            owner: Some(place.agent.clone()),
            ..note("Assigned to Dana [second]")
        };
        let given = place.change(&made, given).await;
        assert_eq!(given.owner.as_ref(), Some(&place.agent));
        assert!(place.has_note(&given, "[second]").await);
        let close = Change {
            close: true,
            ..note("Done [third]")
        };
        let closed = place.change(&given, close).await;
        assert!(!closed.is_open);
        assert!(place.has_note(&closed, "[third]").await);
        assert_eq!(closed.owner.as_ref(), Some(&place.agent));
        let read = place
            .records
            .read(place.actor, &made.id)
            .await
            .unwrap()
            .value;
        assert!(!read.is_open && read.owner.as_ref() == Some(&place.agent));
    })
    .await;
}

#[tokio::test]
async fn a_second_try_takes_a_record_from_nobody() {
    let app = App::start().await;
    everywhere(&app, async |place| {
        let made = place.create("portal-4").await;
        let theirs = Change {
            owner: Some(place.agent.clone()),
            ..Change::default()
        };
        place.change(&made, theirs).await;
        let found = place.find("portal-4").await;
        assert_eq!(found[0].owner.as_ref(), Some(&place.agent));
    })
    .await;
}

#[tokio::test]
async fn what_was_done_after_its_answer_was_lost_is_found() {
    let app = App::start().await;
    everywhere(&app, async |place| {
        let contact = place.contact().await;
        for path in [
            "/api/v2/tickets",
            "/v1/conversations",
            "/api/data/v9.2/incidents",
        ] {
            for method in ["POST", "PATCH"] {
                let fault =
                    json!({"host": "*", "path": path, "method": method, "fault": "lose_answer"});
                app.set("faults", fault).await;
            }
        }
        let new = record("portal-5", &contact, &place.me);
        let lost = place.records.create(place.actor, &new).await;
        assert_eq!(lost.map_err(|refused| refused.kind), Err(Refusal::Unknown));
        app.heal().await;
        let found = place.find("portal-5").await;
        assert_eq!(found.len(), 1);
        assert_eq!(place.create("portal-5").await.id, found[0].id);
        assert_eq!(place.find("portal-5").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_record_that_is_not_there_is_gone() {
    let app = App::start().await;
    everywhere(&app, async |place| {
        let id = match place.me.len() {
            24 => "0123456789abcdef01234567",
            36 => "00000000-0000-4000-8000-000000000000",
            _ => "999999999",
        };
        let read = place.records.read(place.actor, id).await;
        assert_eq!(read.map_err(|refused| refused.kind), Err(Refusal::Gone));
        let nowhere = place.records.read(place.actor, "../x").await;
        assert_eq!(nowhere.map_err(|refused| refused.kind), Err(Refusal::Gone));
    })
    .await;
}
