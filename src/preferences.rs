//! Language and theme: first taken from the browser, then remembered. `public/boot.js` sets both
//! before the first paint, so the application reads them from the document.

use leptos::prelude::*;

use crate::i18n::Lang;

/// Light, dark, or as the system has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    fn key(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme after this one in the switch.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }
}

/// The language `boot.js` found.
#[must_use]
pub fn lang() -> Lang {
    Lang::from_tag(&root().get_attribute("lang").unwrap_or_default())
}

/// Shows and remembers a language.
pub fn set_lang(lang: Lang) {
    let _ = root().set_attribute("lang", lang.tag());
    remember("lang", lang.tag());
}

/// The theme `boot.js` found.
#[must_use]
pub fn theme() -> Theme {
    match root().get_attribute("data-theme").as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    }
}

/// Shows and remembers a theme.
pub fn set_theme(theme: Theme) {
    let _ = root().set_attribute("data-theme", theme.key());
    remember("theme", theme.key());
}

fn root() -> web_sys::Element {
    document()
        .document_element()
        .expect("a document that runs scripts has a root")
}

/// Storage may be refused; then the choice lasts as long as the page.
fn remember(key: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(key, value);
    }
}
