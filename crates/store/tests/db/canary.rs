//! A known secret, searched for in every file a run leaves behind.

use std::path::{Path, PathBuf};

use domain::{Crm, PanelDraft, SecretEdit};

use crate::support::{Database, kustomer, save, zendesk};

const CANARIES: [&str; 3] = [
    "canary-zendesk-7f3a91",
    "canary-kustomer-7f3a91",
    "canary-replaced-7f3a91",
];

#[tokio::test]
async fn no_secret_stands_in_clear_in_the_database_files() {
    let database = Database::sqlite();
    let store = database.open().await;
    save(
        &store,
        &[(Crm::Zendesk, zendesk("camille@acme.example", CANARIES[0]))],
        1,
    )
    .await;
    save(&store, &[(Crm::Kustomer, kustomer(CANARIES[1]))], 2).await;
    save(
        &store,
        &[(Crm::Zendesk, zendesk("camille@acme.example", CANARIES[2]))],
        3,
    )
    .await;
    look_through(database.folder.path());
    let clear = PanelDraft {
        secret: SecretEdit::Clear,
        ..PanelDraft::default()
    };
    save(&store, &[(Crm::Zendesk, clear)], 4).await;
    store.close().await;
    look_through(database.folder.path());
}

fn look_through(folder: &Path) {
    let files = files(folder);
    assert!(
        files.iter().any(|path| path.ends_with("portal.db")),
        "{files:?}"
    );
    for path in files {
        let bytes = std::fs::read(&path).unwrap();
        for canary in CANARIES {
            let is_there = bytes
                .windows(canary.len())
                .any(|window| window == canary.as_bytes());
            assert!(!is_there, "{canary} stands in {}", path.display());
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}
