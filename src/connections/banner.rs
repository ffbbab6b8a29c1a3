//! On every page: what needs somebody's attention, until it does not any more.

use domain::{Crm, Settings, Status, expiry, status};
use leptos::prelude::*;

use super::known::use_connections;
use crate::{
    i18n::{Text, text, use_lang},
    paths, time,
    ui::{Dynamic, effect_after, live},
    words,
};

/// One line of the banner.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    /// Where it is repaired, if the page can lead there.
    crm: Option<Crm>,
    class: &'static str,
    /// Whether records wait for it.
    is_urgent: bool,
    words: String,
}

/// The lines, of the most urgent kind first.
#[component]
pub fn Banner() -> impl IntoView {
    let (connections, t, tag) = (use_connections(), text(), use_lang().get_untracked().tag());
    let lines = Memo::new(move |_| {
        let today = connections.today.get();
        connections.settings.with(|settings| {
            settings
                .as_ref()
                .map_or_else(Vec::new, |settings| lines(t, tag, settings, today))
        })
    });
    // Spoken when trouble begins, not with every turn of it.
    effect_after(move |was_trouble| {
        let lines = lines.get();
        let trouble = lines.iter().find(|line| line.is_urgent);
        if let (Some(line), false) = (trouble, was_trouble.unwrap_or_default()) {
            live::say_too(&line.words);
        }
        trouble.is_some()
    });
    let view = move || {
        lines
            .get()
            .into_iter()
            .map(|line| {
                let go = line.crm.map(|crm| {
                    let place = format!("{}#{}", paths::CRM, crm.key());
                    view! { <a href=place>{t.banner_go(crm.name())}</a> }
                });
                view! { <p class=line.class>{line.words} " " {go}</p> }
            })
            .collect_view()
    };
    view! { <Dynamic view /> }
}

const BAD: &str = "banner bad";
const WARN: &str = "banner warn";

fn lines(t: &Text, tag: &str, settings: &Settings, today: i64) -> Vec<Line> {
    let mut lines = Vec::new();
    for crm in Crm::ALL {
        let stored = settings.panel(crm);
        let is_live = settings.agent_platform == Some(crm);
        if !(is_live || stored.default_user || stored.always) {
            continue;
        }
        let line = |class, is_urgent, words| Line {
            crm: Some(crm),
            class,
            is_urgent,
            words,
        };
        match status(crm, &stored) {
            Status::NeedsAttention => lines.push(line(BAD, true, t.banner(crm.name()))),
            Status::Unreadable => {
                let why = words::unreadable(t, &stored);
                lines.push(line(BAD, true, format!("{} {why}", t.banner(crm.name()))));
            }
            // Nothing that is not live can be missed: its records go elsewhere.
            Status::NotSetUp if is_live => {
                lines.push(line(WARN, true, t.banner_not_set_up(crm.name())));
            }
            _ => {}
        }
        if let Some(due) = expiry(&stored.fields, today) {
            let words = words::expiry(t, tag, crm, &stored.fields, due);
            lines.push(line(WARN, false, words));
        }
    }
    let at = |since| time::moment(tag, since);
    let failing = [
        settings
            .mail_failing_since
            .map(|since| t.mail_failing(&at(since))),
        settings
            .webhook_failing_since
            .map(|since| t.webhook_failing(&at(since))),
    ];
    lines.extend(failing.into_iter().flatten().map(|words| Line {
        crm: None,
        class: WARN,
        is_urgent: false,
        words,
    }));
    lines
}
