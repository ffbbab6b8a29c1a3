//! A database that cannot serve: said as such, and readiness knows.

use std::time::{Duration, Instant};

use domain::{Crm, Verdict};
use sqlx::{AnyConnection, Connection as _, Executor as _};
use store::{Error, Store, Unavailability};

use crate::support::{Database, kustomer, outcome, save};

fn cause<T: std::fmt::Debug>(done: Result<T, Error>) -> Unavailability {
    match done {
        Err(Error::Unavailable { cause, .. }) => cause,
        other => panic!("{other:?}"),
    }
}

async fn save_again(store: &Store) -> Result<(), Error> {
    let panels = [(Crm::Kustomer, kustomer("another key"))];
    store
        .save(&outcome(store, &panels, Verdict::Valid, 2).await)
        .await
}

#[tokio::test]
async fn a_database_that_another_program_holds_is_busy() {
    let database = Database::sqlite();
    let store = database.open().await;
    save(&store, &[(Crm::Kustomer, kustomer("key"))], 1).await;
    let mut other = AnyConnection::connect(&database.url).await.unwrap();
    other.execute("BEGIN IMMEDIATE").await.unwrap();
    let started = Instant::now();
    assert_eq!(cause(store.ready().await), Unavailability::Busy);
    assert!(
        started.elapsed() < Duration::from_secs(3),
        "{:?}",
        started.elapsed()
    );
    let again = Instant::now();
    assert_eq!(cause(store.ready().await), Unavailability::Busy);
    assert!(
        again.elapsed() < Duration::from_millis(100),
        "it is remembered"
    );
    assert!(store.settings().await.is_ok(), "reading goes on");
    assert_eq!(cause(save_again(&store).await), Unavailability::Busy);
    other.execute("ROLLBACK").await.unwrap();
    save_again(&store)
        .await
        .expect("it goes on as soon as it can");
}

#[tokio::test]
async fn a_path_is_a_path() {
    for name in ["a%2Fb", "what?mode=ro", "two words", "#1", "q%3F"] {
        let mut database = Database::sqlite();
        let file = database.folder.path().join(name).join("portal.db");
        database.url = format!("sqlite://{}", file.display());
        let store = database.open().await;
        save(&store, &[(Crm::Kustomer, kustomer("key"))], 1).await;
        store.close().await;
        assert!(file.is_file(), "{name}");
    }
}
