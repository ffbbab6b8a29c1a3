//! Our names for what is made in a CRM: the same on every try, and nobody else's.

use sha2::{Digest as _, Sha256};

/// Derived from the installation, the lane, the part of the session and the step, so that nothing has to
/// be written down before a call.
pub(crate) fn key(installation: &str, lane: &str, origin: &str, step: &str) -> String {
    let mut hash = Sha256::new();
    for part in [installation, lane, origin, step] {
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(part);
    }
    let digest = hash.finalize();
    let hex: String = digest[..16]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("portal-{hex}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_counts_and_none_runs_into_the_next() {
        let one = key("a", "b", "c", "d");
        assert_eq!(one, key("a", "b", "c", "d"));
        for other in [
            key("ab", "", "c", "d"),
            key("a", "b", "cd", ""),
            key("x", "b", "c", "d"),
        ] {
            assert_ne!(one, other);
        }
        assert_eq!(one.len(), "portal-".len() + 32);
    }
}
