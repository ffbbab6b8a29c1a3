//! The document of the API, compared with the one that is checked in.

use crate::support::spawn_app;

const KNOWN: &str = include_str!("../../openapi.json");

#[tokio::test]
async fn the_document_is_the_one_that_is_checked_in() {
    let served = spawn_app().await.get("/api/openapi.json").await;
    assert_eq!(served.header("content-type"), Some("application/json"));
    assert!(
        served.body.trim() == KNOWN.trim(),
        "the API changed. Look at the difference, and if it is meant:\n\
         cargo run -p server -- openapi > crates/server/openapi.json"
    );
}
