//! What is asked when a record is written, and what is made of answers that mean harm.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use axum::{
    body::Body,
    http::{Response, StatusCode, header},
};
use crm::{Change, Marks, NewRecord, Note, Refusal, Refused, RemoteRecord, Reply};
use domain::{Connection, Secret, event::Contact};
use serde_json::{Value, json};

use crate::{
    log,
    server::{self, Asked, Endless, SECRET, Server},
};

const TICKET: &str = r#"{"ticket":{"id":7,"external_id":"k1","status":"open","assignee_id":382,
    "requester_id":91,"updated_at":"2026-11-27T12:00:00Z"}}"#;

/// Calls one method of the port.
macro_rules! call {
    ($server:expr, $connection:expr, $method:ident $(, $argument:expr)*) => {{
        let (connector, secret) = ($server.connectors.to($connection), Secret::from(SECRET));
        let records = connector.records().expect("Zendesk's records can be written");
        records.$method((&secret).into() $(, $argument)*).await
    }};
}

fn kind<T>(result: Result<Reply<T>, Refused>) -> Option<Refusal> {
    result.err().map(|refused| refused.kind)
}

fn eve() -> Contact {
    Contact {
        id: Some("c-7".to_owned()),
        name: Some("Eve Endler".to_owned()),
        email: Some("eve+1@c.example".to_owned()),
        phone: Some("+33123".to_owned()),
    }
}

fn new() -> NewRecord {
    NewRecord {
        key: "k1".to_owned(),
        contact: Some("91".to_owned()),
        subject: "Chat".to_owned(),
        body: "Session: s".to_owned(),
        owner: "382".to_owned(),
        author: None,
        session: None,
    }
}

fn ticket(id: &str) -> RemoteRecord {
    RemoteRecord {
        id: id.to_owned(),
        key: None,
        owner: None,
        contact: None,
        is_open: true,
        is_closed: false,
        stamp: Some("2026-11-27T12:00:00Z".to_owned()),
    }
}

fn note() -> Change {
    Change {
        note: Some(Note {
            body: "said".to_owned(),
            author: None,
        }),
        ..Change::default()
    }
}

/// What every method of the port makes of this server.
async fn all(server: &Server, connection: &Connection) -> Vec<(&'static str, Option<Refusal>)> {
    let (eve, new, ticket, note) = (eve(), new(), ticket("7"), note());
    vec![
        ("me", kind(call!(server, connection, me))),
        (
            "contact",
            kind(call!(server, connection, contact, &eve, "k")),
        ),
        (
            "find_contact",
            kind(call!(server, connection, find_contact, &eve)),
        ),
        ("create", kind(call!(server, connection, create, &new))),
        ("find", kind(call!(server, connection, find, MARKS))),
        ("read", kind(call!(server, connection, read, "7"))),
        (
            "change",
            kind(call!(server, connection, change, &ticket, &note)),
        ),
        (
            "has_note",
            kind(call!(server, connection, has_note, "7", "m")),
        ),
    ]
}

/// A server that answers like this, and what it was asked.
async fn remembering(status: StatusCode, body: &'static str) -> (Server, Arc<Mutex<Vec<Asked>>>) {
    let asked = Arc::<Mutex<Vec<Asked>>>::default();
    let memory = Arc::clone(&asked);
    let server = Server::start(move |request| {
        memory.lock().unwrap().push(request);
        let mut answer = server::json(status, body);
        let limit = "700".parse().unwrap();
        answer.headers_mut().insert("x-rate-limit", limit);
        answer
    })
    .await;
    (server, asked)
}

/// By what a record is looked for.
const MARKS: Marks<'_> = Marks {
    key: "k1",
    contact: None,
    session: None,
};

#[tokio::test]
async fn a_ticket_is_made_under_its_key_and_changed_in_private() {
    let (server, asked) = remembering(StatusCode::CREATED, TICKET).await;
    let made = call!(server, &server::zendesk(), create, &new()).unwrap();
    assert_eq!((made.status, made.per_minute), (201, Some(700)));
    assert_eq!(made.value.owner.as_deref(), Some("382"));
    call!(server, &server::zendesk(), change, &made.value, &note()).unwrap();
    let asked = asked.lock().unwrap();
    let seen: Vec<_> = asked
        .iter()
        .map(|asked| (asked.method.as_str(), asked.path.as_str()))
        .collect();
    let base = "/at/acme.zendesk.com/api/v2/tickets";
    assert_eq!(seen, [("POST", base), ("PUT", &format!("{base}/7"))]);
    let key = |asked: &Asked| asked.headers.get("idempotency-key").cloned();
    assert_eq!(key(&asked[0]).unwrap(), "k1");
    assert_eq!(key(&asked[1]), None);
    for asked in asked.iter() {
        assert_eq!(asked.headers[header::CONTENT_TYPE], "application/json");
        assert!(asked.headers.contains_key(header::AUTHORIZATION));
        let body: Value = serde_json::from_str(&asked.body).unwrap();
        assert_eq!(body["ticket"]["comment"]["public"], json!(false));
    }
    let change: Value = serde_json::from_str(&asked[1].body).unwrap();
    assert_eq!(change["ticket"]["safe_update"], json!(true));
    assert_eq!(change["ticket"]["updated_stamp"], "2026-11-27T12:00:00Z");
}

#[tokio::test]
async fn a_consumer_is_asked_for_in_the_query_and_nowhere_in_the_log() {
    let log = log::Log::default();
    let _guard = log.listen();
    let (server, asked) = remembering(StatusCode::OK, r#"{"users":[],"user":{"id":91}}"#).await;
    let found = call!(server, &server::zendesk(), find_contact, &eve()).unwrap();
    assert_eq!(found.value, None);
    let made = call!(server, &server::zendesk(), contact, &eve(), "k").unwrap();
    assert_eq!(made.value, "91");
    let asked = asked.lock().unwrap();
    assert_eq!(asked[0].query, "query=email%3A%22eve%2B1%40c.example%22");
    assert!(!asked[1].headers.contains_key("idempotency-key"));
    let text = log.text();
    assert!(text.contains("/api/v2/users/search"), "{text}");
    for absent in [
        "eve",
        "Endler",
        "c.example",
        "33123",
        "c-7",
        SECRET,
        "Basic",
    ] {
        assert!(!text.contains(absent), "{absent} in {text}");
    }
}

#[tokio::test]
async fn an_answer_that_says_nothing_leaves_it_open_what_was_done() {
    let pages = |page: &'static str| Server::start(move |_| Response::new(Body::from(page)));
    let endless = Server::start(|_| Response::new(Body::from_stream(Endless))).await;
    for server in [
        pages("<!doctype html><title>Sign in</title>").await,
        pages("{}").await,
        pages("[]").await,
        pages(r#"{"user":null,"users":null,"ticket":null,"tickets":{},"comments":7}"#).await,
        endless,
        Server::closed().await,
        Server::dropping().await,
    ] {
        for (method, kind) in all(&server, &server::zendesk()).await {
            assert_eq!(kind, Some(Refusal::Unknown), "{method}");
        }
    }
}

#[tokio::test]
async fn an_answer_that_does_not_come_leaves_it_open_what_was_done() {
    let server = Server::silent().await;
    let made = call!(server, &server::zendesk(), create, &new());
    assert_eq!(kind(made), Some(Refusal::Unknown));
}

#[tokio::test]
async fn a_redirect_is_not_followed_with_what_is_written() {
    for status in [301, 302, 303, 307, 308] {
        let server = Server::start(move |_| {
            let answer = Response::builder().status(status);
            let answer = answer.header(header::LOCATION, "/elsewhere");
            answer.body(Body::empty()).unwrap()
        })
        .await;
        let refusals = all(&server, &server::zendesk()).await;
        assert!(
            refusals
                .iter()
                .all(|(_, kind)| *kind == Some(Refusal::Unknown))
        );
        let paths = server.paths();
        assert_eq!(paths.len(), refusals.len());
        assert!(!paths.iter().any(|path| path.contains("elsewhere")));
    }
}

#[tokio::test]
async fn an_id_that_is_no_number_leads_nowhere() {
    let (server, asked) = remembering(StatusCode::OK, TICKET).await;
    for id in [
        "",
        "-7",
        "7.json",
        "../users/me",
        "7?x",
        "7/../8",
        "%37",
        "７",
    ] {
        let zendesk = server::zendesk();
        assert_eq!(kind(call!(server, &zendesk, read, id)), Some(Refusal::Gone));
        let change = call!(server, &zendesk, change, &ticket(id), &note());
        assert_eq!(kind(change), Some(Refusal::Gone));
        let noted = call!(server, &zendesk, has_note, id, "m");
        assert_eq!(kind(noted), Some(Refusal::Gone));
    }
    assert!(asked.lock().unwrap().is_empty());
}

#[tokio::test]
async fn tickets_that_were_not_asked_for_prove_that_nothing_was_looked_up() {
    for (body, expected) in [
        (r#"{"tickets":[]}"#, Ok(0)),
        (r#"{"tickets":[{"id":7,"external_id":"k1"}]}"#, Ok(1)),
        (
            r#"{"tickets":[{"id":"7","external_id":"k1"}]}"#,
            Err(Refusal::Unknown),
        ),
        (
            r#"{"tickets":[{"id":8,"external_id":"other"}]}"#,
            Err(Refusal::Unknown),
        ),
        (r#"{"tickets":[{"id":8}]}"#, Err(Refusal::Unknown)),
    ] {
        let (server, asked) = remembering(StatusCode::OK, body).await;
        let found = call!(server, &server::zendesk(), find, MARKS);
        let found = found.map(|reply| reply.value.len());
        assert_eq!(found.map_err(|refused| refused.kind), expected, "{body}");
        assert_eq!(asked.lock().unwrap()[0].query, "external_id=k1");
    }
}

#[tokio::test]
async fn a_wait_that_is_asked_for_is_passed_on_and_the_secret_is_not() {
    let server = Server::start(|request| {
        let echo = json!({"error": format!("{SECRET}{:?}", request.headers)}).to_string();
        let mut answer = server::json(StatusCode::TOO_MANY_REQUESTS, &echo);
        let wait = "17".parse().unwrap();
        answer.headers_mut().insert(header::RETRY_AFTER, wait);
        answer
    })
    .await;
    let refused = call!(server, &server::zendesk(), create, &new()).unwrap_err();
    assert_eq!(refused.kind, Refusal::RateLimited);
    assert_eq!(refused.check.retry_after_s, Some(17));
    assert!(!format!("{refused:?}").contains(SECRET), "{refused:?}");
}

#[tokio::test]
async fn a_cached_token_that_is_refused_is_bought_anew_once_for_a_write() {
    let (sold, tried) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (till, door) = (Arc::clone(&sold), Arc::clone(&tried));
    let server = Server::start(move |request| {
        if request.path.ends_with("/oauth/tokens") {
            let number = till.fetch_add(1, Ordering::Relaxed) + 1;
            let body = json!({"access_token": format!("t0ken-{number}"), "expires_in": 1800});
            return server::json(StatusCode::OK, &body.to_string());
        }
        door.fetch_add(1, Ordering::Relaxed);
        let latest = format!("Bearer t0ken-{}", till.load(Ordering::Relaxed));
        if request.headers[header::AUTHORIZATION] != latest {
            return server::json(StatusCode::UNAUTHORIZED, r#"{"error":"invalid_token"}"#);
        }
        assert_eq!(request.headers["idempotency-key"], "k1");
        server::json(StatusCode::CREATED, TICKET)
    })
    .await;
    let client = server::zendesk_client();
    call!(server, &client, create, &new()).unwrap();
    // Somebody else's purchase ends ours.
    sold.fetch_add(1, Ordering::Relaxed);
    call!(server, &client, create, &new()).unwrap();
    assert_eq!(sold.load(Ordering::Relaxed), 3);
    assert_eq!(tried.load(Ordering::Relaxed), 3);
}

#[test]
fn a_ticket_is_opened_where_its_account_is() {
    let connector = |destination| {
        let connectors = crm::Connectors::new(destination).unwrap();
        connectors.to(&server::zendesk())
    };
    let sandbox = crm::Destination::Sandbox("http://127.0.0.2:4010".parse().unwrap());
    let url = connector(sandbox).records().unwrap().url("7");
    let expected = "http://127.0.0.2:4010/at/acme.zendesk.com/agent/tickets/7";
    assert_eq!(url, expected);
}
