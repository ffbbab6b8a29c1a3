//! The proof that whoever brings a code began the link: RFC 7636, method S256.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::Secret;
use rand::RngCore as _;
use sha2::{Digest as _, Sha256};

/// A proof key and what is shown of it.
#[derive(Clone, Debug)]
pub struct Pkce {
    /// For the exchange of the code, and to be kept secret until then.
    pub verifier: Secret,
    /// For the authorization request.
    pub challenge: String,
}

impl Pkce {
    /// A new pair, of 256 random bits.
    #[must_use]
    pub fn new() -> Self {
        let mut bits = [0; 32];
        rand::rng().fill_bytes(&mut bits);
        Self::of(URL_SAFE_NO_PAD.encode(bits))
    }

    fn of(verifier: String) -> Self {
        Self {
            challenge: URL_SAFE_NO_PAD.encode(Sha256::digest(&verifier)),
            verifier: verifier.into(),
        }
    }
}

impl Default for Pkce {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_that_of_rfc_7636() {
        let pair = Pkce::of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned());
        assert_eq!(
            pair.challenge,
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        );
    }

    #[test]
    fn every_pair_is_new_long_enough_and_not_printed() {
        let (one, two) = (Pkce::new(), Pkce::new());
        assert_eq!(one.verifier.expose_secret().len(), 43);
        assert_ne!(one.verifier, two.verifier);
        assert!(!format!("{one:?}").contains(one.verifier.expose_secret()));
    }
}
