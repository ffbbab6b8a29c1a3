//! What every CRM's connector does with records, whatever the CRM is: one contract for all of them.

use crm::{Actor, Change, Connector, Marks, NewRecord, Note, Records, Refusal, RemoteRecord};
use domain::event::Contact;
use serde_json::json;

use crate::{
    app::App,
    window::{ACME, CAMILLE},
};

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
    /// Whether a second try makes no second record, whoever looks first or not; Salesforce needs a field
    /// for that.
    is_keyed: bool,
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

/// Runs a test in every CRM; Zendesk's two ways lead to the same records.
async fn everywhere(app: &App, test: impl AsyncFn(&Place<'_>)) {
    for (connection, secret) in app.administrators().await.into_iter().take(3) {
        let connector = app.connectors.to(&connection);
        run(&*connector, (&secret).into(), true, &test).await;
    }
    let org = app.org(ACME).await;
    let grant = org.link(CAMILLE).await;
    run(&org.salesforce, (&grant).into(), false, &test).await;
}

async fn run(
    connector: &dyn Connector,
    actor: Actor<'_>,
    is_keyed: bool,
    test: &impl AsyncFn(&Place<'_>),
) {
    let records = connector.records().unwrap();
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
        is_keyed,
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
        if place.is_keyed {
            assert_eq!(place.create("portal-1").await.id, one.id);
        }
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
            "/services/data/v66.0/composite",
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
        if place.is_keyed {
            assert_eq!(place.create("portal-5").await.id, found[0].id);
            assert_eq!(place.find("portal-5").await.len(), 1);
        }
    })
    .await;
}

#[tokio::test]
async fn a_record_that_is_not_there_is_gone() {
    let app = App::start().await;
    everywhere(&app, async |place| {
        let id = match place.me.len() {
            18 => "500am0000000000AAA",
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

/// Salesforce's own: the rest of the contract with a field for the session's id.
#[tokio::test]
async fn a_case_with_an_external_id_is_found_by_it_and_of_several_none_is_taken() {
    let app = App::start().await;
    let org = app.org(ACME).await;
    let grant = org.link(CAMILLE).await;
    let (records, actor): (_, Actor<'_>) = (org.salesforce.records().unwrap(), (&grant).into());
    let me = records.me(actor).await.unwrap().value.id;
    let contact = records.contact(actor, &eve(), "portal-c1").await;
    let contact = contact.unwrap().value;
    let new = NewRecord {
        session: Some(("Session_Id__c".to_owned(), "s/1 ?".to_owned())),
        ..record("portal-1", &contact, &me)
    };
    let made = records.create(actor, &new).await.unwrap().value;
    let again = records.create(actor, &new).await.unwrap().value;
    assert_eq!(again.id, made.id);
    let found = records.find(actor, new.marks()).await.unwrap().value;
    assert_eq!(found.len(), 1);
    let rules = json!({"host": ACME, "unique_session_id": false});
    app.set("salesforce/rules", rules).await;
    records.create(actor, &new).await.unwrap();
    let several = records.find(actor, new.marks()).await;
    assert_eq!(
        several.map_err(|refused| refused.kind),
        Err(Refusal::Several)
    );
}

#[tokio::test]
async fn a_contact_that_resembles_another_is_that_one() {
    let app = App::start().await;
    let org = app.org(ACME).await;
    let grant = org.link(CAMILLE).await;
    let (records, actor): (_, Actor<'_>) = (org.salesforce.records().unwrap(), (&grant).into());
    let one = records
        .contact(actor, &eve(), "portal-c1")
        .await
        .unwrap()
        .value;
    let rules = json!({"host": ACME, "duplicates": true});
    app.set("salesforce/rules", rules).await;
    // The query finds nobody for a moment.
    let fault = json!({
        "host": ACME, "path": "/services/data/v66.0/query", "times": 1,
        "fault": {"status": {"code": 200, "body": {"totalSize": 0, "done": true, "records": []}}},
    });
    app.set("faults", fault).await;
    let other = records
        .contact(actor, &eve(), "portal-c2")
        .await
        .unwrap()
        .value;
    assert_eq!(other, one);
}

#[tokio::test]
async fn an_owner_who_is_inactive_and_a_row_that_is_locked_are_told_apart() {
    let app = App::start().await;
    let org = app.org(ACME).await;
    let grant = org.link(CAMILLE).await;
    let (records, actor): (_, Actor<'_>) = (org.salesforce.records().unwrap(), (&grant).into());
    let me = records.me(actor).await.unwrap().value.id;
    let agents = org.salesforce.agents(actor).await.unwrap();
    let odile = agents
        .into_iter()
        .find(|agent| agent.name == "Odile Ortega");
    let odile = odile.unwrap();
    let gone = json!({"host": ACME, "username": "odile.ortega@acme.example", "active": false});
    app.set("salesforce/people", gone).await;
    let contact = records.contact(actor, &eve(), "portal-c1").await;
    let contact = contact.unwrap().value;
    let new = record("portal-1", &contact, &odile.id);
    let refused = records.create(actor, &new).await;
    let kind = refused.map_err(|refused| refused.kind);
    assert_eq!(kind.err(), Some(Refusal::Owner));
    let made = records
        .create(actor, &record("portal-1", &contact, &me))
        .await;
    let made = made.unwrap().value;
    let locked = json!([{"message": "unable to obtain exclusive access to this record",
        "errorCode": "UNABLE_TO_LOCK_ROW", "fields": []}]);
    let fault = json!({
        "host": ACME, "method": "PATCH", "times": 1,
        "fault": {"status": {"code": 400, "body": locked}},
    });
    app.set("faults", fault).await;
    let close = Change {
        close: true,
        ..Change::default()
    };
    let kind = records.change(actor, &made, &close).await;
    assert_eq!(
        kind.map_err(|refused| refused.kind).err(),
        Some(Refusal::Conflict)
    );
    let theirs = json!({"host": ACME, "id": made.id, "status": "Working"});
    app.set("salesforce/cases", theirs).await;
    let kind = records.change(actor, &made, &close).await;
    assert_eq!(
        kind.map_err(|refused| refused.kind).err(),
        Some(Refusal::Conflict),
        "somebody was quicker"
    );
}
