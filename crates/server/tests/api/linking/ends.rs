//! Every other end of a link: a clear word, and nothing half-made.

use domain::{AttemptStatus, Field, LinkRefusal, PanelDraft};
use reqwest::Method;
use serde_json::json;

use super::{ACME, CAMILLE, CRM, KEY, Portal};
use crate::support::{draft, spawn_app};

async fn refusal(portal: &Portal, username: &str, decision: &str) -> LinkRefusal {
    let ended = portal.link_as(username, decision).await;
    assert_eq!(portal.panel().await.links, [], "nothing half-made");
    match ended {
        AttemptStatus::Failed(failure) => failure.code,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn deny_ends_it() {
    let portal = Portal::set_up().await;
    assert_eq!(refusal(&portal, CAMILLE, "deny").await, LinkRefusal::Denied);
}

#[tokio::test]
async fn an_ordinary_user_is_refused() {
    let portal = Portal::set_up().await;
    let odile = "odile.ortega@acme.example";
    assert_eq!(
        refusal(&portal, odile, "allow").await,
        LinkRefusal::NotAdmin
    );
}

#[tokio::test]
async fn an_administrator_of_another_organisation_is_refused() {
    let portal = Portal::set_up_at("globex.my.salesforce.com", "00Dam00000Acme7").await;
    let gil = "gil@globex.example";
    assert_eq!(
        refusal(&portal, gil, "allow").await,
        LinkRefusal::WrongOrganisation,
        "its id differs by the case of letters only"
    );
}

#[tokio::test]
async fn an_app_that_is_not_installed_is_named() {
    for reading in ["invalid_client", "approval"] {
        let portal = Portal::set_up_at(
            "initech-dev-ed.develop.my.salesforce.com",
            "00Daj00000iNte9",
        )
        .await;
        portal
            .control("reading", json!({ "salesforce_not_installed": reading }))
            .await;
        let code = refusal(&portal, "irene@initech.example", "allow").await;
        assert_eq!(code, LinkRefusal::AppNotInstalled, "{reading}");
    }
}

#[tokio::test]
async fn a_hostile_instance_gets_no_token() {
    for reading in ["hostile", "look_alike"] {
        let portal = Portal::set_up().await;
        portal
            .control("reading", json!({ "salesforce_instance_url": reading }))
            .await;
        assert_eq!(
            refusal(&portal, CAMILLE, "allow").await,
            LinkRefusal::ForeignInstance
        );
    }
}

#[tokio::test]
async fn salesforce_out_of_reach_is_told() {
    let portal = Portal::set_up().await;
    let (id, back) = portal.signed_in(CAMILLE, "allow").await;
    let token = json!({ "host": "*", "path": "/services/oauth2/token", "fault": { "status": { "code": 503 } } });
    portal.control("faults", token).await;
    assert_eq!(portal.arrive(&back).await.0, 200);
    assert!(matches!(
        portal.status(&id).await,
        AttemptStatus::Failed(failure) if failure.code == LinkRefusal::Unreachable
    ));
}

#[tokio::test]
async fn an_answer_counts_once() {
    let portal = Portal::set_up().await;
    let (_, back) = portal.signed_in(CAMILLE, "allow").await;
    assert_eq!(portal.arrive(&back).await.0, 200);
    let links = portal.panel().await.links;
    let (status, page) = portal.arrive(&back).await;
    assert_eq!(status, 410, "{page}");
    assert_eq!(portal.panel().await.links, links);
}

#[tokio::test]
async fn another_browser_gets_nothing_and_takes_nothing() {
    let portal = Portal::set_up().await;
    let (id, back) = portal.signed_in(CAMILLE, "allow").await;
    let stranger = format!("portal-link={}", "A".repeat(43));
    for cookie in [None, Some(stranger.as_str())] {
        let (status, page) = portal.arrive_with(&back.url, cookie).await;
        assert_eq!(status, 403, "{page}");
    }
    assert_eq!(portal.status(&id).await, AttemptStatus::Waiting);
    assert_eq!(portal.arrive(&back).await.0, 200);
    assert!(matches!(portal.status(&id).await, AttemptStatus::Linked(_)));
}

#[tokio::test]
async fn answers_that_nobody_asked_for_are_gone() {
    let portal = Portal::set_up().await;
    let (linking, cookie) = portal.begin().await;
    let callback = format!("{}/oauth/callback/salesforce", portal.app.url);
    let long = format!("?state={}", "x".repeat(9_000));
    for query in [
        "",
        "?",
        "?code=x",
        "?state=",
        "?state=unknown&code=x",
        "?state=a&state=b&code=x",
        "?state=%00%ff&code=x",
        "?error=access_denied",
        long.as_str(),
    ] {
        let (status, page) = portal
            .arrive_with(&format!("{callback}{query}"), Some(&cookie))
            .await;
        assert_eq!(status, 410, "{query}: {page}");
        assert!(
            !page.contains("unknown"),
            "nothing of the query is repeated"
        );
    }
    assert_eq!(portal.status(&linking.id).await, AttemptStatus::Waiting);
}

#[tokio::test]
async fn a_wrong_proof_key_is_refused_and_no_code_works_twice() {
    let portal = Portal::set_up().await;
    let (one, first) = portal.signed_in(CAMILLE, "allow").await;
    let (two, second) = portal.signed_in(CAMILLE, "allow").await;
    // The code of one sign-in under the state of the other: its verifier does not fit.
    let code = |url: &str| {
        url.split("code=")
            .nth(1)
            .unwrap()
            .split('&')
            .next()
            .unwrap()
            .to_owned()
    };
    let mixed = second.url.replace(&code(&second.url), &code(&first.url));
    assert_eq!(
        portal.arrive_with(&mixed, Some(&second.cookie)).await.0,
        200
    );
    let ended = portal.status(&two).await;
    assert!(
        matches!(&ended, AttemptStatus::Failed(failure) if failure.code == LinkRefusal::RequestRefused),
        "{ended:?}"
    );
    assert_eq!(portal.arrive(&first).await.0, 200);
    let ended = portal.status(&one).await;
    assert!(
        matches!(ended, AttemptStatus::Failed(_)),
        "the code is used up: {ended:?}"
    );
    assert_eq!(portal.panel().await.links, []);
}

#[tokio::test]
async fn calling_it_off_counts_and_a_late_answer_does_not() {
    let portal = Portal::set_up().await;
    let (id, back) = portal.signed_in(CAMILLE, "allow").await;
    let path = format!("/api/settings/crm/salesforce/linkings/{id}");
    let off = portal
        .app
        .send(portal.app.request(Method::DELETE, &path))
        .await;
    assert_eq!(off.json::<AttemptStatus>(), AttemptStatus::Cancelled);
    assert_eq!(portal.arrive(&back).await.0, 410);
    assert_eq!(portal.panel().await.links, []);
}

#[tokio::test]
async fn settings_changed_meanwhile_end_it() {
    let portal = Portal::set_up().await;
    let (id, back) = portal.signed_in(CAMILLE, "allow").await;
    let moved = PanelDraft {
        fields: [(Field::OrgId, "00Dam00000Uo32q")].into(),
        ..PanelDraft::default()
    };
    portal.app.save(&draft([(CRM, moved)])).await;
    portal.arrive(&back).await;
    assert!(matches!(
        portal.status(&id).await,
        AttemptStatus::Failed(failure) if failure.code == LinkRefusal::SettingsChanged
    ));
    assert_eq!(portal.panel().await.links, []);
}

#[tokio::test]
async fn a_page_under_another_address_is_told_which_one_to_open() {
    let portal = Portal::set_up().await;
    let request = portal
        .app
        .request(Method::POST, "/api/settings/crm/salesforce/links");
    let port = portal.app.url.rsplit(':').next().unwrap();
    let request = request.header("host", format!("localhost:{port}"));
    let answer = portal.app.send(request.json(&json!({}))).await;
    assert_eq!(answer.failure(), (409, "other_address".into()));
    assert!(answer.body.contains(&portal.app.url), "{}", answer.body);
}

#[tokio::test]
async fn what_is_missing_before_a_link_is_listed() {
    let app = spawn_app().await;
    let request = app.request(Method::POST, "/api/settings/crm/salesforce/links");
    let answer = app.send(request.json(&json!({}))).await;
    assert_eq!(answer.failure(), (422, "not_linkable".into()));
    let failure: domain::wire::Failure = answer.json();
    assert_eq!(failure.problems.len(), 6);
}

#[tokio::test]
async fn a_wrong_consumer_secret_is_told_as_such() {
    let portal = Portal::set_up().await;
    let wrong = PanelDraft {
        fields: [(Field::ConsumerKey, KEY), (Field::LoginUrl, ACME)].into(),
        secret: domain::SecretEdit::Replace("a-wrong-consumer-secret".into()),
        ..PanelDraft::default()
    };
    portal.app.save(&draft([(CRM, wrong)])).await;
    assert_eq!(
        refusal(&portal, CAMILLE, "allow").await,
        LinkRefusal::ClientRefused
    );
}
