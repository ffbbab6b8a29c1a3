//! Who is an administrator of the imitated Salesforce, and who else works there.

use crm::Connector as _;
use domain::{Cause, LinkRefusal, Verdict};
use serde_json::json;

use crate::{
    app::App,
    window::{ACME, CAMILLE},
};

const ODILE: &str = "odile.ortega@acme.example";

#[tokio::test]
async fn an_ordinary_user_is_refused_in_every_reading_and_never_valid() {
    for (reading, verdict) in [
        ("count", Verdict::NotAdmin),
        ("insufficient_access", Verdict::NotAdmin),
        ("invalid_field", Verdict::Unverified),
    ] {
        let app = App::start().await;
        app.set("reading", json!({ "salesforce_ordinary": reading }))
            .await;
        let org = app.org(ACME).await;
        let identity = org.identify(&org.link(ODILE).await).await;
        assert_eq!(identity.check.verdict, verdict, "{reading}");
        let acts_as = identity.check.acts_as.clone().unwrap();
        assert_eq!(
            (acts_as.name.as_str(), acts_as.role.as_str()),
            ("Odile Ortega", "Standard User")
        );
        if verdict == Verdict::NotAdmin {
            assert_eq!(identity.check.cause, Some(Cause::RoleTooSmall));
            assert_eq!(identity.refusal(), Some(LinkRefusal::NotAdmin));
        }
    }
}

#[tokio::test]
async fn rights_that_are_taken_away_are_missed() {
    let app = App::start().await;
    let org = app.org(ACME).await;
    let grant = org.link(CAMILLE).await;
    for (is_admin, verdict) in [(false, Verdict::NotAdmin), (true, Verdict::Valid)] {
        let camille = json!({"host": ACME, "username": CAMILLE, "admin": is_admin});
        app.set("salesforce/people", camille).await;
        assert_eq!(org.identify(&grant).await.check.verdict, verdict);
    }
}

#[tokio::test]
async fn every_agent_is_listed_once_over_several_pages() {
    let app = App::start().await;
    let org = app.org(ACME).await;
    let grant = org.link(CAMILLE).await;
    let agents = org.salesforce.agents((&grant).into()).await.unwrap();
    let mut ids: Vec<_> = agents.iter().map(|agent| &agent.id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), agents.len());
    assert!(agents.len() > 230, "{}", agents.len());
    assert!(agents.iter().any(|agent| agent.name == "Odile Ortega"));
    assert!(
        agents
            .iter()
            .all(|agent| agent.name != "Denis Durand" && agent.email.is_some())
    );
    assert!(app.requests(ACME, "/services/data/v66.0/query/").await >= 2);
}
