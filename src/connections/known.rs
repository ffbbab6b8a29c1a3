//! The settings as the server last told them, kept fresh by one question every 20 seconds while the
//! portal is looked at.

use std::time::Duration;

use domain::{Crm, Health, Settings};
use leptos::{ev, prelude::*, task::spawn_local};

use crate::{api, time};

const EVERY: Duration = Duration::from_secs(20);

/// The settings as the server last told them.
#[derive(Clone, Copy)]
pub struct Connections {
    /// The settings with the health of each connection; nothing before they have arrived.
    pub settings: RwSignal<Option<Settings>>,
    /// Why the last answer did not arrive.
    pub failure: RwSignal<Option<api::Error>>,
    /// The reader's day, for what is due.
    pub today: RwSignal<i64>,
    /// How often was asked.
    asked: StoredValue<u32>,
    /// Which question was answered last: an older one's answer is no news.
    answered: StoredValue<u32>,
}

impl Connections {
    /// Nothing is known yet.
    #[must_use]
    pub fn unknown() -> Self {
        Self {
            settings: RwSignal::new(None),
            failure: RwSignal::new(None),
            today: RwSignal::new(time::today()),
            asked: StoredValue::new(0),
            answered: StoredValue::new(0),
        }
    }

    /// Asks for the settings, at once and then again and again while somebody looks.
    pub fn watch(self) {
        self.refresh();
        let look = move || {
            if !document().hidden() {
                let today = time::today();
                self.today.maybe_update(|day| {
                    let is_new = *day != today;
                    *day = today;
                    is_new
                });
                spawn_local(self.ask());
            }
        };
        let _ = set_interval_with_handle(look, EVERY);
        let _ = window_event_listener(ev::focus, move |_| look());
    }

    /// Asks for the settings, and forgets that they did not arrive before.
    pub fn refresh(self) {
        self.failure.set(None);
        spawn_local(self.ask());
    }

    /// Asks for the settings. An answer that something newer has overtaken is no news.
    pub fn ask(self) -> impl Future<Output = ()> {
        let this = self.asked.get_value() + 1;
        self.asked.set_value(this);
        async move {
            let answer = api::settings().await;
            if self
                .answered
                .try_get_value()
                .is_none_or(|last| last >= this)
            {
                return;
            }
            self.answered.set_value(this);
            match answer {
                Ok(settings) => self.know(settings),
                // What is known stays known: the page goes on without news.
                Err(error) => self.failure.maybe_update(|failure| {
                    let is_new = failure.as_ref() != Some(&error);
                    *failure = Some(error);
                    is_new
                }),
            }
        }
    }

    /// Notes the settings that an act of the page's own has brought: they are newer than whatever was
    /// asked before.
    pub fn learn(self, settings: Settings) {
        self.answered.set_value(self.asked.get_value());
        self.know(settings);
    }

    fn know(self, settings: Settings) {
        self.failure
            .maybe_update(|failure| failure.take().is_some());
        self.settings.maybe_update(|known| {
            let is_new = known.as_ref() != Some(&settings);
            *known = Some(settings);
            is_new
        });
    }

    /// Notes what an act of the page's own has shown of one connection.
    pub fn note_health(self, crm: Crm, health: Health) {
        self.answered.set_value(self.asked.get_value());
        self.settings.update(|settings| {
            if let Some(settings) = settings {
                settings.panels.entry(crm).or_default().health = Some(health);
            }
        });
    }
}

/// What is known of the connections.
#[must_use]
pub fn use_connections() -> Connections {
    expect_context()
}
