//! Salesforce, which is written to with the grant of whichever administrator acts.

use super::*;
use crate::linking::Portal;

const HOST: &str = "acme.my.salesforce.com";
const ALEX: &str = "alex.martin@acme.example";

/// A centre with two linked administrators, Camille first.
async fn linked(panel: PanelDraft) -> (Centre, Portal) {
    let portal = Portal::set_up().await;
    portal.link(CAMILLE).await;
    portal.link(ALEX).await;
    let draft = Draft {
        agent_platform: Some(Crm::Salesforce),
        panels: [(Crm::Salesforce, panel)].into(),
    };
    let saved = portal.app.save(&draft).await;
    assert_eq!(saved.status, 200, "{}", saved.body);
    let app = Arc::clone(&portal.app);
    let centre = Centre::around(app, portal.sandbox.clone()).await;
    (centre, portal)
}

fn boxes(default_user: bool, always: bool) -> PanelDraft {
    PanelDraft {
        default_user: Some(default_user),
        always: Some(always),
        ..PanelDraft::default()
    }
}

impl Centre {
    async fn cases(&self) -> Vec<Value> {
        self.settled().await;
        let records = self.seen(&format!("salesforce/records?host={HOST}")).await;
        records["cases"].as_array().unwrap().clone()
    }
}

fn owner(case: &Value) -> &str {
    case["owner"]["name"].as_str().unwrap_or("nobody")
}

fn creator(case: &Value) -> &str {
    case["created_by"]["name"].as_str().unwrap_or("nobody")
}

#[tokio::test]
async fn a_chat_is_the_acting_administrators_and_then_the_agents() {
    let (centre, _portal) = linked(boxes(true, false)).await;
    centre.chat("s1").await;
    let cases = centre.cases().await;
    assert_eq!((cases.len(), owner(&cases[0])), (1, "Camille Roy"));
    centre.agent("s1", 2, "session.assigned", ODILE).await;
    centre
        .tell("s1", 3, "session.ended", json!({"resolved": true}))
        .await;
    let cases = centre.cases().await;
    assert_eq!((cases.len(), owner(&cases[0])), (1, "Odile Ortega"));
    assert_eq!(cases[0]["status"], "Closed");
    let rows = centre.settled().await;
    assert!(
        rows.iter().all(|row| row.state.key() == "delivered"),
        "{rows:?}"
    );
}

#[tokio::test]
async fn with_the_second_box_the_administrator_makes_what_the_agent_owns() {
    let (centre, _portal) = linked(boxes(true, true)).await;
    centre.tell("s1", 1, "session.started", call()).await;
    centre.agent("s1", 2, "session.assigned", ODILE).await;
    let cases = centre.cases().await;
    assert_eq!((cases.len(), owner(&cases[0])), (1, "Odile Ortega"));
    assert_eq!(creator(&cases[0]), "Camille Roy");
}

#[tokio::test]
async fn without_the_box_somebody_of_the_agents_owns_it() {
    let (centre, _portal) = linked(boxes(false, false)).await;
    for session in ["s1", "s2", "s3", "s4"] {
        centre.chat(session).await;
    }
    let cases = centre.cases().await;
    let owners: std::collections::BTreeSet<&str> = cases.iter().map(owner).collect();
    assert!(cases.len() == 4 && owners.len() > 1, "{owners:?}");
    assert!(!owners.contains("nobody"), "{owners:?}");
}

#[tokio::test]
async fn a_case_whose_answer_was_lost_is_one_with_and_without_an_external_id() {
    for field in ["", "Session_Id__c"] {
        let panel = PanelDraft {
            fields: Fields::from([(Field::SessionField, field)]),
            ..boxes(true, false)
        };
        let (centre, _portal) = linked(panel).await;
        for path in [
            "/services/data/v66.0/composite",
            "/services/data/v66.0/sobjects/Case",
        ] {
            let lost = json!({
                "host": HOST, "path": path, "method": "POST", "fault": "lose_answer", "times": 1,
            });
            centre.control("faults", lost).await;
        }
        centre.chat("s1").await;
        let cases = centre.cases().await;
        assert_eq!(
            (cases.len(), owner(&cases[0])),
            (1, "Camille Roy"),
            "{field}"
        );
    }
}

#[tokio::test]
async fn a_session_that_ends_in_mid_work_is_renewed_once_and_nothing_is_lost() {
    let (centre, portal) = linked(boxes(true, false)).await;
    centre.chat("s0").await;
    assert_eq!(centre.cases().await.len(), 1);
    centre
        .control("salesforce/expire", json!({"host": HOST}))
        .await;
    let before = portal.refreshes().await;
    for n in 1..=8 {
        centre.chat(&format!("s{n}")).await;
    }
    assert_eq!(centre.cases().await.len(), 9);
    // One for each of the two links.
    assert!(portal.refreshes().await - before <= 2);
    let rows = centre.settled().await;
    assert!(
        rows.iter().all(|row| row.state.key() == "delivered"),
        "{rows:?}"
    );
}

#[tokio::test]
async fn an_administrator_who_is_deactivated_in_mid_work_is_followed_by_the_next() {
    let (centre, _portal) = linked(boxes(true, false)).await;
    centre.chat("s1").await;
    assert_eq!(owner(&centre.cases().await[0]), "Camille Roy");
    let gone = json!({"host": HOST, "username": CAMILLE, "active": false});
    centre.control("salesforce/people", gone).await;
    centre.chat("s2").await;
    let cases = centre.cases().await;
    assert_eq!(cases.len(), 2);
    let mut owners: Vec<_> = cases.iter().map(owner).collect();
    owners.sort_unstable();
    assert_eq!(owners, ["Alex Martin", "Camille Roy"]);
}
