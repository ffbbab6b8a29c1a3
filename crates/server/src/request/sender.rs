//! Who sends events: the holder of a token, as Bearer or as the password of Basic, which some senders
//! know alone. The default is no.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::Secret;

use crate::{app::App, error::Error};

/// The name of the token that was shown.
pub(crate) struct Sender(pub(crate) String);

impl FromRequestParts<App> for Sender {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let token = token(&parts.headers).ok_or(Error::Unauthorized)?;
        let name = app.store.credential(&token, app.clock.now()).await?;
        name.map(Self).ok_or(Error::Unauthorized)
    }
}

fn token(headers: &HeaderMap) -> Option<Secret> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let (value, None) = (values.next()?, values.next()) else {
        return None;
    };
    let (scheme, rest) = value.to_str().ok()?.trim().split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(rest.trim().into());
    }
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let pair = String::from_utf8(STANDARD.decode(rest.trim()).ok()?).ok()?;
    Some(pair.split_once(':')?.1.into())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn shown(values: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(
                header::AUTHORIZATION,
                HeaderValue::from_str(value).expect("text"),
            );
        }
        token(&headers).map(|token| token.expose_secret().to_owned())
    }

    #[test]
    fn a_token_comes_as_bearer_or_as_the_password_of_basic() {
        assert_eq!(shown(&["Bearer t"]).as_deref(), Some("t"));
        assert_eq!(shown(&["bearer  t "]).as_deref(), Some("t"));
        let basic = format!("Basic {}", STANDARD.encode("anybody:t:u"));
        assert_eq!(shown(&[&basic]).as_deref(), Some("t:u"));
    }

    #[test]
    fn whatever_else_is_none() {
        let no_colon = format!("Basic {}", STANDARD.encode("t"));
        for values in [
            &[][..],
            &["Bearer"],
            &["Digest t"],
            &["Basic ???"],
            &[no_colon.as_str()],
            &["Bearer t", "Bearer t"],
        ] {
            assert_eq!(shown(values), None, "{values:?}");
        }
    }
}
