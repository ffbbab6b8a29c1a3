//! A secret on its way into a request: the only place of this crate that exposes one.
//!
//! Whoever makes a credential gets the [`Scrub`] that finds it again in what comes back.

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use domain::{Cause, Check, Secret, Verdict};
use reqwest::header::HeaderValue;
use serde_json::Value;
use url::form_urlencoded;

use crate::{answer::Step, scrub::Scrub};

/// An Authorization header, marked as sensitive so that no log prints it.
#[derive(Clone)]
pub(crate) struct Credential {
    pub(crate) header: HeaderValue,
    pub(crate) scrub: Scrub,
}

impl Credential {
    /// `Basic base64(user:secret)`.
    pub(crate) fn basic(user: &str, secret: &Secret) -> Step<Self> {
        let pair = STANDARD.encode(format!("{user}:{}", secret.expose_secret()));
        let scrub = Scrub::of(
            forms(secret)
                .into_iter()
                .chain([pair.trim_end_matches('=').to_owned()]),
        );
        Self::header(format!("Basic {pair}"), scrub)
    }

    /// `Bearer secret`.
    pub(crate) fn bearer(secret: &Secret) -> Step<Self> {
        Self::header(
            format!("Bearer {}", secret.expose_secret()),
            Scrub::of(forms(secret)),
        )
    }

    fn header(text: String, scrub: Scrub) -> Step<Self> {
        // No header can carry it, so it is not sent and nothing is known of it.
        let mut header = HeaderValue::try_from(text).map_err(|_| {
            Box::new(Check {
                cause: Some(Cause::Unreadable),
                ..Check::of(Verdict::Unverified)
            })
        })?;
        header.set_sensitive(true);
        Ok(Self { header, scrub })
    }
}

/// The form with which an application asks Entra for a token.
pub(crate) fn client_credentials(app_id: &str, secret: &Secret, scope: &str) -> (String, Scrub) {
    let form = form_urlencoded::Serializer::new(String::new())
        .append_pair("grant_type", "client_credentials")
        .append_pair("client_id", app_id)
        .append_pair("client_secret", secret.expose_secret())
        .append_pair("scope", scope)
        .finish();
    (form, Scrub::of(forms(secret)))
}

/// A claim that a JWT makes of itself: a hint, never proof.
pub(crate) fn claim(jwt: &Secret, name: &str) -> Option<String> {
    let payload = jwt.expose_secret().split('.').nth(1)?;
    let payload = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?;
    let payload: Value = serde_json::from_slice(&payload).ok()?;
    Some(payload.get(name)?.as_str()?.to_owned())
}

/// How a secret may come back: as it is, in base64, and as a form carries it.
fn forms(secret: &Secret) -> Vec<String> {
    let plain = secret.expose_secret();
    let escaped = form_urlencoded::byte_serialize(plain.as_bytes()).collect();
    let encoded = STANDARD.encode(plain).trim_end_matches('=').to_owned();
    vec![plain.to_owned(), encoded, escaped]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zendesk_pair_is_encoded_as_its_guide_says() {
        let pair = Credential::basic("a@b.example/token", &"xyz".into()).unwrap();
        assert_eq!(pair.header, "Basic YUBiLmV4YW1wbGUvdG9rZW46eHl6");
        assert!(pair.header.is_sensitive());
        assert_eq!(
            pair.scrub
                .text("you sent Basic YUBiLmV4YW1wbGUvdG9rZW46eHl6"),
            None
        );
    }

    #[test]
    fn a_secret_that_no_header_carries_is_not_sent() {
        let check = Credential::bearer(&"a\r\nHost: evil".into()).err().unwrap();
        assert_eq!(check.verdict, Verdict::Unverified);
    }

    #[test]
    fn a_form_escapes_what_the_secret_contains() {
        let (form, scrub) = client_credentials("id", &"a&b=c~d".into(), "https://x/.default");
        assert!(form.contains("client_secret=a%26b%3Dc%7Ed&"), "{form}");
        assert_eq!(scrub.text(&form), None);
    }

    #[test]
    fn a_claim_is_read_and_garbage_is_not() {
        let payload = URL_SAFE_NO_PAD.encode(r#"{"orgName":"acme","n":1}"#);
        let key = Secret::from(format!("eyJ.{payload}.sig"));
        assert_eq!(claim(&key, "orgName").as_deref(), Some("acme"));
        assert_eq!(claim(&key, "n"), None);
        for bad in ["", "a", "a.b.c", "a.!!.c", "..."] {
            assert_eq!(claim(&bad.into(), "orgName"), None, "{bad}");
        }
    }
}
