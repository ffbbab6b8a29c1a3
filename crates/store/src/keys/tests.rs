use base64::engine::general_purpose::STANDARD;

use super::*;

fn hex(byte: u8) -> String {
    format!("{byte:02x}{}", "5a".repeat(31))
}

#[test]
fn hex_and_base64_name_the_same_key() {
    let bytes: [u8; 32] = std::array::from_fn(|at| u8::try_from(at).unwrap());
    let as_hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let both = Keys::parse(&format!("{as_hex}\n{}", STANDARD.encode(bytes))).unwrap();
    assert_eq!(both.0[0].id(), both.0[1].id());
    assert_eq!(both.0[0].bytes(), &bytes);
}

#[test]
fn comments_commas_and_blank_lines_are_fine_and_the_first_key_seals() {
    let keys = Keys::parse(&format!("# mine\n\n{} , {} # old\n", hex(1), hex(2))).unwrap();
    assert_eq!(keys.0.len(), 2);
    assert_eq!(
        keys.first().id(),
        Keys::parse(&hex(1)).unwrap().first().id()
    );
}

#[test]
fn what_is_no_key_is_refused_with_its_line() {
    assert!(matches!(
        Keys::parse(&format!("{}\npassword", hex(1))),
        Err(KeyError::Malformed(2))
    ));
    assert!(matches!(
        Keys::parse(&hex(1)[1..]),
        Err(KeyError::Malformed(1))
    ));
    assert!(matches!(Keys::parse("# nothing\n"), Err(KeyError::Empty)));
}

#[test]
fn a_default_key_is_refused() {
    assert!(matches!(
        Keys::parse(&"00".repeat(32)),
        Err(KeyError::Guessable(1))
    ));
}

#[test]
fn a_key_does_not_print() {
    let keys = Keys::parse(&hex(0xab)).unwrap();
    let printed = format!("{keys:?}");
    assert!(
        !printed.contains("5a5a") && !printed.contains("90, 90"),
        "{printed}"
    );
}

#[cfg(unix)]
#[test]
fn the_key_file_is_made_for_this_user_alone_and_read_again() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new").join("portal.key");
    let source = KeySource::File(path.clone());
    let made = source.load(&[]).unwrap();
    assert_eq!(
        std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let read = source.load(&[made.first().id().to_string()]).unwrap();
    assert_eq!(read.first().id(), made.first().id());
}

#[test]
fn no_key_is_made_over_sealed_secrets() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("portal.key");
    let source = KeySource::File(path.clone());
    assert!(matches!(
        source.load(&["0123456789abcdef".into()]),
        Err(KeyError::Missing(_))
    ));
    assert!(!path.exists());
}
