//! One answer of a CRM, as far as it was read, and the verdicts that hold for every CRM.

use std::time::SystemTime;

use domain::{Cause, Check, Detail, Verdict};
use reqwest::header::HeaderMap;
use serde_json::Value;

use crate::{retry::retry_after_s, scrub::Scrub};

/// A result, or the check in which the verification ends here.
pub(crate) type Step<T> = Result<T, Box<Check>>;

/// Status, headers and a body of bounded size, whatever its content type.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    /// The body as text; only for finding words in it, never for showing.
    pub(crate) text: String,
    pub(crate) json: Option<Value>,
    /// Whether the body was longer than what is read; then nothing of it is kept.
    pub(crate) is_cut: bool,
    /// When it came.
    pub(crate) at: SystemTime,
    /// What must not be shown of it.
    pub(crate) scrub: Scrub,
}

impl Answer {
    /// The answer itself, unless its status alone says all: 5xx, 429, 3xx, or a body without end.
    pub(crate) fn settled(self) -> Step<Self> {
        match self.status {
            500.. => Err(self.check(Verdict::Unreachable, None)),
            429 => Err(self.rate_limited()),
            300..=399 => Err(self.check(Verdict::Unverified, Cause::Redirected)),
            _ if self.is_cut => Err(self.unreadable()),
            _ => Ok(self),
        }
    }

    /// A check with this answer's status and code as its detail.
    pub(crate) fn check(&self, verdict: Verdict, cause: impl Into<Option<Cause>>) -> Box<Check> {
        let detail = Detail {
            status: Some(self.status),
            code: self.code(),
        };
        Box::new(Check {
            cause: cause.into(),
            detail,
            ..Check::of(verdict)
        })
    }

    /// The CRM asks to come back later, whatever the status it says so with.
    pub(crate) fn rate_limited(&self) -> Box<Check> {
        Box::new(Check {
            retry_after_s: retry_after_s(&self.headers, self.at),
            ..*self.check(Verdict::RateLimited, None)
        })
    }

    /// The answer is not what it should be.
    pub(crate) fn unreadable(&self) -> Box<Check> {
        self.check(Verdict::Unverified, Cause::Unreadable)
    }

    /// A value of the JSON body, by JSON pointer.
    pub(crate) fn get(&self, pointer: &str) -> Option<&Value> {
        self.json
            .as_ref()?
            .pointer(pointer)
            .filter(|value| !value.is_null())
    }

    /// A text of the JSON body as it stands: for comparing, never for showing.
    pub(crate) fn raw(&self, pointer: &str) -> Option<&str> {
        self.get(pointer)?.as_str()
    }

    /// A text of the JSON body as it may be shown.
    pub(crate) fn text(&self, pointer: &str) -> Option<String> {
        self.scrub.text(self.raw(pointer)?)
    }

    /// The rows of a list in the JSON body.
    pub(crate) fn rows(&self, pointer: &str) -> Option<&[Value]> {
        self.get(pointer)?.as_array().map(Vec::as_slice)
    }

    /// Whether these words, given in lower case, are anywhere in the body.
    pub(crate) fn says(&self, words: &str) -> bool {
        self.text.to_ascii_lowercase().contains(words)
    }

    /// The CRM's own error code, from any of the envelopes in use.
    fn code(&self) -> Option<String> {
        let entra = self
            .get("/error_codes/0")
            .and_then(Value::as_u64)
            .map(|code| format!("AADSTS{code}"));
        let envelopes = [
            "/error/code",
            "/errors/0/code",
            "/error/title",
            "/error",
            "/0/errorCode",
        ];
        entra.or_else(|| {
            envelopes
                .iter()
                .find_map(|pointer| self.scrub.code(self.raw(pointer)?))
        })
    }
}

#[cfg(test)]
pub(crate) mod fake {
    //! Answers for tests, without HTTP.

    use super::*;

    /// An answer with this body, JSON or not.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "tests hand in literals and `json!` alike"
    )]
    pub(crate) fn answer(status: u16, body: impl ToString) -> Answer {
        let text = body.to_string();
        Answer {
            status,
            headers: HeaderMap::new(),
            json: serde_json::from_str(&text).ok(),
            text,
            is_cut: false,
            at: SystemTime::UNIX_EPOCH,
            scrub: Scrub::of(["the-secret".to_owned()]),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{fake::answer, *};

    #[test]
    fn codes_are_found_in_every_envelope() {
        for (body, code) in [
            (json!({"error": "invalid_token"}), Some("invalid_token")),
            (
                json!({"error": {"title": "Forbidden", "message": "x"}}),
                Some("Forbidden"),
            ),
            (
                json!({"error": {"code": "0x80040217", "message": "x"}}),
                Some("0x80040217"),
            ),
            (
                json!({"errors": [{"code": "unauthorized"}]}),
                Some("unauthorized"),
            ),
            (
                json!({"error": "invalid_client", "error_codes": [7_000_215]}),
                Some("AADSTS7000215"),
            ),
            (
                json!([{"errorCode": "INVALID_FIELD", "message": "x"}]),
                Some("INVALID_FIELD"),
            ),
            (json!({"error": "the-secret"}), None),
            (json!(["x"]), None),
        ] {
            assert_eq!(
                answer(400, &body)
                    .check(Verdict::Unverified, None)
                    .detail
                    .code
                    .as_deref(),
                code,
                "{body}"
            );
        }
    }

    #[test]
    fn some_statuses_say_it_all() {
        let verdict = |status| {
            answer(status, "")
                .settled()
                .err()
                .map(|check| (check.verdict, check.cause))
        };
        assert_eq!(verdict(500), Some((Verdict::Unreachable, None)));
        assert_eq!(verdict(503), Some((Verdict::Unreachable, None)));
        assert_eq!(verdict(429), Some((Verdict::RateLimited, None)));
        assert_eq!(
            verdict(307),
            Some((Verdict::Unverified, Some(Cause::Redirected)))
        );
        assert_eq!(verdict(401), None);
    }

    #[test]
    fn a_body_without_end_proves_nothing_but_its_status_may() {
        let cut = |status| {
            Answer {
                is_cut: true,
                ..answer(status, "")
            }
            .settled()
            .err()
            .map(|check| check.verdict)
        };
        assert_eq!(cut(200), Some(Verdict::Unverified));
        assert_eq!(cut(401), Some(Verdict::Unverified));
        assert_eq!(cut(503), Some(Verdict::Unreachable));
        assert_eq!(cut(429), Some(Verdict::RateLimited));
    }
}
