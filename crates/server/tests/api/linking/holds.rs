//! Whether links hold: refreshed without being lost, failed over, flagged, and back again.

use domain::{LinkState, Status, Verdict, acting, status};
use serde_json::json;

use super::{ACME, ALEX, CAMILLE, CRM, Portal};
use crate::support::{box_on, draft};

async fn states(portal: &Portal) -> Vec<LinkState> {
    let links = portal.panel().await.links;
    links.into_iter().map(|link| link.state).collect()
}

#[tokio::test]
async fn an_expired_session_is_renewed_again_and_again() {
    let portal = Portal::set_up().await;
    portal.link(CAMILLE).await;
    for round in 1..=4 {
        portal.control("salesforce/expire", json!({})).await;
        assert_eq!(portal.test().await.check.verdict, Verdict::Valid);
        assert_eq!(portal.refreshes().await, round, "one refresh a session");
    }
}

#[tokio::test]
async fn a_revoked_link_hands_over_and_comes_back_when_it_is_linked_again() {
    let portal = Portal::set_up().await;
    let (camille, alex) = (portal.link(CAMILLE).await, portal.link(ALEX).await);
    portal.app.save(&draft([(CRM, box_on(true))])).await;
    let revoke = json!({ "host": ACME, "username": CAMILLE });
    portal.control("salesforce/revoke", revoke).await;
    assert_eq!(portal.test().await.check.verdict, Verdict::Valid);
    let panel = portal.panel().await;
    assert_eq!(
        states(&portal).await,
        [LinkState::NeedsRelinking, LinkState::Active]
    );
    assert_eq!(acting(&panel.links).map(|link| &link.id), Some(&alex));
    assert_eq!(status(CRM, &panel), Status::Verified);
    assert!(panel.default_user);
    portal.link(CAMILLE).await;
    let panel = portal.panel().await;
    assert_eq!(acting(&panel.links).map(|link| &link.id), Some(&camille));
    let metrics = portal.app.get("/metrics").await.body;
    assert!(metrics.contains("portal_failovers_total 1"), "{metrics}");
}

#[tokio::test]
async fn with_every_link_dead_the_box_stays_on_and_the_panel_needs_attention() {
    let portal = Portal::set_up().await;
    portal.link(CAMILLE).await;
    portal.app.save(&draft([(CRM, box_on(true))])).await;
    portal.control("salesforce/revoke", json!({})).await;
    assert!(portal.test().await.check.verdict.is_refusal());
    let panel = portal.panel().await;
    assert_eq!(status(CRM, &panel), Status::NeedsAttention);
    assert!(panel.default_user, "on, paused");
}

#[tokio::test]
async fn an_administrator_who_is_none_any_more_is_told_apart() {
    let portal = Portal::set_up().await;
    portal.link(CAMILLE).await;
    let demote = json!({ "host": ACME, "username": CAMILLE, "admin": false });
    portal.control("salesforce/people", demote).await;
    assert_eq!(portal.test().await.check.verdict, Verdict::NotAdmin);
    assert_eq!(states(&portal).await, [LinkState::NotAdmin]);
    let promote = json!({ "host": ACME, "username": CAMILLE, "admin": true });
    portal.control("salesforce/people", promote).await;
    portal.test().await;
    assert_eq!(states(&portal).await, [LinkState::Active]);
}

#[tokio::test]
async fn what_cannot_be_checked_takes_nothing_away() {
    let portal = Portal::set_up().await;
    portal.link(CAMILLE).await;
    portal
        .control(
            "faults",
            json!({ "host": "*", "fault": { "status": { "code": 503 } } }),
        )
        .await;
    assert_eq!(portal.test().await.check.verdict, Verdict::Unreachable);
    assert_eq!(states(&portal).await, [LinkState::CannotBeChecked]);
    let panel = portal.panel().await;
    assert_eq!(status(CRM, &panel), Status::NotVerified);
    assert!(acting(&panel.links).is_some(), "it is used all the same");
}

#[tokio::test]
async fn the_request_limit_ends_no_link() {
    let portal = Portal::set_up().await;
    portal.link(CAMILLE).await;
    let limit = json!({ "salesforce": { "requests": 0, "window_seconds": 86400 } });
    portal.control("limits", limit).await;
    assert_eq!(portal.test().await.check.verdict, Verdict::RateLimited);
    assert_eq!(states(&portal).await, [LinkState::CannotBeChecked]);
}

#[tokio::test]
async fn no_token_and_no_secret_ever_comes_back() {
    let portal = Portal::set_up().await;
    let id = portal.link(CAMILLE).await;
    portal.control("salesforce/expire", json!({})).await;
    portal.test().await;
    for path in ["/api/settings/crm", "/api/settings/crm/known", "/metrics"] {
        portal.app.get(path).await;
    }
    portal.unlink(&id).await;
    let heard = portal.app.heard();
    assert!(heard.contains("Camille Roy"));
    for canary in [
        super::SECRET,
        "access_token",
        "refresh_token\"",
        "00Dam00000Acme7!",
        "5Aep861",
    ] {
        assert!(!heard.contains(canary), "{canary}");
    }
    for entry in std::fs::read_dir(portal.app.folder()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        for canary in [super::SECRET, "00Dam00000Acme7!", "5Aep861"] {
            assert!(!text.contains(canary), "{canary}");
        }
    }
}
