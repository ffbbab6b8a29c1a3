//! What of a typed text may be repeated: everything that is no secret in the wrong field.
//!
//! A message names the refused address, since that helps to find the slip; a token typed into the
//! field beside it would stand in a browser's history of answers, in a log, on a shared screen.

use super::{
    email::{Email, split_token_suffix},
    guid::Guid,
};
use crate::{clipboard::clean, secret::Secret};

/// How many characters of a text are repeated.
const SHOWN: usize = 200;

/// The text as a message repeats it: cleaned, at most 200 characters, of a pasted
/// `mail/token:secret` only the mail, and nothing at all where it is or looks like a secret.
#[must_use]
pub fn shown(text: &str, typed: Option<&Secret>) -> Option<String> {
    let text = clean(text);
    let text = split_token_suffix(&text).map_or(text.as_str(), |(email, _)| email);
    let repeats = typed.is_some_and(|typed| typed.stands_in(text));
    let is_secret = repeats || (text.parse::<Email>().is_err() && looks_secret(text));
    (!is_secret).then(|| text.chars().take(SHOWN).collect())
}

/// Whether a word in it has the shape of one of the CRMs' secrets.
fn looks_secret(text: &str) -> bool {
    let is_of_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '~');
    text.split(|c: char| !is_of_word(c)).any(is_secret_word)
}

fn is_secret_word(word: &str) -> bool {
    // Kustomer's keys are JWTs; Entra's client secrets have a tilde.
    let is_named = word.len() >= 20 && (word.starts_with("eyJ") || word.contains('~'));
    is_named
        || word
            .split(['.', '-', '_', '~'])
            .any(|run| is_long(run.as_bytes()))
        || (!is_host(word) && word.split('.').any(is_jumbled))
}

/// Zendesk's tokens are 40 letters and digits, its OAuth secrets and Salesforce's 64 hex digits,
/// Salesforce's old ones 19 digits. A GUID without hyphens has 32.
fn is_long(run: &[u8]) -> bool {
    let has_digit = run.iter().any(u8::is_ascii_digit);
    let has_letter = run.iter().any(u8::is_ascii_alphabetic);
    has_digit && (run.len() > 32 || (!has_letter && run.len() > 16))
}

/// Capitals, small letters and digits in a long jumble, as nobody names anything.
fn is_jumbled(piece: &str) -> bool {
    let has = |is: fn(&u8) -> bool| piece.as_bytes().iter().any(is);
    piece.len() >= 24
        && has(u8::is_ascii_uppercase)
        && has(u8::is_ascii_lowercase)
        && has(u8::is_ascii_digit)
        && piece.parse::<Guid>().is_err()
}

/// A dotted word that ends as host names do.
fn is_host(word: &str) -> bool {
    word.rsplit_once('.').is_some_and(|(_, end)| {
        (2..=8).contains(&end.len()) && end.bytes().all(|byte| byte.is_ascii_alphabetic())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_is_repeated() {
        for text in [
            "camille@acme.example",
            "Camille.Roy+0123456789abcdef0123456789abcdef@acme.example",
            "camille roy",
            "acme",
            "acme.evil.example",
            "the-very-long-name-of-a-company-2024-inc",
            "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
            "3F2504E0-4f89-41d3-9a0c-0305e82c3301",
            "3f2504e04f8941d39a0c0305e82c3301",
            "api://3f2504e0-4f89-41d3-9a0c-0305e82c3301/scope",
            "https://login.microsoftonline.com/3f2504e0-4f89-41d3-9a0c-0305e82c3301/v2.0",
            "00D0O000005Jj18UAB",
            "https://AcmeCorporationEurope2024--Uat1.sandbox.my.salesforce.com/lightning/setup",
            "Acme.crm4.dynamics.com",
            "360012345678",
            "two words",
        ] {
            assert_eq!(shown(text, None).as_deref(), Some(text));
        }
    }

    #[test]
    fn what_looks_like_a_secret_is_not() {
        for text in [
            "6wiIBWbGkBMo1mRDMuVwkw1EPsNkeUj95PIz2akv",
            "https://6wiIBWbGkBMo1mRDMuVwkw1EPsNkeUj95PIz2akv.zendesk.com",
            "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpZCI6IjEifQ.c2lnbmF0dXJl",
            "Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpZCI6IjEifQ.c2lnbmF0dXJl",
            "abc8Q~dEf.GhI-jKl_mNoPqRsTuVwXyZ0123456ab",
            "B1C2D3E4F5A6B7C8D9E0F1A2B3C4D5E6B1C2D3E4F5A6B7C8D9E0F1A2B3C4D5E6",
            "b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6",
            "1234567890123456789",
            "secret=kX9mP2vQ7rT4wY8zB3nC6dF1g",
        ] {
            assert_eq!(shown(text, None), None, "{text}");
        }
    }

    #[test]
    fn the_typed_secret_is_not_repeated_whatever_it_looks_like() {
        let secret = Secret::from(" typed-token-9z8y\n");
        for text in [
            "typed-token-9z8y",
            "Typed-Token-9Z8Y",
            "x typed-token-9z8y",
            "typed-token-9z8y@acme.example",
        ] {
            assert_eq!(shown(text, Some(&secret)), None, "{text}");
        }
        let short = Secret::from("acme");
        assert_eq!(shown("acme", Some(&short)), None);
        assert!(shown("camille@acme.example", Some(&short)).is_some());
        assert!(shown("camille@acme.example", Some(&"".into())).is_some());
    }

    #[test]
    fn of_a_pasted_user_name_only_the_mail_is_repeated() {
        let text = "a@b.example/token:s3cret";
        assert_eq!(shown(text, None).as_deref(), Some("a@b.example"));
    }
}
