//! What a save tells: every refusal, at the right input, and never a secret.

use super::*;
use crate::{ActsAs, Cause, Detail, Input, Warning, save::TupleReport};

#[test]
fn a_save_counts_the_version_and_notes_the_time() {
    for stored in [Settings::default(), settings([])] {
        let version = stored.version;
        let outcome = save_all(stored, &draft(None, []), []);
        assert_eq!(
            (outcome.settings.version, outcome.settings.saved_at),
            (version + 1, Some(NOW))
        );
    }
}

#[test]
fn several_refusals_are_all_reported_and_do_not_touch_each_other() {
    let stored = settings(ASKED.map(|crm| (crm, switched_on(crm))));
    let edits = ASKED.map(|crm| {
        (
            crm,
            edit()
                .replace(TYPED)
                .set(Field::SessionField, another(crm, Field::SessionField)),
        )
    });
    let says = [
        (Crm::Kustomer, Verdict::NotAdmin),
        (Crm::Dynamics, Verdict::Valid),
        (Crm::Zendesk, Verdict::Rejected),
    ];
    let outcome = save_all(stored, &draft(None, edits), says);
    let reports = &outcome.report.panels;
    assert_eq!(reports[&Crm::Kustomer].tuple, TupleReport::Reverted);
    assert_eq!(reports[&Crm::Dynamics].tuple, TupleReport::Saved);
    assert_eq!(reports[&Crm::Zendesk].tuple, TupleReport::Reverted);
    assert_eq!(
        ASKED.map(|crm| outcome.settings.panel(crm).default_user),
        [false, true, false]
    );
    for crm in ASKED {
        assert!(reports[&crm].saved_field(Field::SessionField), "{crm:?}");
        assert_eq!(reports[&crm].problems.is_empty(), crm == Crm::Dynamics);
    }
}

#[test]
fn all_crms_are_asked_in_one_save() {
    let edits = ASKED.map(|crm| (crm, whole(crm)));
    let plan = plan(Settings::default(), &draft(None, edits)).expect("nothing stops it");
    let asked: Vec<_> = plan
        .questions()
        .map(|question| question.connection.crm())
        .collect();
    assert_eq!(asked, ASKED);
}

#[test]
fn a_refusal_stands_at_the_inputs_it_is_about() {
    use {Code as C, Field as F, Verdict as V};
    let secret = Input::Secret;
    let table = [
        (
            Crm::Zendesk,
            V::Rejected,
            C::Rejected,
            vec![Input::Field(F::Email), secret],
        ),
        (
            Crm::Zendesk,
            V::NotAdmin,
            C::NotAdmin,
            vec![Input::Field(F::Email)],
        ),
        (
            Crm::Zendesk,
            V::NotFound,
            C::NotFound,
            vec![Input::Field(F::Subdomain)],
        ),
        (Crm::Kustomer, V::Rejected, C::Rejected, vec![secret]),
        (Crm::Kustomer, V::NotAdmin, C::NotAdmin, vec![secret]),
        (
            Crm::Kustomer,
            V::WrongAccount,
            C::WrongAccount,
            vec![Input::Field(F::Subdomain)],
        ),
        (
            Crm::Kustomer,
            V::NotFound,
            C::NotFound,
            vec![Input::Field(F::Subdomain)],
        ),
        (
            Crm::Dynamics,
            V::Rejected,
            C::Rejected,
            vec![Input::Field(F::AppId), secret],
        ),
        (
            Crm::Dynamics,
            V::NotAdmin,
            C::NotAdmin,
            vec![Input::Field(F::AppId)],
        ),
        (
            Crm::Dynamics,
            V::WrongAccount,
            C::WrongAccount,
            vec![Input::Field(F::AppId)],
        ),
        (
            Crm::Dynamics,
            V::NotFound,
            C::NotFound,
            vec![Input::Field(F::Organisation)],
        ),
    ];
    for (crm, says, code, inputs) in table {
        let told = save(crm, &set_up(crm), whole(crm), says);
        let problems: Vec<_> = told
            .report
            .problems
            .iter()
            .map(|problem| (problem.input, problem.code))
            .collect();
        let expected: Vec<_> = inputs.into_iter().map(|input| (input, code)).collect();
        assert_eq!(problems, expected, "{crm:?} {says:?}");
    }
}

#[test]
fn a_known_cause_moves_the_refusal_to_the_one_input_it_is_about() {
    use Crm::{Dynamics, Zendesk};
    let table = [
        (
            Dynamics,
            Verdict::NotFound,
            Cause::TenantUnknown,
            Input::Field(Field::Tenant),
        ),
        (
            Dynamics,
            Verdict::Rejected,
            Cause::AppUnknown,
            Input::Field(Field::AppId),
        ),
        (
            Dynamics,
            Verdict::Rejected,
            Cause::AppDisabled,
            Input::Field(Field::AppId),
        ),
        (
            Dynamics,
            Verdict::Rejected,
            Cause::AppUserMissing,
            Input::Field(Field::AppId),
        ),
        (
            Dynamics,
            Verdict::Rejected,
            Cause::AppUserDisabled,
            Input::Field(Field::AppId),
        ),
        (
            Dynamics,
            Verdict::Rejected,
            Cause::SecretExpired,
            Input::Secret,
        ),
        (
            Dynamics,
            Verdict::Rejected,
            Cause::SecretWrong,
            Input::Secret,
        ),
        (
            Zendesk,
            Verdict::Rejected,
            Cause::UserSuspended,
            Input::Field(Field::Email),
        ),
    ];
    for (crm, verdict, cause, input) in table {
        let plan =
            plan(Settings::default(), &draft(None, [(crm, whole(crm))])).expect("nothing stops it");
        let check = Check {
            cause: Some(cause),
            ..Check::of(verdict)
        };
        let outcome = plan.settle(&[(crm, check)].into(), NOW);
        let inputs: Vec<_> = outcome.report.panels[&crm]
            .problems
            .iter()
            .map(|problem| problem.input)
            .collect();
        assert_eq!(inputs, [input], "{cause:?}");
    }
}

#[test]
fn a_refusal_repeats_the_refused_email_and_never_the_token() {
    let edit = whole(Crm::Zendesk).set(Field::Email, "refused@acme.example");
    let told = save(Crm::Zendesk, &set_up(Crm::Zendesk), edit, Verdict::Rejected);
    assert_eq!(
        told.report.problems[0].entered.as_deref(),
        Some("refused@acme.example")
    );
    assert_eq!(told.report.problems[1].entered, None);
}

#[test]
fn an_uncertain_answer_is_no_problem_of_any_input() {
    for crm in ASKED {
        for says in UNCERTAIN {
            let told = save(crm, &set_up(crm), whole(crm), says);
            assert_eq!(told.report.problems, [], "{crm:?} {says:?}");
        }
    }
}

#[test]
fn what_the_crm_said_is_told_and_kept_in_full() {
    let check = Check {
        acts_as: Some(ActsAs {
            name: "Camille Roy".into(),
            email: Some("camille@acme.example".into()),
            role: "admin".into(),
        }),
        warnings: vec![Warning::LimitedRole, Warning::CannotOwnRecords],
        detail: Detail {
            status: Some(200),
            code: None,
        },
        ..Check::of(Verdict::Valid)
    };
    for crm in ASKED {
        let plan = plan(
            Settings::default(),
            &draft(None, [(crm, whole(crm).tick())]),
        )
        .expect("nothing stops it");
        let outcome = plan.settle(&[(crm, check.clone())].into(), NOW);
        let told = outcome.report.panels[&crm].check.as_ref();
        assert_eq!(told, Some(&check), "{crm:?}");
        assert_eq!(
            outcome.settings.panel(crm).health,
            Some(Health {
                check: check.clone(),
                checked_at: NOW
            })
        );
        assert!(
            outcome.settings.panel(crm).default_user,
            "warnings do not refuse"
        );
    }
}

#[test]
fn neither_the_plan_nor_its_outcome_shows_a_secret() {
    for crm in ASKED {
        for says in [Verdict::Valid, Verdict::Rejected, Verdict::Unreachable] {
            let plan = plan(
                settings([(crm, set_up(crm))]),
                &draft(None, [(crm, whole(crm))]),
            )
            .expect("nothing stops it");
            assert!(!format!("{plan:?}").contains(TYPED), "{crm:?}");
            let outcome = plan.settle(&answers([(crm, says)]), NOW);
            assert!(!format!("{outcome:?}").contains(TYPED), "{crm:?}");
            let json = serde_json::to_string(&(&outcome.settings, &outcome.report)).expect("JSON");
            assert!(!json.contains(TYPED), "{crm:?}");
        }
    }
}
