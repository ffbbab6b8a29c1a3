//! What goes wrong between here and Zendesk: nothing is lost and nothing doubled.

use super::*;

fn fault(fault: Value, times: u32) -> Value {
    json!({"host": HOST, "method": "POST", "path": "/api/v2/tickets", "fault": fault, "times": times})
}

#[tokio::test]
async fn a_record_whose_answer_was_lost_is_one() {
    let centre = Centre::with_zendesk(true).await;
    centre
        .control("faults", fault(json!("lose_answer"), 1))
        .await;
    centre.chat("s1").await;
    assert_eq!(centre.tickets().await.len(), 1);
}

#[tokio::test]
async fn a_record_that_is_made_after_its_answer_was_lost_is_one_by_its_key() {
    let centre = Centre::with_zendesk(true).await;
    centre
        .control("faults", fault(json!({"late": 2_500}), 1))
        .await;
    centre.chat("s1").await;
    centre.settled().await;
    tokio::time::sleep(Duration::from_millis(2_700)).await;
    assert_eq!(centre.tickets().await.len(), 1);
}

#[tokio::test]
async fn an_agent_who_came_while_the_answer_was_lost_owns_the_one_record() {
    let centre = Centre::with_zendesk(true).await;
    centre
        .control("faults", fault(json!("lose_answer"), 1))
        .await;
    centre.chat("s1").await;
    centre.agent("s1", 2, "session.assigned", ODILE).await;
    let tickets = centre.tickets().await;
    assert_eq!((tickets.len(), assignee(&tickets[0])), (1, "Odile Ortega"));
}

#[tokio::test]
async fn a_retry_after_the_window_of_the_key_finds_what_was_made() {
    let centre = Centre::with_zendesk(true).await;
    centre
        .control("faults", fault(json!("lose_answer"), 1))
        .await;
    // The tries after the first meet a Zendesk that is down.
    let down = json!({"host": HOST, "fault": {"status": {"code": 503}}});
    centre.chat("s1").await;
    centre.until(|rows| rows[0].reason.is_some()).await;
    centre.control("faults", down).await;
    centre
        .control("zendesk/clock", json!({"host": HOST, "seconds": 7_300}))
        .await;
    let url = format!("{}/control/faults", centre.sandbox);
    centre.client.delete(url).send().await.unwrap();
    assert_eq!(centre.tickets().await.len(), 1);
}

#[tokio::test]
async fn a_note_whose_answer_was_lost_stands_there_once() {
    let centre = Centre::with_zendesk(true).await;
    centre.chat("s1").await;
    centre.settled().await;
    let lost = json!({"host": HOST, "method": "PUT", "fault": "lose_answer", "times": 1});
    centre.control("faults", lost).await;
    centre.agent("s1", 2, "session.assigned", ODILE).await;
    let tickets = centre.tickets().await;
    assert_eq!(assignee(&tickets[0]), "Odile Ortega");
    assert_eq!(comments(&tickets[0]).len(), 2, "{tickets:?}");
    // It is still ours: whoever comes next gets it.
    centre.agent("s1", 3, "session.transferred", PETER).await;
    assert_eq!(assignee(&centre.tickets().await[0]), "Peter Parson");
}

#[tokio::test]
async fn an_owner_who_is_dropped_without_a_word_is_noticed_and_another_one_found() {
    for reading in ["unassigned", "422"] {
        let centre = Centre::with_zendesk(true).await;
        centre
            .control("reading", json!({"zendesk_outside_group": reading}))
            .await;
        let outside = json!({"host": HOST, "email": ODILE, "outside_group": true});
        centre.control("zendesk/users", outside).await;
        centre.agent("s1", 1, "session.assigned", ODILE).await;
        let tickets = centre.tickets().await;
        assert_eq!(
            (tickets.len(), assignee(&tickets[0])),
            (1, "Camille Roy"),
            "{reading}"
        );
        centre.chat("s2").await;
        centre.settled().await;
        centre.agent("s2", 2, "session.assigned", ODILE).await;
        let tickets = centre.tickets().await;
        assert!(
            tickets
                .iter()
                .all(|ticket| assignee(ticket) == "Camille Roy"),
            "{tickets:?}"
        );
    }
}

#[tokio::test]
async fn a_token_that_is_revoked_in_mid_stream_holds_everything_until_it_is_repaired() {
    let centre = Centre::with_zendesk(true).await;
    centre.chat("s1").await;
    centre.settled().await;
    centre.control("revoke", json!({"credential": TOKEN})).await;
    for session in ["s2", "s3", "s4"] {
        centre.chat(session).await;
    }
    let is_held =
        |rows: &[Activity]| rows.iter().filter(|row| row.state.key() == "held").count() == 3;
    let rows = centre.until(is_held).await;
    assert_eq!(rows[0].reason.as_deref(), Some("paused"));
    let held = centre.activity().await.held.unwrap();
    assert_eq!((held.count, held.reason.key()), (3, "paused"));
    assert_eq!(centre.tickets_now().await.len(), 1);
    centre
        .control("restore", json!({"credential": TOKEN}))
        .await;
    let test = centre.app.test(Crm::Zendesk, &PanelDraft::default()).await;
    assert_eq!(test.status, 200, "{}", test.body);
    let done = |rows: &[Activity]| rows.iter().all(|row| row.state.key() == "delivered");
    centre.until(done).await;
    assert_eq!(
        centre.tickets().await.len(),
        4,
        "none is lost and none doubled"
    );
}

#[tokio::test]
async fn what_comes_before_a_platform_is_chosen_is_held_and_delivered_after_the_choice() {
    let centre = Centre::bare().await;
    centre.chat("s1").await;
    let rows = centre.settled().await;
    assert_eq!(
        (rows[0].state.key(), rows[0].reason.as_deref()),
        ("held", Some("no_platform"))
    );
    centre.set_up(true).await;
    let done = |rows: &[Activity]| rows.iter().all(|row| row.state.key() == "delivered");
    centre.until(done).await;
    assert_eq!(assignee(&centre.tickets().await[0]), "Camille Roy");
}

#[tokio::test]
async fn a_suspended_consumer_is_parked_at_once_and_can_be_replayed() {
    let centre = Centre::with_zendesk(true).await;
    centre.chat("s1").await;
    centre.settled().await;
    let eve = |suspended| json!({"host": HOST, "email": "eve@new.example", "suspended": suspended});
    centre.control("zendesk/users", eve(true)).await;
    centre.chat("s2").await;
    let rows = centre.settled().await;
    let row = &rows[0];
    assert_eq!(
        (row.state.key(), row.reason.as_deref()),
        ("parked", Some("requester_suspended"))
    );
    assert_eq!(centre.story(row).await.tries, 1);
    centre.control("zendesk/users", eve(false)).await;
    let path = format!("/api/activity/{}/replay", row.id);
    let replay = || centre.app.request(Method::POST, &path).json(&json!({}));
    assert_eq!(centre.app.send(replay()).await.status, 204);
    assert_eq!(centre.tickets().await.len(), 2);
    assert_eq!(
        centre.app.send(replay()).await.failure(),
        (409, "not_parked".to_owned())
    );
}

#[tokio::test]
async fn a_zendesk_that_asks_to_wait_is_given_time() {
    let centre = Centre::with_zendesk(true).await;
    let limited = json!({"status": {"code": 429, "retry_after": 1}});
    centre.control("faults", fault(limited, 1)).await;
    centre.chat("s1").await;
    assert_eq!(centre.tickets().await.len(), 1);
    let rows = centre.settled().await;
    let statuses: Vec<_> = centre
        .story(&rows[0])
        .await
        .calls
        .iter()
        .map(|call| call.status)
        .collect();
    assert!(statuses.contains(&Some(429)), "{statuses:?}");
}

#[tokio::test]
async fn what_somebody_else_writes_at_the_same_time_is_not_undone() {
    let centre = Centre::with_zendesk(true).await;
    centre.chat("s1").await;
    let id = centre.tickets().await[0]["id"].clone();
    // Between our reading and our writing Peter takes it in Zendesk.
    let slow = json!({"host": HOST, "method": "PUT", "fault": {"slow": 600}, "times": 1});
    centre.control("faults", slow).await;
    centre.agent("s1", 2, "session.assigned", ODILE).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let elsewhere = json!({"host": HOST, "id": id, "assignee_id": 382_100_000_004_u64});
    centre.control("zendesk/tickets", elsewhere).await;
    let tickets = centre.tickets().await;
    assert_eq!(assignee(&tickets[0]), "Peter Parson");
    assert_eq!(
        centre.settled().await[0].reason.as_deref(),
        Some("changed_in_crm")
    );
}

#[tokio::test]
async fn a_closed_ticket_parks_the_note_and_nothing_else() {
    let centre = Centre::with_zendesk(true).await;
    centre.chat("s1").await;
    let id = centre.tickets().await[0]["id"].clone();
    centre
        .control(
            "zendesk/tickets",
            json!({"host": HOST, "id": id, "status": "closed"}),
        )
        .await;
    centre
        .tell("s1", 2, "session.comment", json!({"text": "late"}))
        .await;
    let rows = centre.settled().await;
    assert_eq!(rows[0].reason.as_deref(), Some("record_closed"));
    centre.chat("s2").await;
    assert_eq!(centre.tickets().await.len(), 2);
}

#[tokio::test]
async fn an_agent_who_was_suspended_since_the_list_was_read_gets_nothing() {
    let centre = Centre::with_zendesk(true).await;
    centre.chat("s1").await;
    centre.settled().await;
    let suspended = json!({"host": HOST, "email": ODILE, "suspended": true});
    centre.control("zendesk/users", suspended).await;
    centre.agent("s1", 2, "session.assigned", ODILE).await;
    centre.agent("s2", 1, "session.assigned", ODILE).await;
    let tickets = centre.tickets().await;
    assert_eq!(tickets.len(), 2);
    assert!(
        tickets
            .iter()
            .all(|ticket| assignee(ticket) == "Camille Roy"),
        "{tickets:?}"
    );
    let rows = centre.settled().await;
    assert_eq!(rows[0].reason.as_deref(), Some("agent_inactive"));
}

#[tokio::test]
async fn a_deleted_agent_stays_the_owner_until_somebody_else_takes_over() {
    let centre = Centre::with_zendesk(true).await;
    centre.agent("s1", 1, "session.assigned", ODILE).await;
    centre.settled().await;
    let deleted = json!({"host": HOST, "email": ODILE, "deleted": true});
    centre.control("zendesk/users", deleted).await;
    centre
        .tell("s1", 2, "session.comment", json!({"text": "a remark"}))
        .await;
    let tickets = centre.tickets().await;
    assert_eq!(assignee(&tickets[0]), "Odile Ortega");
    centre.agent("s1", 3, "session.transferred", PETER).await;
    assert_eq!(assignee(&centre.tickets().await[0]), "Peter Parson");
}

#[tokio::test]
async fn of_several_agents_whose_telephones_ring_one_gets_the_one_record() {
    let centre = Centre::with_zendesk(true).await;
    centre.tell("s1", 1, "session.started", call()).await;
    for (second, email) in [(2, ODILE), (3, PETER)] {
        centre.agent("s1", second, "session.assigned", email).await;
    }
    centre.agent("s1", 4, "session.connected", ODILE).await;
    let tickets = centre.tickets().await;
    assert_eq!((tickets.len(), assignee(&tickets[0])), (1, "Odile Ortega"));
}

#[tokio::test]
async fn a_consumer_who_was_just_made_is_found_again_although_the_search_lags() {
    let centre = Centre::with_zendesk(true).await;
    for session in ["s1", "s2", "s3"] {
        centre.chat(session).await;
        centre.settled().await;
    }
    let tickets = centre.tickets().await;
    let requesters: std::collections::BTreeSet<u64> = tickets
        .iter()
        .map(|ticket| ticket["requester"]["id"].as_u64().unwrap())
        .collect();
    assert_eq!((tickets.len(), requesters.len()), (3, 1));
}
