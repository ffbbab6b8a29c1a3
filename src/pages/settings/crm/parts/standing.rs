//! How the panel in view stands to the agent platform: looking at it is not switching to it.

use domain::{Crm, Obstacle};
use leptos::prelude::*;

use super::super::{
    form::{Form, Standing},
    ids,
    page::use_page,
};
use crate::{
    i18n::{Text, text},
    ui::{Button, Dynamic, Jump, Note, Tone},
    words,
};

/// The note; nothing on the panel of the live platform.
#[component]
pub fn StandingNote(
    /// The panel.
    crm: Crm,
) -> impl IntoView {
    let (page, t) = (use_page(), text());
    let view = move || {
        let form = page.draft.form;
        let (standing, missing) = form.with(|form| (form.standing(crm), missing(t, form, crm)));
        let name = crm.name();
        Some(match standing {
            Standing::Live | Standing::Unchosen => return None,
            Standing::Next => view! { <Note>{t.platform_next(name)}</Note> }.into_any(),
            Standing::NotYet(live) => view! {
                <Note tone=Tone::Warn>
                    <b>{t.platform_stays(live.name())}</b>
                    <span>{t.platform_waits(name)} " " <Missing missing /></span>
                </Note>
            }
            .into_any(),
            Standing::Aside { is_ready: true } => view! {
                <Note>
                    <span>{t.not_the_platform(name)}</span>
                    <p>
                        <Button class="btn small" on_press=move |()| page.save.switch_to(crm)>
                            {t.make_platform}
                        </Button>
                    </p>
                </Note>
            }
            .into_any(),
            Standing::Aside { is_ready: false } => view! {
                <Note>
                    <span>{t.not_the_platform(name)} " " <Missing missing /></span>
                </Note>
            }
            .into_any(),
        })
    };
    view! { <Dynamic view /> }
}

/// What is still missing, with a link to its cure.
#[component]
fn Missing(missing: Option<(String, String)>) -> impl IntoView {
    let t = text();
    let (why, to) = missing?;
    let words = if to == ids::LINK {
        t.go_to_link
    } else {
        t.go_to
    };
    Some(view! {
        <span>
            {why} " " <Jump to words />
        </span>
    })
}

fn missing(t: &Text, form: &Form, crm: Crm) -> Option<(String, String)> {
    // The secret that is being replaced is still the one that counts.
    let is_blank = |obstacle: &Obstacle| *obstacle == Obstacle::NewSecretBlank;
    let obstacle = form.obstacles(crm).into_iter().find(|one| !is_blank(one))?;
    let words = words::obstacle(t, crm, form.kind(crm), obstacle);
    let cure = words::cure(obstacle);
    let to = cure.map_or_else(|| ids::LINK.to_owned(), |input| ids::of(crm, input));
    Some((words, to))
}
