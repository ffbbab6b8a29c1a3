//! Keys missing, wrong and rotated; envelopes moved between rows.

use domain::{Crm, Fields, Secret, binding};
use store::{Error, KeyError, KeySource, SealError, Store};

use crate::support::{Database, kustomer, save, zendesk};

fn given(keys: &[u8]) -> KeySource {
    let lines: Vec<String> = keys
        .iter()
        .map(|byte| {
            let random = "7d1fe0b2945c3a8810cf6e21d4b79a53e8f60c1b2d9347a5be7182c0d63f4a";
            format!("{byte:02x}{random}")
        })
        .collect();
    KeySource::Given(lines.join("\n").into())
}

async fn opened(store: &Store, crm: Crm) -> Result<Secret, Error> {
    let bound_to: Fields = binding(crm, &store.settings().await?.panel(crm).fields);
    store.open_secret(crm, &bound_to).await
}

#[tokio::test]
async fn without_its_key_the_database_does_not_open() {
    for database in Database::each().await {
        let store = database.open().await;
        save(&store, &[(Crm::Kustomer, kustomer("key"))], 1).await;
        store.close().await;
        std::fs::rename(
            database.key_file(),
            database.folder.path().join("elsewhere"),
        )
        .unwrap();
        let missing = database
            .try_open(&KeySource::File(database.key_file()))
            .await;
        assert!(matches!(missing, Err(Error::Key(KeyError::Missing(_)))));
        assert!(!database.key_file().exists());
        assert!(matches!(
            database.try_open(&given(&[7])).await,
            Err(Error::Key(KeyError::Wrong(_)))
        ));
    }
}

#[tokio::test]
async fn a_new_key_on_top_seals_everything_anew() {
    for database in Database::each().await {
        let store = database.try_open(&given(&[1])).await.unwrap();
        save(
            &store,
            &[
                (Crm::Zendesk, zendesk("camille@acme.example", "token")),
                (Crm::Kustomer, kustomer("key")),
            ],
            1,
        )
        .await;
        store.close().await;
        database
            .try_open(&given(&[2, 1]))
            .await
            .unwrap()
            .close()
            .await;
        let store = database
            .try_open(&given(&[2]))
            .await
            .expect("the old key is no longer needed");
        assert_eq!(
            opened(&store, Crm::Zendesk).await.unwrap().expose_secret(),
            "token"
        );
        assert_eq!(
            opened(&store, Crm::Kustomer).await.unwrap().expose_secret(),
            "key"
        );
        assert!(matches!(
            database.try_open(&given(&[1])).await,
            Err(Error::Key(KeyError::Wrong(_)))
        ));
    }
}

#[tokio::test]
async fn an_envelope_copied_to_another_row_does_not_open() {
    for database in Database::each().await {
        let store = database.open().await;
        save(
            &store,
            &[
                (Crm::Zendesk, zendesk("camille@acme.example", "token")),
                (Crm::Kustomer, kustomer("key")),
            ],
            1,
        )
        .await;
        database
            .tamper("UPDATE secrets SET sealed = (SELECT sealed FROM secrets WHERE crm = 'kustomer') WHERE crm = 'zendesk'")
            .await;
        let swapped = opened(&store, Crm::Zendesk).await;
        assert!(matches!(
            swapped,
            Err(Error::Sealed {
                crm: Crm::Zendesk,
                cause: SealError::Mismatch
            })
        ));
        store.close().await;
        let store = database.open().await;
        assert!(opened(&store, Crm::Zendesk).await.is_err());
        assert_eq!(
            opened(&store, Crm::Kustomer).await.unwrap().expose_secret(),
            "key",
            "the others still open"
        );
    }
}

#[tokio::test]
async fn a_row_pointed_at_another_host_does_not_open_for_it() {
    for database in Database::each().await {
        let store = database.open().await;
        save(&store, &[(Crm::Kustomer, kustomer("key"))], 1).await;
        database
            .tamper("UPDATE secrets SET bound_to = '{\"subdomain\":\"evil\"}'")
            .await;
        database
            .tamper("UPDATE panels SET fields = '{\"subdomain\":\"evil\"}'")
            .await;
        assert!(matches!(
            opened(&store, Crm::Kustomer).await,
            Err(Error::Sealed {
                cause: SealError::Mismatch,
                ..
            })
        ));
    }
}
