//! What the token endpoint gives.

use serde_json::{Value, json};

use super::{
    super::{grant::Grant, token},
    ORG, ORG_18, USER,
};
use crate::answer::fake::answer;

/// A whole answer with these values instead.
fn given(changes: &Value) -> Option<Grant> {
    let mut body = json!({
        "access_token": "00D!AQ.access", "refresh_token": "5Aep-refresh", "token_type": "Bearer",
        "instance_url": "https://acme.my.salesforce.com", "scope": "api id",
        "id": format!("https://login.salesforce.com/id/{ORG_18}/{USER}"),
    });
    for (name, value) in changes.as_object().unwrap() {
        body[name] = value.clone();
    }
    token::read(&answer(200, body)).ok()
}

#[test]
fn a_grant_holds_the_tokens_and_says_whose_they_are_and_where_they_are_good() {
    let grant = given(&json!({})).unwrap();
    assert_eq!(grant.access.expose_secret(), "00D!AQ.access");
    assert_eq!(grant.refresh, Some("5Aep-refresh".into()));
    assert_eq!(
        grant.instance.map(|host| host.to_string()).as_deref(),
        Some("acme.my.salesforce.com")
    );
    assert_eq!(grant.org.map(|org| org.to_string()).as_deref(), Some(ORG));
    assert_eq!(grant.user.as_deref(), Some(USER));
}

#[test]
fn printing_a_grant_shows_no_token() {
    let printed = format!("{:?}", given(&json!({})).unwrap());
    assert!(
        !printed.contains("AQ.access") && !printed.contains("5Aep"),
        "{printed}"
    );
}

#[test]
fn whatever_is_missing_or_odd_besides_the_access_token_is_left_out() {
    let refresh = |refresh: Value| given(&json!({"refresh_token": refresh})).unwrap().refresh;
    assert_eq!(refresh(json!(null)), None);
    assert_eq!(refresh(json!("")), None);
    for access in [json!(null), json!(""), json!("a\r\nHost: evil"), json!(7)] {
        assert_eq!(given(&json!({ "access_token": access })), None);
    }
}

#[test]
fn an_instance_off_the_list_is_none() {
    for url in [
        json!("https://evil.example"),
        json!("https://acme.my.salesforce.com.evil.example"),
        json!("https://acme.my.salesforce.com@evil.example"),
        json!("http://acme.my.salesforce.com"),
        json!("https://acme.my.salesforce.com:8443"),
        json!("http://127.0.0.2:4010"),
        json!("https://169.254.169.254"),
        json!(null),
        json!({"host": "acme.my.salesforce.com"}),
    ] {
        let grant = given(&json!({ "instance_url": url })).unwrap();
        assert_eq!(grant.instance, None, "{url}");
    }
}

#[test]
fn the_identity_is_read_from_any_host_and_only_where_it_has_its_shape() {
    let read = |id: Value| {
        let grant = given(&json!({ "id": id })).unwrap();
        (grant.org.is_some(), grant.user.is_some())
    };
    for host in [
        "https://test.salesforce.com",
        "http://127.0.0.1:4010",
        "https://evil.example/a/b",
    ] {
        assert_eq!(
            read(json!(format!("{host}/id/{ORG_18}/{USER}"))),
            (true, true)
        );
    }
    assert_eq!(
        read(json!(format!("https://x/id/{ORG}/{USER}?y#z"))),
        (true, true)
    );
    assert_eq!(
        read(json!(format!("https://x/id/{ORG_18}/005short"))),
        (true, false)
    );
    assert_eq!(
        read(json!(format!("https://x/id/{ORG_18}/005am00000CRoy'OR'"))),
        (true, false)
    );
    assert_eq!(
        read(json!(format!("https://x/id/nobody/{USER}"))),
        (false, true)
    );
    for none in [
        json!(null),
        json!(""),
        json!(format!("{ORG_18}/{USER}")),
        json!("https://x/id/"),
    ] {
        assert_eq!(read(none), (false, false));
    }
}

#[test]
fn organisations_differ_by_case_alone() {
    let id = format!("https://login.salesforce.com/id/00Dam00000aCME7EAO/{USER}");
    let org = given(&json!({ "id": id })).unwrap().org.unwrap();
    assert_ne!(org.as_str(), ORG);
    assert!(org.as_str().eq_ignore_ascii_case(ORG));
}
