//! When the CRM is asked: only about a complete tuple that is new, or when the box goes on.

use super::*;
use crate::{
    Connection,
    save::{BoxReport, SecretSource, TupleReport},
};

#[test]
fn a_first_complete_tuple_is_asked_about_with_the_typed_secret() {
    for crm in ASKED {
        let told = save(crm, &Panel::default(), whole(crm), Verdict::Valid);
        let connection = Connection::parse(crm, &tuple(crm)).expect("complete");
        let secret = SecretSource::Typed(TYPED.into());
        assert_eq!(
            told.asked,
            [Question {
                connection,
                secret,
                is_stored: false
            }],
            "{crm:?}"
        );
    }
}

#[test]
fn a_new_secret_for_the_stored_host_and_identity_is_asked_about() {
    for crm in ASKED {
        let told = save(
            crm,
            &switched_on(crm),
            edit().replace(TYPED),
            Verdict::Valid,
        );
        assert_eq!(told.asked.len(), 1, "{crm:?}");
        assert_eq!(
            told.asked[0].secret,
            SecretSource::Typed(TYPED.into()),
            "{crm:?}"
        );
        assert!(
            !told.asked[0].is_stored,
            "a refusal of typed credentials is not asked twice"
        );
    }
}

#[test]
fn every_field_of_the_tuple_makes_it_new() {
    for crm in ASKED {
        for field in parts(crm) {
            let edit = edit().set(field, another(crm, field)).replace(TYPED);
            let told = save(crm, &switched_on(crm), edit, Verdict::Valid);
            assert_eq!(told.asked.len(), 1, "{crm:?} {field:?}");
            assert_eq!(told.panel.fields.get(field), another(crm, field), "{crm:?}");
        }
    }
}

#[test]
fn the_secret_is_asked_with_as_typed_but_for_what_nobody_sees() {
    let told = save(
        Crm::Zendesk,
        &Panel::default(),
        whole(Crm::Zendesk).replace(" \"tok\u{200b}en\"\u{feff}\n"),
        Verdict::Valid,
    );
    assert_eq!(
        told.asked[0].secret,
        SecretSource::Typed("\"token\"".into())
    );
}

#[test]
fn turning_the_box_on_asks_about_the_stored_connection() {
    for crm in ASKED {
        let told = save(crm, &set_up(crm), edit().tick(), Verdict::Valid);
        let connection = Connection::parse(crm, &tuple(crm)).expect("complete");
        assert_eq!(
            told.asked,
            [Question {
                connection,
                secret: SecretSource::Kept,
                is_stored: true
            }],
            "{crm:?}"
        );
    }
}

#[test]
fn a_box_that_stays_on_asks_nothing() {
    for crm in ASKED {
        let told = save(crm, &switched_on(crm), edit().tick(), Verdict::Rejected);
        assert_eq!(told.asked, [], "{crm:?}");
        assert_eq!(told.panel, switched_on(crm));
        assert!(told.report.is_quiet(), "{:?}", told.report);
    }
}

#[test]
fn a_paused_box_stays_on_unasked_and_can_be_unticked() {
    for crm in ASKED {
        let health = Health {
            check: Check::of(Verdict::Rejected),
            checked_at: BEFORE,
        };
        let paused = Panel {
            health: Some(health),
            ..switched_on(crm)
        };
        let told = save(crm, &paused, edit().tick(), Verdict::Rejected);
        assert_eq!(
            (told.asked.len(), told.panel.default_user),
            (0, true),
            "{crm:?}"
        );
        let told = save(crm, &paused, edit().untick(), Verdict::Rejected);
        assert_eq!(
            (told.asked.len(), told.panel.default_user),
            (0, false),
            "{crm:?}"
        );
    }
}

#[test]
fn unticking_and_staying_off_ask_nothing() {
    for crm in ASKED {
        for stored in [set_up(crm), switched_on(crm)] {
            let told = save(crm, &stored, edit().untick(), Verdict::Rejected);
            assert_eq!(told.asked, [], "{crm:?}");
            assert!(!told.panel.default_user);
            assert_eq!(told.report.default_user, BoxReport::AsAsked);
            assert_eq!(told.report.check, None);
        }
    }
}

#[test]
fn settings_outside_the_tuple_are_saved_unasked() {
    for crm in ASKED {
        for field in crm.other_fields() {
            let told = save(
                crm,
                &switched_on(crm),
                edit().set(field, another(crm, field)),
                Verdict::Rejected,
            );
            assert_eq!(told.asked, [], "{crm:?} {field:?}");
            assert_eq!(told.panel.fields.get(field), another(crm, field));
            assert!(told.panel.default_user && told.report.saved_field(field));
            assert_eq!(told.report.tuple, TupleReport::Unchanged);
        }
    }
}

#[test]
fn another_spelling_of_the_same_connection_is_saved_unasked() {
    let spellings = [
        (
            Crm::Kustomer,
            Field::Subdomain,
            "https://ACME.kustomerapp.com/app",
            "acme",
        ),
        (
            Crm::Dynamics,
            Field::Organisation,
            "https://Acme.api.crm4.dynamics.com/",
            "acme.crm4.dynamics.com",
        ),
        (
            Crm::Dynamics,
            Field::AppId,
            "{3F2504E0-4F89-41D3-9A0C-0305E82C3301}",
            "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
        ),
        (
            Crm::Zendesk,
            Field::Email,
            " Camille@Acme.example ",
            "Camille@Acme.example",
        ),
    ];
    for (crm, field, typed, canonical) in spellings {
        let told = save(
            crm,
            &switched_on(crm),
            edit().set(field, typed),
            Verdict::Rejected,
        );
        assert_eq!(told.asked, [], "{crm:?}");
        assert_eq!(told.panel.fields.get(field), canonical);
        assert_eq!(told.panel.secret, switched_on(crm).secret);
        assert_eq!(told.panel.health, switched_on(crm).health);
        assert!(told.panel.default_user);
    }
}

#[test]
fn crms_that_were_not_sent_are_not_touched() {
    let stored = settings([
        (Crm::Zendesk, switched_on(Crm::Zendesk)),
        (Crm::Dynamics, set_up(Crm::Dynamics)),
    ]);
    let outcome = save_all(
        stored.clone(),
        &draft(None, [(Crm::Kustomer, whole(Crm::Kustomer))]),
        [(Crm::Kustomer, Verdict::Valid)],
    );
    for crm in [Crm::Zendesk, Crm::Dynamics] {
        assert_eq!(outcome.settings.panel(crm), stored.panel(crm));
        assert!(!outcome.writes.contains_key(&crm) && !outcome.report.panels.contains_key(&crm));
    }
}
