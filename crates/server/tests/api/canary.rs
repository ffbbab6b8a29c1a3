//! Known secrets, searched for in everything a run leaves behind.

use std::{fs, path::Path};

use domain::{Crm, PanelDraft, SecretEdit, Verdict};

use crate::support::{ASKED, changed_host, complete, draft, logs, spawn_app, with_secret};

const EVERY: [Verdict; 8] = [
    Verdict::Valid,
    Verdict::Rejected,
    Verdict::NotAdmin,
    Verdict::WrongAccount,
    Verdict::NotFound,
    Verdict::Unreachable,
    Verdict::RateLimited,
    Verdict::Unverified,
];

#[tokio::test]
async fn a_secret_never_comes_back() {
    let app = spawn_app().await;
    for crm in ASKED {
        for verdict in EVERY {
            let secret = format!("canary-{}-{verdict:?}-9d41", crm.key());
            app.fake.says(crm, &[verdict]);
            app.save(&draft([(crm, complete(crm, &secret))])).await;
        }
        let (field, value) = changed_host(crm);
        let mut elsewhere = with_secret("canary malformed\u{e9} 9d41");
        elsewhere.fields.set(field, value);
        app.save(&draft([(crm, elsewhere.clone())])).await;
        app.test(crm, &elsewhere).await;
        app.test(crm, &complete(crm, "canary-tested-9d41")).await;
        app.save_at(0, &draft([(crm, complete(crm, "canary-stale-9d41"))]))
            .await;
        app.save(&draft([(
            crm,
            PanelDraft {
                secret: SecretEdit::Clear,
                ..PanelDraft::default()
            },
        )]))
        .await;
        app.save(&draft([(crm, complete(crm, "canary-last-word-9d41"))]))
            .await;
    }
    let raw = app
        .request(reqwest::Method::PATCH, "/api/settings/crm")
        .header("if-match", "\"1\"")
        .header("content-type", "application/json");
    app.send(raw.body(r#"{"agent_platform":"canary-9d41","panels":{"canary-9d41":{}}"#))
        .await;
    app.settings().await;

    assert!(
        app.heard().contains("9d41"),
        "the last four characters are shown, and prove that this test looks"
    );
    assert!(!app.heard().contains("canary"), "in an answer");
    let logs = logs();
    assert!(
        logs.contains("answered")
            && !logs.contains("canary-")
            && !logs.contains("canary malformed"),
        "in a log line"
    );
    for path in files(app.folder()) {
        let bytes = fs::read(&path).unwrap();
        assert!(
            !bytes.windows(7).any(|window| window == b"canary-"),
            "in {}",
            path.display()
        );
    }
}

#[tokio::test]
async fn a_secret_in_a_field_that_is_shown_is_not_stored_and_never_comes_back() {
    let app = spawn_app().await;
    let secret = "sparrow-in-a-field-9d42";
    for crm in Crm::ALL {
        for field in crm.fields() {
            let mut edit = match crm {
                Crm::Salesforce => with_secret(secret),
                _ => complete(crm, secret),
            };
            edit.fields.set(*field, secret);
            app.save(&draft([(crm, edit.clone())])).await;
            app.test(crm, &edit).await;
        }
    }
    app.settings().await;
    assert_eq!(app.fake.asked(), [], "nobody is asked");
    assert!(app.heard().contains("misplaced_secret"));
    assert!(!app.heard().contains("sparrow"), "in an answer");
    assert!(!logs().contains("sparrow"), "in a log line");
    for path in files(app.folder()) {
        let bytes = fs::read(&path).unwrap();
        let has = bytes.windows(7).any(|window| window == b"sparrow");
        assert!(!has, "in {}", path.display());
    }
}

#[tokio::test]
async fn a_kept_secret_in_any_field_that_is_shown_is_refused() {
    let app = spawn_app().await;
    let secret = "sparrow-that-is-kept-9d42";
    app.save(&draft([(Crm::Kustomer, complete(Crm::Kustomer, secret))]))
        .await;
    let version = app.settings().await.version;
    for crm in Crm::ALL {
        for field in crm.fields() {
            let mut edit = PanelDraft::default();
            edit.fields.set(*field, format!("see {secret}"));
            let saved = app.save(&draft([(crm, edit.clone())])).await;
            assert_eq!(saved.failure(), (422, "invalid_fields".into()), "{field:?}");
            assert_eq!(app.test(crm, &edit).await.status, 422);
        }
    }
    assert_eq!(app.settings().await.version, version, "nothing was saved");
    assert!(!app.heard().contains("sparrow"));
    for path in files(app.folder()) {
        let bytes = fs::read(&path).unwrap();
        assert!(!bytes.windows(7).any(|window| window == b"sparrow"));
    }
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect()
}
