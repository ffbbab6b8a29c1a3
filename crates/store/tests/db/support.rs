//! A fresh database per test, and saves made the way the server makes them.

use std::{collections::BTreeMap, path::PathBuf};

use domain::{
    Check, Crm, Draft, Field, Fields, PanelDraft, SecretEdit, Verdict,
    save::{Outcome, plan},
};
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Executor as _};
use store::{Error, KeySource, Store};
use tempfile::TempDir;

/// A database of its own, with the folder its files are in.
pub(crate) struct Database {
    pub(crate) url: String,
    pub(crate) folder: TempDir,
}

impl Database {
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!(
            "sqlite://{}",
            folder.path().join("data").join("portal.db").display()
        );
        Self { url, folder }
    }

    /// Every database this run can reach.
    pub(crate) async fn each() -> Vec<Self> {
        let mut all = vec![Self::sqlite()];
        if let Ok(server) = std::env::var("PORTAL_TEST_POSTGRES") {
            all.push(Self::postgres(&server).await);
        }
        all
    }

    async fn postgres(server: &str) -> Self {
        sqlx::any::install_default_drivers();
        let name = format!("portal_test_{}", uuid::Uuid::now_v7().simple());
        let mut connection = AnyConnection::connect(server).await.unwrap();
        connection
            .execute(AssertSqlSafe(format!("CREATE DATABASE {name}")))
            .await
            .unwrap();
        let mut url = server.to_owned();
        url.truncate(server.rfind('/').unwrap() + 1);
        Self {
            url: url + &name,
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub(crate) fn key_file(&self) -> PathBuf {
        self.folder.path().join("portal.key")
    }

    pub(crate) async fn open(&self) -> Store {
        self.try_open(&KeySource::File(self.key_file()))
            .await
            .unwrap()
    }

    pub(crate) async fn try_open(&self, keys: &KeySource) -> Result<Store, Error> {
        Store::open(&self.url, keys).await
    }

    /// One statement past the store, as someone with the database in hand would.
    pub(crate) async fn tamper(&self, sql: &'static str) {
        let mut connection = AnyConnection::connect(&self.url).await.unwrap();
        connection.execute(sql).await.unwrap();
        connection.close().await.unwrap();
    }
}

pub(crate) fn zendesk(email: &str, token: &str) -> PanelDraft {
    PanelDraft {
        fields: Fields::from([(Field::Subdomain, "acme"), (Field::Email, email)]),
        secret: SecretEdit::Replace(token.into()),
        default_user: Some(true),
        ..PanelDraft::default()
    }
}

pub(crate) fn kustomer(key: &str) -> PanelDraft {
    PanelDraft {
        fields: Fields::from([(Field::Subdomain, "acme"), (Field::ExternalIdPrefix, "eu-")]),
        secret: SecretEdit::Replace(key.into()),
        ..PanelDraft::default()
    }
}

/// What a save of these panels comes to when every CRM says the same.
pub(crate) async fn outcome(
    store: &Store,
    panels: &[(Crm, PanelDraft)],
    said: Verdict,
    now: i64,
) -> Outcome {
    let stored = store.settings().await.unwrap();
    let draft = Draft {
        agent_platform: Some(Crm::Zendesk),
        panels: panels.iter().cloned().collect(),
    };
    let answers: BTreeMap<Crm, Check> = Crm::ALL
        .into_iter()
        .map(|crm| (crm, Check::of(said)))
        .collect();
    plan(stored, &draft).unwrap().settle(&answers, now)
}

/// Saves these panels with valid answers.
pub(crate) async fn save(store: &Store, panels: &[(Crm, PanelDraft)], now: i64) -> Outcome {
    let outcome = outcome(store, panels, Verdict::Valid, now).await;
    store.save(&outcome).await.unwrap();
    outcome
}
