//! The words of links: their states, why they do not work, and how making one can end.

use domain::{Cause, Check, Health, Link, LinkFailure, LinkRefusal, LinkState, Panel, Verdict};

use super::{have_sentences, have_words};
use crate::{i18n::Lang, pages::settings::crm::fixtures::linked, words};

const REFUSALS: [LinkRefusal; 13] = [
    LinkRefusal::Denied,
    LinkRefusal::AppNotInstalled,
    LinkRefusal::RequestRefused,
    LinkRefusal::WrongOrganisation,
    LinkRefusal::NotAdmin,
    LinkRefusal::UserRefused,
    LinkRefusal::ClientRefused,
    LinkRefusal::NoRefreshToken,
    LinkRefusal::ForeignInstance,
    LinkRefusal::Unreachable,
    LinkRefusal::Unverified,
    LinkRefusal::SettingsChanged,
    LinkRefusal::OtherBrowser,
];

#[test]
fn every_end_of_a_link_has_a_sentence_and_the_help_page_s_title_where_it_names_it() {
    let failure = |code| LinkFailure { code, check: None };
    have_sentences(&REFUSALS, |t, code| words::refusal(t, &failure(code)));
    let titled: Vec<_> = REFUSALS
        .into_iter()
        .filter(|code| {
            let titles = [Lang::En, Lang::Fr].map(|lang| words::refusal_title(lang.text(), *code));
            titles
                == [
                    "Could not authenticate Salesforce user",
                    "Impossible d'authentifier l'utilisateur Salesforce",
                ]
        })
        .collect();
    assert_eq!(
        titled,
        [
            LinkRefusal::RequestRefused,
            LinkRefusal::UserRefused,
            LinkRefusal::ClientRefused,
            LinkRefusal::Unverified,
        ]
    );
}

#[test]
fn a_link_is_active_in_both_languages_and_otherwise_said_in_each() {
    let link = |(state, cause)| Link {
        state,
        cause,
        ..linked("camille", "Camille Roy")
    };
    for lang in [Lang::En, Lang::Fr] {
        let active = link((LinkState::Active, None));
        assert_eq!(words::link_state(lang.text(), &active), "Active");
    }
    let others = [
        (LinkState::NeedsRelinking, Some(Cause::GrantGone)),
        (LinkState::NeedsRelinking, Some(Cause::SecretUnreadable)),
        (LinkState::NotAdmin, None),
        (LinkState::CannotBeChecked, None),
    ];
    have_words(&others, |t, other| {
        words::link_state(t, &link(other)).to_owned()
    });
}

#[test]
fn tokens_that_do_not_open_are_linked_again_and_a_secret_is_entered_again() {
    let mut panel = Panel {
        links: vec![Link {
            state: LinkState::NeedsRelinking,
            cause: Some(Cause::SecretUnreadable),
            ..linked("camille", "Camille Roy")
        }],
        ..Panel::default()
    };
    let t = Lang::En.text();
    assert_eq!(
        words::link_cause(t, &panel.links[0]),
        Some(t.link_unreadable)
    );
    assert_eq!(words::unreadable(t, &panel), t.link_unreadable);
    panel.health = Some(Health {
        check: Check {
            cause: Some(Cause::SecretUnreadable),
            ..Check::of(Verdict::Rejected)
        },
        checked_at: 0,
    });
    assert_eq!(words::unreadable(t, &panel), t.cause_secret_unreadable);
}
