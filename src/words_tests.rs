//! Every code of the rule book has its own sentence, in both languages.

mod activity;
mod captions;
mod links;

use std::collections::BTreeSet;

use domain::{
    Cause, Check, Code, CredentialKind, Crm, Field, Input, Obstacle, Status, Verdict, Warning,
    parse,
};

use crate::{
    i18n::{Lang, Text},
    words,
};

const CODES: [Code; 28] = [
    Code::Missing,
    Code::HostInvalid,
    Code::ForeignHost,
    Code::HostNeedsRegion,
    Code::EmailInvalid,
    Code::TenantInvalid,
    Code::AppIdInvalid,
    Code::SessionFieldInvalid,
    Code::PrefixInvalid,
    Code::TooLong,
    Code::SecretInvalid,
    Code::SecretIsId,
    Code::MisplacedSecret,
    Code::SecretRequired,
    Code::Rejected,
    Code::NotAdmin,
    Code::WrongAccount,
    Code::NotFound,
    Code::UnknownField,
    Code::ChoiceInvalid,
    Code::OrgIdInvalid,
    Code::OrgIdSuffixWrong,
    Code::ConsumerKeyInvalid,
    Code::ClientIdInvalid,
    Code::LoginUrlInvalid,
    Code::LightningUrl,
    Code::CommonLoginUrl,
    Code::DateInvalid,
];
const VERDICTS: [Verdict; 8] = [
    Verdict::Valid,
    Verdict::Rejected,
    Verdict::NotAdmin,
    Verdict::WrongAccount,
    Verdict::NotFound,
    Verdict::Unreachable,
    Verdict::RateLimited,
    Verdict::Unverified,
];
const CAUSES: [Cause; 22] = [
    Cause::UserSuspended,
    Cause::SecretExpired,
    Cause::SecretWrong,
    Cause::AppUnknown,
    Cause::AppDisabled,
    Cause::AppUserMissing,
    Cause::AppUserDisabled,
    Cause::PlanForbids,
    Cause::RoleTooSmall,
    Cause::AccountUnknown,
    Cause::AccountInactive,
    Cause::TenantUnknown,
    Cause::SignInRestricted,
    Cause::AddressFilter,
    Cause::TimedOut,
    Cause::Redirected,
    Cause::Unreadable,
    Cause::SecretUnreadable,
    Cause::GrantGone,
    Cause::ScopeTooSmall,
    Cause::SettingsChanged,
    Cause::ForeignInstance,
];
const WARNINGS: [Warning; 4] = [
    Warning::AdminByProbe,
    Warning::LimitedRole,
    Warning::CannotOwnRecords,
    Warning::EmailDiffers,
];
const STATUSES: [Status; 5] = [
    Status::NotSetUp,
    Status::Verified,
    Status::NotVerified,
    Status::NeedsAttention,
    Status::Unreadable,
];

/// Each item has words of its own, other ones in French, with nothing left to fill in.
fn have_words<T: Copy + std::fmt::Debug>(items: &[T], words: impl Fn(&Text, T) -> String) {
    let mut seen = BTreeSet::new();
    for item in items {
        let [en, fr] = [Lang::En, Lang::Fr].map(|lang| words(lang.text(), *item));
        assert_ne!(en, fr, "{item:?} is not translated");
        for text in [en, fr] {
            assert!(!text.trim().is_empty(), "{item:?}");
            assert!(!text.contains(['{', '}']), "{item:?}: {text}");
            assert!(
                seen.insert(text.clone()),
                "{item:?} shares its words: {text}"
            );
        }
    }
}

/// The same, for whole sentences.
fn have_sentences<T: Copy + std::fmt::Debug>(items: &[T], words: impl Fn(&Text, T) -> String) {
    have_words(items, |t, item| {
        let text = words(t, item);
        assert!(
            text.ends_with(['.', '?']),
            "{item:?} ends without a stop: {text}"
        );
        text
    });
}

fn inputs(crm: Crm) -> Vec<Input> {
    let fields = crm.fields().iter().copied().map(Input::Field);
    fields.chain([Input::Secret]).collect()
}

#[test]
fn every_code_has_a_sentence_for_every_crm() {
    for crm in Crm::ALL {
        have_sentences(&CODES, |t, code| words::code(t, crm, code));
    }
}

#[test]
fn every_verdict_has_a_sentence_for_every_crm() {
    for crm in Crm::ALL {
        have_sentences(&VERDICTS, |t, verdict| {
            words::why(t, crm, &Check::of(verdict))
        });
    }
}

#[test]
fn every_cause_has_a_sentence_and_goes_before_the_verdict() {
    for verdict in VERDICTS {
        have_sentences(&CAUSES, |t, cause| {
            let check = Check {
                cause: Some(cause),
                ..Check::of(verdict)
            };
            words::why(t, Crm::Dynamics, &check)
        });
    }
}

#[test]
fn every_warning_and_every_status_has_words() {
    have_sentences(&WARNINGS, |t, warning| {
        words::warning(t, warning).to_owned()
    });
    have_words(&STATUSES, |t, status| words::status(t, status).to_owned());
}

#[test]
fn every_obstacle_names_its_input_and_leads_to_its_cure() {
    for kind in CredentialKind::ALL {
        for crm in Crm::ALL {
            let missing: Vec<_> = inputs(crm).into_iter().map(Obstacle::Missing).collect();
            let fields = crm.fields().iter().copied();
            let bound: Vec<_> = fields
                .map(Obstacle::SecretBoundElsewhere)
                .chain([Obstacle::NewSecretBlank])
                .collect();
            for obstacles in [&missing, &bound] {
                have_sentences(obstacles, |t, obstacle| {
                    let text = words::obstacle(t, crm, kind, obstacle);
                    let cure = words::cure(obstacle).expect("an input cures it");
                    let caption = words::caption(t, crm, kind, cure);
                    assert!(text.contains(caption), "{obstacle:?}: {text}");
                    text
                });
            }
        }
    }
}

#[test]
fn no_linked_administrator_is_cured_at_the_link_button() {
    let nobody = Obstacle::NoAdminLinked;
    assert_eq!(words::cure(nobody), None);
    have_sentences(&[nobody], |t, obstacle| {
        words::obstacle(t, Crm::Salesforce, CredentialKind::ApiToken, obstacle)
    });
}

#[test]
fn the_affix_is_the_host_that_is_put_behind_the_label() {
    for crm in [Crm::Kustomer, Crm::Zendesk] {
        let input = Input::Field(Field::Subdomain);
        let affix = words::affix(crm, input).expect("these hosts are built from a label");
        let whole = format!("acme{affix}");
        let label = parse::canonical(crm, Field::Subdomain, &whole);
        assert_eq!(label.as_deref(), Ok("acme"));
    }
}
