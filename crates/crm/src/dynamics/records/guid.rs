//! Ids: ours are derived from our names, the environment's are checked before they get into a path.

use domain::parse::Guid;
use sha2::{Digest as _, Sha256};

use crate::{
    records::{Refusal, Refused},
    written::not_asked,
};

/// The id of what is made under this name, the same on every try: a GUID of version 8.
pub(super) fn guid(name: &str) -> Guid {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&Sha256::digest(name)[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let parts = [
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..],
    ];
    parts.join("-").parse().expect("these are a GUID's digits")
}

/// An id of the environment; what is none was refused in this way.
pub(super) fn typed(id: &str, kind: Refusal) -> Result<Guid, Refused> {
    id.parse().map_err(|_| not_asked(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_guid_of_its_own() {
        let one = guid("portal-1");
        assert_eq!(one, guid("portal-1"));
        assert_ne!(one, guid("portal-2"));
        let text = one.to_string();
        assert_eq!((text.len(), &text[14..15]), (36, "8"));
        assert!("89ab".contains(&text[19..20]), "{text}");
    }
}
