//! The settings of record creation: what the chosen CRM does not offer is off, whoever asks.

use domain::{Crm, RecordCreation};
use reqwest::Method;

use crate::support::{Answer, TestApp, complete, draft, spawn_app};

const PATH: &str = "/api/settings/record-creation";

fn skipping() -> RecordCreation {
    RecordCreation {
        abandoned: true,
        skip_contacts: true,
        skip_records: true,
        ..RecordCreation::default()
    }
}

async fn choose(app: &TestApp, crm: Crm) {
    let mut wanted = draft([(crm, complete(crm, "secret-of-enough-characters"))]);
    wanted.agent_platform = Some(crm);
    let saved = app.save(&wanted).await;
    assert_eq!(saved.status, 200, "{}", saved.body);
}

async fn stored(app: &TestApp) -> RecordCreation {
    app.get(PATH).await.json()
}

async fn save(app: &TestApp, creation: RecordCreation) -> Answer {
    let read = app.get(PATH).await;
    let request = app.request(Method::PUT, PATH);
    let request = request.header("if-match", read.header("etag").unwrap());
    app.send(request.json(&creation)).await
}

#[tokio::test]
async fn a_switch_of_platform_takes_the_former_ones_options_away() {
    let app = spawn_app().await;
    choose(&app, Crm::Zendesk).await;
    assert_eq!(save(&app, skipping()).await.status, 200);
    assert_eq!(stored(&app).await, skipping());
    choose(&app, Crm::Kustomer).await;
    assert_eq!(stored(&app).await, skipping().on(Some(Crm::Kustomer)));
}

#[tokio::test]
async fn what_is_not_offered_is_not_stored_either() {
    let app = spawn_app().await;
    choose(&app, Crm::Dynamics).await;
    let saved = save(&app, skipping()).await;
    assert_eq!(saved.status, 200, "{}", saved.body);
    assert_eq!(
        saved.json::<RecordCreation>(),
        skipping().on(Some(Crm::Dynamics))
    );
    choose(&app, Crm::Zendesk).await;
    assert!(!stored(&app).await.skip_records);
}

#[tokio::test]
async fn a_save_over_an_older_version_is_refused() {
    let app = spawn_app().await;
    let read = app.get(PATH).await;
    assert_eq!(save(&app, RecordCreation::default()).await.status, 200);
    let request = app.request(Method::PUT, PATH);
    let request = request.header("if-match", read.header("etag").unwrap());
    let refused = app.send(request.json(&RecordCreation::default())).await;
    assert_eq!(refused.failure(), (409, "changed_meanwhile".into()));
}
