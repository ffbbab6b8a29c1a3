//! Agents, over several pages.

use crm::AgentsError;
use domain::Verdict;
use serde_json::json;

use crate::app::App;

#[tokio::test]
async fn every_agent_is_listed_once_over_several_pages() {
    let app = App::start().await;
    for (connection, secret) in app.administrators().await {
        let agents = app.agents(&connection, &secret).await.unwrap();
        let mut ids: Vec<_> = agents.iter().map(|agent| agent.id.clone()).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), agents.len());
        assert!(agents.len() > 230, "{connection:?}: {}", agents.len());
        assert!(
            agents
                .iter()
                .any(|agent| agent.name == "Odile Ortega" && agent.can_own)
        );
        assert!(agents.iter().all(|agent| agent.email.is_some()));
        for absent in [
            "Simon Sorel",
            "Eve Endler",
            "Dora Disabled",
            "Dora Deleted",
            "Pia Pending",
            "# Portal",
        ] {
            let mut active = agents.iter().filter(|agent| agent.is_active);
            assert!(active.all(|agent| agent.name != absent), "{absent}");
        }
    }
}

#[tokio::test]
async fn a_light_agent_owns_nothing() {
    let app = App::start().await;
    let (connection, secret) = app.administrators().await.remove(0);
    let agents = app.agents(&connection, &secret).await.unwrap();
    let light = agents
        .iter()
        .find(|agent| agent.name == "Lucie Light")
        .unwrap();
    assert!(!light.can_own);
}

#[tokio::test]
async fn relative_links_are_followed_like_absolute_ones() {
    let app = App::start().await;
    app.set("reading", json!({"kustomer_links": "relative"}))
        .await;
    let (connection, secret) = app.administrators().await.remove(1);
    assert!(app.agents(&connection, &secret).await.unwrap().len() > 230);
}

#[tokio::test]
async fn a_list_that_is_throttled_half_way_says_so() {
    let app = App::start().await;
    app.set(
        "limits",
        json!({"zendesk": {"requests": 2, "window_seconds": 60}}),
    )
    .await;
    let (connection, secret) = app.administrators().await.remove(0);
    let error = app.agents(&connection, &secret).await.unwrap_err();
    assert!(matches!(error, AgentsError::Answer(check) if check.verdict == Verdict::RateLimited));
}
