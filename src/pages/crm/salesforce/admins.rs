//! The list of linked administrators: who acts, how each one stands, and what can be done about it.

use domain::{Link, LinkState, acting};
use leptos::{prelude::*, task::spawn_local};

use super::super::{Form, State, told, use_state};
use crate::{
    api,
    i18n::{Text, text, use_lang},
    ui::{Button, Chip, Tone, focus, line, memo, part},
    words,
};

/// The heading's id; the focus goes there when a row is gone.
pub const HEADING: &str = "admins-heading";

/// The list.
#[component]
pub fn Admins() -> impl IntoView {
    let (state, t, tag) = (use_state(), text(), use_lang().get_untracked().tag());
    let gate = memo(move || state.form.with(|form| form.link_gate().is_open()));
    let list = move || {
        state.clock.track();
        let links = state.form.with(|form| form.links().to_vec());
        if links.is_empty() {
            return line("hint", t.admins_none.to_owned());
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
        view! { <ul class="admins" aria-labelledby=HEADING>{rows.collect::<Vec<_>>()}</ul> }
            .into_any()
    };
    view! {
        <div>
            <h3 id=HEADING tabindex="-1">{t.admins}</h3>
            {part(list)}
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
    let [first, gone] = [link.id.clone(), link.id.clone()];
    let mut buttons = Vec::new();
    if link.state == LinkState::NeedsRelinking {
        let button = Button::new("btn small", t.relink).called(t.relink_what(who));
        buttons.push(
            button
                .while_free(can_link)
                .on(Box::new(move || state.link())),
        );
    }
    if !is_first {
        let button = Button::new("btn small quiet", t.make_primary);
        let button = button.called(t.make_primary_what(who));
        buttons.push(button.on(Box::new(move || state.make_primary(&first))));
    }
    let unlink = Button::new("btn small quiet", t.unlink).called(t.unlink_what(who));
    let ask = move || state.unlinking.set(Some(gone.clone()));
    buttons.push(unlink.on(Box::new(ask)));
    let mut lines = vec![
        line("hint", words::name_and_role(&link.username, &link.role)),
        line("hint", words::about_link(t, tag, link)),
    ];
    lines.extend(cause.map(|cause| line("hint", words::cause(t, cause).to_owned())));
    let acts = acts.then(|| view! { <Chip tone=Tone::Plain word=t.in_use /> }.into_any());
    view! {
        <li id=format!("link-{}", link.id) tabindex="-1">
            <div class="who">
                <p><b>{who.clone()}</b> " " <Chip tone word=words::link_state(t, link.state) /> " " {acts}</p>
                {lines}
            </div>
            <div class="row">{buttons}</div>
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
                    request_animation_frame(move || focus(&format!("link-{id}")));
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
