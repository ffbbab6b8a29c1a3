//! A secret in a field that is shown is neither stored nor repeated, whichever field it is in.

use serde_json::to_string;

use super::*;
use crate::{
    Wanted, malformed,
    save::{SecretWrite, TupleReport},
};

/// What each CRM gives out as a secret, by its shape.
const SHAPES: [(Crm, &str); 6] = [
    (
        Crm::Kustomer,
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpZCI6IjEifQ.c2lnbmF0dXJl",
    ),
    (Crm::Dynamics, "abc8Q~dEfGhIjKlmNoPqRsTuVwXyZ0123456ab-_"),
    (Crm::Zendesk, "6wiIBWbGkBMo1mRDMuVwkw1EPsNkeUj95PIz2akv"),
    (
        Crm::Zendesk,
        "b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6",
    ),
    (
        Crm::Salesforce,
        "B1C2D3E4F5A6B7C8D9E0F1A2B3C4D5E6B1C2D3E4F5A6B7C8D9E0F1A2B3C4D5E6",
    ),
    (Crm::Salesforce, "1234567890123456789"),
];

fn filled(crm: Crm) -> PanelDraft {
    match crm {
        Crm::Salesforce => PanelDraft {
            fields: tuple(crm),
            ..edit().replace(TYPED)
        },
        _ => whole(crm),
    }
}

/// What a save makes of a secret in that field: refused, told without it, and nowhere stored.
fn is_refused(crm: Crm, field: Field, edit: &PanelDraft, secret: &str) {
    let what = format!("{crm:?} {field:?}");
    let stored = Panel::default();
    let problems = match plan(
        settings([(crm, stored.clone())]),
        &draft(None, [(crm, edit.clone())]),
    ) {
        Err(problems) => problems,
        Ok(_) => {
            let told = save(crm, &stored, edit.clone(), Verdict::Valid);
            assert!(told.asked.is_empty(), "{what}");
            assert_eq!(told.report.tuple, TupleReport::NotSavedYet, "{what}");
            assert_eq!(told.write.secret, SecretWrite::Keep, "{what}");
            for text in [to_string(&told.panel), to_string(&told.report)] {
                let text = text.expect("JSON").to_ascii_lowercase();
                assert!(
                    !text.contains(&secret.to_ascii_lowercase()),
                    "{what}: {text}"
                );
            }
            let wanted = Wanted::merge(crm, &stored, edit);
            assert_eq!(malformed(crm, &wanted), told.report.problems, "{what}");
            told.report.problems
        }
    };
    let [problem] = problems.as_slice() else {
        panic!("{what}: {problems:?}")
    };
    assert_eq!(
        (problem.input, problem.code, &problem.entered),
        (Input::Field(field), Code::MisplacedSecret, &None),
        "{what}"
    );
}

#[test]
fn a_text_of_a_secret_s_shape_is_refused_in_every_field() {
    for (crm, secret) in SHAPES {
        for field in crm.fields() {
            is_refused(crm, *field, &filled(crm).set(*field, secret), secret);
        }
    }
}

#[test]
fn the_typed_secret_is_refused_in_every_field_whatever_it_looks_like() {
    for crm in Crm::ALL {
        for field in crm.fields() {
            is_refused(crm, *field, &filled(crm).set(*field, TYPED), TYPED);
            let within = format!("x.{TYPED}");
            is_refused(crm, *field, &filled(crm).set(*field, &within), TYPED);
        }
    }
}

#[test]
fn a_name_does_not_hold_a_secret_between_other_words() {
    let (crm, field) = (Crm::Salesforce, Field::OrgName);
    let edit = filled(crm).set(field, "Acme 1234567890123456789");
    is_refused(crm, field, &edit, "1234567890123456789");
}

#[test]
fn consumer_key_and_secret_that_are_swapped_are_both_told() {
    let crm = Crm::Salesforce;
    let (_, secret) = SHAPES[4];
    let edit = filled(crm)
        .set(Field::ConsumerKey, secret)
        .replace("3MVG9.acme");
    let told = save(crm, &Panel::default(), edit, Verdict::Valid);
    let told: Vec<_> = told
        .report
        .problems
        .iter()
        .map(|p| (p.input, p.code))
        .collect();
    assert_eq!(
        told,
        [
            (Input::Field(Field::ConsumerKey), Code::MisplacedSecret),
            (Input::Secret, Code::MisplacedSecret),
        ]
    );
}

#[test]
fn a_consumer_key_in_both_inputs_is_right_in_its_own() {
    let crm = Crm::Salesforce;
    let edit = filled(crm).replace(tuple(crm).get(Field::ConsumerKey));
    let told = save(crm, &Panel::default(), edit, Verdict::Valid);
    let told: Vec<_> = told.report.problems.iter().map(|p| p.input).collect();
    assert_eq!(told, [Input::Secret]);
}

#[test]
fn what_a_field_cuts_off_is_not_stored_and_so_not_refused() {
    let edit = whole(Crm::Zendesk).set(
        Field::Subdomain,
        &format!("https://acme.zendesk.com/?token={TYPED}"),
    );
    let told = save(Crm::Zendesk, &Panel::default(), edit, Verdict::Valid);
    assert_eq!(told.report.tuple, TupleReport::Saved);
    assert_eq!(told.panel.fields.get(Field::Subdomain), "acme");
}

#[test]
fn the_field_of_the_other_kind_of_credential_holds_no_secret_either() {
    let (crm, field) = (Crm::Zendesk, Field::ClientId);
    let (_, secret) = SHAPES[3];
    is_refused(crm, field, &whole(crm).set(field, secret), secret);
}

#[test]
fn values_that_only_resemble_secrets_are_taken() {
    for (crm, field, text) in [
        (Crm::Zendesk, Field::SessionField, "12345678901234567890"),
        (
            Crm::Zendesk,
            Field::Subdomain,
            "the-long-name-of-a-contact-centre-2024-x",
        ),
        (Crm::Kustomer, Field::SessionField, "sessionIdStr"),
        (
            Crm::Dynamics,
            Field::AppId,
            "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
        ),
        (
            Crm::Salesforce,
            Field::ConsumerKey,
            "3MVG9JEx.BE6yifNfkPqbkg8ykUTqHyEZ3sQ4bWjTqTRmDtZ9wY7m2Lk8fPz1oXc5vB3nA6sD4gH",
        ),
        (Crm::Salesforce, Field::OrgName, "Acme 360"),
    ] {
        let wanted = Wanted::merge(crm, &Panel::default(), &filled(crm).set(field, text));
        assert_eq!(wanted.canonical(crm, field).as_deref(), Ok(text));
    }
}
