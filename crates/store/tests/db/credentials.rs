//! The life of a token: made, used, listed, revoked.

use crate::support::Database;

#[tokio::test]
async fn a_token_is_shown_once_and_kept_as_a_hash() {
    for database in Database::each().await {
        let store = database.open().await;
        let token = store
            .make_credential("contact centre", 1_000)
            .await
            .unwrap();
        assert!(token.expose_secret().starts_with("portal_"));
        let name = store.credential(&token, 2_000).await.unwrap();
        assert_eq!(name.as_deref(), Some("contact centre"));
        let other = format!("{}x", token.expose_secret()).into();
        assert_eq!(store.credential(&other, 2_000).await.unwrap(), None);
        let listed = store.credentials().await.unwrap();
        assert_eq!((listed[0].made_at, listed[0].used_at), (1_000, Some(2_000)));
        store.close().await;
        if database.url.starts_with("sqlite") {
            let path = database.url.trim_start_matches("sqlite://").to_owned();
            for file in [path.clone(), format!("{path}-wal")] {
                let bytes = std::fs::read(file).unwrap_or_default();
                let needle = token.expose_secret().as_bytes();
                let is_there = bytes.windows(needle.len()).any(|window| window == needle);
                assert!(!is_there, "the token stands in the database");
            }
        }
    }
}

#[tokio::test]
async fn a_revoked_token_opens_nothing_and_its_name_is_free_again() {
    for database in Database::each().await {
        let store = database.open().await;
        let token = store.make_credential("one", 1).await.unwrap();
        let taken = store.make_credential("one", 2).await;
        assert!(matches!(taken, Err(store::Error::NameTaken(_))));
        assert!(store.revoke_credential("one", 3).await.unwrap());
        assert!(!store.revoke_credential("one", 4).await.unwrap());
        assert_eq!(store.credential(&token, 5).await.unwrap(), None);
        assert!(store.make_credential("one", 6).await.is_ok());
    }
}

#[tokio::test]
async fn an_agents_address_is_remembered_by_sender_and_id() {
    for database in Database::each().await {
        let store = database.open().await;
        for email in ["old@acme.example", "new@acme.example"] {
            store.remember_agent("s", "7", email).await.unwrap();
        }
        let known = store.agent_email("s", "7").await.unwrap();
        assert_eq!(known.as_deref(), Some("new@acme.example"));
        assert_eq!(store.agent_email("t", "7").await.unwrap(), None);
    }
}
