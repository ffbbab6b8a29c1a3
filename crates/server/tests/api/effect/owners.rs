//! Who gets what.

use super::*;

#[tokio::test]
async fn a_chat_that_nobody_has_taken_is_the_default_users_and_then_the_agents() {
    let centre = Centre::with_zendesk(true).await;
    centre.chat("s1").await;
    let tickets = centre.tickets().await;
    assert_eq!(tickets.len(), 1);
    assert_eq!(assignee(&tickets[0]), "Camille Roy");
    assert_eq!(tickets[0]["requester"]["name"], "Eve Endler");
    assert_eq!(tickets[0]["subject"], "Chat with Eve Endler");
    assert_eq!(
        tickets[0]["custom_fields"],
        json!([{"id": 360_012_345, "value": "s1"}])
    );
    centre
        .agent("s1", 2, "session.assigned", "ODILE.ortega@acme.example")
        .await;
    let tickets = centre.tickets().await;
    assert_eq!((tickets.len(), assignee(&tickets[0])), (1, "Odile Ortega"));
    let public = tickets[0]["comments"].as_array().unwrap();
    assert!(
        public.iter().all(|comment| comment["public"] == false),
        "{public:?}"
    );
    let rows = centre.settled().await;
    let reasons: Vec<_> = rows.iter().map(|row| row.reason.clone().unwrap()).collect();
    assert_eq!(reasons, ["takeover", "no_agent_yet"]);
    let story = centre.story(&rows[0]).await;
    let seen = story.seen.unwrap();
    assert_eq!(seen.owner_before.as_deref(), Some("Camille Roy"));
    assert!(seen.default_user && seen.eligible > 200);
    // Zendesk cannot say who assigned it.
    assert!(story.actor_instead);
    let calls: Vec<_> = story
        .calls
        .iter()
        .map(|call| (call.what.as_str(), call.status))
        .collect();
    assert_eq!(
        calls,
        [("read_record", Some(200)), ("change_record", Some(200))]
    );
    assert!(
        rows[0]
            .record
            .as_ref()
            .unwrap()
            .url
            .as_ref()
            .unwrap()
            .contains("/agent/tickets/")
    );
}

#[tokio::test]
async fn without_the_box_a_random_agent_owns_it_who_could() {
    let centre = Centre::with_zendesk(false).await;
    for session in ["s1", "s2", "s3", "s4"] {
        centre.chat(session).await;
    }
    let tickets = centre.tickets().await;
    let owners: std::collections::BTreeSet<&str> = tickets.iter().map(assignee).collect();
    assert!(owners.len() > 1, "{owners:?}");
    for nobody in ["nobody", "Lucie Light", "Simon Sorel", "Eve Endler"] {
        assert!(!owners.contains(nobody), "{owners:?}");
    }
    let rows = centre.settled().await;
    let parties = rows
        .iter()
        .map(|row| row.owner.as_ref().unwrap().party.key());
    assert!(parties.into_iter().all(|party| party == "random_agent"));
}

#[tokio::test]
async fn a_random_agent_is_the_same_one_on_a_retry() {
    let centre = Centre::with_zendesk(false).await;
    let lost = json!({"host": HOST, "method": "POST", "path": "/api/v2/tickets", "fault": "drop", "times": 2});
    centre.control("faults", lost).await;
    centre.chat("s1").await;
    let tickets = centre.tickets().await;
    let first = assignee(&tickets[0]).to_owned();
    let rows = centre.settled().await;
    assert_eq!(centre.story(&rows[0]).await.tries, 3);
    centre
        .control(
            "zendesk/tickets",
            json!({"host": HOST, "id": tickets[0]["id"], "deleted": true}),
        )
        .await;
    // The same session at another installation of the same people comes to the same agent.
    assert_eq!(first, rows[0].owner.as_ref().unwrap().name);
}

#[tokio::test]
async fn a_voicemail_is_the_default_users_until_the_callback() {
    let centre = Centre::with_zendesk(true).await;
    centre.tell("s1", 1, "session.started", call()).await;
    centre
        .tell("s1", 2, "session.voicemail_left", json!({"duration_s": 12}))
        .await;
    let tickets = centre.tickets().await;
    assert_eq!(
        tickets.len(),
        1,
        "a call that nobody took has no record of its own"
    );
    assert_eq!(assignee(&tickets[0]), "Camille Roy");
    assert_eq!(tickets[0]["subject"], "Voicemail from +33123456789");
    centre.agent("s1", 3, "session.assigned", PETER).await;
    assert_eq!(assignee(&centre.tickets().await[0]), "Camille Roy");
    centre.agent("s1", 4, "session.callback", ODILE).await;
    let tickets = centre.tickets().await;
    assert_eq!((tickets.len(), assignee(&tickets[0])), (1, "Odile Ortega"));
}

#[tokio::test]
async fn an_abandoned_call_has_a_record_where_that_is_on() {
    let centre = Centre::with_zendesk(true).await;
    centre.tell("off", 1, "session.started", call()).await;
    centre
        .tell("off", 2, "session.abandoned", json!({"waited_s": 40}))
        .await;
    assert!(centre.tickets().await.is_empty());
    let on = RecordCreation {
        abandoned: true,
        ..RecordCreation::default()
    };
    centre.create_records(on).await;
    centre.tell("on", 1, "session.started", call()).await;
    centre
        .tell("on", 2, "session.abandoned", json!({"waited_s": 40}))
        .await;
    let tickets = centre.tickets().await;
    assert_eq!((tickets.len(), assignee(&tickets[0])), (1, "Camille Roy"));
    // What was told before there was a record stands in it, too.
    let said = comments(&tickets[0]).join("\n");
    assert!(
        said.contains("The session began.") && said.contains("after 40 s"),
        "{said}"
    );
}

#[tokio::test]
async fn an_agent_zendesk_does_not_know_owns_nothing_and_that_is_the_reason() {
    let centre = Centre::with_zendesk(true).await;
    for (session, email, reason) in [
        ("s1", "nobody@elsewhere.example", "agent_unmatched"),
        ("s2", "lucie.light@acme.example", "agent_cannot_own"),
        ("s3", "simon.sorel@acme.example", "agent_inactive"),
    ] {
        centre.agent(session, 1, "session.assigned", email).await;
        let rows = centre.settled().await;
        assert_eq!(rows[0].reason.as_deref(), Some(reason));
    }
    let tickets = centre.tickets().await;
    assert!(
        tickets
            .iter()
            .all(|ticket| assignee(ticket) == "Camille Roy"),
        "{tickets:?}"
    );
}

#[tokio::test]
async fn who_takes_it_at_once_owns_it_at_once_and_whoever_cancels_does_not() {
    let centre = Centre::with_zendesk(true).await;
    let batch = json!([
        event(
            "s1",
            3,
            "session.cancelled",
            json!({"agent": {"email": PETER}})
        ),
        event(
            "s1",
            2,
            "session.assigned",
            json!({"agent": {"email": PETER}})
        ),
        event("s1", 1, "session.started", chat()),
        event("s2", 1, "session.started", chat()),
        event(
            "s2",
            2,
            "session.assigned",
            json!({"agent": {"email": ODILE}})
        ),
    ]);
    let answer = centre
        .post("application/cloudevents-batch+json", &batch)
        .await;
    assert_eq!(answer.status, 202, "{}", answer.body);
    let tickets = centre.tickets().await;
    assert_eq!(tickets.len(), 2);
    let mut owners: Vec<&str> = tickets.iter().map(assignee).collect();
    owners.sort_unstable();
    assert_eq!(owners, ["Camille Roy", "Odile Ortega"]);
    let odile = tickets
        .iter()
        .find(|ticket| assignee(ticket) == "Odile Ortega")
        .unwrap();
    assert_eq!(
        odile["submitter"]["name"], "Odile Ortega",
        "it is made in her name"
    );
}

#[tokio::test]
async fn a_later_chat_of_the_same_queue_goes_on_in_the_open_record_where_that_is_on() {
    let centre = Centre::with_zendesk(true).await;
    let on = RecordCreation {
        append: true,
        ..RecordCreation::default()
    };
    centre.create_records(on).await;
    centre.chat("s1").await;
    centre.settled().await;
    centre.chat("s2").await;
    centre.agent("s2", 2, "session.assigned", ODILE).await;
    let tickets = centre.tickets().await;
    assert_eq!((tickets.len(), assignee(&tickets[0])), (1, "Camille Roy"));
    assert!(
        comments(&tickets[0])[1].contains("Session: s2"),
        "{tickets:?}"
    );
}

#[tokio::test]
async fn a_ticket_that_was_reassigned_in_zendesk_stays_with_whom_it_was_given() {
    let centre = Centre::with_zendesk(true).await;
    centre.chat("s1").await;
    let id = centre.tickets().await[0]["id"].clone();
    let elsewhere = json!({"host": HOST, "id": id, "assignee_id": 382_100_000_004_u64});
    centre.control("zendesk/tickets", elsewhere).await;
    centre.agent("s1", 2, "session.assigned", ODILE).await;
    let tickets = centre.tickets().await;
    assert_eq!(assignee(&tickets[0]), "Peter Parson");
    let rows = centre.settled().await;
    assert_eq!(rows[0].reason.as_deref(), Some("changed_in_crm"));
}

#[tokio::test]
async fn what_happened_stands_in_the_ticket_in_the_order_in_which_it_happened() {
    let centre = Centre::bare().await;
    let remark = |second: u32| {
        event(
            "s1",
            second,
            "session.comment",
            json!({"text": format!("remark {second}")}),
        )
    };
    let batch = json!([
        remark(4),
        remark(2),
        event("s1", 1, "session.started", chat()),
        remark(3)
    ]);
    let answer = centre
        .post("application/cloudevents-batch+json", &batch)
        .await;
    assert_eq!(answer.status, 202, "{}", answer.body);
    centre.set_up(true).await;
    let done = |rows: &[Activity]| rows.iter().all(|row| row.state.key() == "delivered");
    centre.until(done).await;
    let tickets = centre.tickets().await;
    let remarks: Vec<&str> = comments(&tickets[0])[1..]
        .iter()
        .map(|text| &text[..8])
        .collect();
    assert_eq!(remarks, ["remark 2", "remark 3", "remark 4"]);
}
