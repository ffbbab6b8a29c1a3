//! English and French, compiled in; `build.rs` makes [`Text`] of `locales/*.json`.
//!
//! `leptos_i18n` was measured at 20 to 34 kB of the compressed bundle for two languages without
//! plurals; this table costs the texts themselves. The page is built anew when the language
//! changes, so views read plain `&'static str`s.

use leptos::prelude::*;

include!(concat!(env!("OUT_DIR"), "/text.rs"));

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// English.
    En,
    /// French.
    Fr,
}

impl Lang {
    /// The tag for `<html lang>` and `Intl`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }

    /// The language of a tag such as `fr-CA`; English for all that is not French.
    #[must_use]
    pub fn from_tag(tag: &str) -> Self {
        if tag.to_ascii_lowercase().starts_with("fr") {
            Self::Fr
        } else {
            Self::En
        }
    }

    /// The texts.
    #[must_use]
    pub fn text(self) -> &'static Text {
        match self {
            Self::En => &EN,
            Self::Fr => &FR,
        }
    }
}

/// The chosen language.
#[must_use]
pub fn use_lang() -> RwSignal<Lang> {
    expect_context()
}

/// The texts of the chosen language, as of now: a view that uses them is built anew on a change.
#[must_use]
pub fn text() -> &'static Text {
    use_lang().get_untracked().text()
}

/// Puts values in place of `{names}`.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        filled.push_str(
            values
                .iter()
                .find(|(known, _)| *known == name)
                .map_or("", |(_, value)| value),
        );
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_and_braces_in_values_stay() {
        assert_eq!(
            fill("{a} and {b}.", &[("a", "{b}"), ("b", "2")]),
            "{b} and 2."
        );
    }

    #[test]
    fn only_french_is_french() {
        assert_eq!(Lang::from_tag("fr-CA"), Lang::Fr);
        assert_eq!(Lang::from_tag("de"), Lang::En);
    }
}
