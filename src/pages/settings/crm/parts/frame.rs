//! The card of a panel: what is known of the connection, a test of it, and what the last acts came to.

use domain::{Crm, Panel, Status, status};
use leptos::prelude::*;

use super::{
    super::{form::Form, page::use_page},
    notes::Notes,
    standing::StandingNote,
};
use crate::{
    i18n::{Text, text, use_lang},
    time,
    ui::{Button, Note, Show, Tone},
    words,
};

/// The sentence under a panel's name: what is known of its stored connection.
pub type Known = fn(&Text, &str, &Panel) -> String;

/// The card.
#[component]
pub fn PanelFrame(
    /// The panel.
    crm: Crm,
    /// What is known of the stored connection, in a sentence.
    known: Known,
    /// The inputs.
    children: Children,
) -> impl IntoView {
    let (page, t, tag) = (use_page(), text(), use_lang().get_untracked().tag());
    let form = page.draft.form;
    let known = Memo::new(move |_| {
        page.draft.clock.track();
        form.with(|form| known(t, tag, &form.stored_panel(crm)))
    });
    let strands = Memo::new(move |_| form.with(|form: &Form| form.strands(crm)));
    let heading = format!("{}-heading", crm.key());
    let labelled_by = heading.clone();
    view! {
        <section class="card" id=crm.key() aria-labelledby=labelled_by>
            <header>
                <div>
                    <h2 id=heading>{crm.name()}</h2>
                    <p>{known}</p>
                </div>
                <Button
                    class="btn small"
                    unavailable=Signal::derive(move || page.tests.is_running(crm))
                    on_press=move |()| page.tests.begin(crm)
                >
                    {t.test}
                </Button>
            </header>
            <div class="body">
                <StandingNote crm />
                <Show when=strands>
                    <Note tone=Tone::Warn>{t.strands(crm.name())}</Note>
                </Show>
                <Notes crm />
                {children()}
            </div>
        </section>
    }
}

/// What is known of a connection with a credential of its own.
#[must_use]
pub fn known(t: &Text, tag: &str, crm: Crm, stored: &Panel) -> String {
    let health = stored.health.as_ref();
    let user = health.and_then(|health| health.check.acts_as.as_ref());
    let at = health.map(|health| health.checked_at);
    let ago = || at.map(|at| time::ago(tag, at)).unwrap_or_default();
    match status(crm, stored) {
        Status::NotSetUp => t.not_set_up_hint.to_owned(),
        Status::NotVerified => t.not_verified_hint.to_owned(),
        Status::Verified => user.map_or_else(
            || t.verified_ago_nobody(&ago()),
            |user| t.verified_ago(&ago(), &words::who(user)),
        ),
        Status::NeedsAttention => {
            let since = at.map(|at| time::moment(tag, at)).unwrap_or_default();
            t.attention_hint(crm.name(), &since)
        }
        Status::Unreadable => words::unreadable(t, stored).to_owned(),
    }
}
