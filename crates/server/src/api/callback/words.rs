//! What the window says, in the language its browser asks for.

use std::sync::LazyLock;

use axum::http::{HeaderMap, header};
use serde::Deserialize;

/// The window's texts in one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    #[serde(skip)]
    pub(super) language: &'static str,
    pub(super) linked: String,
    pub(super) not_linked: String,
    pub(super) other_browser: String,
    pub(super) gone: String,
    pub(super) failed: String,
    pub(super) back: String,
}

/// The first language is the one for everybody else.
static LANGUAGES: LazyLock<[Words; 2]> = LazyLock::new(|| {
    [
        read(
            "en",
            include_str!("../../../../../locales/callback/en.json"),
        ),
        read(
            "fr",
            include_str!("../../../../../locales/callback/fr.json"),
        ),
    ]
});

fn read(language: &'static str, json: &str) -> Words {
    let words: Words = serde_json::from_str(json).expect("a test reads both files");
    Words { language, ..words }
}

impl Words {
    /// The texts in the language that is preferred of those there are.
    pub(super) fn accepted_by(headers: &HeaderMap) -> &'static Self {
        let lines = headers.get_all(header::ACCEPT_LANGUAGE).iter();
        let ranges = lines
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(','));
        let mut best: (f32, &Self) = (0.0, &LANGUAGES[0]);
        for range in ranges {
            let (tag, quality) = range_of(range);
            let known = LANGUAGES.iter().find(|words| is_of(tag, words.language));
            // Of equals the one that is named first.
            if let Some(words) = known.filter(|_| quality > best.0) {
                best = (quality, words);
            }
        }
        best.1
    }
}

/// `fr-CA;q=0.8`: the tag and how much it is wanted; unreadable is not wanted.
fn range_of(range: &str) -> (&str, f32) {
    match range.split_once(';') {
        None => (range.trim(), 1.0),
        Some((tag, quality)) => {
            let quality = quality.trim().strip_prefix("q=");
            let quality = quality.and_then(|number| number.trim().parse().ok());
            (tag.trim(), quality.unwrap_or(0.0))
        }
    }
}

/// Whether a tag such as `fr-CA` names this language.
fn is_of(tag: &str, language: &str) -> bool {
    let first = tag.split('-').next().unwrap_or_default();
    first.eq_ignore_ascii_case(language)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn chosen(accepted: &str) -> &'static str {
        let value = HeaderValue::from_str(accepted).expect("a header");
        Words::accepted_by(&HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, value)])).language
    }

    #[test]
    fn every_text_stands_in_both_languages_and_is_plain() {
        for words in LANGUAGES.iter() {
            let texts = [
                &words.linked,
                &words.not_linked,
                &words.other_browser,
                &words.gone,
                &words.failed,
                &words.back,
            ];
            for text in texts {
                assert!(!text.trim().is_empty(), "{}", words.language);
                assert!(
                    !text.contains(['<', '>', '&', '"', '\'']),
                    "it goes into HTML, with typographic apostrophes: {text}"
                );
            }
        }
    }

    #[test]
    fn the_preferred_language_of_those_there_are_is_spoken() {
        for (accepted, language) in [
            ("fr", "fr"),
            ("fr-CA,fr;q=0.9,en;q=0.8", "fr"),
            ("en-CA,fr;q=0.9", "en"),
            ("en;q=0.5, fr;q=0.8", "fr"),
            ("de, FR-ca;q=0.4, en;q=0.3", "fr"),
            ("de,es;q=0.5", "en"),
            ("fr;q=0, en;q=0.1", "en"),
            ("fr;q=0", "en"),
            ("fr;q=much", "en"),
            ("fro", "en"),
            ("*", "en"),
            ("", "en"),
        ] {
            assert_eq!(chosen(accepted), language, "{accepted}");
        }
        assert_eq!(Words::accepted_by(&HeaderMap::new()).language, "en");
    }
}
