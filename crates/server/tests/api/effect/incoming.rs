//! The door for events.

use super::*;

const ONE: &str = "application/cloudevents+json";
const BATCH: &str = "application/cloudevents-batch+json";

fn results(answer: &Answer) -> Vec<String> {
    let body: Value = answer.json();
    let results = body["results"].as_array().unwrap().iter();
    let told = |result: &Value| {
        let code = result["code"]
            .as_str()
            .map_or(String::new(), |code| format!(" {code}"));
        format!("{}{code}", result["status"].as_str().unwrap())
    };
    results.map(told).collect()
}

#[tokio::test]
async fn the_same_event_again_has_the_same_answer_and_no_second_effect() {
    let centre = Centre::bare().await;
    let first = centre
        .post(ONE, &event("s1", 1, "session.started", chat()))
        .await;
    let again = centre
        .post(ONE, &event("s1", 1, "session.started", chat()))
        .await;
    assert_eq!((first.status, &first.body), (again.status, &again.body));
    assert_eq!(centre.activity().await.rows.len(), 1);
    let other = centre
        .post(ONE, &event("s1", 1, "session.started", call()))
        .await;
    assert_eq!(
        (other.status, results(&other)),
        (409, vec!["conflict id_conflict".to_owned()])
    );
    assert_eq!(
        other.header("content-type"),
        Some("application/problem+json")
    );
}

#[tokio::test]
async fn a_batch_answers_for_each_event_and_keeps_what_can_be_kept() {
    let centre = Centre::bare().await;
    let mut odd = event("s3", 1, "session.started", chat());
    odd["data"]["session"]["contact"] = json!({"mail": "s3cr3t"});
    let batch = json!([
        event("s1", 1, "session.started", chat()),
        event("s2", 1, "session.unheard_of", json!({})),
        odd,
        7,
    ]);
    let answer = centre.post(BATCH, &batch).await;
    let expected = [
        "accepted",
        "refused unknown_type",
        "refused unknown_property",
        "refused not_an_object",
    ];
    assert_eq!(
        (answer.status, results(&answer)),
        (202, expected.map(str::to_owned).to_vec())
    );
    assert!(answer.body.contains("data.session.contact.mail") && !answer.body.contains("s3cr3t"));
    assert_eq!(centre.activity().await.rows.len(), 1);
    let none = centre.post(BATCH, &json!([7])).await;
    let problem: Value = none.json();
    assert_eq!(
        (none.status, &problem["code"]),
        (422, &json!("events_refused"))
    );
    assert_eq!(problem["request_id"].as_str(), none.header("x-request-id"));
}

#[tokio::test]
async fn whoever_shows_no_token_is_not_let_in() {
    let centre = Centre::bare().await;
    let body = event("s1", 1, "session.started", chat()).to_string();
    let request = || {
        let request = centre.app.request(Method::POST, "/api/v1/events");
        request.header("content-type", ONE).body(body.clone())
    };
    for refused in [
        request(),
        request().bearer_auth("portal_wrong"),
        request().basic_auth("anybody", Some("wrong")),
        request()
            .bearer_auth(&centre.token)
            .bearer_auth(&centre.token),
    ] {
        let answer = centre.app.send(refused).await;
        assert_eq!(answer.failure(), (401, "unauthorized".to_owned()));
        assert!(answer.header("www-authenticate").unwrap().contains("Basic"));
    }
    for accepted in [
        request().bearer_auth(&centre.token),
        request().basic_auth("anybody", Some(&centre.token)),
    ] {
        assert_eq!(centre.app.send(accepted).await.status, 202);
    }
    // A page elsewhere cannot send, whatever it knows.
    let page = request()
        .bearer_auth(&centre.token)
        .header("origin", "https://evil.example");
    assert_eq!(centre.app.send(page).await.status, 403);
    assert!(!centre.app.heard().contains(&centre.token));
}

#[tokio::test]
async fn what_is_too_much_or_of_another_kind_is_refused_with_a_code() {
    let centre = Centre::bare().await;
    let one = event("s1", 1, "session.started", chat());
    let mut long = event(
        "s1",
        2,
        "session.comment",
        json!({"text": "x".repeat(300_000)}),
    );
    let answer = centre.post(ONE, &long).await;
    assert_eq!(answer.failure(), (413, "events_too_large".to_owned()));
    long["data"]["text"] = json!("x".repeat(5_000_000));
    let answer = centre.post(BATCH, &json!([long])).await;
    assert_eq!(answer.failure(), (413, "events_too_large".to_owned()));
    let many = Value::from(vec![one.clone(); 501]);
    let answer = centre.post(BATCH, &many).await;
    assert_eq!(answer.failure(), (413, "too_many_events".to_owned()));
    for (kind, body, expected) in [
        (BATCH, json!([]), (400, "no_events")),
        (BATCH, one.clone(), (400, "not_a_batch")),
        ("application/json", one.clone(), (415, "cloudevents_only")),
        ("text/plain", one.clone(), (415, "cloudevents_only")),
    ] {
        let answer = centre.post(kind, &body).await;
        assert_eq!(
            answer.failure(),
            (expected.0, expected.1.to_owned()),
            "{kind}"
        );
    }
    assert!(centre.activity().await.rows.is_empty());
    let many = Value::from(
        (0..500)
            .map(|n| event(&format!("s{n}"), 1, "session.started", chat()))
            .collect::<Vec<_>>(),
    );
    assert_eq!(centre.post(BATCH, &many).await.status, 202);
}

#[tokio::test]
async fn the_original_platforms_events_make_the_same_records() {
    let centre = Centre::with_zendesk(true).await;
    let send = async |events: Value| {
        let request = centre
            .app
            .request(Method::POST, "/api/v1/events/external-session");
        let request = request.basic_auth("portal", Some(&centre.token));
        let body = json!({"count": 1, "events": events});
        let answer = centre.app.send(request.json(&body)).await;
        assert_eq!(answer.status, 202, "{}", answer.body);
        results(&answer)
    };
    let chat = |id: u32, state: &str, participants: Value| {
        json!({
            "event_id": format!("e{id}"), "timestamp": 1_795_780_800_000_i64 + i64::from(id), "type": "ChatState",
            "item": {"queue_path_ids": "7/26", "queue_path_names": "Test/calls", "language": "en",
                "session_type_v2": "In-web", "chat_id": 138, "state": state, "direction": "incoming",
                "initiator": "end_user_5", "participants": participants},
        })
    };
    let external = json!({"state": "connected", "type": "external", "dn": "end_user_5"});
    let waiting = chat(1, "waiting", json!([external]));
    assert_eq!(
        send(json!([waiting, {"type": "QueueState"}])).await,
        ["accepted", "ignored"]
    );
    assert_eq!(assignee(&centre.tickets().await[0]), "Camille Roy");
    let signed_in = json!({"type": "AgentState", "item": {"ParticipantID": "9", "Email": ODILE, "State": "login"}});
    assert_eq!(send(json!([signed_in])).await, ["ignored"]);
    let agent = json!({"status": "accepted", "type": "agent", "id": 9, "name": "Odile Ortega"});
    send(json!([chat(2, "connected", json!([external, agent]))])).await;
    assert_eq!(assignee(&centre.tickets().await[0]), "Odile Ortega");
}

#[tokio::test]
async fn activity_is_filtered_and_what_is_no_filter_is_refused() {
    let centre = Centre::with_zendesk(true).await;
    centre.chat("s1").await;
    centre.settled().await;
    let rows = async |query: &str| {
        let page: ActivityPage = centre
            .app
            .get(&format!("/api/activity?{query}"))
            .await
            .json();
        page.rows.len()
    };
    assert_eq!(rows("state=delivered&owner=default_user").await, 1);
    assert_eq!(rows("state=delivered&owner=agent").await, 0);
    assert_eq!(rows("state=parked").await, 0);
    for query in [
        "state=odd",
        "owner=eve@new.example",
        "email=x",
        "before=1",
        "state=held&state=held",
    ] {
        let answer = centre.app.get(&format!("/api/activity?{query}")).await;
        assert_eq!(
            answer.failure(),
            (422, "invalid_filter".to_owned()),
            "{query}"
        );
    }
    for id in ["1", "%FF", "01890000-0000-7000-8000-000000000000"] {
        let answer = centre.app.get(&format!("/api/activity/{id}")).await;
        assert_eq!(answer.failure(), (404, "no_such_delivery".to_owned()));
    }
}
