//! The box, and saves that ask nobody.

use domain::{
    Code, Crm, Field, Input, PanelDraft, SecretEdit, Status, Verdict,
    save::{BoxReport, PlatformReport, PlatformWhy, TupleReport},
    status,
    wire::{Failure, Saved},
};

use crate::support::{
    ASKED, TestApp, box_on, changed_host, complete, draft, foreign, session_field, spawn_app,
    with_secret,
};

async fn save(app: &TestApp, crm: Crm, panel: PanelDraft) -> Saved {
    let answer = app.save(&draft([(crm, panel)])).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

/// A server whose panel of this CRM is set up, with the box as given.
async fn set_up(crm: Crm, on: bool) -> TestApp {
    let app = spawn_app().await;
    save(
        &app,
        crm,
        PanelDraft {
            default_user: Some(on),
            ..complete(crm, "the-secret")
        },
    )
    .await;
    assert_eq!(app.fake.asked().len(), 1);
    app
}

#[tokio::test]
async fn turning_it_on_asks_about_what_is_stored() {
    for crm in ASKED {
        let app = set_up(crm, false).await;
        let saved = save(&app, crm, box_on(true)).await;
        assert_eq!(app.fake.asked().len(), 1);
        assert!(saved.settings.panel(crm).default_user);
    }
}

#[tokio::test]
async fn refused_twice_it_stays_off_and_the_connection_needs_attention() {
    for crm in ASKED {
        let app = set_up(crm, false).await;
        app.fake.says(crm, &[Verdict::Rejected, Verdict::Rejected]);
        let saved = save(&app, crm, box_on(true)).await;
        let (panel, report) = (saved.settings.panel(crm), &saved.report.panels[&crm]);
        assert_eq!(app.fake.asked().len(), 2);
        assert_eq!(
            (report.tuple, report.default_user),
            (TupleReport::Unchanged, BoxReport::OffRefused)
        );
        assert!(!panel.default_user && panel.secret.is_some());
        assert_eq!(status(crm, &panel), Status::NeedsAttention);
    }
}

#[tokio::test]
async fn a_second_probe_that_says_valid_clears_the_first() {
    for crm in ASKED {
        let app = set_up(crm, false).await;
        app.fake.says(crm, &[Verdict::Rejected, Verdict::Valid]);
        let saved = save(&app, crm, box_on(true)).await;
        assert!(saved.settings.panel(crm).default_user);
        assert_eq!(status(crm, &saved.settings.panel(crm)), Status::Verified);
    }
}

#[tokio::test]
async fn while_nobody_can_tell_it_stays_off() {
    for crm in ASKED {
        for verdict in [
            Verdict::Unreachable,
            Verdict::RateLimited,
            Verdict::Unverified,
        ] {
            let app = set_up(crm, false).await;
            app.fake.says(crm, &[verdict]);
            let saved = save(&app, crm, box_on(true)).await;
            assert_eq!(saved.report.panels[&crm].default_user, BoxReport::NotYet);
            assert!(!saved.settings.panel(crm).default_user);
            assert_eq!(status(crm, &saved.settings.panel(crm)), Status::Verified);
        }
    }
}

#[tokio::test]
async fn what_changes_nothing_of_the_tuple_asks_nobody() {
    for crm in ASKED {
        let app = set_up(crm, true).await;
        let (field, value) = session_field(crm);
        let mut panel = PanelDraft {
            default_user: Some(true),
            ..PanelDraft::default()
        };
        panel.fields.set(field, value);
        save(&app, crm, panel).await;
        save(&app, crm, box_on(false)).await;
        assert_eq!(app.fake.asked(), []);
        assert!(!app.settings().await.panel(crm).default_user);
    }
}

#[tokio::test]
async fn an_incomplete_tuple_is_stored_as_typed_and_unasked() {
    for crm in ASKED {
        let app = spawn_app().await;
        let saved = save(
            &app,
            crm,
            PanelDraft {
                secret: SecretEdit::Keep,
                ..complete(crm, "")
            },
        )
        .await;
        let (panel, report) = (saved.settings.panel(crm), &saved.report.panels[&crm]);
        assert_eq!(app.fake.asked(), []);
        assert_eq!(
            (report.tuple, report.default_user),
            (TupleReport::Saved, BoxReport::OffUnavailable)
        );
        assert_eq!(
            (status(crm, &panel), panel.default_user),
            (Status::NotSetUp, false)
        );
    }
}

#[tokio::test]
async fn a_removed_secret_turns_the_box_off() {
    for crm in ASKED {
        let app = set_up(crm, true).await;
        let clear = PanelDraft {
            secret: SecretEdit::Clear,
            ..PanelDraft::default()
        };
        let saved = save(&app, crm, clear).await;
        let panel = saved.settings.panel(crm);
        assert_eq!(
            (panel.secret, panel.default_user, app.fake.asked()),
            (None, false, vec![])
        );
    }
}

#[tokio::test]
async fn a_malformed_host_goes_nowhere_keeps_the_box_and_the_rest_is_saved() {
    for crm in ASKED {
        let app = set_up(crm, true).await;
        let before = app.settings().await.panel(crm);
        let (field, value) = foreign(crm);
        let mut panel = with_secret("another-secret");
        panel.fields.set(field, value);
        let (other, other_value) = session_field(crm);
        panel.fields.set(other, other_value);
        let saved = save(&app, crm, panel).await;
        let (panel, report) = (saved.settings.panel(crm), &saved.report.panels[&crm]);
        assert_eq!(
            (report.tuple, report.default_user, &report.check),
            (TupleReport::NotSavedYet, BoxReport::AsAsked, &None)
        );
        assert_eq!(report.problems[0].input, Input::Field(field));
        assert_eq!(report.saved, [Input::Field(other)]);
        let mut fields = before.fields;
        fields.set(other, other_value);
        assert_eq!(
            (panel.fields, panel.secret, app.fake.asked()),
            (fields, before.secret, vec![])
        );
        assert!(
            panel.default_user,
            "nobody was asked, so nothing was refused"
        );
    }
}

#[tokio::test]
async fn a_malformed_field_outside_the_tuple_saves_nothing() {
    for crm in ASKED {
        let app = spawn_app().await;
        let mut panel = complete(crm, "secret");
        panel.fields.set(Field::SessionField, "not a field!");
        let answer = app.save(&draft([(crm, panel)])).await;
        assert_eq!(answer.failure(), (422, "invalid_fields".into()));
        let failure: Failure = answer.json();
        assert_eq!(failure.problems[0].code, Code::SessionFieldInvalid);
        assert_eq!(
            (app.settings().await.version, app.fake.asked()),
            (0, vec![])
        );
    }
}

#[tokio::test]
async fn a_kept_secret_is_never_sent_to_another_host() {
    for crm in ASKED {
        let app = set_up(crm, true).await;
        let before = app.settings().await.panel(crm);
        let (host, value) = changed_host(crm);
        let (other, other_value) = session_field(crm);
        let mut panel = PanelDraft::default();
        panel.fields.set(host, value);
        panel.fields.set(other, other_value);
        let saved = save(&app, crm, panel).await;
        let (panel, report) = (saved.settings.panel(crm), &saved.report.panels[&crm]);
        assert_eq!(report.tuple, TupleReport::NotSavedYet);
        assert_eq!(report.problems[0].code, Code::SecretRequired);
        assert_eq!(panel.fields.get(host), before.fields.get(host));
        assert_eq!(panel.fields.get(other), other_value, "the rest is saved");
        assert_eq!((panel.default_user, app.fake.asked()), (true, vec![]));
    }
}

#[tokio::test]
async fn a_working_platform_is_not_left_for_one_that_is_refused() {
    let app = set_up(Crm::Zendesk, true).await;
    app.fake.says(Crm::Kustomer, &[Verdict::Rejected]);
    let mut switch = draft([(Crm::Kustomer, complete(Crm::Kustomer, "refused-key"))]);
    switch.agent_platform = Some(Crm::Kustomer);
    let saved: Saved = app.save(&switch).await.json();
    let kept = PlatformReport::Kept {
        wanted: Crm::Kustomer,
        why: PlatformWhy::Refused,
    };
    assert_eq!(
        (saved.report.agent_platform, saved.settings.agent_platform),
        (kept, Some(Crm::Zendesk))
    );
    let saved: Saved = app.save(&switch).await.json();
    assert_eq!(saved.report.agent_platform, PlatformReport::Saved);
    assert_eq!(app.settings().await.agent_platform, Some(Crm::Kustomer));
}
