//! What the callback takes for a person's browser, and which one.

use domain::AttemptStatus;
use reqwest::{Method, header};

use super::{ALEX, CAMILLE, Portal};

#[tokio::test]
async fn only_a_navigation_acts() {
    let portal = Portal::set_up().await;
    let (id, back) = portal.signed_in(CAMILLE, "allow").await;
    let ask = |method: Method, headers: &[(&'static str, &'static str)]| {
        let request = portal.browser.request(method, &back.url);
        let request = request.header(header::COOKIE, &back.cookie);
        headers.iter().fold(request, |request, (name, value)| {
            request.header(*name, *value)
        })
    };
    for (method, headers) in [
        (Method::HEAD, &[][..]),
        (
            Method::GET,
            &[("sec-fetch-dest", "image"), ("sec-fetch-mode", "no-cors")],
        ),
        (
            Method::GET,
            &[("sec-fetch-dest", "iframe"), ("sec-fetch-mode", "navigate")],
        ),
        (
            Method::GET,
            &[("sec-fetch-dest", "empty"), ("sec-fetch-mode", "cors")],
        ),
        (
            Method::GET,
            &[("sec-fetch-dest", "document"), ("sec-purpose", "prefetch")],
        ),
        (Method::GET, &[("sec-purpose", "prefetch;prerender")]),
        (Method::GET, &[("purpose", "prefetch")]),
    ] {
        let answer = ask(method, headers).send().await.unwrap();
        assert_eq!(answer.status(), 400, "{headers:?}");
        assert_eq!(
            portal.status(&id).await,
            AttemptStatus::Waiting,
            "{headers:?}"
        );
    }
    let page = [
        ("sec-fetch-dest", "document"),
        ("sec-fetch-mode", "navigate"),
        ("sec-fetch-site", "cross-site"),
    ];
    assert_eq!(ask(Method::GET, &page).send().await.unwrap().status(), 200);
    assert!(matches!(portal.status(&id).await, AttemptStatus::Linked(_)));
}

#[tokio::test]
async fn a_planted_cookie_is_never_taken_over() {
    let portal = Portal::set_up().await;
    let planted = format!("portal-link={0}; portal-link-x={0}", "A".repeat(43));
    let path = "/api/settings/crm/salesforce/links";
    let request = portal.app.request(Method::POST, path);
    let request = request
        .header("cookie", planted)
        .json(&serde_json::json!({}));
    let answer = portal.app.send(request).await;
    let given = answer.header("set-cookie").unwrap();
    assert!(
        !given.contains("AAAA") && given.contains("HttpOnly"),
        "{given}"
    );
}

#[tokio::test]
async fn two_windows_of_one_browser_both_come_back() {
    let portal = Portal::set_up().await;
    let (one, first) = portal.signed_in(CAMILLE, "allow").await;
    let (two, second) = portal.signed_in(ALEX, "allow").await;
    let both = format!("{}; other=1; {}", first.cookie, second.cookie);
    for (url, id) in [(&second.url, &two), (&first.url, &one)] {
        assert_eq!(portal.arrive_with(url, Some(&both)).await.0, 200);
        assert!(matches!(portal.status(id).await, AttemptStatus::Linked(_)));
    }
}

#[tokio::test]
async fn a_link_that_has_ended_takes_its_cookie_away() {
    let portal = Portal::set_up().await;
    let (id, back) = portal.signed_in(CAMILLE, "allow").await;
    let request = portal
        .browser
        .get(&back.url)
        .header(header::COOKIE, &back.cookie);
    let answer = request.send().await.unwrap();
    let cookie = answer
        .headers()
        .get(header::SET_COOKIE)
        .unwrap()
        .to_str()
        .unwrap();
    assert!(
        cookie.starts_with(&format!("portal-link-{id}=;")),
        "{cookie}"
    );
    assert!(cookie.contains("Max-Age=0"), "{cookie}");
}
