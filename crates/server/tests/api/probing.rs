//! Test connection: the draft over what is stored, and what becomes of the verdict.

use std::time::Duration;

use domain::{
    Code, Crm, Field, Input, PanelDraft, SecretEdit, Status, Verdict, status,
    wire::{Failure, Problem, Tested},
};

use crate::support::{ASKED, TestApp, changed_host, complete, draft, foreign, spawn_app};

async fn set_up(crm: Crm) -> TestApp {
    let app = spawn_app().await;
    assert_eq!(
        app.save(&draft([(crm, complete(crm, "the-secret"))]))
            .await
            .status,
        200
    );
    app.fake.asked();
    app
}

fn codes(problems: &[Problem]) -> Vec<(Input, Code)> {
    problems
        .iter()
        .map(|problem| (problem.input, problem.code))
        .collect()
}

#[tokio::test]
async fn a_draft_is_tested_and_not_saved() {
    for crm in ASKED {
        let app = spawn_app().await;
        let check = app
            .test(crm, &complete(crm, "typed"))
            .await
            .json::<Tested>()
            .check;
        assert_eq!(
            (check.verdict, app.fake.asked().remove(0).1.as_str()),
            (Verdict::Valid, "typed")
        );
        app.fake.says(crm, &[Verdict::Rejected]);
        let check = app
            .test(crm, &complete(crm, "typed"))
            .await
            .json::<Tested>()
            .check;
        assert_eq!(
            check.verdict,
            Verdict::Rejected,
            "a refusal is an answer like any other"
        );
        assert_eq!(app.settings().await, Default::default());
    }
}

#[tokio::test]
async fn the_stored_connection_is_called_dead_after_two_refusals() {
    for crm in ASKED {
        let app = set_up(crm).await;
        app.fake.says(crm, &[Verdict::Rejected, Verdict::NotAdmin]);
        let tested: Tested = app.test(crm, &PanelDraft::default()).await.json();
        assert_eq!(
            (tested.check.verdict, app.fake.asked().len()),
            (Verdict::NotAdmin, 2)
        );
        assert_eq!(
            tested.noted,
            app.settings().await.panel(crm).health,
            "the page is told what is known now"
        );
        let settings = app.settings().await;
        assert_eq!(status(crm, &settings.panel(crm)), Status::NeedsAttention);
        assert_eq!(
            (settings.version, settings.panel(crm).default_user),
            (1, true),
            "health is no part of the version"
        );
        let _ = app
            .test(crm, &PanelDraft::default())
            .await
            .json::<Tested>()
            .check;
        assert_eq!(
            status(crm, &app.settings().await.panel(crm)),
            Status::Verified
        );
    }
}

#[tokio::test]
async fn what_proves_nothing_is_not_noted() {
    for crm in ASKED {
        for second in [
            Verdict::Unreachable,
            Verdict::RateLimited,
            Verdict::Unverified,
        ] {
            let app = set_up(crm).await;
            app.fake.says(crm, &[Verdict::Rejected, second]);
            let tested: Tested = app.test(crm, &PanelDraft::default()).await.json();
            assert_eq!((tested.check.verdict, tested.noted), (second, None));
            assert_eq!(
                status(crm, &app.settings().await.panel(crm)),
                Status::Verified
            );
        }
    }
}

#[tokio::test]
async fn a_verdict_on_a_draft_says_nothing_of_what_is_stored() {
    for crm in ASKED {
        let app = set_up(crm).await;
        app.fake.says(crm, &[Verdict::Rejected]);
        let typed = PanelDraft {
            secret: SecretEdit::Replace("wrong".into()),
            ..PanelDraft::default()
        };
        let _ = app.test(crm, &typed).await.json::<Tested>().check;
        assert_eq!(app.fake.asked().len(), 1);
        assert_eq!(
            status(crm, &app.settings().await.panel(crm)),
            Status::Verified
        );
    }
}

#[tokio::test]
async fn a_verdict_on_a_connection_that_was_replaced_meanwhile_is_dropped() {
    let app = set_up(Crm::Kustomer).await;
    app.fake.takes(Duration::from_millis(300));
    app.fake.says(
        Crm::Kustomer,
        &[Verdict::Rejected, Verdict::Valid, Verdict::Rejected],
    );
    let untouched = PanelDraft::default();
    let replaced = draft([(Crm::Kustomer, complete(Crm::Kustomer, "a-new-key"))]);
    let save = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        app.save(&replaced).await
    };
    let (tested, saved) = tokio::join!(app.test(Crm::Kustomer, &untouched), save);
    assert_eq!(
        (tested.json::<Tested>().check.verdict, saved.status),
        (Verdict::Rejected, 200)
    );
    assert_eq!(
        status(Crm::Kustomer, &app.settings().await.panel(Crm::Kustomer)),
        Status::Verified
    );
}

#[tokio::test]
async fn what_is_missing_is_listed() {
    for crm in ASKED {
        let app = spawn_app().await;
        let answer = app.test(crm, &PanelDraft::default()).await;
        assert_eq!(answer.failure(), (422, "not_testable".into()));
        let missing: Vec<_> = crm
            .tuple_fields(&domain::Fields::default())
            .map(Input::Field)
            .chain([Input::Secret])
            .map(|input| (input, Code::Missing))
            .collect();
        assert_eq!(codes(&answer.json::<Failure>().problems), missing);
        assert_eq!(app.fake.asked(), []);
    }
}

#[tokio::test]
async fn a_kept_secret_is_not_tested_against_another_host() {
    for crm in ASKED {
        let app = set_up(crm).await;
        // An address that is no host of the CRM leads nowhere, so no secret is asked for it.
        let required = (Input::Secret, Code::SecretRequired);
        let foreign_host = |field| (Input::Field(field), Code::ForeignHost);
        let (changed, foreign) = (changed_host(crm), foreign(crm));
        for ((field, value), why) in [(changed, required), (foreign, foreign_host(foreign.0))] {
            let mut panel = PanelDraft::default();
            panel.fields.set(field, value);
            let answer = app.test(crm, &panel).await;
            assert_eq!(answer.failure(), (422, "not_testable".into()));
            assert_eq!(codes(&answer.json::<Failure>().problems), [why]);
        }
        assert_eq!(app.fake.asked(), []);
    }
}

#[tokio::test]
async fn a_field_of_another_crm_and_an_unknown_crm_are_named() {
    let app = spawn_app().await;
    let mut panel = complete(Crm::Kustomer, "key");
    panel.fields.set(Field::Tenant, "acme.example");
    let answer = app.test(Crm::Kustomer, &panel).await;
    assert_eq!(answer.failure(), (422, "invalid_fields".into()));
    assert_eq!(
        codes(&answer.json::<Failure>().problems),
        [(Input::Field(Field::Tenant), Code::UnknownField)]
    );
    let answer = app
        .send(
            app.request(reqwest::Method::POST, "/api/settings/crm/siebel/test")
                .json(&panel),
        )
        .await;
    assert_eq!(answer.failure(), (404, "no_such_crm".into()));
}

#[tokio::test]
async fn a_hundred_tests_a_minute_reach_the_crm_twenty_times() {
    let app = set_up(Crm::Zendesk).await;
    let mut refused = 0;
    for _ in 0..100 {
        let answer = app.test(Crm::Zendesk, &PanelDraft::default()).await;
        if answer.status == 429 {
            assert_eq!(answer.failure(), (429, "too_many_tries".into()));
            let wait: u64 = answer.header("retry-after").unwrap().parse().unwrap();
            assert!((1..=3).contains(&wait), "{wait}");
            refused += 1;
        }
    }
    let asked = app.fake.asked().len();
    assert!(
        (19..=25).contains(&asked) && refused == 100 - asked,
        "{asked} asked, {refused} refused"
    );
    let answer = app
        .save(&draft([(Crm::Zendesk, complete(Crm::Zendesk, "another"))]))
        .await;
    assert_eq!(
        answer.failure(),
        (429, "too_many_tries".into()),
        "a save that asks is bounded as well"
    );
    let off = PanelDraft {
        default_user: Some(false),
        ..PanelDraft::default()
    };
    assert_eq!(
        app.save(&draft([(Crm::Zendesk, off)])).await.status,
        200,
        "what asks nobody is saved"
    );
    assert_eq!(
        app.test(Crm::Kustomer, &complete(Crm::Kustomer, "key"))
            .await
            .status,
        200
    );
}
