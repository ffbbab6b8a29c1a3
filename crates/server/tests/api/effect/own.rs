//! What only Dynamics or only Kustomer does to a record.

use super::{each::places, *};

#[tokio::test]
async fn a_dynamics_case_is_the_agents_also_where_the_application_may_not_act_for_others() {
    let centre = Centre::bare().await;
    let [_, place] = places(&centre).await;
    let roles = json!({
        "host": place.host, "email": "app1@contoso.example", "roles": ["System Administrator"],
    });
    centre.control("dynamics/users", roles).await;
    centre.choose(&place, true).await;
    centre.tell("s1", 1, "session.started", call()).await;
    centre.agent("s1", 2, "session.assigned", place.agent).await;
    let kept = centre.kept(&place).await;
    assert_eq!((kept.len(), kept[0].owner.as_str()), (1, "Odile Ortega"));
    assert_eq!(kept[0].creator, place.default_user);
    let rows = centre.settled().await;
    let story = centre.story(&rows[0]).await;
    assert!(story.actor_instead, "and Activity says so");
}

#[tokio::test]
async fn a_dynamics_case_that_was_deleted_stays_so_and_what_follows_is_given_up() {
    let centre = Centre::bare().await;
    let [_, place] = places(&centre).await;
    centre.choose(&place, true).await;
    centre.chat("s1").await;
    let id = centre.kept(&place).await.remove(0).id;
    let deleted = json!({"host": place.host, "id": id, "deleted": true});
    centre.control("dynamics/cases", deleted).await;
    centre.agent("s1", 2, "session.assigned", place.agent).await;
    let rows = centre.settled().await;
    assert_eq!(rows[0].reason.as_deref(), Some("record_gone"));
    assert_eq!(centre.kept(&place).await, []);
}

#[tokio::test]
async fn a_duplicate_that_comes_as_a_fault_is_the_record_that_is_there() {
    let centre = Centre::bare().await;
    let [_, place] = places(&centre).await;
    centre
        .control("reading", json!({"dynamics_duplicate": "500"}))
        .await;
    centre.choose(&place, true).await;
    let lost = json!({
        "host": place.host, "path": place.path, "method": "PATCH", "fault": "lose_answer", "times": 1,
    });
    centre.control("faults", lost).await;
    centre.chat("s1").await;
    assert_eq!(centre.kept(&place).await.len(), 1);
}

#[tokio::test]
async fn a_kustomer_record_is_one_whatever_look_up_the_organisation_has() {
    let centre = Centre::bare().await;
    let [place, _] = places(&centre).await;
    centre
        .control("reading", json!({"kustomer_look_up": "missing"}))
        .await;
    centre.choose(&place, true).await;
    let lost = json!({
        "host": place.host, "path": place.path, "method": "POST", "fault": "lose_answer", "times": 1,
    });
    centre.control("faults", lost).await;
    centre.chat("s1").await;
    let kept = centre.kept(&place).await;
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert!(kept[0].text.contains("billing"), "{kept:?}");
}

#[tokio::test]
async fn an_assignee_whom_kustomer_drops_without_a_word_is_replaced() {
    let centre = Centre::bare().await;
    let [place, _] = places(&centre).await;
    centre.choose(&place, true).await;
    // The people are read, and then one of them is deleted.
    centre.chat("s0").await;
    centre.settled().await;
    for reading in ["dropped", "422"] {
        centre
            .control("reading", json!({ "kustomer_deleted_assignee": reading }))
            .await;
        let deleted = |is: bool| json!({"host": place.host, "email": place.agent, "deleted": is});
        centre.control("kustomer/users", deleted(true)).await;
        let session = format!("s-{reading}");
        centre.tell(&session, 1, "session.started", call()).await;
        centre
            .agent(&session, 2, "session.assigned", place.agent)
            .await;
        let kept = centre.kept(&place).await;
        let new = kept.iter().find(|record| record.session == session);
        let Some(new) = new else {
            panic!("{reading}: {:?}", centre.settled().await);
        };
        assert_eq!(new.owner, place.default_user, "{reading}");
        centre.control("kustomer/users", deleted(false)).await;
    }
}
