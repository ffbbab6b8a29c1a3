//! "Who would own it?" follows the draft, case by case.

use domain::{Check, Crm, Field, Settings, Verdict};

use super::{
    super::{
        fixtures::{checked, switched_on, valid, verified},
        form::Form,
    },
    owners::owners,
};
use crate::i18n::Lang;

const CRM: Crm = Crm::Zendesk;
const NOBODY: &str = "Nobody yet: records wait for Zendesk";

/// The owners of chat, voicemail, abandoned call and answered call.
fn who(form: &Form) -> [String; 4] {
    owners(Lang::En.text(), form, CRM, None).map(|(_, owner)| owner)
}

#[test]
fn with_the_box_off_a_random_agent_stands_in() {
    let form = Form::new(verified(CRM));
    let random = "A random agent";
    assert_eq!(who(&form), [random, random, random, "The agent"]);
}

#[test]
fn with_the_box_on_the_default_user_stands_in_by_name() {
    let form = Form::new(switched_on(verified(CRM)));
    let name = "Camille Roy";
    assert_eq!(who(&form), [name, name, name, "The agent"]);
}

#[test]
fn ticking_the_box_answers_at_once() {
    let form = Form::new(verified(CRM)).toggling(CRM);
    assert_eq!(who(&form)[0], "Camille Roy");
}

#[test]
fn new_credentials_are_nobody_by_name_until_they_are_verified() {
    let form = Form::new(switched_on(verified(CRM)))
        .typing(CRM, Field::Email, "second@acme.example")
        .secret(CRM, "typed-token-9z8y");
    assert_eq!(who(&form)[0], "The default user");
}

#[test]
fn a_value_outside_the_tuple_does_not_take_the_name_away() {
    let form = Form::new(switched_on(verified(CRM))).typing(CRM, Field::SessionField, "3600");
    assert_eq!(who(&form)[0], "Camille Roy");
}

#[test]
fn while_something_is_missing_every_record_waits_box_on_or_off() {
    for settings in [
        Settings::default(),
        verified(CRM),
        switched_on(verified(CRM)),
    ] {
        let form = Form::new(settings).choosing(CRM);
        let form = form.typing(CRM, Field::Email, "");
        assert_eq!(who(&form), [NOBODY; 4]);
    }
}

#[test]
fn a_panel_that_is_only_looked_at_says_what_would_be_and_never_that_records_wait() {
    let random = "A random agent";
    let looked_at = |live: Settings| who(&Form::new(live));
    assert_eq!(looked_at(Settings::default())[0], random);
    assert_eq!(looked_at(verified(Crm::Kustomer))[0], random);
    let mut refused = switched_on(checked(CRM, Check::of(Verdict::Rejected)));
    refused.agent_platform = Some(Crm::Kustomer);
    assert_eq!(looked_at(refused)[0], "The default user");
    let chosen = Form::new(verified(Crm::Kustomer)).choosing(CRM);
    assert_eq!(
        who(&chosen)[0],
        random,
        "it would not become the platform yet"
    );
}

#[test]
fn while_the_crm_refuses_every_record_waits_box_on_or_off() {
    let refused = checked(CRM, Check::of(Verdict::Rejected));
    for settings in [refused.clone(), switched_on(refused)] {
        let form = Form::new(settings);
        assert_eq!(who(&form), [NOBODY; 4]);
        let repaired = form.secret(CRM, "typed-token-9z8y");
        assert_ne!(who(&repaired)[0], NOBODY, "the new token is not refused");
    }
}

#[test]
fn a_value_outside_the_tuple_does_not_end_a_pause() {
    let form = Form::new(checked(CRM, Check::of(Verdict::Rejected)));
    let form = form.typing(CRM, Field::SessionField, "3600");
    assert_eq!(who(&form), [NOBODY; 4]);
}

#[test]
fn an_answer_that_proved_nothing_pauses_nothing() {
    for verdict in [
        Verdict::Unreachable,
        Verdict::RateLimited,
        Verdict::Unverified,
    ] {
        let form = Form::new(switched_on(checked(CRM, Check::of(verdict))));
        assert_eq!(who(&form)[0], "The default user", "{verdict:?}");
    }
}

#[test]
fn the_cases_name_the_record_as_the_crm_does() {
    for (crm, record) in [
        (Crm::Kustomer, "conversation"),
        (Crm::Dynamics, "case"),
        (Crm::Zendesk, "ticket"),
        (Crm::Salesforce, "case"),
    ] {
        let form = Form::new(verified(crm));
        let [(chat, _), (voicemail, _), (abandoned, _), (answered, _)] =
            owners(Lang::En.text(), &form, crm, None);
        assert_eq!(
            chat,
            format!("New chat, no agent yet: contact and {record}")
        );
        assert_eq!(voicemail, "Voicemail, before the callback");
        assert_eq!(
            abandoned,
            "Abandoned call, if records for abandoned calls are on"
        );
        assert_eq!(answered, "Call answered by an agent");
    }
}

#[test]
fn french_answers_in_french() {
    let form = Form::new(switched_on(verified(CRM))).typing(CRM, Field::Subdomain, "");
    let [(chat, owner), ..] = owners(Lang::Fr.text(), &form, CRM, None);
    assert_eq!(
        chat,
        "Nouveau chat, pas encore d'agent\u{a0}: contact et ticket"
    );
    assert_eq!(
        owner,
        "Personne pour l'instant\u{a0}: les enregistrements attendent Zendesk"
    );
}

#[test]
fn the_name_of_a_user_that_was_not_verified_is_not_claimed() {
    let check = Check {
        verdict: Verdict::Rejected,
        ..valid()
    };
    let form = Form::new(switched_on(checked(CRM, check))).secret(CRM, "typed-token-9z8y");
    assert_eq!(who(&form)[0], "The default user");
}
