//! Values that are checked character by character and stay as they are.

use crate::code::Code;

/// A text of letters, digits and these marks, of so many bytes at most.
///
/// # Errors
/// [`Code::TooLong`], or the field's own code.
pub(crate) fn token<'a>(
    text: &'a str,
    longest: usize,
    marks: &[u8],
    code: Code,
) -> Result<&'a str, Code> {
    let is_fine = |byte: u8| byte.is_ascii_alphanumeric() || marks.contains(&byte);
    if text.len() > longest {
        Err(Code::TooLong)
    } else if text.bytes().all(is_fine) {
        Ok(text)
    } else {
        Err(code)
    }
}

/// The custom field for the session id, where fields go by names.
///
/// # Errors
/// [`Code::SessionFieldInvalid`] or [`Code::TooLong`].
pub(crate) fn session_name(text: &str) -> Result<&str, Code> {
    let code = Code::SessionFieldInvalid;
    let name = token(text, 128, b"_", code)?;
    let begins_well = name.starts_with(|first: char| first.is_ascii_alphabetic());
    begins_well.then_some(name).ok_or(code)
}

/// One of a choice's words.
///
/// # Errors
/// [`Code::ChoiceInvalid`].
pub(crate) fn one_of<'a, const N: usize>(words: [&str; N], text: &'a str) -> Result<&'a str, Code> {
    words
        .contains(&text)
        .then_some(text)
        .ok_or(Code::ChoiceInvalid)
}

/// Sixty-four hexadecimal digits, as the secrets of OAuth clients are.
pub(crate) fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// What follows these words, in whatever case they stand at the beginning.
pub(crate) fn after<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    let (begin, rest) = text.split_at_checked(words.len())?;
    begin.eq_ignore_ascii_case(words).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_a_field_begins_with_a_letter() {
        assert_eq!(session_name("sessionIdStr"), Ok("sessionIdStr"));
        assert_eq!(session_name("new_sessionid"), Ok("new_sessionid"));
        for wrong in ["new session", "1st", "_x"] {
            assert_eq!(session_name(wrong), Err(Code::SessionFieldInvalid));
        }
    }

    #[test]
    fn words_are_found_in_any_case_and_only_at_the_beginning() {
        assert_eq!(after("Mailto:a@b", "mailto:"), Some("a@b"));
        assert_eq!(after("mail", "mailto:"), None);
        assert_eq!(after("é", "m"), None);
        assert_eq!(after("xmailto:", "mailto:"), None);
    }
}
