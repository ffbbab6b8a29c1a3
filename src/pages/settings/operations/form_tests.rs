//! The draft: what changes it, and what becomes of it when others save.

use domain::{CreationOption, Crm, RecordCreation};

use super::form::Form;

const ZENDESK: Option<Crm> = Some(Crm::Zendesk);

fn stored() -> RecordCreation {
    RecordCreation {
        chat_messages: 2,
        append: true,
        ..RecordCreation::default()
    }
}

fn form() -> Form {
    Form::new(stored(), 3, ZENDESK)
}

#[test]
fn putting_a_value_back_makes_the_draft_clean_again() {
    let mut form = form();
    form.turn(CreationOption::Abandoned, true);
    form.turn(CreationOption::DelayChats, false);
    let changed = [CreationOption::Abandoned, CreationOption::DelayChats];
    assert_eq!(form.changes(), changed);
    form.turn(CreationOption::Abandoned, false);
    form.turn(CreationOption::DelayChats, true);
    assert_eq!(form.changes(), []);
    form.set_messages("3".to_owned());
    assert_eq!(form.changes(), [CreationOption::DelayChats]);
    form.set_messages(" 2".to_owned());
    assert_eq!(form.changes(), []);
}

#[test]
fn a_number_that_is_none_is_a_change_that_cannot_be_sent() {
    let mut form = form();
    form.set_messages(String::new());
    assert!(form.is_malformed());
    assert_eq!(form.changes(), [CreationOption::DelayChats]);
    form.turn(CreationOption::DelayChats, false);
    assert!(!form.is_malformed(), "it is not asked for any more");
}

#[test]
fn my_changes_stay_over_what_somebody_else_saved() {
    let mut mine = form();
    mine.turn(CreationOption::Abandoned, true);
    let theirs = RecordCreation {
        delay_calls: true,
        append: false,
        ..stored()
    };
    let over = mine.over(theirs, 4, ZENDESK);
    assert_eq!(over.changes(), [CreationOption::Abandoned]);
    assert!(over.wanted().delay_calls && !over.wanted().append);
    assert_eq!(over.version(), 4);
}

#[test]
fn what_is_typed_during_a_save_stays_unsaved() {
    let mut sent = form();
    sent.turn(CreationOption::Abandoned, true);
    let mut now = sent.clone();
    now.set_messages("5".to_owned());
    let rebased = now.rebased(&sent, sent.wanted(), 4);
    assert_eq!(rebased.changes(), [CreationOption::DelayChats]);
    assert_eq!(rebased.messages(), "5");
    assert!(rebased.stored().abandoned);
}

#[test]
fn another_platform_takes_no_option_it_does_not_offer() {
    let mut mine = form();
    mine.turn(CreationOption::SkipRecords, true);
    mine.turn(CreationOption::Abandoned, true);
    let over = mine.over(stored(), 3, Some(Crm::Dynamics));
    assert_eq!(over.changes(), [CreationOption::Abandoned]);
}
