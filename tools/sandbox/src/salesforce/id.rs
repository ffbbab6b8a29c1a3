//! Salesforce's ids: 15 characters in which case matters, or 18 in which it does not.
//! The three more say which of the first fifteen are capitals, and nothing else.

/// The 18-character form of a 15-character id.
pub(crate) fn long(id: &str) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    let suffix = id.as_bytes().chunks(5).map(|chunk| {
        let bits = chunk.iter().enumerate();
        let index = bits.fold(0, |sum, (k, b)| {
            sum | (usize::from(b.is_ascii_uppercase()) << k)
        });
        char::from(ALPHABET[index])
    });
    id.chars().chain(suffix).collect()
}

/// The first fifteen characters of either form, if it is one.
pub(crate) fn short(id: &str) -> Option<&str> {
    let is_id = matches!(id.len(), 15 | 18) && id.bytes().all(|b| b.is_ascii_alphanumeric());
    is_id.then(|| &id[..15])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_suffix_tells_the_capitals() {
        for (id, suffix) in [
            ("00Dam00000Uo32q", "EAB"),
            ("50130000000014C", "AAQ"),
            ("00Dx0000000BV7z", "EAG"),
            ("00D0O000005Jj18", "UAC"),
        ] {
            assert_eq!(long(id), format!("{id}{suffix}"));
            assert_eq!(short(&long(id)), Some(id));
        }
        assert_eq!(short("00D-"), None);
    }
}
