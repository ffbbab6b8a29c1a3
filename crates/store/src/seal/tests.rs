use domain::Field;
use proptest::prelude::*;
use sha2::{Digest as _, Sha256};

use super::*;

fn key(byte: u8) -> String {
    let bytes = Sha256::digest([byte]);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn keys(bytes: &[u8]) -> Keys {
    Keys::parse(
        &bytes
            .iter()
            .map(|byte| key(*byte))
            .collect::<Vec<_>>()
            .join("\n"),
    )
    .unwrap()
}

fn bound(subdomain: &str, email: &str) -> Fields {
    Fields::from([(Field::Subdomain, subdomain), (Field::Email, email)])
}

fn zendesk(bound_to: &Fields) -> Place<'_> {
    Place::secret(Crm::Zendesk, bound_to)
}

proptest! {
    #[test]
    fn what_is_sealed_opens_in_its_place(text in ".{0,300}", subdomain in "[a-z0-9-]{0,63}", email in "\\PC{0,40}") {
        let keys = keys(&[1]);
        let bound_to = bound(&subdomain, &email);
        let sealed = seal(keys.first(), zendesk(&bound_to), &text.as_str().into());
        let opened = open(&keys, zendesk(&bound_to), &sealed).unwrap();
        prop_assert_eq!(opened.expose_secret(), text);
    }

    #[test]
    fn it_opens_for_no_other_host_or_identity(one in ("[a-z]{0,8}", "[a-z@.]{0,12}"), other in ("[a-z]{0,8}", "[a-z@.]{0,12}")) {
        prop_assume!(one != other);
        let keys = keys(&[1]);
        let sealed = seal(keys.first(), zendesk(&bound(&one.0, &one.1)), &"token".into());
        let opened = open(&keys, zendesk(&bound(&other.0, &other.1)), &sealed);
        prop_assert_eq!(opened.err(), Some(SealError::Mismatch));
    }

    #[test]
    fn one_flipped_bit_or_a_cut_anywhere_keeps_it_shut(at in 0usize..10_000, bit in 0u8..8) {
        let keys = keys(&[1, 2]);
        let bound_to = bound("acme", "camille@acme.example");
        let sealed = seal(keys.first(), zendesk(&bound_to), &"a token".into());
        let at = at % sealed.len();
        let mut flipped = sealed.clone();
        flipped[at] ^= 1 << bit;
        prop_assert!(open(&keys, zendesk(&bound_to), &flipped).is_err());
        prop_assert!(open(&keys, zendesk(&bound_to), &sealed[..at]).is_err());
    }

    #[test]
    fn noise_never_opens_and_never_panics(noise in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(open(&keys(&[1]), zendesk(&Fields::default()), &noise).is_err());
    }
}

#[test]
fn it_does_not_open_as_another_crms_secret() {
    let keys = keys(&[1]);
    let bound_to = Fields::from([(Field::Subdomain, "acme")]);
    let sealed = seal(keys.first(), zendesk(&bound_to), &"token".into());
    let swapped = Place::secret(Crm::Kustomer, &bound_to);
    assert_eq!(open(&keys, swapped, &sealed), Err(SealError::Mismatch));
}

#[test]
fn a_refresh_token_does_not_open_as_an_access_token_or_as_anothers() {
    let keys = keys(&[1]);
    let bound_to = Fields::from([(Field::OrgId, "00D0O000005Jj18")]);
    let place = |what| Place::token(Crm::Salesforce, what, &bound_to);
    let sealed = seal(keys.first(), place("refresh of link 1"), &"token".into());
    assert!(open(&keys, place("refresh of link 1"), &sealed).is_ok());
    for other in ["access of link 1", "refresh of link 2", "secret"] {
        assert_eq!(
            open(&keys, place(other), &sealed),
            Err(SealError::Mismatch),
            "{other}"
        );
    }
    let former = Place::former_token(Crm::Salesforce, "refresh of link 1", &bound_to);
    let older = seal(keys.first(), former, &"token".into());
    assert_eq!(
        open(&keys, place("refresh of link 1"), &older),
        Err(SealError::UnknownVersion(1)),
        "an envelope of old times that was put back"
    );
}

#[test]
fn each_kind_of_damage_has_its_own_error() {
    let keys = keys(&[1]);
    let bound_to = bound("acme", "");
    let sealed = seal(keys.first(), zendesk(&bound_to), &"token".into());
    let open = |sealed: &[u8]| open(&keys, zendesk(&bound_to), sealed).err();
    assert_eq!(open(&[]), Some(SealError::Truncated));
    assert_eq!(open(&sealed[..40]), Some(SealError::Truncated));
    assert_eq!(open(&sealed[..sealed.len() - 1]), Some(SealError::Mismatch));
    assert_eq!(
        open(&[&[0], &sealed[1..]].concat()),
        Some(SealError::UnknownVersion(0))
    );
    assert_eq!(
        super::open(&self::keys(&[9]), zendesk(&bound_to), &sealed).err(),
        Some(SealError::UnknownKey)
    );
}

#[test]
fn an_older_key_still_opens_and_the_first_one_seals() {
    let bound_to = bound("acme", "");
    let sealed = seal(keys(&[1]).first(), zendesk(&bound_to), &"token".into());
    let rotated = keys(&[2, 1]);
    assert_eq!(
        open(&rotated, zendesk(&bound_to), &sealed)
            .unwrap()
            .expose_secret(),
        "token"
    );
    assert!(!rotated.first().sealed(&sealed));
    assert!(
        rotated
            .first()
            .sealed(&seal(rotated.first(), zendesk(&bound_to), &"token".into()))
    );
}

#[test]
fn the_same_secret_never_seals_to_the_same_bytes() {
    let keys = keys(&[1]);
    let bound_to = bound("acme", "");
    let once = seal(keys.first(), zendesk(&bound_to), &"token".into());
    assert_ne!(
        once,
        seal(keys.first(), zendesk(&bound_to), &"token".into())
    );
}
