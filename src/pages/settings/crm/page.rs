//! What the page holds, by concern. It outlives the views, which are built anew on a change of language.

use leptos::prelude::*;

use super::{connection_test::Tests, draft::Draft, link::state::Links, save::state::Save};
use crate::{connections::Connections, ui::effect};

/// The page's state.
#[derive(Clone, Copy)]
pub struct Page {
    /// What is typed.
    pub draft: Draft,
    /// Whether anything of it is unsaved.
    pub is_dirty: Memo<bool>,
    /// Saving it, and what that came to.
    pub save: Save,
    /// Tests of connections.
    pub tests: Tests,
    /// Salesforce's administrators: linking, order, unlinking.
    pub links: Links,
}

impl Page {
    /// Nothing typed yet; the draft follows what is known of the connections.
    #[must_use]
    pub fn new(connections: Connections) -> Self {
        let draft = Draft::new();
        let tests = Tests::new(draft, connections);
        let is_dirty = Memo::new(move |_| draft.is_dirty());
        let page = Self {
            draft,
            is_dirty,
            tests,
            save: Save::new(draft, tests, connections),
            links: Links::new(draft, connections),
        };
        effect(move || {
            // A draft that has become clean follows what it did not while it was dirty. (A memo that is
            // only tracked is never computed.)
            let _ = is_dirty.get();
            connections.settings.with(|settings| {
                if let Some(settings) = settings {
                    draft.follow(settings);
                }
            });
        });
        // How the last link ended is of no interest any more once something is saved.
        effect(move || {
            if page.save.sent.with(Option::is_some) {
                page.links.clear();
            }
        });
        page
    }
}

/// The state of the CRM page.
#[must_use]
pub fn use_page() -> Page {
    expect_context()
}
