//! The hashes of a page's inline scripts, as a content security policy names them.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};

/// `sha256-...` of every script element without `src`.
pub(crate) fn script_hashes(html: &str) -> Vec<String> {
    // A browser hashes what it parsed, and parsing turns every line end into a line feed.
    let html = html.replace("\r\n", "\n").replace('\r', "\n");
    let lower = html.to_ascii_lowercase();
    let mut hashes = Vec::new();
    let mut at = 0;
    while let Some(found) = lower[at..].find("<script").map(|found| at + found) {
        let Some(open_end) = tag_end(&lower, found) else {
            break;
        };
        let Some(close) = lower[open_end..]
            .find("</script")
            .map(|close| open_end + close)
        else {
            break;
        };
        if !has_src(&lower[found..open_end]) {
            hashes.push(format!(
                "sha256-{}",
                STANDARD.encode(Sha256::digest(&html[open_end..close]))
            ));
        }
        at = close;
    }
    hashes
}

/// Where a tag ends, past its `>`; one inside quotation marks ends nothing.
fn tag_end(html: &str, start: usize) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate().skip(start) {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

fn has_src(tag: &str) -> bool {
    tag.split(|c: char| c.is_ascii_whitespace())
        .any(|word| word.starts_with("src=") || word == "src")
}

#[cfg(test)]
mod tests {
    use super::script_hashes;

    #[test]
    fn inline_scripts_are_hashed_and_files_are_not() {
        let html = "<SCRIPT src='/boot.js'></SCRIPT><script type=\"module\" data-x='a>b'>alert(1)</script>";
        // printf 'alert(1)' | openssl dgst -sha256 -binary | base64
        assert_eq!(
            script_hashes(html),
            ["sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI="]
        );
    }

    #[test]
    fn line_ends_count_as_the_browser_reads_them() {
        assert_eq!(
            script_hashes("<script>a\r\nb</script>"),
            script_hashes("<script>a\nb</script>")
        );
    }

    #[test]
    fn a_page_that_breaks_off_has_none() {
        assert!(script_hashes("<script>never closed").is_empty());
        assert!(script_hashes("<script data-x='").is_empty());
        assert!(script_hashes("").is_empty());
    }
}
