//! The life of a grant: exchange, rotation, replay, revocation.

use crm::{Connector as _, salesforce::Pkce};
use domain::{Cause, LinkRefusal, Verdict};
use serde_json::json;

use crate::{
    app::App,
    window::{ACME, CAMILLE, UAT},
};

#[tokio::test]
async fn a_refresh_rotates_where_the_app_says_so_and_the_old_token_ends_the_family() {
    let app = App::start().await;
    let org = app.org(ACME).await;
    let first = org.link(CAMILLE).await.refresh.unwrap();
    let renewed = org.refresh(&first).await.unwrap();
    let second = renewed.refresh.clone().unwrap();
    assert_ne!(first, second);
    assert_eq!(org.identify(&renewed).await.check.verdict, Verdict::Valid);
    for token in [&first, &second] {
        let refused = org.refresh(token).await.unwrap_err();
        assert_eq!(
            (refused.check.verdict, refused.check.cause),
            (Verdict::Rejected, Some(Cause::GrantGone))
        );
        assert!(refused.is_grant_dead);
        assert_eq!(refused.code, LinkRefusal::UserRefused);
    }
    assert!(org.identify(&renewed).await.is_token_dead);
}

#[tokio::test]
async fn without_rotation_the_refresh_token_stays() {
    let app = App::start().await;
    let org = app.org(UAT).await;
    let grant = org.link("alex.martin@acme.example.uat").await;
    let token = grant.refresh.unwrap();
    for _ in 0..2 {
        let renewed = org.refresh(&token).await.unwrap();
        assert_eq!(renewed.refresh, None);
        assert_ne!(renewed.access, grant.access);
        assert_eq!((&renewed.org, &renewed.user), (&grant.org, &grant.user));
    }
}

#[tokio::test]
async fn a_code_is_good_once_and_for_who_began_only() {
    let app = App::start().await;
    let org = app.org(ACME).await;
    let pkce = Pkce::new();
    let code = org.code(CAMILLE, &pkce).await;
    let wrong = org.exchange(&code, &Pkce::new().verifier).await;
    assert_eq!(wrong.unwrap_err().code, LinkRefusal::RequestRefused);

    let code = org.code(CAMILLE, &pkce).await;
    let grant = org.exchange(&code, &pkce.verifier).await.unwrap();
    let again = org.exchange(&code, &pkce.verifier).await.unwrap_err();
    assert_eq!(again.check.verdict, Verdict::Rejected);
    // One of the two was a thief, so what the first got is gone, too.
    assert!(
        org.refresh(&grant.refresh.unwrap())
            .await
            .unwrap_err()
            .is_grant_dead
    );
}

#[tokio::test]
async fn a_revoked_grant_is_gone_and_may_be_revoked_again() {
    let app = App::start().await;
    let org = app.org(ACME).await;
    let grant = org.link(CAMILLE).await;
    let token = grant.refresh.clone().unwrap();
    for _ in 0..2 {
        assert_eq!(org.salesforce.revoke(&token).await, Ok(()));
    }
    assert!(org.refresh(&token).await.unwrap_err().is_grant_dead);
    assert!(org.identify(&grant).await.is_token_dead);
    assert!(
        org.salesforce
            .agents((&grant).into())
            .await
            .unwrap_err()
            .is_token_dead()
    );
}

#[tokio::test]
async fn what_ends_behind_our_back_is_told_by_its_cause() {
    let app = App::start().await;
    let org = app.org(ACME).await;
    let token = org.link(CAMILLE).await.refresh.unwrap();
    let camille = |active: bool| json!({"host": ACME, "username": CAMILLE, "active": active});
    app.set("salesforce/people", camille(false)).await;
    let refused = org.refresh(&token).await.unwrap_err();
    assert_eq!(
        (refused.check.verdict, refused.code),
        (Verdict::Rejected, LinkRefusal::UserRefused)
    );
    app.set("salesforce/people", camille(true)).await;

    let secret = json!({ "credential": org.secret.expose_secret() });
    app.set("revoke", secret.clone()).await;
    let refused = org.refresh(&token).await.unwrap_err();
    assert_eq!(
        (refused.code, refused.is_grant_dead),
        (LinkRefusal::ClientRefused, false)
    );
    app.set("restore", secret).await;

    let token = org.refresh(&token).await.unwrap().refresh.unwrap();
    app.set(
        "salesforce/revoke",
        json!({"host": ACME, "username": CAMILLE}),
    )
    .await;
    assert!(org.refresh(&token).await.unwrap_err().is_grant_dead);
}

#[tokio::test]
async fn a_sixth_link_ends_the_first() {
    let app = App::start().await;
    let org = app.org(ACME).await;
    let first = org.link(CAMILLE).await.refresh.unwrap();
    for _ in 0..5 {
        org.link(CAMILLE).await;
    }
    assert!(org.refresh(&first).await.unwrap_err().is_grant_dead);
}
