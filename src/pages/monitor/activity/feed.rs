//! Activity as the server last told it, kept fresh while somebody looks, and the rows that stand open.

use domain::{
    Millis,
    wire::{Activity, ActivityPage, DeliveryState, Story},
};
use leptos::{prelude::*, task::spawn_local};

use super::{filter::Filter, ids, rows::Rows};
use crate::{
    api,
    i18n::{Lang, Text, use_lang},
    time,
    ui::{focus, is_focus_lost, live},
    words,
};

/// How far one may have scrolled and still look at the top of the list, in CSS pixels.
const TOP: f64 = 160.0;

/// A row that stands open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    id: String,
    /// Its story, once it has arrived.
    pub story: Option<Result<Story, api::Error>>,
    /// What became of its replay.
    pub replay: Replay,
}

/// A replay of something that was given up on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Replay {
    /// Nobody asked for it.
    #[default]
    No,
    /// It is under way.
    Asked,
    /// It came to this.
    Done(Result<(), api::Error>),
}

/// The page's state. It outlives the views, which are built anew on a change of language. Its signals
/// are of few types: a signal or memo of a type of its own costs half a kilobyte of the first visit.
#[derive(Clone, Copy)]
pub struct Feed {
    /// What the rows are narrowed to, as the address has it.
    search: RwSignal<String>,
    /// The rows; nothing before they have arrived.
    pub rows: RwSignal<Option<Rows>>,
    /// Why the last answer did not arrive.
    pub failure: RwSignal<Option<api::Error>>,
    /// When the last one did.
    pub told_at: RwSignal<Millis>,
    /// Whether the next page is under way.
    pub awaits_older: RwSignal<bool>,
    /// Why the next page did not arrive.
    pub older_failure: RwSignal<Option<api::Error>>,
    /// The rows that stand open.
    pub opened: RwSignal<Vec<Opened>>,
    /// "2 minutes ago" grows older with it.
    pub clock: RwSignal<u32>,
    /// How often was asked: the answer to an earlier question is no news.
    asked: StoredValue<u32>,
    lang: RwSignal<Lang>,
}

impl Feed {
    /// Nothing is known yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            search: RwSignal::default(),
            rows: RwSignal::new(None),
            failure: RwSignal::new(None),
            told_at: RwSignal::new(0),
            awaits_older: RwSignal::new(false),
            older_failure: RwSignal::new(None),
            opened: RwSignal::default(),
            clock: RwSignal::new(0),
            asked: StoredValue::new(0),
            lang: use_lang(),
        }
    }

    /// What the rows are narrowed to.
    #[must_use]
    pub fn filter(self) -> Filter {
        self.search.with(|search| Filter::of_search(search))
    }

    /// Whether there is anything to filter, or may be.
    #[must_use]
    pub fn can_be_filtered(self) -> Signal<bool> {
        Signal::derive(move || {
            let is_empty = self
                .rows
                .with(|rows| rows.as_ref().is_some_and(|rows| rows.shown.is_empty()));
            !is_empty || !self.filter().is_open()
        })
    }

    /// Shows what passes the filter of this search part, from the newest on.
    pub fn show(self, search: &str) {
        // What the address has and is no filter is not asked for.
        self.search.set(Filter::of_search(search).search());
        self.opened.set(Vec::new());
        self.awaits_older.set(false);
        self.older_failure.set(None);
        self.rows.set(None);
        self.retry();
    }

    /// Asks for the newest page, and forgets that it did not arrive before.
    pub fn retry(self) {
        self.failure.set(None);
        self.ask();
    }

    /// Asks for news, if anybody looks.
    pub fn look(self) {
        if !document().hidden() {
            self.clock.update(|tick| *tick += 1);
            self.ask();
        }
    }

    /// Shows the newer rows that wait.
    pub fn show_newer(self) {
        self.rows.update(|rows| {
            if let Some(rows) = rows {
                rows.show_newer();
            }
        });
        let first = self.rows.with_untracked(|rows| {
            let first = rows.as_ref()?.shown.first()?;
            Some(first.id.clone())
        });
        first.into_iter().for_each(focus_row);
    }

    /// Adds the page after the ones that are shown.
    pub fn show_older(self) {
        let next = self
            .rows
            .with_untracked(|rows| rows.as_ref().and_then(|rows| rows.next.clone()));
        let Some(next) = next else { return };
        let search = self.search.get_untracked();
        self.awaits_older.set(true);
        self.older_failure.set(None);
        spawn_local(async move {
            let answer = api::activity(&search, Some(&next)).await;
            // Another filter was chosen meanwhile.
            let is_awaited = self.awaits_older.get_untracked();
            if !is_awaited || self.search.with_untracked(|now| *now != search) {
                return;
            }
            self.awaits_older.set(false);
            match answer {
                Ok(page) => self.add(page),
                Err(error) => {
                    let t = self.text();
                    live::say(&t.activity_older_failed(&words::not_answered(t, &error)));
                    self.older_failure.set(Some(error));
                }
            }
        });
    }

    /// Opens a row, or closes it.
    pub fn toggle(self, id: &str) {
        let is_open = self
            .opened
            .with_untracked(|opened| opened.iter().any(|row| row.id == id));
        if is_open {
            self.opened
                .update(|opened| opened.retain(|row| row.id != id));
            return;
        }
        self.opened.update(|opened| {
            opened.push(Opened {
                id: id.to_owned(),
                story: None,
                replay: Replay::No,
            });
        });
        self.read(id.to_owned());
    }

    /// The open row of that id.
    #[must_use]
    pub fn opened(self, id: &str) -> Option<Opened> {
        self.opened
            .with(|opened| opened.iter().find(|row| row.id == id).cloned())
    }

    /// Asks for a story, again after it did not arrive.
    pub fn read(self, id: String) {
        spawn_local(self.tell(id));
    }

    /// Tries again what was given up on.
    pub fn replay(self, id: String) {
        self.change(&id, |row| row.replay = Replay::Asked);
        live::say(self.text().replaying);
        spawn_local(async move {
            let answer = api::replay(&id).await;
            let t = self.text();
            live::say(&match &answer {
                Ok(()) => t.replayed.to_owned(),
                Err(error) => words::not_answered(t, error),
            });
            self.change(&id, |row| row.replay = Replay::Done(answer));
            self.ask();
            self.tell(id.clone()).await;
            // The button may be gone now, and the focus with it.
            request_animation_frame(move || {
                if is_focus_lost() {
                    focus(&ids::row(&id));
                }
            });
        });
    }

    async fn tell(self, id: String) {
        let story = api::story(&id).await;
        if let Ok(story) = &story {
            self.change_rows(|rows| rows.put(&story.activity));
        }
        self.change(&id, |row| {
            // What is known stays, unless it is known to be gone.
            let is_lost = matches!(story, Err(api::Error::Offline));
            if !(is_lost && matches!(row.story, Some(Ok(_)))) {
                row.story = Some(story);
            }
        });
    }

    fn text(self) -> &'static Text {
        self.lang.get_untracked().text()
    }

    fn ask(self) {
        let this = self.asked.get_value() + 1;
        self.asked.set_value(this);
        let search = self.search.get_untracked();
        spawn_local(async move {
            let answer = api::activity(&search, None).await;
            if self.asked.get_value() != this {
                return;
            }
            match answer {
                Ok(page) => self.know(page),
                Err(error) => self.failure.set(Some(error)),
            }
        });
    }

    fn know(self, page: ActivityPage) {
        self.told_at.set(time::now());
        self.failure
            .maybe_update(|failure| failure.take().is_some());
        if self.rows.with_untracked(Option::is_none) {
            live::say(&self.count(page.rows.len()));
            self.rows.set(Some(Rows::of(page)));
            return;
        }
        let is_read = self.is_read();
        self.change_rows(|rows| {
            if is_read {
                rows.note(page);
            } else {
                *rows = Rows::of(page);
            }
        });
        // A story that may have gone on is told anew.
        let opened = self.opened.get_untracked();
        for row in opened {
            let goes_on = self.rows.with_untracked(|rows| {
                let now = rows.as_ref().and_then(|rows| rows.get(&row.id));
                now.is_some_and(|now| goes_on(&row, now))
            });
            if goes_on {
                self.read(row.id);
            }
        }
    }

    fn add(self, page: ActivityPage) {
        let mut first = None;
        self.change_rows(|rows| first = rows.append(page));
        let shown = self
            .rows
            .with_untracked(|rows| rows.as_ref().map_or(0, |rows| rows.shown.len()));
        live::say(&self.count(shown));
        first.into_iter().for_each(focus_row);
    }

    fn count(self, count: usize) -> String {
        let t = self.text();
        match count {
            0 if self.search.with_untracked(String::is_empty) => t.activity_empty.to_owned(),
            0 => t.activity_no_match.to_owned(),
            1 => t.activity_shown_one.to_owned(),
            n => t.activity_shown_many(&n.to_string()),
        }
    }

    /// Whether somebody reads in the rows, so that nothing may move.
    fn is_read(self) -> bool {
        let is_first = self
            .rows
            .with_untracked(|rows| rows.as_ref().is_none_or(|rows| !rows.has_older));
        let is_opened = self.opened.with_untracked(|opened| !opened.is_empty());
        let is_below = window().scroll_y().is_ok_and(|y| y > TOP);
        let focused = document().active_element();
        let has_focus = focused
            .and_then(|element| element.closest(&format!("#{}", ids::ROWS)).ok()?)
            .is_some();
        !is_first || is_opened || is_below || has_focus
    }

    fn change_rows(self, change: impl FnOnce(&mut Rows)) {
        self.rows.maybe_update(|rows| {
            let Some(rows) = rows else { return false };
            let before = rows.clone();
            change(rows);
            *rows != before
        });
    }

    fn change(self, id: &str, change: impl FnOnce(&mut Opened)) {
        self.opened.maybe_update(|opened| {
            let Some(row) = opened.iter_mut().find(|row| row.id == id) else {
                return false;
            };
            let before = row.clone();
            change(row);
            *row != before
        });
    }
}

/// Whether a story may have gone on since it was told.
fn goes_on(opened: &Opened, now: &Activity) -> bool {
    match &opened.story {
        Some(Ok(story)) => now.state == DeliveryState::Waiting || story.activity != *now,
        Some(Err(_)) => true,
        None => false,
    }
}

fn focus_row(id: String) {
    request_animation_frame(move || focus(&ids::row(&id)));
}

impl Default for Feed {
    fn default() -> Self {
        Self::new()
    }
}

/// The state of the Activity page.
#[must_use]
pub fn use_feed() -> Feed {
    expect_context()
}
