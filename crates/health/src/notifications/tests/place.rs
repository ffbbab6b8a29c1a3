//! A database with one connection in it, and who is told of its turns.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use domain::{
    Check, Crm, Draft, Field, Fields, Health, PanelDraft, SecretEdit, Verdict, save::plan,
};
use store::{Clock, KeySource, Store};
use tokio::{
    sync::Notify,
    task::JoinHandle,
    time::{Instant, sleep},
};

use super::super::{
    channels::Channels,
    mail::Mail,
    pace::Pace,
    service::{Context, Notifications},
};

/// A day of back-off in two seconds.
const PACE: Pace = Pace {
    first: Duration::from_millis(50),
    longest: Duration::from_millis(400),
    give_up: Duration::from_secs(2),
};

pub(super) struct Place {
    _folder: tempfile::TempDir,
    store: Store,
    changed: Arc<Notify>,
    clock: AtomicI64,
}

pub(super) fn mail(url: &str) -> Mail {
    let to = vec!["ops@acme.example".parse().unwrap()];
    Mail::new(url, "portal@acme.example".parse().unwrap(), to).unwrap()
}

impl Place {
    /// Zendesk is set up, and nothing is known of it.
    pub(super) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = format!("sqlite://{}", folder.path().join("portal.db").display());
        let keys = KeySource::File(folder.path().join("portal.key"));
        let store = Store::open(&database, &keys).await.unwrap();
        let panel = PanelDraft {
            fields: Fields::from([
                (Field::Subdomain, "acme"),
                (Field::Email, "camille@acme.example"),
            ]),
            secret: SecretEdit::Replace("a-token".into()),
            ..PanelDraft::default()
        };
        let draft = Draft {
            agent_platform: None,
            panels: [(Crm::Zendesk, panel)].into(),
        };
        let plan = plan(store.settings().await.unwrap(), &draft).unwrap();
        let valid = [(Crm::Zendesk, Check::of(Verdict::Valid))].into();
        store.save(&plan.settle(&valid, 1)).await.unwrap();
        Self {
            _folder: folder,
            store,
            changed: Arc::default(),
            clock: AtomicI64::new(1),
        }
    }

    /// What a program of its own would run.
    pub(super) fn run(&self, channels: Channels) -> (Notifications, JoinHandle<()>) {
        let context = Context {
            store: self.store.clone(),
            channels,
            portal: "https://portal.example".to_owned(),
            clock: Clock::from_fn(|| 1_000_000),
            changed: self.changed.clone(),
        };
        let notifications = Notifications::at(PACE, context);
        let running = tokio::spawn(notifications.clone().run());
        (notifications, running)
    }

    /// Zendesk gives this verdict.
    pub(super) async fn turns(&self, verdict: Verdict) {
        let at = self.clock.fetch_add(1, Ordering::Relaxed) + 1;
        let health = Health {
            check: Check::of(verdict),
            checked_at: at,
        };
        let noted = self.store.set_health(Crm::Zendesk, &health, 1).await;
        assert!(noted.unwrap().is_some());
        self.changed.notify_one();
    }
}

/// Waits for something that takes a moment.
pub(super) async fn until(what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(10), "without: {what}");
        sleep(Duration::from_millis(20)).await;
    }
}
