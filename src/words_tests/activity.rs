//! The words of Activity: every kind, state, reason and cure.

use domain::{Party, Reason, event::Kind, wire::DeliveryState};

use super::{have_sentences, have_words};
use crate::{api, i18n::Lang, words};

/// Why a delivery is given up on.
const PARKED: [&str; 9] = [
    "requester_suspended",
    "record_closed",
    "record_gone",
    "invalid",
    "several_records",
    "tries_exhausted",
    "refused",
    "account_changed",
    "unreadable",
];

/// Why it is tried again.
const AGAIN: [&str; 5] = [
    "rate_limited",
    "conflict",
    "owner_refused",
    "owner_not_set",
    "unreachable",
];

#[test]
fn every_kind_of_event_and_every_state_has_words() {
    have_words(Kind::ALL, |t, kind| words::event(t, kind.key()));
    have_words(&DeliveryState::ALL, |t, state| {
        words::delivery(t, state).to_owned()
    });
}

#[test]
fn an_agent_is_an_agent_in_both_languages_and_the_others_are_said_in_each() {
    for lang in [Lang::En, Lang::Fr] {
        assert_eq!(words::party(lang.text(), Party::Agent), "Agent");
    }
    have_words(&[Party::DefaultUser, Party::RandomAgent], |t, party| {
        words::party(t, party).to_owned()
    });
}

#[test]
fn every_reason_of_the_rule_and_of_the_worker_has_a_sentence() {
    let keys: Vec<_> = Reason::ALL
        .iter()
        .map(|reason| reason.key())
        .chain(PARKED)
        .chain(AGAIN)
        .collect();
    have_sentences(&keys, words::why_so);
}

#[test]
fn whatever_is_given_up_on_has_a_cure_and_nothing_else_has() {
    have_sentences(&PARKED, |t, key| {
        let cure = words::cure_of_parked(t, key);
        cure.expect("it says what to do").to_owned()
    });
    let t = Lang::En.text();
    assert!(
        AGAIN
            .iter()
            .all(|key| words::cure_of_parked(t, key).is_none())
    );
}

#[test]
fn every_call_has_words() {
    let calls = [
        "find_contact",
        "contact",
        "find_record",
        "read_record",
        "create_record",
        "change_record",
        "set_owner",
        "append",
        "find_note",
    ];
    have_words(&calls, words::call);
}

#[test]
fn what_is_unknown_is_shown_as_it_is() {
    let t = Lang::Fr.text();
    assert_eq!(words::event(t, "session.new"), "session.new");
    assert_eq!(words::why_so(t, "solar_flare"), "solar_flare");
    assert_eq!(words::call(t, "merge"), "merge");
}

#[test]
fn every_failure_has_a_sentence() {
    let of = |code: &str| api::Error::Server {
        status: 404,
        code: code.to_owned(),
    };
    let errors = [
        of("no_such_delivery"),
        of("not_parked"),
        of("other"),
        api::Error::Offline,
        api::Error::TooManyTries(30),
    ];
    let places: Vec<_> = (0..errors.len()).collect();
    have_sentences(&places, |t, at| words::not_answered(t, &errors[at]));
}
