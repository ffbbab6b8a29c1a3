//! Organisations that refuse or do not exist, and windows that lose their opener.

use super::{ACME, Visit, parameter};
use crate::helpers::{Answer, Sandbox};

#[tokio::test]
async fn an_app_nobody_installed_is_refused_after_the_login() {
    let sandbox = Sandbox::start().await;
    let initech = Visit::to(&sandbox, "initech-dev-ed.develop.my.salesforce.com").await;
    let person = ("irene@initech.example", "irene-2026");
    let try_it = async || {
        let number = initech.number(&initech.asked()).await;
        initech.log_in(&number, person).await
    };
    let error = |a: &Answer| parameter(a.header("location"), "error");
    let first = try_it().await;
    assert_eq!(error(&first).as_deref(), Some("invalid_client"));
    let text = parameter(first.header("location"), "error_description");
    assert_eq!(text.as_deref(), Some("app must be installed into org"));
    sandbox
        .read_as("salesforce_not_installed", "approval")
        .await;
    let second = try_it().await;
    assert_eq!(
        error(&second).as_deref(),
        Some("OAUTH_APPROVAL_ERROR_GENERIC")
    );
    sandbox.read_as("salesforce_not_installed", "page").await;
    let third = try_it().await;
    assert_eq!(third.status, 400);
    assert!(third.text.contains("OAUTH_APPROVAL_ERROR_GENERIC"));
}

#[tokio::test]
async fn the_login_window_may_lose_its_opener() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let number = acme.number(&acme.asked()).await;
    let policy = async || {
        let page = Answer::of(sandbox.get(ACME, &format!("/login?request={number}"))).await;
        page.header("cross-origin-opener-policy").to_owned()
    };
    assert_eq!(policy().await, "");
    sandbox.read_as("salesforce_opener", "severed").await;
    assert_eq!(policy().await, "same-origin");
}

#[tokio::test]
async fn a_host_header_leads_through_the_pages_as_the_prefix_does() {
    let sandbox = Sandbox::start().await;
    let acme = Visit::to(&sandbox, ACME).await;
    let path = format!("{}/services/oauth2/authorize", sandbox.origin);
    let mut url = url::Url::parse(&path).expect("a URL");
    url.query_pairs_mut().extend_pairs(acme.asked());
    let request = sandbox.client.get(url).header("host", ACME);
    let answer = Answer::of(request.header("x-forwarded-proto", "https")).await;
    let to = answer.header("location");
    assert!(
        to.starts_with("https://acme.my.salesforce.com/login?request="),
        "{to}"
    );
}

#[tokio::test]
async fn a_my_domain_that_nobody_has_is_a_page_not_found() {
    let sandbox = Sandbox::start().await;
    for path in ["/services/oauth2/authorize", "/services/data/", "/"] {
        let page = Answer::of(sandbox.get("acme-gone.my.salesforce.com", path)).await;
        assert_eq!(page.status, 404);
        assert!(page.header("content-type").starts_with("text/html"));
    }
    let lightning = Answer::of(sandbox.get("acme.lightning.force.com", "/")).await;
    assert_eq!(lightning.status, 421);
}
