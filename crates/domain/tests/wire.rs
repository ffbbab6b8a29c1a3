//! One save told in JSON, through nothing but the crate's public face: the contract of page and API.

use std::collections::BTreeMap;

use domain::{
    Check, Crm, Draft, Settings, Verdict,
    save::plan,
    wire::{Failure, Saved},
};
use serde_json::{Value, from_value, json, to_value};

fn save(body: Value, says: Verdict) -> Value {
    let draft: Draft = from_value(body).expect("a draft");
    let plan = plan(Settings::default(), &draft).expect("nothing stops it");
    let answers: BTreeMap<_, _> = plan
        .questions()
        .map(|question| (question.connection.crm(), Check::of(says)))
        .collect();
    let outcome = plan.settle(&answers, 1_700_000_000_000);
    let saved = Saved {
        settings: outcome.settings,
        report: outcome.report,
    };
    let json = to_value(&saved).expect("JSON");
    assert_eq!(
        from_value::<Saved>(json.clone()).expect("the page reads it"),
        saved
    );
    json
}

fn zendesk() -> Value {
    json!({
        "agent_platform": "zendesk",
        "panels": { "zendesk": {
            "fields": { "subdomain": "https://acme.zendesk.com/agent", "email": "camille@acme.example" },
            "secret": { "replace": "canary-token-1a2b" },
            "default_user": true,
        } },
    })
}

fn check(verdict: &str) -> Value {
    json!({
        "verdict": verdict, "cause": null, "acts_as": null, "warnings": [],
        "detail": { "status": null, "code": null }, "retry_after_s": null,
    })
}

#[test]
fn an_accepted_save_reads_like_this() {
    assert_eq!(
        save(zendesk(), Verdict::Valid),
        json!({
            "settings": {
                "version": 1,
                "saved_at": 1_700_000_000_000_i64,
                "agent_platform": "zendesk",
                "panels": { "zendesk": {
                    "fields": { "subdomain": "acme", "credential_kind": "", "client_id": "", "email": "camille@acme.example", "session_field": "" },
                    "secret": {
                        "last_four": "1a2b",
                        "replaced_at": 1_700_000_000_000_i64,
                        "bound_to": { "subdomain": "acme", "email": "camille@acme.example" },
                    },
                    "default_user": true,
                    "health": { "check": check("valid"), "checked_at": 1_700_000_000_000_i64 },
                } },
            },
            "report": {
                "agent_platform": "saved",
                "panels": { "zendesk": {
                    "tuple": "saved",
                    "default_user": "as_asked",
                    "check": check("valid"),
                    "problems": [],
                    "saved": [{ "field": "subdomain" }, { "field": "email" }, "secret"],
                } },
            },
        })
    );
}

#[test]
fn a_refused_save_names_the_email_and_never_the_token() {
    let saved = save(zendesk(), Verdict::Rejected);
    assert_eq!(
        saved["report"]["panels"]["zendesk"],
        json!({
            "tuple": "reverted",
            "default_user": "off_refused",
            "check": check("rejected"),
            "problems": [
                { "crm": "zendesk", "input": { "field": "email" }, "code": "rejected", "entered": "camille@acme.example" },
                { "crm": "zendesk", "input": "secret", "code": "rejected", "entered": null },
            ],
            "saved": [{ "field": "subdomain" }],
        })
    );
    assert!(!saved.to_string().contains("canary"));
}

#[test]
fn a_draft_that_stops_a_save_reads_as_problems() {
    let body = json!({ "agent_platform": null, "panels": { "zendesk": { "fields": { "session_field": "x" } } } });
    let draft: Draft = from_value(body).expect("a draft");
    let problems = plan(Settings::default(), &draft).expect_err("not a number");
    let failure = Failure {
        code: "unprocessable".into(),
        message: String::new(),
        next_step: String::new(),
        request_id: None,
        problems,
        current: None,
    };
    let problem = json!({ "crm": "zendesk", "input": { "field": "session_field" }, "code": "session_field_invalid", "entered": "x" });
    assert_eq!(
        to_value(failure).expect("JSON"),
        json!({ "code": "unprocessable", "message": "", "next_step": "", "request_id": null, "problems": [problem] })
    );
}

#[test]
fn every_crm_has_the_same_key_in_json_and_in_addresses() {
    for crm in Crm::ALL {
        assert_eq!(to_value(crm).expect("JSON"), json!(crm.key()));
        assert_eq!(Crm::from_key(crm.key()), Some(crm));
    }
}
