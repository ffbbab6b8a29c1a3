//! Only the box goes on: the stored connection is asked about, and its tuple stays whatever is said.

use super::*;
use crate::{
    Status,
    save::{BoxReport, HealthWrite, SecretWrite, TupleReport},
    status,
};

#[test]
fn accepted_it_is_on_and_freshly_verified() {
    for crm in ASKED {
        let told = save(crm, &set_up(crm), edit().tick(), Verdict::Valid);
        assert_eq!(
            (told.panel.default_user, told.report.default_user),
            (true, BoxReport::AsAsked),
            "{crm:?}"
        );
        assert_eq!(told.report.tuple, TupleReport::Unchanged);
        assert_eq!(told.write.health, HealthWrite::Set);
        assert_eq!(told.panel.health.expect("known").checked_at, NOW);
    }
}

#[test]
fn refused_it_is_off_the_tuple_stays_and_the_connection_needs_attention() {
    for crm in ASKED {
        for says in REFUSALS {
            let told = save(crm, &set_up(crm), edit().tick(), says);
            assert_eq!(
                (told.panel.default_user, told.report.default_user),
                (false, BoxReport::OffRefused),
                "{crm:?} {says:?}"
            );
            assert_eq!(told.report.tuple, TupleReport::Unchanged);
            assert_eq!(told.panel.fields, set_up(crm).fields);
            assert_eq!(told.panel.secret, set_up(crm).secret);
            assert_eq!(
                (told.write.secret, told.write.health),
                (SecretWrite::Keep, HealthWrite::Set)
            );
            assert_eq!(status(crm, &told.panel), Status::NeedsAttention);
            assert!(!told.report.problems.is_empty());
        }
    }
}

#[test]
fn not_checkable_it_is_off_for_now_and_nothing_else_changes() {
    for crm in ASKED {
        for says in UNCERTAIN {
            let told = save(crm, &set_up(crm), edit().tick(), says);
            assert_eq!(
                (told.panel.default_user, told.report.default_user),
                (false, BoxReport::NotYet),
                "{crm:?} {says:?}"
            );
            assert_eq!(told.panel, set_up(crm));
            assert_eq!(
                (told.write.secret, told.write.health),
                (SecretWrite::Keep, HealthWrite::Keep)
            );
            assert_eq!(told.report.problems, []);
            assert_eq!(told.report.check.expect("asked").verdict, says);
        }
    }
}

#[test]
fn save_anyway_is_about_the_credentials_and_turns_nothing_on() {
    for crm in ASKED {
        for says in REFUSALS.into_iter().chain(UNCERTAIN) {
            let told = save(crm, &set_up(crm), edit().tick().save_anyway(), says);
            assert!(!told.panel.default_user, "{crm:?} {says:?}");
        }
    }
}

#[test]
fn settings_outside_the_tuple_are_saved_whatever_is_said() {
    for crm in ASKED {
        for says in REFUSALS.into_iter().chain(UNCERTAIN) {
            let session = another(crm, Field::SessionField);
            let told = save(
                crm,
                &set_up(crm),
                edit().tick().set(Field::SessionField, session),
                says,
            );
            assert_eq!(
                told.panel.fields.get(Field::SessionField),
                session,
                "{crm:?} {says:?}"
            );
        }
    }
}

#[test]
fn another_spelling_of_the_email_is_saved_whatever_is_said() {
    for says in [Verdict::Valid, Verdict::Rejected, Verdict::Unreachable] {
        let edit = edit().tick().set(Field::Email, "Camille@ACME.example");
        let told = save(Crm::Zendesk, &set_up(Crm::Zendesk), edit, says);
        assert!(told.asked[0].is_stored);
        assert_eq!(
            told.panel.fields.get(Field::Email),
            "Camille@ACME.example",
            "{says:?}"
        );
        assert_eq!(told.panel.secret, set_up(Crm::Zendesk).secret);
    }
}
