//! Asked before an administrator is unlinked: it names what that does.

use leptos::{prelude::*, task::spawn_local};

use super::{
    super::{State, form::Effect, told, use_state},
    admins::{HEADING, name_of},
};
use crate::{
    api,
    i18n::{Text, text},
    ui::{Button, Dialog, button, focus, part},
};

/// The question.
#[component]
pub fn UnlinkQuestion() -> impl IntoView {
    let (state, t) = (use_state(), text());
    let close = Callback::new(move |()| state.unlinking.set(None));
    let title = move || {
        let id = state.unlinking.get().unwrap_or_default();
        t.unlink_title(&state.form.with(|form| name_of(form, &id)))
    };
    let effect = move || {
        let id = state.unlinking.get().unwrap_or_default();
        words(t, &state.form.with(|form| form.unlink_effect(&id))).into_any()
    };
    view! {
        <Dialog
            id="unlink"
            open=Signal::derive(move || state.unlinking.with(Option::is_some))
            title=Signal::derive(title)
            on_close=close
        >
            <p>{part(effect)}</p>
            <p>{t.unlink_hint}</p>
            <div class="row end">
                {Button::new("btn quiet", t.cancel).first().on(Box::new(move || close.run(())))}
                {button("btn primary", t.unlink, Box::new(move || state.unlink()))}
            </div>
        </Dialog>
    }
}

/// What unlinking does, in a sentence.
fn words(t: &Text, effect: &Effect) -> String {
    match effect {
        Effect::Unticks => t.unlink_unticks.to_owned(),
        Effect::NobodyLeft => t.unlink_nobody_left.to_owned(),
        Effect::Next(who) => t.unlink_next(who),
        Effect::Stays(who) => t.unlink_stays(who),
        Effect::NobodyWorks => t.unlink_nobody_works.to_owned(),
    }
}

impl State {
    /// Unlinks the administrator that was asked about.
    pub fn unlink(self) {
        let Some(id) = self.unlinking.try_update(Option::take).flatten() else {
            return;
        };
        let t = self.text();
        let name = self.form.with_untracked(|form| name_of(form, &id));
        spawn_local(async move {
            match api::unlink(&id).await {
                Ok(done) => {
                    self.learned();
                    self.form.update(|form| *form = form.over(done.settings));
                    let revoked = if done.is_revoked {
                        ""
                    } else {
                        t.unlinked_not_revoked
                    };
                    self.tell(format!("{} {revoked}", t.unlinked(&name)).trim().to_owned());
                    request_animation_frame(|| focus(HEADING));
                }
                Err(error) => self.tell(told::failure(t, &error)),
            }
        });
    }
}
