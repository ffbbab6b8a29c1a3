//! The table of outcomes: one row per verdict, for a tuple that is new and complete.

use super::*;
use crate::{
    Input, Status,
    save::{BoxReport, HealthWrite, SecretWrite, TupleReport},
    status,
};

/// A row: what the CRM says, and what becomes of tuple and box.
struct Row {
    says: Verdict,
    save_anyway: bool,
    tuple: TupleReport,
    /// A box that was off and was ticked.
    ticked: (bool, BoxReport),
    /// A box that was on and stays ticked.
    left_on: (bool, BoxReport),
}

fn rows() -> Vec<Row> {
    let saved = |says, save_anyway| {
        let on = (true, BoxReport::AsAsked);
        Row {
            says,
            save_anyway,
            tuple: TupleReport::Saved,
            ticked: on,
            left_on: on,
        }
    };
    let refused = |says, save_anyway| {
        let off = (false, BoxReport::OffRefused);
        Row {
            says,
            save_anyway,
            tuple: TupleReport::Reverted,
            ticked: off,
            left_on: off,
        }
    };
    let waits = |says, save_anyway| {
        let (ticked, left_on) = ((false, BoxReport::NotYet), (true, BoxReport::AsAsked));
        Row {
            says,
            save_anyway,
            tuple: TupleReport::NotSavedYet,
            ticked,
            left_on,
        }
    };
    vec![
        saved(Verdict::Valid, false),
        saved(Verdict::Valid, true),
        refused(Verdict::Rejected, false),
        refused(Verdict::NotAdmin, false),
        refused(Verdict::WrongAccount, false),
        refused(Verdict::NotFound, false),
        refused(Verdict::Rejected, true),
        refused(Verdict::NotAdmin, true),
        refused(Verdict::WrongAccount, true),
        refused(Verdict::NotFound, true),
        waits(Verdict::Unreachable, false),
        waits(Verdict::RateLimited, false),
        waits(Verdict::Unverified, false),
        waits(Verdict::Unreachable, true),
        waits(Verdict::RateLimited, true),
        Row {
            tuple: TupleReport::Saved,
            ..waits(Verdict::Unverified, true)
        },
    ]
}

/// Every field of the tuple, the secret and every other setting changed at once.
fn all_new(crm: Crm, row: &Row) -> PanelDraft {
    let edit = PanelDraft {
        save_unverified: row.save_anyway,
        ..edit().replace(TYPED)
    };
    crm.fields()
        .iter()
        .fold(edit, |edit, field| edit.set(*field, another(crm, *field)))
}

#[test]
fn the_tuple_goes_by_the_table() {
    for (crm, row) in ASKED
        .into_iter()
        .flat_map(|crm| rows().into_iter().map(move |row| (crm, row)))
    {
        let before = switched_on(crm);
        let told = save(crm, &before, all_new(crm, &row), row.says);
        let context = format!("{crm:?} {:?} {}", row.says, row.save_anyway);
        assert_eq!(
            (told.asked.len(), told.report.tuple),
            (1, row.tuple),
            "{context}"
        );
        let is_saved = row.tuple == TupleReport::Saved;
        for field in parts(crm) {
            let expected = if is_saved {
                another(crm, field)
            } else {
                before.fields.get(field)
            };
            assert_eq!(
                told.panel.fields.get(field),
                expected,
                "{context} {field:?}"
            );
            assert_eq!(
                told.report.saved_field(field),
                is_saved,
                "{context} {field:?}"
            );
        }
        assert_eq!(
            told.report.saved.contains(&Input::Secret),
            is_saved,
            "{context}"
        );
        assert_eq!(
            told.report.keeps_typed(),
            row.tuple == TupleReport::NotSavedYet,
            "{context}"
        );
        if is_saved {
            assert_eq!(
                told.write.secret,
                SecretWrite::Replace(TYPED.into()),
                "{context}"
            );
            assert_eq!(
                told.panel.secret.expect("kept").bound_to,
                binding(crm, &told.panel.fields)
            );
        } else {
            assert_eq!(told.write.secret, SecretWrite::Keep, "{context}");
            assert_eq!(told.panel.secret, before.secret, "{context}");
        }
    }
}

#[test]
fn the_box_goes_by_the_table_and_unticking_is_always_honoured() {
    for (crm, row) in ASKED
        .into_iter()
        .flat_map(|crm| rows().into_iter().map(move |row| (crm, row)))
    {
        let context = format!("{crm:?} {:?} {}", row.says, row.save_anyway);
        let decide = |before: &Panel, edit| {
            let told = save(crm, before, edit, row.says);
            (told.panel.default_user, told.report.default_user)
        };
        assert_eq!(
            decide(&set_up(crm), all_new(crm, &row).tick()),
            row.ticked,
            "{context}"
        );
        assert_eq!(
            decide(&switched_on(crm), all_new(crm, &row).tick()),
            row.left_on,
            "{context}"
        );
        for before in [set_up(crm), switched_on(crm)] {
            let unticked = decide(&before, all_new(crm, &row).untick());
            assert_eq!(unticked, (false, BoxReport::AsAsked), "{context}");
        }
    }
}

#[test]
fn all_else_is_saved_whatever_the_crm_says() {
    for (crm, row) in ASKED
        .into_iter()
        .flat_map(|crm| rows().into_iter().map(move |row| (crm, row)))
    {
        let told = save(crm, &switched_on(crm), all_new(crm, &row), row.says);
        for field in crm.other_fields() {
            assert_eq!(
                told.panel.fields.get(field),
                another(crm, field),
                "{crm:?} {:?}",
                row.says
            );
            assert!(told.report.saved_field(field));
        }
    }
}

#[test]
fn a_saved_tuple_starts_with_what_was_said_of_it_and_a_kept_one_keeps_its_last_word() {
    for (crm, row) in ASKED
        .into_iter()
        .flat_map(|crm| rows().into_iter().map(move |row| (crm, row)))
    {
        let told = save(crm, &switched_on(crm), all_new(crm, &row), row.says);
        let context = format!("{crm:?} {:?} {}", row.says, row.save_anyway);
        if row.tuple == TupleReport::Saved {
            let found = Health {
                check: Check::of(row.says),
                checked_at: NOW,
            };
            assert_eq!(
                (told.write.health, &told.panel.health),
                (HealthWrite::Set, &Some(found)),
                "{context}"
            );
            let chip = if row.says == Verdict::Valid {
                Status::Verified
            } else {
                Status::NotVerified
            };
            assert_eq!(status(crm, &told.panel), chip, "{context}");
        } else {
            assert_eq!(told.write.health, HealthWrite::Keep, "{context}");
            assert_eq!(told.panel.health, switched_on(crm).health, "{context}");
        }
    }
}

#[test]
fn a_question_that_was_never_answered_counts_as_unreachable() {
    for crm in ASKED {
        let stored = settings([(crm, switched_on(crm))]);
        let outcome = save_all(
            stored.clone(),
            &draft(None, [(crm, edit().replace(TYPED))]),
            [],
        );
        let report = &outcome.report.panels[&crm];
        assert_eq!(
            report.check,
            Some(Check::of(Verdict::Unreachable)),
            "{crm:?}"
        );
        assert_eq!(report.tuple, TupleReport::NotSavedYet);
        assert_eq!(outcome.settings.panel(crm), stored.panel(crm));
    }
}
