//! The texts as French printers set them, and as one hand wrote them.
//!
//! Read from the JSON itself, so that a text nobody shows yet is held to the same rules.

use std::collections::BTreeMap;

const NARROW: char = '\u{202f}';
const WIDE: char = '\u{a0}';

fn french() -> BTreeMap<String, String> {
    serde_json::from_str(include_str!("../locales/fr.json")).expect("build.rs read it as well")
}

fn english() -> BTreeMap<String, String> {
    serde_json::from_str(include_str!("../locales/en.json")).expect("build.rs read it as well")
}

/// Each character with the ones before and after it.
fn triples(text: &str) -> impl Iterator<Item = (Option<char>, char, Option<char>)> {
    let all: Vec<_> = text.chars().collect();
    (0..all.len()).map(move |at| {
        let before = at.checked_sub(1).map(|before| all[before]);
        (before, all[at], all.get(at + 1).copied())
    })
}

/// Signs that a sentence quotes as signs, not as its own punctuation.
const QUOTED_SIGNS: &[&str] = &["code_prefix_invalid"];

#[test]
fn a_narrow_no_break_space_stands_before_semicolon_exclamation_and_question_mark() {
    for (key, text) in french() {
        for (before, sign, _) in triples(&text) {
            if matches!(sign, ';' | '!' | '?') {
                assert_eq!(before, Some(NARROW), "{key}: {text}");
            }
        }
    }
}

#[test]
fn a_no_break_space_stands_before_a_colon() {
    for (key, text) in french() {
        if QUOTED_SIGNS.contains(&key.as_str()) {
            continue;
        }
        for (before, sign, _) in triples(&text) {
            if sign == ':' {
                assert_eq!(before, Some(WIDE), "{key}: {text}");
            }
        }
    }
}

#[test]
fn no_break_spaces_stand_inside_guillemets_and_these_are_paired() {
    for (key, text) in french() {
        let mut open = 0;
        for (before, sign, after) in triples(&text) {
            match sign {
                '«' => {
                    open += 1;
                    assert_eq!(after, Some(WIDE), "{key}: {text}");
                }
                '»' => {
                    open -= 1;
                    assert_eq!(before, Some(WIDE), "{key}: {text}");
                }
                _ => {}
            }
            assert!((0..=1).contains(&open), "{key}: {text}");
        }
        assert_eq!(open, 0, "{key}: {text}");
    }
}

#[test]
fn no_break_spaces_stand_nowhere_else() {
    for (key, text) in french() {
        for (before, space, after) in triples(&text) {
            // After a number, a placeholder included, it keeps the number with what is counted.
            let follows_number = before.is_some_and(|sign| sign.is_ascii_digit() || sign == '}');
            let has_reason = match space {
                NARROW => matches!(after, Some(';' | '!' | '?')),
                WIDE => matches!(after, Some(':' | '»')) || before == Some('«') || follows_number,
                _ => true,
            };
            assert!(has_reason, "{key}: {text:?}");
        }
    }
}

#[test]
fn french_quotes_with_guillemets_and_english_with_curled_quotes() {
    for (key, text) in french() {
        assert!(!text.contains(['"', '“', '”']), "{key}: {text}");
    }
    for (key, text) in english() {
        assert!(!text.contains(['"', '«', '»']), "{key}: {text}");
    }
}

#[test]
fn apostrophes_are_straight_and_there_are_no_double_or_trailing_spaces() {
    for (key, text) in french().into_iter().chain(english()) {
        assert!(!text.contains(['’', '‘', '…']), "{key}: {text}");
        assert!(!text.contains("  "), "{key}: {text}");
        // The colon alone stands between a caption and a sentence.
        assert!(text.trim() == text || key == "colon", "{key}");
    }
}

#[test]
fn english_has_no_french_spaces() {
    for (key, text) in english() {
        assert!(!text.contains([NARROW, WIDE]), "{key}: {text}");
    }
}
