//! The way of a link that goes well, and the list it makes.

use domain::{AttemptStatus, LinkState, Status, acting, status, wire::Unlinked};

use super::{ACME, ALEX, CAMILLE, CRM, Portal};
use crate::support::{box_on, draft};

#[tokio::test]
async fn an_administrator_is_linked_and_the_panel_is_verified() {
    let portal = Portal::set_up().await;
    assert_eq!(status(CRM, &portal.panel().await), Status::NotSetUp);
    let ended = portal.link_as(CAMILLE, "allow").await;
    let AttemptStatus::Linked(link) = ended else {
        panic!("{ended:?}")
    };
    assert_eq!(
        (link.name.as_str(), link.username.as_str(), link.state),
        ("Camille Roy", CAMILLE, LinkState::Active)
    );
    let panel = portal.panel().await;
    assert_eq!(panel.links, [link]);
    assert_eq!(status(CRM, &panel), Status::Verified);
}

#[tokio::test]
async fn administrators_by_permission_set_and_group_are_administrators() {
    let portal = Portal::set_up().await;
    for user in [
        ALEX,
        "greta.group@acme.example",
        "portal.integration@acme.example",
    ] {
        portal.link(user).await;
    }
    assert_eq!(portal.panel().await.links.len(), 3);
}

#[tokio::test]
async fn linking_again_renews_the_link() {
    let portal = Portal::set_up().await;
    let (first, second) = (portal.link(CAMILLE).await, portal.link(CAMILLE).await);
    assert_eq!(first, second);
    assert_eq!(portal.panel().await.links.len(), 1);
}

#[tokio::test]
async fn it_works_whether_or_not_a_proof_key_is_demanded() {
    for (demands, challenge) in [(true, "honour"), (false, "honour"), (false, "ignore")] {
        let portal = Portal::set_up().await;
        let app = serde_json::json!({ "host": ACME, "demands_pkce": demands });
        portal.control("salesforce/app", app).await;
        let reading = serde_json::json!({ "salesforce_challenge": challenge });
        portal.control("reading", reading).await;
        portal.link(CAMILLE).await;
    }
}

#[tokio::test]
async fn the_proof_key_is_always_sent_and_the_state_never_repeats() {
    let portal = Portal::set_up().await;
    let (one, cookie) = portal.begin().await;
    let (two, _) = portal.begin().await;
    for linking in [&one, &two] {
        assert!(linking.authorize_url.contains("code_challenge_method=S256"));
        assert!(!linking.authorize_url.contains("client_secret"));
    }
    let state = |url: &str| {
        let url = url::Url::parse(url).unwrap();
        let pair = url.query_pairs().find(|(name, _)| name == "state").unwrap();
        pair.1.into_owned()
    };
    assert_ne!(state(&one.authorize_url), state(&two.authorize_url));
    assert!(!cookie.contains(&state(&one.authorize_url)));
}

#[tokio::test]
async fn two_admins_stand_in_order_and_the_order_can_be_changed() {
    let portal = Portal::set_up().await;
    let (camille, alex) = (portal.link(CAMILLE).await, portal.link(ALEX).await);
    let order = async || {
        let links = portal.panel().await.links;
        links.into_iter().map(|link| link.id).collect::<Vec<_>>()
    };
    assert_eq!(order().await, [camille.clone(), alex.clone()]);
    let moved = portal.post(&format!("links/{alex}/first")).await;
    assert_eq!(moved.status, 200, "{}", moved.body);
    assert_eq!(order().await, [alex, camille]);
    let unknown = portal.post("links/nobody/first").await;
    assert_eq!(unknown.failure(), (404, "no_such_link".into()));
}

#[tokio::test]
async fn boxes_need_a_link_and_go_off_with_the_last_one() {
    let portal = Portal::set_up().await;
    let both = || {
        let panel = domain::PanelDraft {
            always: Some(true),
            ..box_on(true)
        };
        draft([(CRM, panel)])
    };
    let boxes = async || {
        let panel = portal.panel().await;
        (panel.default_user, panel.always)
    };
    portal.app.save(&both()).await;
    assert_eq!(boxes().await, (false, false), "nobody is linked");
    let (camille, alex) = (portal.link(CAMILLE).await, portal.link(ALEX).await);
    assert_eq!(portal.app.save(&both()).await.status, 200);
    assert_eq!(boxes().await, (true, true));
    let first: Unlinked = portal.unlink(&camille).await.json();
    assert!(first.is_revoked);
    assert_eq!(boxes().await, (true, true), "one is left");
    let stale = portal.app.settings().await;
    let last: Unlinked = portal.unlink(&alex).await.json();
    assert_eq!(boxes().await, (false, false));
    assert_eq!(last.settings, portal.app.settings().await);
    let late = portal.app.save_at(stale.version, &both()).await;
    assert_eq!(late.failure(), (412, "version_mismatch".into()));
    assert_eq!(
        portal.unlink(&alex).await.failure(),
        (404, "no_such_link".into())
    );
}

#[tokio::test]
async fn unlinking_forgets_even_if_salesforce_cannot_be_told() {
    let portal = Portal::set_up().await;
    let id = portal.link(CAMILLE).await;
    let fault = serde_json::json!({ "host": "*", "fault": "drop" });
    portal.control("faults", fault).await;
    let gone: Unlinked = portal.unlink(&id).await.json();
    assert!(!gone.is_revoked);
    assert!(acting(&portal.panel().await.links).is_none());
}
