use base64::engine::general_purpose::STANDARD;

use super::*;
use crate::keys::KeySource;

fn hex(byte: u8) -> String {
    let bytes = Sha256::digest([byte]);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn hex_and_base64_name_the_same_key() {
    let bytes: [u8; 32] = Sha256::digest(b"a key").into();
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
fn a_key_that_anyone_guesses_is_refused() {
    let cycled = |word: &[u8]| -> [u8; 32] { std::array::from_fn(|at| word[at % word.len()]) };
    for bytes in [
        [0; 32],
        cycled(b"changeme"),
        cycled(b"secret"),
        cycled(b"sixteen letters!"),
        std::array::from_fn(|at| u8::try_from(at).unwrap()),
        std::array::from_fn(|at| u8::try_from(255 - 3 * at).unwrap()),
        cycled(&[1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1]),
    ] {
        for text in [
            STANDARD.encode(bytes),
            bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
        ] {
            let parsed = Keys::parse(&text);
            assert!(matches!(parsed, Err(KeyError::Guessable(1))), "{text}");
        }
    }
    let word_as_base64 = format!("{}pas=", "password".repeat(5));
    assert!(matches!(
        Keys::parse(&word_as_base64),
        Err(KeyError::Guessable(1))
    ));
}

#[test]
fn random_keys_are_taken() {
    for _ in 0..1000 {
        assert!(Keys::parse(&STANDARD.encode(rand::random::<[u8; 32]>())).is_ok());
    }
}

#[test]
fn a_key_does_not_print() {
    let keys = Keys::parse(&hex(0xab)).unwrap();
    let printed = format!("{keys:?}");
    assert!(
        !printed.contains(&hex(0xab)) && !printed.contains(&format!("{:?}", keys.first().bytes())),
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

#[cfg(target_os = "linux")]
#[test]
fn a_key_file_that_cannot_be_written_whole_is_not_there() {
    let path = std::path::Path::new("/dev/full/portal.key");
    assert!(KeySource::File(path.into()).load(&[]).is_err());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("portal.key");
    KeySource::File(path.clone()).load(&[]).unwrap();
    let files = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(files, 1, "nothing is left beside it");
}

#[test]
fn an_empty_key_file_blocks_no_start_while_nothing_is_sealed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("portal.key");
    std::fs::write(&path, "\n").unwrap();
    let source = KeySource::File(path.clone());
    assert!(matches!(
        source.load(&["0123456789abcdef".into()]),
        Err(KeyError::Empty)
    ));
    assert!(source.load(&[]).is_ok());
    assert!(std::fs::read_to_string(&path).unwrap().len() > 44);
}
