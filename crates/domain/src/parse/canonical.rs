//! One field's text, or the secret, as the CRM's own room reads it.

use super::apart::Apart;
use crate::{
    clipboard::{bare, clean},
    code::Code,
    crm::{Crm, zendesk::kind::CredentialKind},
    field::{Field, Input},
    secret::Secret,
};

/// Longest secret that is taken, in bytes; a Kustomer key, the longest kind, stays below 2 kB.
pub const MAX_SECRET: usize = 4096;

/// The canonical form of one field's text, or what is wrong with it. Blank stays blank.
///
/// # Errors
/// The code to show at the field.
pub fn canonical(crm: Crm, field: Field, text: &str) -> Result<String, Code> {
    let text = cleaned(crm, field, text);
    if text.is_empty() {
        return Ok(text);
    }
    // Before anything is cut or put into lower case, which would hide it.
    if text.split_whitespace().any(crm.room().is_secret) {
        return Err(Code::MisplacedSecret);
    }
    (crm.room().canonical)(field, &text)
}

/// The text as it is stored: canonical, and where it is malformed as typed without what a clipboard adds.
#[must_use]
pub fn tidied(crm: Crm, field: Field, text: &str) -> String {
    canonical(crm, field, text).unwrap_or_else(|_| cleaned(crm, field, text))
}

/// The text without what a clipboard adds. A name keeps its quotes and joiners: `SIA "Acme"`.
fn cleaned(crm: Crm, field: Field, text: &str) -> String {
    if !crm.room().names.contains(&field) {
        clean(text)
    } else if bare(text).is_empty() {
        String::new()
    } else {
        text.trim().to_owned()
    }
}

/// Whether the canonical text was cut out of more than itself, such as a URL: the page then says a word.
/// Mere case, white space and quotes do not count.
#[must_use]
pub fn was_cut(typed: &str, canonical: &str) -> bool {
    !clean(typed).eq_ignore_ascii_case(&clean(canonical))
}

/// What a text pasted into one input of a panel certainly means, where it belongs into two.
#[must_use]
pub fn apart(crm: Crm, kind: CredentialKind, input: Input, typed: &str) -> Option<Apart> {
    (crm.room().apart)(kind, input, &bare(typed))
}

/// The secret in what was typed, or what is wrong with it. White space around it and zero-width
/// characters come off, and so does what certainly is not part of it, such as `Bearer`; quotes belong to
/// it: what was typed is what is sent.
///
/// # Errors
/// [`Code::TooLong`], [`Code::SecretInvalid`], [`Code::SecretIsId`] or [`Code::MisplacedSecret`].
pub fn secret(crm: Crm, typed: &Secret) -> Result<Secret, Code> {
    if typed.expose_secret().len() > MAX_SECRET * 2 {
        return Err(Code::TooLong);
    }
    let text = (crm.room().secret)(&bare(typed.expose_secret()))?;
    if text.len() > MAX_SECRET {
        Err(Code::TooLong)
    } else if text.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(text.into())
    } else {
        Err(Code::SecretInvalid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_said_where_more_was_pasted_than_is_kept() {
        let table = [
            (
                Crm::Zendesk,
                Field::Subdomain,
                "https://acme.zendesk.com/agent",
                true,
            ),
            (Crm::Zendesk, Field::Subdomain, "acme/", true),
            (Crm::Zendesk, Field::Subdomain, " \"ACME\" ", false),
            (Crm::Zendesk, Field::Email, "mailto:a@acme.example", true),
            (Crm::Zendesk, Field::Email, "A <a@acme.example>", true),
            (Crm::Zendesk, Field::Email, " A@acme.example", false),
            (
                Crm::Dynamics,
                Field::Organisation,
                "acme.crm4.dynamics.com:443",
                true,
            ),
            (
                Crm::Dynamics,
                Field::AppId,
                "api://3f2504e0-4f89-41d3-9a0c-0305e82c3301",
                true,
            ),
            (
                Crm::Dynamics,
                Field::AppId,
                "3F2504E0-4F89-41D3-9A0C-0305E82C3301",
                false,
            ),
            (Crm::Salesforce, Field::OrgId, "00D0O000005Jj18UAC", true),
            (Crm::Salesforce, Field::OrgId, "00D0O000005Jj18", false),
            (Crm::Salesforce, Field::OrgName, " SIA \"Acme\" ", false),
            (Crm::Salesforce, Field::OrgName, "", false),
        ];
        for (crm, field, typed, cut) in table {
            let canonical = canonical(crm, field, typed).expect("well-formed");
            assert_eq!(was_cut(typed, &canonical), cut, "{typed}");
        }
        assert!(was_cut("Bearer eyJ", "eyJ"));
    }

    #[test]
    fn quotes_belong_to_a_secret_and_what_nobody_sees_does_not() {
        for crm in Crm::ALL {
            for (typed, sent) in [
                ("\"token'", "\"token'"),
                (" to\u{200b}ken\u{feff}\n", "token"),
                ("`", "`"),
            ] {
                assert_eq!(
                    secret(crm, &typed.into()),
                    Ok(sent.into()),
                    "{crm:?} {typed}"
                );
            }
            for odd in ["two words", "a\r\nb", "jetön", "\u{201c}token\u{201d}"] {
                let refused = secret(crm, &odd.into());
                assert_eq!(refused, Err(Code::SecretInvalid), "{crm:?} {odd}");
            }
        }
    }

    #[test]
    fn a_field_of_another_crm_is_unknown() {
        for crm in Crm::ALL {
            for stranger in Crm::ALL.into_iter().flat_map(Crm::fields) {
                let known = crm.fields().contains(stranger);
                let answer = canonical(crm, *stranger, "x");
                assert_eq!(
                    answer == Err(Code::UnknownField),
                    !known,
                    "{crm:?} {stranger:?}"
                );
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_read_once_reads_the_same_again(text in ".{0,60}") {
            for crm in Crm::ALL {
                for field in crm.fields() {
                    let tidy = tidied(crm, *field, &text);
                    proptest::prop_assert_eq!(&tidied(crm, *field, &tidy), &tidy);
                    if canonical(crm, *field, &text).is_ok() {
                        proptest::prop_assert_eq!(canonical(crm, *field, &tidy), Ok(tidy.clone()));
                    }
                }
                if let Ok(sent) = secret(crm, &text.as_str().into()) {
                    proptest::prop_assert_eq!(secret(crm, &sent), Ok(sent));
                }
            }
        }
    }
}
