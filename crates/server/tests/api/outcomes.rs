//! The table of outcomes of a save, row by row, for every CRM: over an empty panel and over a good one.

use domain::{
    Check, Crm, Input, PanelDraft, Part, Status, Verdict,
    save::{BoxReport, TupleReport},
    status,
    wire::Saved,
};

use crate::support::{ASKED, TestApp, complete, draft, session_field, spawn_app};

const REFUSALS: [Verdict; 4] = [
    Verdict::Rejected,
    Verdict::NotAdmin,
    Verdict::WrongAccount,
    Verdict::NotFound,
];
const OPEN: [Verdict; 3] = [
    Verdict::Unreachable,
    Verdict::RateLimited,
    Verdict::Unverified,
];

/// A new tuple and a setting outside of it.
fn typed(crm: Crm) -> PanelDraft {
    let mut panel = complete(crm, "a new secret".replace(' ', "-").as_str());
    let (field, value) = session_field(crm);
    panel.fields.set(field, value);
    panel
}

async fn save(app: &TestApp, crm: Crm, panel: PanelDraft) -> Saved {
    let answer = app.save(&draft([(crm, panel)])).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let saved: Saved = answer.json();
    assert_eq!(
        answer.header("etag"),
        Some(format!("\"{}\"", saved.settings.version).as_str())
    );
    assert_eq!(
        app.settings().await,
        saved.settings,
        "the answer is what is stored"
    );
    saved
}

/// A server whose panel of this CRM is set up and on.
async fn set_up(crm: Crm) -> TestApp {
    let app = spawn_app().await;
    save(&app, crm, complete(crm, "the-old-secret")).await;
    app
}

#[tokio::test]
async fn valid_is_saved_and_on() {
    for crm in ASKED {
        let app = spawn_app().await;
        let saved = save(&app, crm, typed(crm)).await;
        let (panel, report) = (saved.settings.panel(crm), &saved.report.panels[&crm]);
        assert_eq!(
            (report.tuple, report.default_user),
            (TupleReport::Saved, BoxReport::AsAsked)
        );
        assert!(panel.default_user);
        assert_eq!(status(crm, &panel), Status::Verified);
        assert_eq!(
            panel.health.unwrap().check.acts_as.unwrap().name,
            "Camille Roy"
        );
        assert_eq!(panel.fields.get(session_field(crm).0), session_field(crm).1);
        assert_eq!(app.kept_secret(crm).await, "a-new-secret");
    }
}

#[tokio::test]
async fn a_refusal_over_nothing_leaves_the_host_and_saves_the_rest() {
    for crm in ASKED {
        for verdict in REFUSALS {
            let app = spawn_app().await;
            app.fake.says(crm, &[verdict]);
            let saved = save(&app, crm, typed(crm)).await;
            let (panel, report) = (saved.settings.panel(crm), &saved.report.panels[&crm]);
            assert_eq!(
                (report.tuple, report.default_user),
                (TupleReport::Reverted, BoxReport::OffRefused)
            );
            for field in crm.tuple_fields(&domain::Fields::default()) {
                let is_host = field.part() == Part::Host;
                assert_eq!(!panel.fields.get(field).is_empty(), is_host, "{panel:?}");
                assert_eq!(report.saved.contains(&Input::Field(field)), is_host);
            }
            assert_eq!((panel.secret.as_ref(), panel.default_user), (None, false));
            assert_eq!(panel.fields.get(session_field(crm).0), session_field(crm).1);
            let blamed: Vec<_> = report
                .problems
                .iter()
                .map(|problem| (problem.input, problem.code))
                .collect();
            assert_eq!(
                blamed,
                Check::of(verdict).blames(crm, &domain::Fields::default())
            );
        }
    }
}

#[tokio::test]
async fn a_refusal_over_a_good_connection_brings_it_back_with_the_box_off() {
    for crm in ASKED {
        for verdict in REFUSALS {
            let app = set_up(crm).await;
            let before = app.settings().await.panel(crm);
            app.fake.says(crm, &[verdict]);
            let saved = save(&app, crm, typed(crm)).await;
            let panel = saved.settings.panel(crm);
            assert!(
                crm.tuple_fields(&domain::Fields::default())
                    .all(|field| panel.fields.get(field) == before.fields.get(field))
            );
            assert_eq!(
                (&panel.secret, &panel.health, panel.default_user),
                (&before.secret, &before.health, false)
            );
            assert_eq!(panel.fields.get(session_field(crm).0), session_field(crm).1);
            assert_eq!(
                status(crm, &panel),
                Status::Verified,
                "the stored pair is as good as it was"
            );
            assert_eq!(app.kept_secret(crm).await, "the-old-secret");
        }
    }
}

#[tokio::test]
async fn an_open_answer_changes_no_tuple_and_no_box() {
    for crm in ASKED {
        for verdict in OPEN {
            let app = set_up(crm).await;
            let before = app.settings().await.panel(crm);
            app.fake.says(crm, &[verdict]);
            let saved = save(&app, crm, typed(crm)).await;
            let (panel, report) = (saved.settings.panel(crm), &saved.report.panels[&crm]);
            assert_eq!(
                (report.tuple, report.default_user),
                (TupleReport::NotSavedYet, BoxReport::AsAsked)
            );
            assert_eq!(
                (&panel.secret, &panel.health, panel.default_user),
                (&before.secret, &before.health, true)
            );
            assert_eq!(panel.fields.get(session_field(crm).0), session_field(crm).1);
            assert_eq!(app.kept_secret(crm).await, "the-old-secret");
        }
    }
}

#[tokio::test]
async fn an_open_answer_over_nothing_leaves_the_box_off() {
    for crm in ASKED {
        for verdict in OPEN {
            let app = spawn_app().await;
            app.fake.says(crm, &[verdict]);
            let saved = save(&app, crm, typed(crm)).await;
            let (panel, report) = (saved.settings.panel(crm), &saved.report.panels[&crm]);
            assert_eq!(
                (report.tuple, report.default_user),
                (TupleReport::NotSavedYet, BoxReport::NotYet)
            );
            assert_eq!((panel.secret.as_ref(), panel.default_user), (None, false));
        }
    }
}

#[tokio::test]
async fn save_anyway_takes_what_proves_nothing_and_nothing_else() {
    for crm in ASKED {
        for verdict in OPEN {
            let app = spawn_app().await;
            app.fake.says(crm, &[verdict]);
            let saved = save(
                &app,
                crm,
                PanelDraft {
                    save_unverified: true,
                    ..typed(crm)
                },
            )
            .await;
            let (panel, report) = (saved.settings.panel(crm), &saved.report.panels[&crm]);
            if verdict == Verdict::Unverified {
                assert_eq!(
                    (report.tuple, panel.default_user, report.default_user),
                    (TupleReport::Saved, false, BoxReport::NotYet)
                );
                assert_eq!(status(crm, &panel), Status::NotVerified);
            } else {
                assert_eq!(
                    (report.tuple, panel.default_user),
                    (TupleReport::NotSavedYet, false)
                );
            }
        }
    }
}

#[tokio::test]
async fn several_refusals_are_all_reported_and_the_rest_is_kept() {
    let app = spawn_app().await;
    app.fake.says(Crm::Zendesk, &[Verdict::Rejected]);
    app.fake.says(Crm::Dynamics, &[Verdict::NotAdmin]);
    let answer = app.save(&draft(ASKED.map(|crm| (crm, typed(crm))))).await;
    let saved: Saved = answer.json();
    let tuple = |crm| saved.report.panels[&crm].tuple;
    assert_eq!(tuple(Crm::Zendesk), TupleReport::Reverted);
    assert_eq!(tuple(Crm::Dynamics), TupleReport::Reverted);
    assert_eq!(tuple(Crm::Kustomer), TupleReport::Saved);
    assert!(!saved.report.panels[&Crm::Zendesk].problems.is_empty());
    assert!(!saved.report.panels[&Crm::Dynamics].problems.is_empty());
    assert_eq!(app.kept_secret(Crm::Kustomer).await, "a-new-secret");
}
