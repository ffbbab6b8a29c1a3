//! The life of the settings: empty, saved, read, contested, checked, changed, cleared.

use domain::{Check, Crm, Field, Health, PanelDraft, SecretEdit, Settings, Verdict, binding};
use store::{Error, KeySource, Store};

use crate::support::{Database, kustomer, outcome, save, zendesk};

#[tokio::test]
async fn the_story_of_the_settings() {
    for database in Database::each().await {
        let store = database.open().await;
        a_new_database_is_empty(&store).await;
        what_is_saved_is_read_again(&store).await;
        of_two_saves_one_wins(&store).await;
        health_lands_only_on_the_connection_it_is_about(&store).await;
        a_cleared_secret_is_gone(&store).await;
        store.close().await;
        let again = database.open().await.settings().await.unwrap();
        assert_eq!(again.version, 5, "the settings outlive the program");
    }
}

async fn a_new_database_is_empty(store: &Store) {
    store.ready().await.unwrap();
    assert_eq!(store.settings().await.unwrap(), Settings::default());
    let nothing = store.open_secret(Crm::Zendesk, &Default::default()).await;
    assert!(matches!(nothing, Err(Error::NoSecret(Crm::Zendesk))));
}

async fn what_is_saved_is_read_again(store: &Store) {
    let panels = [
        (
            Crm::Zendesk,
            zendesk("Camille@acme.example", "token-one-2345"),
        ),
        (Crm::Kustomer, kustomer("key")),
    ];
    let outcome = save(store, &panels, 1_000).await;
    let read = store.settings().await.unwrap();
    assert_eq!(read, outcome.settings);
    let panel = read.panel(Crm::Zendesk);
    assert!(panel.default_user);
    assert_eq!(
        panel.health,
        Some(Health {
            check: Check::of(Verdict::Valid),
            checked_at: 1_000
        })
    );
    assert_eq!(
        panel.secret.clone().unwrap().last_four.as_deref(),
        Some("2345")
    );
    let opened = store
        .open_secret(Crm::Zendesk, &binding(Crm::Zendesk, &panel.fields))
        .await
        .unwrap();
    assert_eq!(opened.expose_secret(), "token-one-2345");
}

async fn of_two_saves_one_wins(store: &Store) {
    let one = outcome(
        store,
        &[(Crm::Kustomer, kustomer("from one"))],
        Verdict::Valid,
        2_000,
    )
    .await;
    let other = outcome(
        store,
        &[(Crm::Zendesk, zendesk("other@acme.example", "other"))],
        Verdict::Valid,
        2_001,
    )
    .await;
    let (first, second) = tokio::join!(store.save(&one), store.save(&other));
    assert!(first.is_ok() != second.is_ok());
    assert!(matches!(first.and(second), Err(Error::Conflict)));
    assert_eq!(store.settings().await.unwrap().version, 2);
}

async fn health_lands_only_on_the_connection_it_is_about(store: &Store) {
    save(
        store,
        &[(Crm::Zendesk, zendesk("camille@acme.example", "token-two"))],
        3_000,
    )
    .await;
    let rejected = |checked_at| Health {
        check: Check::of(Verdict::Rejected),
        checked_at,
    };
    let asked_before = store
        .set_health(Crm::Zendesk, &rejected(3_100), 2)
        .await
        .unwrap();
    assert!(
        asked_before.is_none(),
        "the tuple was saved at version 3, the question is about version 2"
    );
    assert!(
        store
            .set_health(Crm::Zendesk, &rejected(2_999), 3)
            .await
            .unwrap()
            .is_none(),
        "an older answer"
    );
    assert!(
        store
            .set_health(Crm::Dynamics, &rejected(3_200), 3)
            .await
            .unwrap()
            .is_none(),
        "nothing is stored"
    );

    let field_only = PanelDraft {
        fields: [(Field::SessionField, "360012345678")].into(),
        ..PanelDraft::default()
    };
    save(store, &[(Crm::Zendesk, field_only)], 3_300).await;
    assert!(
        store
            .set_health(Crm::Zendesk, &rejected(3_400), 3)
            .await
            .unwrap()
            .is_some(),
        "the tuple is the same"
    );
    assert_eq!(
        store.settings().await.unwrap().panel(Crm::Zendesk).health,
        Some(rejected(3_400))
    );
    let again = store.set_health(Crm::Zendesk, &rejected(3_450), 4).await;
    assert_eq!(again.unwrap(), Some(rejected(3_400)), "refused since then");
    let valid = |checked_at| Health {
        check: Check::of(Verdict::Valid),
        checked_at,
    };
    for (at, why) in [
        (3_400 + 86_400_000, "noted by a clock that is far ahead"),
        (3_500, "which was set back since"),
    ] {
        let noted = store.set_health(Crm::Zendesk, &valid(at), 4).await;
        assert_eq!(noted.unwrap(), Some(valid(at)), "{why}");
    }
}

async fn a_cleared_secret_is_gone(store: &Store) {
    let clear = PanelDraft {
        secret: SecretEdit::Clear,
        ..PanelDraft::default()
    };
    save(store, &[(Crm::Zendesk, clear)], 5_000).await;
    let panel = store.settings().await.unwrap().panel(Crm::Zendesk);
    assert_eq!(
        (panel.secret, panel.health, panel.default_user),
        (None, None, false)
    );
    let opened = store
        .open_secret(Crm::Zendesk, &binding(Crm::Zendesk, &panel.fields))
        .await;
    assert!(matches!(opened, Err(Error::NoSecret(_))));
}

#[tokio::test]
async fn a_hundred_saves_at_once_leave_one_winner_per_version() {
    for database in Database::each().await {
        let store = database.open().await;
        let same = outcome(
            &store,
            &[(Crm::Kustomer, kustomer("key"))],
            Verdict::Valid,
            1,
        )
        .await;
        let tries = (0..100).map(|_| {
            let (store, outcome) = (store.clone(), same.clone());
            tokio::spawn(async move { store.save(&outcome).await })
        });
        let mut winners = 0;
        for task in tries.collect::<Vec<_>>() {
            match task.await.unwrap() {
                Ok(()) => winners += 1,
                Err(Error::Conflict) => {}
                Err(other) => panic!("{other}"),
            }
        }
        assert_eq!(winners, 1);
    }
}

#[tokio::test]
async fn an_unknown_kind_of_database_is_named_as_such() {
    let mut database = Database::sqlite();
    for url in [
        "mysql://localhost/portal",
        "sqlite::memory:",
        "data/portal.db",
    ] {
        database.url = url.into();
        let refused = database
            .try_open(&KeySource::File(database.key_file()))
            .await;
        assert!(matches!(refused, Err(Error::UnknownDatabase)), "{url}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn the_database_is_for_this_user_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let database = Database::sqlite();
    let store = database.open().await;
    save(&store, &[(Crm::Kustomer, kustomer("key"))], 1).await;
    for entry in std::fs::read_dir(database.folder.path().join("data")).unwrap() {
        let mode = entry.unwrap().metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
