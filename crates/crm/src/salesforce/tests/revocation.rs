//! When a token counts as ended.

use domain::Verdict;
use serde_json::json;

use super::{super::token, verdict_of};
use crate::answer::fake::answer;

fn error(error: &str, description: &str) -> String {
    json!({"error": error, "error_description": description}).to_string()
}

#[test]
fn a_token_nobody_knows_is_as_good_as_ended() {
    for (status, body, verdict) in [
        (200, String::new(), Verdict::Valid),
        (400, error("invalid_token", "invalid token"), Verdict::Valid),
        (400, error("unsupported_token_type", "x"), Verdict::Valid),
        (400, error("invalid_request", "x"), Verdict::Unverified),
        (404, "<html>".into(), Verdict::NotFound),
        (
            403,
            r#"[{"errorCode":"REQUEST_LIMIT_EXCEEDED"}]"#.into(),
            Verdict::RateLimited,
        ),
        (500, String::new(), Verdict::Unreachable),
        (302, String::new(), Verdict::Unverified),
    ] {
        let found = answer(status, &body)
            .settled()
            .and_then(|answer| token::ended(&answer));
        assert_eq!(verdict_of(found).0, verdict, "{status} {body}");
    }
}
