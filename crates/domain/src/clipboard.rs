//! What a clipboard adds around a value, taken off.

/// The text without surrounding white space and quotes, and without invisible characters anywhere:
/// for values that cannot hold any of these.
#[must_use]
pub fn clean(text: &str) -> String {
    visible(text)
        .trim_matches(|c: char| c.is_whitespace() || is_quote(c))
        .to_owned()
}

/// The text without surrounding white space and without invisible characters anywhere. Quotes stay:
/// a secret may begin or end with one.
#[must_use]
pub(crate) fn bare(text: &str) -> String {
    visible(text).trim().to_owned()
}

fn visible(text: &str) -> String {
    text.chars().filter(|c| !is_invisible(*c)).collect()
}

/// Zero-width, soft-hyphen, direction and byte-order marks.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '`' | '\u{2018}'..='\u{201f}' | '«' | '»' | '‹' | '›'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_blanks_and_invisible_characters_come_off() {
        assert_eq!(clean(" \u{201c}ab\u{200b}cd\u{201d}\u{feff}\n"), "abcd");
        assert_eq!(clean("«\u{a0}abc\u{a0}»"), "abc");
    }

    #[test]
    fn a_line_break_inside_stays_for_the_parser_to_refuse() {
        assert_eq!(clean("a\r\nb"), "a\r\nb");
        assert_eq!(bare("a\r\nb\n"), "a\r\nb");
    }

    #[test]
    fn a_secret_keeps_its_quotes() {
        assert_eq!(bare("\u{feff} \"ab\u{200b}c'\u{a0}\n"), "\"abc'");
        assert_eq!(bare("\"\""), "\"\"");
        assert_eq!(bare(" \t\u{200b}\u{feff}"), "");
    }
}
