//! Somebody else saved meanwhile: both values side by side, and a choice.

use leptos::{html, prelude::*};

use crate::{
    i18n::text,
    ui::{Button, Dynamic, Show, effect},
};

/// What a setting is called, my value and theirs.
pub type Row = [String; 3];

/// The choice; it takes the focus.
#[component]
pub fn Conflict(
    /// When they saved, and what became of the draft.
    hint: String,
    /// The settings that differ.
    #[prop(into)]
    rows: Signal<Vec<Row>>,
    /// Called with whether the draft is kept.
    on_choose: Callback<bool>,
) -> impl IntoView {
    let t = text();
    let section = NodeRef::<html::Section>::new();
    effect(move || {
        if let Some(section) = section.get() {
            let _ = section.focus();
        }
    });
    let has_rows = Memo::new(move |_| rows.with(|rows| !rows.is_empty()));
    view! {
        <section
            class="card conflict"
            tabindex="-1"
            node_ref=section
            aria-labelledby="conflict-title"
        >
            <header>
                <div>
                    <h2 id="conflict-title">{t.conflict_title}</h2>
                    <p>{hint}</p>
                </div>
            </header>
            <div class="body">
                <Show
                    when=has_rows
                    fallback=move || view! { <p>{t.conflict_same}</p> }
                >
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{t.conflict_what}</th>
                                <th scope="col">{t.conflict_mine}</th>
                                <th scope="col">{t.conflict_theirs}</th>
                            </tr>
                        </thead>
                        <tbody>
                            <Dynamic view=move || rows.get().into_iter().map(row).collect_view() />
                        </tbody>
                    </table>
                </Show>
                <div class="row end">
                    <Button on_press=move |()| on_choose.run(false)>{t.use_theirs}</Button>
                    <Button class="btn primary" on_press=move |()| on_choose.run(true)>
                        {t.keep_mine}
                    </Button>
                </div>
            </div>
        </section>
    }
}

fn row([name, mine, theirs]: Row) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>{mine}</td>
            <td>{theirs}</td>
        </tr>
    }
}
