//! What happens to a delivery now, and what one can do about it.

use domain::{
    Reason,
    wire::{Activity, DeliveryState, Story},
};
use leptos::prelude::*;

use super::{
    feed::{Replay, use_feed},
    held::Cure,
    line::Line,
    told,
};
use crate::{
    i18n::{Text, text, use_lang},
    time,
    ui::{Button, Dynamic, Show},
    words,
};

/// The words, the link to the record, and Replay.
#[component]
pub fn Now(
    /// The delivery's story.
    story: Story,
) -> impl IntoView {
    let (feed, t, tag) = (use_feed(), text(), use_lang().get_untracked().tag());
    let due = story.due_at.map(|at| time::clock_to_the_second(tag, at));
    let done = story.done_at.map(|at| time::ago(tag, at));
    let words = told::now(t, &story, due.as_deref(), done.as_deref());
    let row = story.activity;
    let (id, state) = (row.id.clone(), row.state);
    let of_replay = id.clone();
    let of_asked = id.clone();
    let is_asked = Signal::derive(move || {
        feed.opened(&of_asked)
            .is_some_and(|row| row.replay == Replay::Asked)
    });
    let said = move || {
        let replay = feed.opened(&of_replay)?.replay;
        let words = said(t, &replay, state)?;
        Some(view! { <p class="said">{words}</p> })
    };
    let line = Line::of(t, &row);
    let what = format!("{}, {}", line.what, line.place);
    let is_parked = state == DeliveryState::Parked;
    view! {
        <p>{words}</p>
        {cure(&row).map(|reason| view! { <p><Cure crm=row.crm reason /></p> })}
        <div class="row">
            <Show when=is_parked>
                <Button
                    class="btn primary"
                    label=Some(t.replay_what(&what))
                    unavailable=is_asked
                    on_press={
                        let id = id.clone();
                        move |()| feed.replay(id.clone())
                    }
                >
                    {t.replay}
                </Button>
            </Show>
            {record(t, &row)}
            <Dynamic view=said />
        </div>
    }
}

/// What a replay came to, as long as that is so.
fn said(t: &Text, replay: &Replay, state: DeliveryState) -> Option<String> {
    match replay {
        Replay::No => None,
        Replay::Asked => Some(t.replaying.to_owned()),
        Replay::Done(Err(error)) => Some(words::not_answered(t, error)),
        Replay::Done(Ok(())) => (state == DeliveryState::Waiting).then(|| t.replayed.to_owned()),
    }
}

/// What something held waits for.
fn cure(row: &Activity) -> Option<Reason> {
    let reason = row.reason.as_deref().and_then(Reason::from_key)?;
    (row.state == DeliveryState::Held).then_some(reason)
}

/// The link to the record. It leads out of the portal, and says so.
fn record(t: &Text, row: &Activity) -> Option<impl IntoView + use<>> {
    let (crm, record) = (row.crm?, row.record.as_ref()?);
    let url = record.url.clone().filter(|url| is_web(url))?;
    let words = t.open_record(crm.name(), &record.id, words::record(t, crm));
    Some(view! {
        <a class="btn" href=url target="_blank" rel="external noopener">
            {words}
            <span aria-hidden="true">" ↗"</span>
        </a>
    })
}

/// Whether an address leads to a page: the CRM's own words made it.
fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

#[cfg(test)]
mod tests {
    use super::{super::fixtures::row, *};
    use crate::{api, i18n::Lang};

    #[test]
    fn what_a_replay_came_to_is_said_as_long_as_it_is_so() {
        let t = Lang::En.text();
        let done = Replay::Done(Ok(()));
        let said = |replay, state| said(t, replay, state);
        assert_eq!(said(&Replay::No, DeliveryState::Parked), None);
        assert_eq!(
            said(&done, DeliveryState::Waiting).as_deref(),
            Some(t.replayed)
        );
        assert_eq!(said(&done, DeliveryState::Delivered), None);
        let error = api::Error::Server {
            status: 409,
            code: "not_parked".to_owned(),
        };
        let refused = Replay::Done(Err(error));
        assert_eq!(
            said(&refused, DeliveryState::Delivered).as_deref(),
            Some(t.replay_not_parked)
        );
    }

    #[test]
    fn only_what_is_held_for_a_known_reason_has_a_link_to_its_cure() {
        let of = |state, reason: &str| {
            cure(&Activity {
                state,
                reason: Some(reason.to_owned()),
                ..row("1")
            })
        };
        assert_eq!(of(DeliveryState::Held, "paused"), Some(Reason::Paused));
        assert_eq!(of(DeliveryState::Held, "solar_flare"), None);
        assert_eq!(of(DeliveryState::Parked, "paused"), None);
    }

    #[test]
    fn only_pages_are_linked() {
        assert!(is_web("https://acme.zendesk.com/agent/tickets/1"));
        assert!(!is_web("javascript:alert(1)"));
        assert!(!is_web("/api/about"));
    }
}
