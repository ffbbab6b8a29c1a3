//! The list of linked administrators: who acts, how each one stands, and what can be done about it.

use domain::{Link, LinkState, acting};
use leptos::{prelude::*, task::spawn_local};

use super::super::{Form, State, problems, told, use_state};
use crate::{
    api,
    i18n::{Text, text, use_lang},
    ui::{Chip, Tone},
    words,
};

/// The heading's id; the focus goes there when a row is gone.
pub const HEADING: &str = "admins-heading";

/// The list.
#[component]
pub fn Admins() -> impl IntoView {
    let (state, t, tag) = (use_state(), text(), use_lang().get_untracked().tag());
    let links = Memo::new(move |_| state.form.with(|form| form.links().to_vec()));
    let gate = Memo::new(move |_| state.form.with(|form| form.link_gate().is_open()));
    let list = move || {
        state.clock.track();
        let links = links.get();
        if links.is_empty() {
            return view! { <p class="hint">{t.admins_none}</p> }.into_any();
        }
        let acts = acting(&links).map(|link| link.id.clone());
        let rows = links.iter().enumerate().map(|(place, link)| {
            row(
                t,
                tag,
                state,
                link,
                place == 0,
                acts.as_ref() == Some(&link.id),
                gate,
            )
        });
        view! { <ul class="admins" aria-labelledby=HEADING>{rows.collect_view()}</ul> }.into_any()
    };
    view! {
        <div>
            <h3 id=HEADING tabindex="-1">{t.admins}</h3>
            {list}
        </div>
    }
    .into_any()
}

fn row(
    t: &'static Text,
    tag: &str,
    state: State,
    link: &Link,
    is_first: bool,
    acts: bool,
    can_link: Memo<bool>,
) -> AnyView {
    let tone = match link.state {
        LinkState::Active => Tone::Good,
        LinkState::CannotBeChecked => Tone::Warn,
        LinkState::NeedsRelinking | LinkState::NotAdmin => Tone::Bad,
    };
    let cause = link.cause.filter(|_| link.state != LinkState::Active);
    let who = &link.name;
    let ids = [link.id.clone(), link.id.clone()];
    let [first, gone] = ids;
    let relink = (link.state == LinkState::NeedsRelinking).then(|| {
        view! {
            <button
                type="button"
                class="btn small"
                aria-label=t.relink_what(who)
                aria-disabled=move || (!can_link.get()).then_some("true")
                on:click=move |_| if can_link.get_untracked() { state.link() }
            >
                {t.relink}
            </button>
        }
    });
    let primary = (!is_first).then(|| {
        view! {
            <button type="button" class="btn small quiet" aria-label=t.make_primary_what(who) on:click=move |_| state.make_primary(&first)>
                {t.make_primary}
            </button>
        }
    });
    view! {
        <li id=format!("link-{}", link.id) tabindex="-1">
            <div class="who">
                <p><b>{who.clone()}</b> " " <Chip tone word=words::link_state(t, link.state) /> {acts.then(|| view! { " " <Chip tone=Tone::Plain word=t.in_use /> })}</p>
                <p class="hint">{words::name_and_role(&link.username, &link.role)}</p>
                <p class="hint">{words::about_link(t, tag, link)}</p>
                {cause.map(|cause| view! { <p class="hint">{words::cause(t, cause)}</p> })}
            </div>
            <div class="row">
                {relink}
                {primary}
                <button type="button" class="btn small quiet" aria-label=t.unlink_what(who) on:click=move |_| state.unlinking.set(Some(gone.clone()))>
                    {t.unlink}
                </button>
            </div>
        </li>
    }
    .into_any()
}

impl State {
    /// Puts a linked administrator first.
    pub fn make_primary(self, id: &str) {
        let id = id.to_owned();
        let t = self.text();
        spawn_local(async move {
            match api::make_primary(&id).await {
                Ok(known) => {
                    self.learned();
                    self.know(&known);
                    let name = self.form.with_untracked(|form| name_of(form, &id));
                    self.tell(t.made_primary(&name));
                    request_animation_frame(move || problems::focus(&format!("link-{id}")));
                }
                Err(error) => self.tell(told::failure(t, &error)),
            }
        });
    }
}

/// What a linked administrator is called.
#[must_use]
pub fn name_of(form: &Form, id: &str) -> String {
    let link = form.links().iter().find(|link| link.id == id);
    link.map(|link| link.name.clone()).unwrap_or_default()
}
