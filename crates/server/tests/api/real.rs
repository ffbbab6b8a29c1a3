//! Through the real connectors to the sandbox CRMs: from a typed value to a CRM's answer and back.

use crm::{Connectors, Destination};
use domain::{
    Crm, Field, Fields, PanelDraft, SecretEdit, Status, Verdict,
    save::{BoxReport, TupleReport},
    status,
    wire::{Saved, Tested},
};
use reqwest::Client;
use serde_json::Value;

use tokio::net::TcpListener;

use crate::support::{ASKED, Options, TestApp, box_on, draft, spawn_with};

/// A server that calls a sandbox of its own, and what the sandbox says one can type.
async fn spawn() -> (
    TestApp,
    Vec<Row>,
    tokio::task::JoinHandle<std::io::Result<()>>,
) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let serving = tokio::spawn(sandbox::serve(listener));
    let _ = rustls::crypto::ring::default_provider().install_default();
    let connectors = Connectors::new(Destination::Sandbox(url.parse().unwrap())).unwrap();
    let app = spawn_with(Options {
        connectors: Some(connectors),
        ..Options::default()
    })
    .await;
    let client = Client::builder().no_proxy().build().unwrap();
    let seed: Value = client
        .get(format!("{url}/control/seed"))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let rows = seed["guide"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Row::of)
        .collect();
    (app, rows, serving)
}

/// One row of the sandbox's table "type this, see that".
struct Row {
    crm: Crm,
    panel: PanelDraft,
    happens: String,
    verdict: Verdict,
}

impl Row {
    fn of(row: &Value) -> Option<Self> {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let section = text(&row["crm"]);
        let crm = match section.as_str() {
            // Its people sign in themselves: see `linking`.
            "Salesforce" => return None,
            "Zendesk OAuth client" => Crm::Zendesk,
            name => Crm::from_key(&name.to_lowercase()).unwrap(),
        };
        let mut panel = PanelDraft {
            default_user: Some(true),
            ..PanelDraft::default()
        };
        for pair in row["fields"].as_array().unwrap() {
            let value = text(&pair[1]);
            match pair[0].as_str().unwrap() {
                "Subdomain" => panel.fields.set(Field::Subdomain, value),
                "Client ID" => {
                    panel.fields.set(Field::CredentialKind, "oauth_client");
                    panel.fields.set(Field::ClientId, value);
                }
                "E-mail" => panel.fields.set(Field::Email, value),
                "Tenant" => panel.fields.set(Field::Tenant, value),
                "Dynamics domain" => panel.fields.set(Field::Organisation, value),
                "Application ID" => panel.fields.set(Field::AppId, value),
                _ => panel.secret = SecretEdit::Replace(value.into()),
            }
        }
        // "valid (limited_role)": the warning is the connectors' own matter.
        let said = text(&row["verdict"]);
        let word = match said.split(' ').next().unwrap() {
            // The key names its organisation, so the typed label is the mistake: that comes first.
            "not_found" if crm == Crm::Kustomer => "wrong_account",
            word => word,
        };
        let verdict = serde_json::from_value(word.into()).unwrap();
        Some(Self {
            crm,
            panel,
            happens: text(&row["happens"]),
            verdict,
        })
    }
}

fn find(rows: &[Row], crm: Crm, verdict: Verdict) -> &Row {
    rows.iter()
        .find(|row| row.crm == crm && row.verdict == verdict)
        .unwrap()
}

#[tokio::test]
async fn every_row_of_the_sandbox_table_ends_as_it_says() {
    let (app, rows, _sandbox) = spawn().await;
    assert!(rows.len() > 25);
    for row in &rows {
        let answer = app.test(row.crm, &row.panel).await;
        assert_eq!(answer.status, 200, "{}: {}", row.happens, answer.body);
        assert_eq!(
            answer.json::<Tested>().check.verdict,
            row.verdict,
            "{}: {}",
            row.happens,
            answer.body
        );
    }
}

#[tokio::test]
async fn a_good_pair_of_each_crm_is_saved_and_verified() {
    let (app, rows, _sandbox) = spawn().await;
    let panels = ASKED.map(|crm| (crm, find(&rows, crm, Verdict::Valid).panel.clone()));
    let saved: Saved = app.save(&draft(panels)).await.json();
    for crm in ASKED {
        let panel = saved.settings.panel(crm);
        assert_eq!(
            (status(crm, &panel), panel.default_user),
            (Status::Verified, true)
        );
        assert!(panel.health.unwrap().check.acts_as.is_some());
    }
}

#[tokio::test]
async fn a_wrong_token_reverts_while_the_key_of_the_same_save_is_kept() {
    let (app, rows, _sandbox) = spawn().await;
    let good = find(&rows, Crm::Zendesk, Verdict::Valid).panel.clone();
    app.save(&draft([(Crm::Zendesk, good.clone())])).await;
    let both = draft([
        (
            Crm::Zendesk,
            PanelDraft {
                secret: SecretEdit::Replace("wrong-token".into()),
                ..good.clone()
            },
        ),
        (
            Crm::Kustomer,
            find(&rows, Crm::Kustomer, Verdict::Valid).panel.clone(),
        ),
    ]);
    let saved: Saved = app.save(&both).await.json();
    let (zendesk, kustomer) = (
        &saved.report.panels[&Crm::Zendesk],
        &saved.report.panels[&Crm::Kustomer],
    );
    assert_eq!(
        (zendesk.tuple, zendesk.default_user),
        (TupleReport::Reverted, BoxReport::OffRefused)
    );
    assert_eq!(
        (kustomer.tuple, kustomer.default_user),
        (TupleReport::Saved, BoxReport::AsAsked)
    );
    let panel = saved.settings.panel(Crm::Zendesk);
    assert_eq!(
        panel.fields.get(Field::Email),
        good.fields.get(Field::Email)
    );
    assert!(!panel.default_user);
    let again: Saved = app
        .save(&draft([(Crm::Zendesk, box_on(true))]))
        .await
        .json();
    assert!(
        again.settings.panel(Crm::Zendesk).default_user,
        "the stored pair is as good as it was"
    );
}

#[tokio::test]
async fn a_changed_email_needs_the_token_again() {
    let (app, rows, _sandbox) = spawn().await;
    app.save(&draft([(
        Crm::Zendesk,
        find(&rows, Crm::Zendesk, Verdict::Valid).panel.clone(),
    )]))
    .await;
    let fields = Fields::from([(Field::Email, "alex.martin@acme.example")]);
    let saved: Saved = app
        .save(&draft([(
            Crm::Zendesk,
            PanelDraft {
                fields,
                ..PanelDraft::default()
            },
        )]))
        .await
        .json();
    assert_eq!(
        saved.report.panels[&Crm::Zendesk].tuple,
        TupleReport::NotSavedYet
    );
    assert!(saved.settings.panel(Crm::Zendesk).default_user);
}

#[tokio::test]
async fn while_the_crm_is_down_nothing_is_lost() {
    let (app, rows, sandbox) = spawn().await;
    app.save(&draft([(
        Crm::Zendesk,
        find(&rows, Crm::Zendesk, Verdict::Valid).panel.clone(),
    )]))
    .await;
    sandbox.abort();
    let _ = sandbox.await;
    let other = PanelDraft {
        secret: SecretEdit::Replace("another-token".into()),
        ..PanelDraft::default()
    };
    let saved: Saved = app.save(&draft([(Crm::Zendesk, other)])).await.json();
    let panel = saved.settings.panel(Crm::Zendesk);
    assert_eq!(
        saved.report.panels[&Crm::Zendesk].tuple,
        TupleReport::NotSavedYet
    );
    assert_eq!(
        (status(Crm::Zendesk, &panel), panel.default_user),
        (Status::Verified, true)
    );
}
