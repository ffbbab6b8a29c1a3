//! A secret on its way into a request: the only place of this crate that exposes one.
//!
//! Whoever makes a credential gets the [`Scrub`] that finds it again in what comes back.

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use domain::{Cause, Check, Secret, Verdict};
use reqwest::header::HeaderValue;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use url::form_urlencoded;

use crate::{
    answer::{Answer, Step},
    scrub::Scrub,
};

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

    /// `Bearer access_token`, of a token endpoint's answer. What comes back later is searched for that
    /// token and for what it was bought with.
    pub(crate) fn issued(answer: &Answer) -> Step<Self> {
        let token = answer
            .raw("/access_token")
            .filter(|token| !token.is_empty());
        let token = Secret::from(token.ok_or_else(|| answer.unreadable())?);
        let bearer = Self::bearer(&token).map_err(|_| answer.unreadable())?;
        Ok(Self {
            scrub: bearer.scrub.and(&answer.scrub),
            ..bearer
        })
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

/// The body of a request that asks for a token, or ends one.
pub(crate) struct Body {
    pub(crate) kind: &'static str,
    pub(crate) text: String,
    pub(crate) scrub: Scrub,
}

impl Body {
    /// A form, as OAuth has it.
    pub(crate) fn form(plain: &[(&str, &str)], secrets: &[(&str, &Secret)]) -> Self {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(plain).extend_pairs(exposed(secrets));
        Self {
            kind: "application/x-www-form-urlencoded",
            text: form.finish(),
            scrub: Scrub::of(secrets.iter().flat_map(|(_, secret)| forms(secret))),
        }
    }

    /// A flat JSON object, as Zendesk documents its token endpoint.
    pub(crate) fn json(plain: &[(&str, &str)], secrets: &[(&str, &Secret)]) -> Self {
        let pairs = plain.iter().copied().chain(exposed(secrets));
        let object: Map<_, _> = pairs
            .map(|(name, text)| (name.to_owned(), Value::from(text)))
            .collect();
        Self {
            kind: "application/json",
            text: Value::Object(object).to_string(),
            ..Self::form(&[], secrets)
        }
    }
}

fn exposed<'a>(secrets: &'a [(&str, &Secret)]) -> impl Iterator<Item = (&'a str, &'a str)> {
    secrets
        .iter()
        .map(|(name, secret)| (*name, secret.expose_secret()))
}

/// A name for what a secret buys at a host in somebody's name, of which nothing can be read back.
pub(crate) fn fingerprint(host: &str, name: &str, secret: &Secret) -> [u8; 32] {
    let parts = [host, name, secret.expose_secret()];
    let hash = parts.into_iter().fold(Sha256::new(), |hash, part| {
        hash.chain_update(part.len().to_be_bytes())
            .chain_update(part)
    });
    hash.finalize().into()
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
        let secret = "a&b=c~d".into();
        let form = Body::form(&[("client_id", "id")], &[("client_secret", &secret)]);
        assert_eq!(form.text, "client_id=id&client_secret=a%26b%3Dc%7Ed");
        assert_eq!(form.scrub.text(&form.text), None);
        let json = Body::json(&[("client_id", "i\"d")], &[("client_secret", &secret)]);
        assert_eq!(
            json.text,
            r#"{"client_id":"i\"d","client_secret":"a&b=c~d"}"#
        );
        assert_eq!(json.scrub.text(&json.text), None);
    }

    #[test]
    fn a_fingerprint_tells_apart_where_one_part_ends() {
        let of = |host, name, secret: &str| fingerprint(host, name, &secret.into());
        assert_eq!(of("a", "bc", "d"), of("a", "bc", "d"));
        assert_ne!(of("a", "bc", "d"), of("ab", "c", "d"));
        assert_ne!(of("a", "bc", "d"), of("a", "bc", "e"));
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
