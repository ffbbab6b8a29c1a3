//! What cannot be: inside a tuple nobody is asked and nothing is refused, outside it stops the whole save.

use super::*;
use crate::{
    Input, Problem, Wanted, malformed,
    save::{BoxReport, HealthWrite, SecretWrite, TupleReport},
};

#[test]
fn a_malformed_field_keeps_its_tuple_in_the_draft_and_nobody_is_asked() {
    for crm in ASKED {
        for field in parts(crm) {
            let (text, code) = impossible(field);
            let session = another(crm, Field::SessionField);
            let edit = edit()
                .set(field, text)
                .set(Field::SessionField, session)
                .replace(TYPED)
                .tick();
            let told = save(crm, &switched_on(crm), edit, Verdict::Valid);
            assert_eq!(
                (told.asked.len(), &told.report.check),
                (0, &None),
                "{crm:?} {field:?}"
            );
            assert_eq!(told.report.tuple, TupleReport::NotSavedYet);
            assert!(told.report.keeps_typed());
            let [problem] = told.report.problems.as_slice() else {
                panic!("{:?}", told.report)
            };
            assert_eq!(
                (problem.crm, problem.input, problem.code),
                (crm, Input::Field(field), code)
            );
            assert_eq!(problem.entered.as_deref(), Some(text));
            assert_eq!(
                binding(crm, &told.panel.fields),
                binding(crm, &tuple(crm)),
                "the values saved before"
            );
            assert_eq!(
                told.panel.fields.get(Field::SessionField),
                session,
                "the rest is saved"
            );
            assert_eq!(told.panel.secret, switched_on(crm).secret);
            assert_eq!(told.panel.health, switched_on(crm).health);
            assert_eq!(
                (told.write.secret, told.write.health),
                (SecretWrite::Keep, HealthWrite::Keep)
            );
            assert_eq!(
                (told.panel.default_user, told.report.default_user),
                (true, BoxReport::AsAsked),
                "the box stays as stored"
            );
        }
    }
}

#[test]
fn beside_a_malformed_field_the_box_is_not_turned_on_yet() {
    for crm in ASKED {
        let field = host(crm);
        for stored in [Panel::default(), set_up(crm)] {
            let edit = whole(crm).set(field, impossible(field).0).tick();
            let told = save(crm, &stored, edit, Verdict::Valid);
            assert_eq!(
                (told.panel.default_user, told.report.default_user),
                (false, BoxReport::NotYet),
                "{crm:?}"
            );
        }
    }
}

#[test]
fn what_save_leads_to_is_what_a_save_would_report() {
    for crm in ASKED {
        let edit = parts(crm).fold(edit().replace("two words"), |edit, field| {
            edit.set(field, impossible(field).0)
        });
        let stored = set_up(crm);
        let wanted = Wanted::merge(crm, &stored, &edit);
        let told = save(crm, &stored, edit, Verdict::Valid);
        let named = |problems: Vec<Problem>| -> Vec<_> {
            let problems = problems.into_iter();
            problems.map(|one| (one.crm, one.input, one.code)).collect()
        };
        let leads_to = malformed(crm, &wanted);
        assert!(leads_to.iter().all(|problem| problem.entered.is_none()));
        assert_eq!(named(leads_to), named(told.report.problems), "{crm:?}");
        assert_eq!(malformed(crm, &Wanted::unchanged(crm, &stored)), []);
        let empty = Wanted::unchanged(crm, &Panel::default());
        assert_eq!(malformed(crm, &empty), [], "nothing is not malformed");
    }
}

#[test]
fn a_malformed_first_tuple_leaves_the_panel_empty() {
    for crm in ASKED {
        let field = host(crm);
        let told = save(
            crm,
            &Panel::default(),
            whole(crm).set(field, impossible(field).0).tick(),
            Verdict::Valid,
        );
        assert!(
            told.panel.fields.iter().all(|(_, text)| text.is_empty()),
            "{crm:?}"
        );
        assert_eq!((told.panel.secret, told.panel.default_user), (None, false));
    }
}

#[test]
fn unticking_is_what_was_asked_even_beside_a_malformed_field() {
    for crm in ASKED {
        let field = host(crm);
        let told = save(
            crm,
            &switched_on(crm),
            edit().set(field, impossible(field).0).untick(),
            Verdict::Valid,
        );
        assert_eq!(
            (told.panel.default_user, told.report.default_user),
            (false, BoxReport::AsAsked),
            "{crm:?}"
        );
    }
}

#[test]
fn everything_malformed_in_a_tuple_is_reported_at_once() {
    for crm in ASKED {
        let edit = parts(crm).fold(edit().replace("two words"), |edit, field| {
            edit.set(field, impossible(field).0)
        });
        let told = save(crm, &set_up(crm), edit, Verdict::Valid);
        let inputs: Vec<_> = told
            .report
            .problems
            .iter()
            .map(|problem| problem.input)
            .collect();
        let expected: Vec<_> = parts(crm)
            .map(Input::Field)
            .chain([Input::Secret])
            .collect();
        assert_eq!(inputs, expected);
    }
}

#[test]
fn a_malformed_secret_goes_nowhere_and_is_never_repeated() {
    let long = "x".repeat(5_000);
    for crm in ASKED {
        for (secret, code) in [
            ("two words", Code::SecretInvalid),
            ("a\r\nb", Code::SecretInvalid),
            ("jetön", Code::SecretInvalid),
            (&long, Code::TooLong),
        ] {
            let told = save(
                crm,
                &switched_on(crm),
                edit().replace(secret),
                Verdict::Valid,
            );
            assert_eq!(told.asked, [], "{crm:?}");
            let [problem] = told.report.problems.as_slice() else {
                panic!("{:?}", told.report)
            };
            assert_eq!(
                (problem.input, problem.code, &problem.entered),
                (Input::Secret, code, &None)
            );
            assert_eq!(told.panel, switched_on(crm));
        }
    }
}

#[test]
fn the_id_of_a_secret_is_told_from_its_value_for_dynamics() {
    let edit = edit().replace("3f2504e0-4f89-41d3-9a0c-0305e82c3399");
    let told = save(Crm::Dynamics, &set_up(Crm::Dynamics), edit, Verdict::Valid);
    assert_eq!(told.report.problems[0].code, Code::SecretIsId);
}

#[test]
fn a_token_pasted_along_with_the_email_is_not_repeated() {
    let edit = edit().set(Field::Email, "camille@acme.example/token:canary-1234567");
    let told = save(Crm::Zendesk, &set_up(Crm::Zendesk), edit, Verdict::Valid);
    assert_eq!(told.report.problems[0].code, Code::EmailInvalid);
    assert!(
        !format!("{:?}", told.report).contains("canary"),
        "{:?}",
        told.report
    );
}

#[test]
fn a_secret_typed_into_another_field_is_not_repeated() {
    let token = "6wiIBWbGkBMo1mRDMuVwkw1EPsNkeUj95PIz2akv";
    let places = [Field::Subdomain, Field::Email, Field::SessionField];
    for field in places {
        let typed = edit().set(field, token).replace(TYPED);
        let session = edit().set(field, TYPED).replace(TYPED);
        for edit in [typed, session] {
            let draft = draft(None, [(Crm::Zendesk, edit)]);
            let told = match plan(settings([(Crm::Zendesk, set_up(Crm::Zendesk))]), &draft) {
                Ok(plan) => format!(
                    "{:?}",
                    plan.settle(&answers([(Crm::Zendesk, Verdict::NotFound)]), NOW)
                        .report
                ),
                Err(problems) => format!("{problems:?}"),
            };
            assert!(!told.contains(token) && !told.contains(TYPED), "{told}");
            assert!(told.contains("entered: None"), "{told}");
        }
    }
}

#[test]
fn a_malformed_field_outside_the_tuples_stops_the_whole_save() {
    for crm in ASKED {
        for field in crm.other_fields() {
            let (text, code) = impossible(field);
            let draft = draft(Some(crm), [(crm, whole(crm).set(field, text))]);
            let problems = plan(settings([(crm, set_up(crm))]), &draft).expect_err("refused");
            let [problem] = problems.as_slice() else {
                panic!("{problems:?}")
            };
            assert_eq!(
                (problem.crm, problem.input, problem.code),
                (crm, Input::Field(field), code)
            );
            assert_eq!(problem.entered.as_deref(), Some(text));
        }
    }
}

#[test]
fn a_field_the_panel_does_not_have_stops_the_whole_save() {
    let strangers = [
        (Crm::Kustomer, Field::Email),
        (Crm::Dynamics, Field::Subdomain),
        (Crm::Zendesk, Field::ExternalIdPrefix),
    ];
    for (crm, field) in strangers {
        let draft = draft(None, [(crm, edit().set(field, "x"))]);
        let problems = plan(Settings::default(), &draft).expect_err("refused");
        let [problem] = problems.as_slice() else {
            panic!("{problems:?}")
        };
        assert_eq!(
            (problem.input, problem.code),
            (Input::Field(field), Code::UnknownField)
        );
    }
}

#[test]
fn what_stops_a_save_is_reported_for_all_crms_at_once() {
    let bad = ASKED.map(|crm| {
        (
            crm,
            edit().set(Field::SessionField, impossible(Field::SessionField).0),
        )
    });
    let problems = plan(Settings::default(), &draft(None, bad)).expect_err("refused");
    assert_eq!(
        problems
            .iter()
            .map(|problem| problem.crm)
            .collect::<Vec<_>>(),
        ASKED
    );
}

#[test]
fn what_was_entered_is_repeated_in_200_characters_at_most() {
    let told = save(
        Crm::Zendesk,
        &set_up(Crm::Zendesk),
        edit().set(Field::Subdomain, &"a".repeat(5_000)),
        Verdict::Valid,
    );
    let problem = &told.report.problems[0];
    assert_eq!(
        (
            problem.code,
            problem.entered.as_ref().expect("a field").len()
        ),
        (Code::TooLong, 200)
    );
}
