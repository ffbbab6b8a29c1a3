//! A database that takes no writes, or has no room: what people get to know, and what goes on.

use domain::{Draft, save::plan};

use super::Unavailability;
use crate::{Error, KeySource, Store};

async fn open() -> (Store, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = |name| folder.path().join(name);
    let url = format!("sqlite://{}", path("portal.db").display());
    let store = Store::open(&url, &KeySource::File(path("portal.key"))).await;
    (store.unwrap(), folder)
}

/// Tells every connection of the pool.
async fn tell(store: &Store, pragma: &'static str) {
    let mut all = Vec::new();
    for _ in 0..store.pool.options().get_max_connections() {
        all.push(store.pool.acquire().await.unwrap());
    }
    for connection in &mut all {
        sqlx::query(pragma)
            .fetch_all(&mut **connection)
            .await
            .unwrap();
    }
}

async fn save(store: &Store) -> Result<(), Error> {
    let draft = Draft {
        agent_platform: None,
        panels: [].into(),
    };
    let stored = store.settings().await?;
    let outcome = plan(stored, &draft).unwrap().settle(&[].into(), 1);
    store.save(&outcome).await
}

fn cause<T: std::fmt::Debug>(done: Result<T, Error>) -> Unavailability {
    match done {
        Err(Error::Unavailable { cause, .. }) => cause,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_database_that_takes_no_writes_is_read_only_and_still_read() {
    let (store, _folder) = open().await;
    tell(&store, "PRAGMA query_only = ON").await;
    assert_eq!(cause(save(&store).await), Unavailability::ReadOnly);
    assert!(store.settings().await.is_ok());
    assert_eq!(cause(store.ready().await), Unavailability::ReadOnly);
}

#[tokio::test]
async fn a_database_without_room_is_full() {
    let (store, _folder) = open().await;
    assert!(store.gate().try_write(&store.pool).await.is_none());
    sqlx::query("VACUUM").execute(&store.pool).await.unwrap();
    tell(&store, "PRAGMA max_page_count = 1").await;
    assert_eq!(cause(store.ready().await), Unavailability::Full);
    save(&store).await.expect("what needs no room is saved");
}

#[tokio::test]
async fn whoever_asks_while_a_try_is_under_way_gets_its_word() {
    let (store, _folder) = open().await;
    let held = store.write().await.unwrap();
    let asked: Vec<_> = (0..20)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move { store.ready().await })
        })
        .collect();
    let started = std::time::Instant::now();
    for ready in asked {
        assert_eq!(cause(ready.await.unwrap()), Unavailability::Busy);
    }
    assert!(started.elapsed().as_millis() < 2_500, "one try for all");
    drop(held);
}
