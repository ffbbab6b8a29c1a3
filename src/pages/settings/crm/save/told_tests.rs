//! What a save came to, in whole sentences of both languages.

use domain::{Cause, Check, Crm, Field, Settings, Verdict, wire::Problem};

use super::{
    super::{
        fixtures::{switched_on, valid, verified},
        form::Form,
    },
    told,
};
use crate::{api, i18n::Lang};

const CRM: Crm = Crm::Zendesk;

/// What the page says after this form was saved while the CRMs say that.
fn told(lang: Lang, form: &Form, says: &Check) -> String {
    told::saved(lang.text(), form, &form.saved(says))
}

fn en(form: &Form, verdict: Verdict) -> String {
    told(Lang::En, form, &Check::of(verdict))
}

fn new_credentials() -> Form {
    Form::new(switched_on(verified(CRM)))
        .typing(CRM, Field::Email, "second@acme.example")
        .secret(CRM, "typed-token-9z8y")
}

#[test]
fn a_first_save_says_how_much_and_as_whom() {
    let form = Form::new(Settings::default())
        .choosing(CRM)
        .setting_up(CRM)
        .toggling(CRM);
    assert_eq!(
        told(Lang::En, &form, &valid()),
        "Saved 5 changes. Zendesk verified, as Camille Roy, admin."
    );
    assert_eq!(
        told(Lang::Fr, &form, &valid()),
        "5\u{a0}modifications enregistrées. Zendesk vérifié, en tant que Camille Roy, admin."
    );
}

#[test]
fn one_change_is_one_change() {
    let form = Form::new(verified(CRM)).typing(CRM, Field::SessionField, "3600");
    assert_eq!(en(&form, Verdict::Valid), "Saved 1 change.");
    let words = told(Lang::Fr, &form, &valid());
    assert_eq!(words, "1\u{a0}modification enregistrée.");
}

#[test]
fn a_refusal_says_what_was_saved_and_what_was_kept() {
    let form = new_credentials().typing(CRM, Field::SessionField, "3600");
    assert_eq!(
        en(&form, Verdict::Rejected),
        "Saved 1 change. Zendesk kept its previous credentials. The credentials were refused. \
         Zendesk: Default User is off."
    );
    assert_eq!(
        told(Lang::Fr, &form, &Check::of(Verdict::Rejected)),
        "1\u{a0}modification enregistrée. Zendesk garde ses identifiants précédents. \
         Les identifiants ont été refusés. Zendesk\u{a0}: l'utilisateur par défaut est désactivé."
    );
}

#[test]
fn the_cause_is_told_where_the_crm_lets_it_be_known() {
    let check = Check {
        cause: Some(Cause::UserSuspended),
        ..Check::of(Verdict::Rejected)
    };
    let words = told(Lang::En, &new_credentials(), &check);
    assert!(words.contains("suspended"), "{words}");
}

#[test]
fn refused_where_nothing_was_stored_says_so_and_the_host_is_saved() {
    let form = Form::new(Settings::default()).setting_up(CRM);
    assert_eq!(
        en(&form, Verdict::NotAdmin),
        "Saved 1 change. Zendesk has no credentials, as before. \
         The credentials are not an administrator's."
    );
}

#[test]
fn what_could_not_be_checked_is_not_saved_yet() {
    let form = new_credentials();
    assert_eq!(
        en(&form, Verdict::Unreachable),
        "Nothing new was saved. Zendesk: not saved yet. Zendesk cannot be reached."
    );
    assert_eq!(
        told(Lang::Fr, &form, &Check::of(Verdict::Unreachable)),
        "Rien de nouveau n'a été enregistré. Zendesk\u{a0}: pas encore enregistré. \
         Zendesk est injoignable."
    );
}

#[test]
fn a_crm_that_asks_to_wait_says_how_long() {
    let check = Check {
        retry_after_s: Some(42),
        ..Check::of(Verdict::RateLimited)
    };
    let words = told(Lang::En, &new_credentials(), &check);
    assert!(words.ends_with("Zendesk asks to wait 42 s."), "{words}");
}

#[test]
fn a_box_that_could_not_be_turned_on_says_so() {
    let form = Form::new(verified(CRM)).toggling(CRM);
    let words = en(&form, Verdict::Unreachable);
    assert!(
        words.ends_with("Zendesk: Default User is not turned on yet."),
        "{words}"
    );
    let words = en(&form, Verdict::Rejected);
    assert!(words.ends_with("Zendesk: Default User is off."), "{words}");
}

#[test]
fn unticking_counts_and_asks_nobody() {
    let form = Form::new(switched_on(verified(CRM))).toggling(CRM);
    assert_eq!(en(&form, Verdict::Unreachable), "Saved 1 change.");
}

#[test]
fn emptying_a_field_under_a_ticked_box_names_the_box_as_well() {
    let form = Form::new(switched_on(verified(CRM))).typing(CRM, Field::Email, "");
    assert_eq!(
        en(&form, Verdict::Valid),
        "Saved 2 changes. Zendesk: Default User is off, something is missing."
    );
}

#[test]
fn a_switch_that_was_not_done_names_both_platforms_and_why() {
    let form = Form::new(verified(CRM)).choosing(Crm::Kustomer);
    assert_eq!(
        en(&form, Verdict::Valid),
        "Nothing new was saved. The agent platform stays Zendesk: Kustomer is not set up."
    );
    let form = form.setting_up(Crm::Kustomer);
    let words = en(&form, Verdict::Unreachable);
    assert!(words.contains("stays Zendesk: Kustomer could not be checked."));
    let words = told(Lang::Fr, &form, &Check::of(Verdict::Rejected));
    assert!(
        words.contains("reste Zendesk\u{a0}: Kustomer refuse ses identifiants."),
        "{words}"
    );
}

#[test]
fn no_message_repeats_a_secret() {
    for verdict in [
        Verdict::Valid,
        Verdict::Rejected,
        Verdict::Unreachable,
        Verdict::Unverified,
    ] {
        let words = en(&new_credentials(), verdict);
        assert!(!words.contains("typed-token"), "{words}");
    }
}

#[test]
fn a_test_says_as_whom_or_why_not() {
    let t = Lang::En.text();
    let test = |result| told::test(t, CRM, &result);
    assert_eq!(
        test(Ok(valid())),
        "The connection works, as Camille Roy, admin."
    );
    assert_eq!(test(Ok(Check::of(Verdict::Valid))), "The connection works.");
    assert_eq!(
        test(Ok(Check::of(Verdict::NotAdmin))),
        "Zendesk refused these credentials. The credentials are not an administrator's."
    );
    assert_eq!(
        test(Ok(Check::of(Verdict::Unreachable))),
        "Zendesk cannot be reached."
    );
    assert_eq!(
        test(Err(api::Error::Invalid(Vec::<Problem>::new()))),
        "Fill in the fields above first."
    );
}

#[test]
fn every_failure_says_what_is_wrong_in_both_languages() {
    let failures = [
        api::Error::Offline,
        api::Error::Conflict(Box::default()),
        api::Error::Invalid(Vec::new()),
        api::Error::TooManyTries(30),
        api::Error::Server {
            status: 500,
            code: "internal".to_owned(),
        },
    ];
    for failure in failures {
        let [en, fr] =
            [Lang::En, Lang::Fr].map(|lang| crate::words::failure(lang.text(), &failure));
        assert!(!en.is_empty() && en != fr, "{failure:?}: {en} / {fr}");
    }
}
