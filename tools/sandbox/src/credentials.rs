//! What a caller shows in its Authorization header.
//! Reading it is the same for every CRM; believing it is not.

use axum::http::{HeaderMap, header};
use base64::{Engine as _, engine::general_purpose::STANDARD};

/// The Authorization header, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Credentials {
    /// No header at all.
    Absent,
    Basic {
        user: String,
        password: String,
    },
    Bearer(String),
    /// Another scheme, or not readable.
    Other,
}

impl Credentials {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let Some(value) = headers.get(header::AUTHORIZATION) else {
            return Self::Absent;
        };
        value
            .to_str()
            .ok()
            .and_then(Self::parse)
            .unwrap_or(Self::Other)
    }

    fn parse(value: &str) -> Option<Self> {
        let (scheme, rest) = value.split_once(' ')?;
        match scheme.to_ascii_lowercase().as_str() {
            "bearer" => Some(Self::Bearer(rest.trim().to_owned())),
            "basic" => {
                let text = String::from_utf8(STANDARD.decode(rest.trim()).ok()?).ok()?;
                let (user, password) = text.split_once(':')?;
                Some(Self::Basic {
                    user: user.to_owned(),
                    password: password.to_owned(),
                })
            }
            _ => None,
        }
    }

    /// For the list of requests: which kind, never what.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Absent => "none",
            Self::Basic { .. } => "basic",
            Self::Bearer(_) => "bearer",
            Self::Other => "other",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_may_contain_colons() {
        let header = format!("Basic {}", STANDARD.encode("a@b.example/token:x:y"));
        let expected = Credentials::Basic {
            user: "a@b.example/token".into(),
            password: "x:y".into(),
        };
        assert_eq!(Credentials::parse(&header), Some(expected));
    }
}
