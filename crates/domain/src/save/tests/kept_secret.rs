//! A kept secret goes to nobody it was not entered for.

use super::*;
use crate::{
    Input, Part, Status, Wanted,
    save::{BoxReport, HealthWrite, SecretSource, SecretWrite, TupleReport},
    status,
};

#[test]
fn a_changed_host_or_identity_needs_the_secret_again() {
    for crm in ASKED {
        for field in parts(crm) {
            let session = another(crm, Field::SessionField);
            let edit = edit()
                .set(field, another(crm, field))
                .set(Field::SessionField, session)
                .tick();
            let told = save(crm, &switched_on(crm), edit, Verdict::Valid);
            assert_eq!(
                told.asked,
                [],
                "{crm:?} {field:?}: the kept secret must go nowhere"
            );
            assert_eq!(told.report.tuple, TupleReport::NotSavedYet);
            assert!(told.report.keeps_typed());
            let [problem] = told.report.problems.as_slice() else {
                panic!("{:?}", told.report)
            };
            assert_eq!(
                (problem.input, problem.code),
                (Input::Secret, Code::SecretRequired)
            );
            assert_eq!(problem.entered, None);
            assert_eq!(
                told.panel.fields.get(field),
                tuple(crm).get(field),
                "the tuple stays as stored"
            );
            assert_eq!(
                told.panel.fields.get(Field::SessionField),
                session,
                "the rest is saved"
            );
            assert_eq!(told.panel.secret, switched_on(crm).secret);
            assert_eq!(
                (told.write.secret, told.write.health),
                (SecretWrite::Keep, HealthWrite::Keep)
            );
        }
    }
}

#[test]
fn while_the_secret_is_required_the_box_stays_as_stored_and_unticking_is_honoured() {
    for crm in ASKED {
        let host = host(crm);
        let edit = || edit().set(host, another(crm, host));
        let told = save(crm, &switched_on(crm), edit().tick(), Verdict::Valid);
        assert_eq!(
            (told.panel.default_user, told.report.default_user),
            (true, BoxReport::AsAsked),
            "{crm:?}"
        );
        let told = save(crm, &set_up(crm), edit().tick(), Verdict::Valid);
        assert_eq!(
            (told.panel.default_user, told.report.default_user),
            (false, BoxReport::NotYet),
            "{crm:?}"
        );
        let told = save(crm, &switched_on(crm), edit().untick(), Verdict::Valid);
        assert_eq!(
            (told.panel.default_user, told.report.default_user),
            (false, BoxReport::AsAsked),
            "{crm:?}"
        );
    }
}

#[test]
fn save_anyway_does_not_send_a_kept_secret_elsewhere() {
    for crm in ASKED {
        let host = host(crm);
        let told = save(
            crm,
            &set_up(crm),
            edit().set(host, another(crm, host)).save_anyway(),
            Verdict::Unverified,
        );
        assert_eq!(
            (told.asked.len(), told.report.tuple),
            (0, TupleReport::NotSavedYet),
            "{crm:?}"
        );
    }
}

#[test]
fn a_field_can_be_cleared_and_the_secret_stays_bound_to_what_it_was_entered_for() {
    for crm in ASKED {
        for field in parts(crm) {
            let told = save(
                crm,
                &switched_on(crm),
                edit().set(field, ""),
                Verdict::Valid,
            );
            assert_eq!(
                (told.asked.len(), told.report.tuple),
                (0, TupleReport::Saved),
                "{crm:?} {field:?}"
            );
            assert_eq!(told.panel.fields.get(field), "");
            assert_eq!(told.panel.secret, switched_on(crm).secret);
            assert_eq!(told.write.secret, SecretWrite::Keep);
            assert_eq!(
                (told.panel.default_user, told.report.default_user),
                (false, BoxReport::OffUnavailable)
            );
            assert_eq!(status(crm, &told.panel), Status::NotSetUp);
        }
    }
}

#[test]
fn what_was_cleared_and_comes_back_opens_the_secret_again() {
    for crm in ASKED {
        for field in parts(crm) {
            let cleared = save(
                crm,
                &switched_on(crm),
                edit().set(field, ""),
                Verdict::Valid,
            )
            .panel;
            let back = tuple(crm).get(field).to_ascii_uppercase();
            let told = save(
                crm,
                &cleared,
                edit().set(field, &back).tick(),
                Verdict::Valid,
            );
            assert_eq!(told.asked.len(), 1, "{crm:?} {field:?}");
            assert_eq!(told.asked[0].secret, SecretSource::Kept);
            assert_eq!(
                (told.report.tuple, told.panel.default_user),
                (TupleReport::Saved, true)
            );
            assert_eq!(told.write.secret, SecretWrite::Keep);
            assert_eq!(told.panel.secret, switched_on(crm).secret);
            assert_eq!(status(crm, &told.panel), Status::Verified);
        }
    }
}

#[test]
fn what_was_cleared_and_comes_back_as_something_else_needs_the_secret_again() {
    for crm in ASKED {
        for field in parts(crm) {
            let cleared = save(
                crm,
                &switched_on(crm),
                edit().set(field, ""),
                Verdict::Valid,
            )
            .panel;
            let told = save(
                crm,
                &cleared,
                edit().set(field, another(crm, field)),
                Verdict::Valid,
            );
            assert_eq!(told.asked, [], "{crm:?} {field:?}");
            assert_eq!(told.report.problems[0].code, Code::SecretRequired);
            assert_eq!(told.panel.fields.get(field), "");
        }
    }
}

#[test]
fn clearing_one_field_does_not_let_another_change_under_the_secret() {
    let edit = || {
        edit()
            .set(Field::Email, "")
            .set(Field::Subdomain, "umbrella")
    };
    let told = save(
        Crm::Zendesk,
        &switched_on(Crm::Zendesk),
        edit(),
        Verdict::Valid,
    );
    assert_eq!(told.report.problems[0].code, Code::SecretRequired);
    assert_eq!(told.panel.fields, switched_on(Crm::Zendesk).fields);
}

#[test]
fn a_secret_saved_before_its_identity_was_known_is_asked_for_again() {
    for crm in ASKED {
        for field in parts(crm) {
            let early = save(
                crm,
                &Panel::default(),
                whole(crm).set(field, ""),
                Verdict::Valid,
            )
            .panel;
            let told = save(
                crm,
                &early,
                edit().set(field, tuple(crm).get(field)),
                Verdict::Valid,
            );
            assert_eq!(told.asked, [], "{crm:?} {field:?}");
            assert_eq!(told.report.problems[0].code, Code::SecretRequired);
        }
    }
}

#[test]
fn a_blank_replacement_keeps_the_secret() {
    for crm in ASKED {
        for blank in ["", " \t\n", "\u{200b}\u{feff}"] {
            let told = save(crm, &set_up(crm), edit().replace(blank), Verdict::Rejected);
            assert_eq!(told.asked, [], "{crm:?} {blank:?}");
            assert_eq!(told.panel, set_up(crm));
            assert_eq!(told.write.secret, SecretWrite::Keep);
            assert!(told.report.is_quiet(), "{:?}", told.report);
        }
    }
}

#[test]
fn a_blank_replacement_leaves_the_box_as_it_is() {
    for crm in ASKED {
        let told = save(
            crm,
            &switched_on(crm),
            edit().replace(" ").tick(),
            Verdict::Rejected,
        );
        assert_eq!(told.asked, [], "{crm:?}");
        assert_eq!(told.panel, switched_on(crm));
        assert!(told.report.is_quiet(), "{:?}", told.report);
    }
}

#[test]
fn a_blank_replacement_turns_the_box_on_with_the_kept_secret() {
    for crm in ASKED {
        let told = save(crm, &set_up(crm), edit().replace("").tick(), Verdict::Valid);
        assert_eq!(told.asked[0].secret, SecretSource::Kept, "{crm:?}");
        assert!(told.asked[0].is_stored && told.panel.default_user);
    }
}

#[test]
fn a_test_with_a_blank_replacement_asks_with_the_kept_secret() {
    for crm in ASKED {
        let stored = set_up(crm);
        let wanted = Wanted::merge(crm, &stored, &edit().replace("\u{200b} "));
        let question = Question::of(crm, &wanted, &stored).expect("complete");
        assert_eq!(question.secret, SecretSource::Kept, "{crm:?}");
    }
}

#[test]
fn a_pair_of_quotes_is_a_secret_like_any_other() {
    for crm in ASKED {
        let told = save(crm, &set_up(crm), edit().replace("\"\""), Verdict::Valid);
        assert_eq!(told.write.secret, SecretWrite::Replace("\"\"".into()));
    }
}

#[test]
fn a_new_secret_is_bound_to_what_it_was_typed_with() {
    for crm in ASKED {
        for field in parts(crm).filter(|field| field.part() != Part::Other) {
            let edit = edit().set(field, another(crm, field)).replace(TYPED);
            let told = save(crm, &switched_on(crm), edit, Verdict::Valid);
            let state = told.panel.secret.expect("kept");
            assert_eq!(state.bound_to.get(field), another(crm, field), "{crm:?}");
            assert_eq!(
                (state.last_four.as_deref(), state.replaced_at),
                (Some("9z8y"), NOW)
            );
            assert_eq!(told.write.secret, SecretWrite::Replace(TYPED.into()));
        }
    }
}
