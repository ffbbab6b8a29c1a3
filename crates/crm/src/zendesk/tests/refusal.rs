//! Refusals as they were recorded, and what is made of those nobody has seen.

use domain::{Cause, Verdict};
use serde_json::json;

use super::super::refusal::{forbidden, refusal};
use crate::answer::fake::answer;

#[test]
fn an_unknown_subdomain_is_told_in_json_and_in_html() {
    let recorded = json!({"error": {
        "title": "No help desk at nosuchaccount.zendesk.com",
        "message": "There is no help desk configured at this address. This means that the address \
                    is available and that you can claim it at http://www.zendesk.com/signup",
    }});
    for body in [recorded.to_string(), "<html>No help desk".to_owned()] {
        let check = refusal(&answer(404, &body));
        assert_eq!(
            (check.verdict, check.cause),
            (Verdict::NotFound, Some(Cause::AccountUnknown)),
            "{body}"
        );
        // A sentence is no code.
        assert_eq!(check.detail.code, None, "{body}");
    }
}

#[test]
fn a_403_says_whether_scopes_or_the_plan_or_the_network_edge_is_in_the_way() {
    let message =
        |text: &str| json!({"error": {"title": "Forbidden", "message": text}}).to_string();
    let scopes = json!({
        "error": "Forbidden",
        "description": "You are missing the following required scopes: read",
    });
    let (not_admin, unverified) = (Verdict::NotAdmin, Verdict::Unverified);
    for (body, verdict, cause) in [
        (scopes.to_string(), not_admin, Some(Cause::ScopeTooSmall)),
        (
            message("Your plan does not include access to the API."),
            not_admin,
            Some(Cause::PlanForbids),
        ),
        (
            message("You do not have access to this page."),
            not_admin,
            None,
        ),
        (
            "error code: 1010".into(),
            unverified,
            Some(Cause::AddressFilter),
        ),
        (
            "<!doctype html><title>Access denied</title>".into(),
            unverified,
            Some(Cause::AddressFilter),
        ),
        (String::new(), unverified, Some(Cause::AddressFilter)),
        ("\"scope\"".into(), unverified, Some(Cause::AddressFilter)),
    ] {
        let answer = answer(403, &body);
        let token = refusal(&answer);
        let client = forbidden(&answer, Cause::ScopeTooSmall);
        assert_eq!(
            (token.verdict, client.verdict),
            (verdict, verdict),
            "{body}"
        );
        // Where nothing is said, a token lacks the plan and a client its scopes.
        assert_eq!(token.cause, cause.or(Some(Cause::PlanForbids)), "{body}");
        assert_eq!(client.cause, cause.or(Some(Cause::ScopeTooSmall)), "{body}");
    }
}
