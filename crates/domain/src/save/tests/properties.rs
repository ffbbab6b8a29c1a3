//! What holds for every draft over everything a page could ever have stored.

use proptest::prelude::*;

use super::{
    history::{history, play},
    *,
};
use crate::{
    Connection, Part, Secret, Status, Wanted, availability, parse,
    save::{HealthWrite, SecretSource, SecretWrite, TupleReport},
    status,
};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn an_answer_that_is_not_final_changes_no_stored_tuple(turns in history()) {
        for step in play(&turns).0.iter().filter(|step| step.asked.is_some() && !step.says.is_final() && !step.is_accepted()) {
            prop_assert_eq!(binding(step.crm, &step.after.fields), binding(step.crm, &step.before.fields));
            prop_assert_eq!(&step.after.secret, &step.before.secret);
            prop_assert_eq!(&step.after.health, &step.before.health);
            prop_assert_eq!(&step.write.secret, &SecretWrite::Keep);
            prop_assert_eq!(step.write.health, HealthWrite::Keep);
        }
    }

    #[test]
    fn a_refusal_changes_no_stored_tuple_and_leaves_of_a_first_one_only_the_host(turns in history()) {
        for step in play(&turns).0.iter().filter(|step| step.asked.is_some() && step.says.is_refusal()) {
            let is_first = step.before.secret.is_none() && binding(step.crm, &step.before.fields).iter().all(|(_, text)| text.is_empty());
            for field in step.crm.tuple_fields(&step.after.fields) {
                let is_typed = is_first && field.part() == Part::Host;
                let expected = if is_typed { &step.wanted.fields } else { &step.before.fields };
                let expected = parse::tidied(step.crm, field, expected.get(field));
                prop_assert!(step.after.fields.get(field).eq_ignore_ascii_case(&expected));
            }
            prop_assert_eq!(&step.after.secret, &step.before.secret);
            prop_assert!(!step.after.default_user);
        }
    }

    #[test]
    fn what_is_not_sent_changes_no_tuple_and_no_box(turns in history()) {
        for step in play(&turns).0.iter().filter(|step| step.asked.is_none() && step.report.tuple == TupleReport::NotSavedYet) {
            prop_assert_eq!(binding(step.crm, &step.after.fields), binding(step.crm, &step.before.fields));
            prop_assert_eq!(&step.after.secret, &step.before.secret);
            prop_assert_eq!(&step.after.health, &step.before.health);
            prop_assert_eq!(step.after.default_user, step.before.default_user && step.wanted.default_user);
            prop_assert!(!step.report.problems.is_empty());
        }
    }

    #[test]
    fn a_panel_stands_after_an_accepted_save_as_was_foretold(turns in history()) {
        for step in play(&turns).0 {
            let accepted = step.asked.is_none() || step.says == Verdict::Valid;
            if !accepted || step.report.tuple == TupleReport::NotSavedYet {
                continue;
            }
            let foretold = step.wanted.accepted(step.crm, &step.before);
            let ready = |panel: &Panel| status(step.crm, panel) != Status::NotSetUp;
            prop_assert_eq!(ready(&foretold), ready(&step.after));
            let plain = |panel: Panel| {
                let bound = panel.secret.map(|secret| (secret.bound_to, secret.last_four));
                (panel.fields, panel.default_user, panel.always, bound)
            };
            prop_assert_eq!(plain(foretold), plain(step.after));
        }
    }

    #[test]
    fn a_box_that_is_stored_on_has_a_complete_tuple_behind_it(turns in history()) {
        for step in play(&turns).0.iter().filter(|step| step.after.default_user) {
            let now = Wanted::unchanged(step.crm, &step.after);
            prop_assert!(Connection::of(step.crm, &now, step.after.secret.as_ref()).is_ok());
            prop_assert_eq!(availability(step.crm, &now, &step.after), vec![]);
        }
    }

    #[test]
    fn a_box_goes_on_only_with_an_accepted_answer_and_a_wish(turns in history()) {
        for step in play(&turns).0 {
            let goes_on = step.after.default_user && !step.before.default_user;
            prop_assert!(!goes_on || (step.wanted.default_user && step.is_accepted()));
        }
    }

    #[test]
    fn unticking_is_always_honoured(turns in history()) {
        for step in play(&turns).0 {
            prop_assert!(step.wanted.default_user || !step.after.default_user);
        }
    }

    #[test]
    fn what_stands_outside_the_tuples_is_always_saved_as_typed(turns in history()) {
        for step in play(&turns).0 {
            for field in step.crm.other_fields() {
                let typed = parse::clean(step.wanted.fields.get(field));
                prop_assert_eq!(step.after.fields.get(field), typed);
            }
        }
    }

    #[test]
    fn a_kept_secret_keeps_its_binding_and_a_new_one_is_bound_where_it_stands(turns in history()) {
        for step in play(&turns).0 {
            let bound = step.after.secret.as_ref().map(|secret| &secret.bound_to);
            match step.write.secret {
                SecretWrite::Keep => prop_assert_eq!(&step.after.secret, &step.before.secret),
                SecretWrite::Replace(_) => prop_assert_eq!(bound, Some(&binding(step.crm, &step.after.fields))),
                SecretWrite::Clear => prop_assert_eq!(bound, None),
                SecretWrite::Rebind(_) => prop_assert!(false, "{:?}", step.write),
            }
        }
    }

    #[test]
    fn a_kept_secret_is_put_only_to_what_it_was_entered_for(turns in history()) {
        for step in play(&turns).0 {
            let Some(question) = &step.asked else { continue };
            if question.secret == SecretSource::Kept {
                let kept = step.before.secret.as_ref().expect("kept");
                prop_assert_eq!(&binding(step.crm, &step.wanted.fields), &kept.bound_to);
            }
            prop_assert_eq!(Ok(question.connection.clone()), Connection::parse(step.crm, &step.wanted.fields));
        }
    }

    #[test]
    fn the_stored_secret_and_the_stored_tuple_never_contradict_each_other(turns in history()) {
        for (crm, panel) in play(&turns).1.panels {
            let Some(secret) = &panel.secret else { continue };
            for (field, text) in binding(crm, &panel.fields).iter() {
                prop_assert!(text.is_empty() || text == secret.bound_to.get(field), "{crm:?} {field:?}");
            }
        }
    }

    #[test]
    fn a_draft_that_says_nothing_new_changes_nothing_and_asks_nothing(turns in history()) {
        let stored = play(&turns).1;
        let silent = |_: Crm| PanelDraft::default();
        let repeated = |crm: Crm| PanelDraft::from(Wanted::unchanged(crm, &stored.panel(crm)));
        for panels in [ASKED.map(|crm| (crm, silent(crm))), ASKED.map(|crm| (crm, repeated(crm)))] {
            let plan = plan(stored.clone(), &draft(stored.agent_platform, panels)).expect("nothing stops it");
            prop_assert_eq!(plan.questions().count(), 0);
            let outcome = plan.settle(&BTreeMap::new(), NOW);
            for crm in ASKED {
                let (before, after) = (stored.panel(crm), outcome.settings.panel(crm));
                let fields = crm.fields().iter().map(|field| (*field, before.fields.get(*field).to_owned())).collect();
                prop_assert_eq!(Panel { fields, ..before }, after);
                prop_assert!(outcome.report.panels[&crm].is_quiet());
            }
        }
    }

    #[test]
    fn the_report_names_exactly_what_changed(turns in history()) {
        for step in play(&turns).0 {
            for field in step.crm.fields() {
                let changed = step.after.fields.get(*field) != step.before.fields.get(*field);
                prop_assert_eq!(step.report.saved_field(*field), changed);
            }
            prop_assert_eq!(step.report.check.is_some(), step.asked.is_some());
            prop_assert!(step.asked.is_none() || step.report.check.expect("asked").verdict == step.says);
        }
    }

    #[test]
    fn settings_stored_are_canonical(turns in history()) {
        for (crm, panel) in play(&turns).1.panels {
            for (field, text) in panel.fields.iter() {
                prop_assert_eq!(parse::canonical(crm, field, text), Ok(text.to_owned()));
            }
        }
    }

    #[test]
    fn no_secret_shows_in_what_is_stored_told_or_printed(turns in history(), canary in "[a-z]{24}") {
        let mut stored = Settings::default();
        for mut turn in turns {
            for panel in turn.draft.panels.values_mut() {
                panel.secret = SecretEdit::Replace(Secret::from(canary.as_str()));
            }
            let plan = plan(stored, &turn.draft).expect("nothing stops it");
            let printed = format!("{:?} {plan:?}", turn.draft);
            prop_assert!(!printed.contains(&canary));
            let outcome = plan.settle(&turn.says, NOW);
            let printed = format!("{outcome:?}");
            prop_assert!(!printed.contains(&canary));
            let json = serde_json::to_string(&(&outcome.settings, &outcome.report)).expect("JSON");
            prop_assert!(!json.contains(&canary));
            stored = outcome.settings;
        }
    }
}
