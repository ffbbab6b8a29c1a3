//! What may be shown of an upstream text: cleaned, cut, and never with the secret inside.
//!
//! A CRM, or whoever poses as one, may echo the Authorization header in any field.

use std::sync::Arc;

/// Longest text that is passed on, in characters.
const LONGEST: usize = 254;

/// Longest code that is passed on, in characters.
const LONGEST_CODE: usize = 64;

/// Knows every form in which the secrets of a request travel.
#[derive(Clone, Default)]
pub(crate) struct Scrub {
    needles: Arc<[String]>,
}

impl Scrub {
    /// Watches for these texts; see [`crate::credential`], the only place that knows secrets.
    pub(crate) fn of(secrets: impl IntoIterator<Item = String>) -> Self {
        let forms = secrets
            .into_iter()
            .flat_map(|secret| [plain(&secret), secret.to_ascii_lowercase()]);
        Self {
            needles: forms.filter(|form| !form.is_empty()).collect(),
        }
    }

    /// Watches for the secrets of another one, too.
    pub(crate) fn and(&self, other: &Self) -> Self {
        Self {
            needles: self
                .needles
                .iter()
                .chain(other.needles.iter())
                .cloned()
                .collect(),
        }
    }

    /// The text as it may be shown, or nothing if nothing is left or a secret is in it.
    pub(crate) fn text(&self, upstream: &str) -> Option<String> {
        let visible: String = upstream
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let clean = domain::parse::clean(&visible);
        let cut: String = clean.chars().take(LONGEST).collect();
        (!cut.is_empty() && !self.finds(upstream)).then_some(cut)
    }

    /// The text as a code of letters, digits, `.`, `_` and `-`; a sentence is no code.
    pub(crate) fn code(&self, upstream: &str) -> Option<String> {
        let upstream = upstream.trim();
        let is_plain = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
        let code: String = upstream
            .chars()
            .filter(is_plain)
            .take(LONGEST_CODE)
            .collect();
        let is_code = !code.is_empty() && !upstream.contains(char::is_whitespace);
        (is_code && !self.finds(upstream)).then_some(code)
    }

    /// Compared in lower case, as it stands and with everything but letters and digits left out.
    fn finds(&self, upstream: &str) -> bool {
        let forms = [upstream.to_ascii_lowercase(), plain(upstream)];
        self.needles
            .iter()
            .any(|needle| forms.iter().any(|form| form.contains(needle.as_str())))
    }
}

fn plain(text: &str) -> String {
    text.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scrub() -> Scrub {
        Scrub::of(["s3cr~t.Value-42".to_owned()])
    }

    #[test]
    fn a_name_keeps_its_letters_and_loses_control_characters() {
        assert_eq!(
            scrub().text(" Zoë\u{7}\u{202e} Roy\n").as_deref(),
            Some("Zoë  Roy")
        );
        assert_eq!(scrub().text("\u{0}\u{1b}"), None);
        assert_eq!(
            scrub().text(&"x".repeat(5000)).map(|text| text.len()),
            Some(LONGEST)
        );
    }

    #[test]
    fn a_text_with_the_secret_inside_is_not_passed_on() {
        for echo in [
            "s3cr~t.Value-42",
            "header was Bearer s3cr~t.Value-42, sorry",
            "S3CR~T.VALUE-42",
            "s3cr\u{200b}~t.Va\nlue-42",
            "s3crtValue42",
            &format!("{}s3cr~t.Value-42", "x".repeat(400)),
        ] {
            assert_eq!(scrub().text(echo), None, "{echo}");
            assert_eq!(scrub().code(echo), None, "{echo}");
        }
    }

    #[test]
    fn a_code_is_short_and_plain_and_a_sentence_is_none() {
        assert_eq!(scrub().code("0x80072560").as_deref(), Some("0x80072560"));
        assert_eq!(
            scrub().code("<b>invalid_client</b>").as_deref(),
            Some("binvalid_clientb")
        );
        assert_eq!(scrub().code("Couldn't authenticate you"), None);
        assert_eq!(
            scrub().code(&"9".repeat(100)).map(|code| code.len()),
            Some(LONGEST_CODE)
        );
    }
}
