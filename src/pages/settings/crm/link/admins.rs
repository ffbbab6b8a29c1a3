//! The list of linked administrators: who acts, how each one stands, and what can be done about it.

use domain::{Link, LinkState, acting};
use leptos::prelude::*;

use super::super::{ids, page::use_page};
use crate::{
    i18n::{text, use_lang},
    ui::{Button, Chip, Dynamic, Show, Tone},
    words,
};

/// One administrator of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Admin {
    link: Link,
    /// Whether it comes first in the order of use.
    is_first: bool,
    /// Whether records are written with it at present.
    acts: bool,
    /// "Linked ..., last verified 2 minutes ago", as of now.
    about: String,
}

/// The list.
#[component]
pub fn Admins() -> impl IntoView {
    let (page, t, tag) = (use_page(), text(), use_lang().get_untracked().tag());
    let admins = Memo::new(move |_| {
        page.draft.clock.track();
        page.draft.form.with(|form| {
            let links = form.links();
            let acts = acting(links).map(|link| &link.id);
            let admin = |(place, link): (usize, &Link)| Admin {
                link: link.clone(),
                is_first: place == 0,
                acts: acts == Some(&link.id),
                about: words::about_link(t, tag, link),
            };
            links.iter().enumerate().map(admin).collect::<Vec<_>>()
        })
    });
    let order = Memo::new(move |_| {
        let who = |admin: &Admin| (admin.link.id.clone(), admin.link.name.clone());
        admins.with(|admins| admins.iter().map(who).collect::<Vec<_>>())
    });
    view! {
        <div>
            <h3 id=ids::ADMINS tabindex="-1">
                {t.admins}
            </h3>
            <Show
                when=Signal::derive(move || !admins.with(Vec::is_empty))
                fallback=move || view! { <p class="hint">{t.admins_none}</p> }
            >
                <ul class="admins" aria-labelledby=ids::ADMINS>
                    // `For` costs 4 kB for a list of two or three. The list is built anew only when it is
                    // another one: what is said of a row changes under a button that has the focus.
                    <Dynamic view=move || {
                        let rows = order.get().into_iter();
                        rows.map(|(id, name)| view! { <Row id name admins /> }).collect_view()
                    } />
                </ul>
            </Show>
        </div>
    }
}

/// One administrator, with what can be done.
#[component]
fn Row(
    /// Our name for it.
    id: String,
    /// Who it is.
    name: String,
    /// The list, as it stands: all else may change.
    admins: Memo<Vec<Admin>>,
) -> impl IntoView {
    let (page, t) = (use_page(), text());
    let (gone, first, place) = (id.clone(), id.clone(), format!("link-{id}"));
    let admin = Signal::derive(move || {
        // Nothing, of a row that is about to go.
        admins.with(|admins| admins.iter().find(|row| row.link.id == id).cloned())
    });
    let is = move |what: fn(&Admin) -> bool| {
        Signal::derive(move || admin.with(|row| row.as_ref().is_some_and(what)))
    };
    let needs_relinking = is(|row| row.link.state == LinkState::NeedsRelinking);
    let is_later = is(|row| !row.is_first);
    let can_link = Memo::new(move |_| page.draft.form.with(|form| form.link_gate().is_open()));
    let (relink, make_primary) = (t.relink_what(&name), t.make_primary_what(&name));
    let unlink = t.unlink_what(&name);
    view! {
        <li id=place tabindex="-1">
            <div class="who">
                <Dynamic view=move || admin.get().map(|admin| view! { <About admin /> }) />
            </div>
            <div class="row">
                <Show when=needs_relinking>
                    <Button
                        class="btn small"
                        label=Some(relink.clone())
                        unavailable=Signal::derive(move || !can_link.get())
                        on_press=move |()| page.links.begin()
                    >
                        {t.relink}
                    </Button>
                </Show>
                <Show when=is_later>
                    <Button
                        class="btn small quiet"
                        label=Some(make_primary.clone())
                        on_press={
                            let first = first.clone();
                            move |()| page.links.make_primary(&first)
                        }
                    >
                        {t.make_primary}
                    </Button>
                </Show>
                <Button
                    class="btn small quiet"
                    label=Some(unlink)
                    on_press=move |()| page.links.asked.set(Some(gone.clone()))
                >
                    {t.unlink}
                </Button>
            </div>
        </li>
    }
}

/// Who it is and how the link stands.
#[component]
fn About(
    /// The administrator, as of now.
    admin: Admin,
) -> impl IntoView {
    let t = text();
    let link = admin.link;
    let tone = match link.state {
        LinkState::Active => Tone::Good,
        LinkState::CannotBeChecked => Tone::Warn,
        LinkState::NeedsRelinking | LinkState::NotAdmin => Tone::Bad,
    };
    let (word, cause) = (words::link_state(t, &link), words::link_cause(t, &link));
    view! {
        <p>
            <b>{link.name}</b>
            " "
            <Chip tone word />
            " "
            {admin.acts.then(|| view! { <Chip tone=Tone::Plain word=t.in_use /> })}
        </p>
        <p class="hint">{words::name_and_role(&link.username, &link.role)}</p>
        <p class="hint">{admin.about}</p>
        {cause.map(|cause| view! { <p class="hint">{cause}</p> })}
    }
}
