//! The captions, as the help page has them.

use domain::{CredentialKind, Crm, Field, Input};

use super::{have_words, inputs};
use crate::{i18n::Lang, words};

#[test]
fn every_input_of_every_crm_has_a_caption_of_its_own() {
    for kind in CredentialKind::ALL {
        for crm in Crm::ALL {
            have_words(&inputs(crm), |t, input| {
                words::caption(t, crm, kind, input).to_owned()
            });
        }
    }
}

/// The captions of some inputs of a panel.
fn captions(lang: Lang, crm: Crm, kind: CredentialKind, inputs: &[Input]) -> Vec<&'static str> {
    let captions = inputs.iter();
    captions
        .map(|input| words::caption(lang.text(), crm, kind, *input))
        .collect()
}

#[test]
fn zendesk_s_captions_are_those_of_the_help_page_and_follow_the_kind_of_credential() {
    let inputs = [
        Input::Field(Field::Email),
        Input::Field(Field::ClientId),
        Input::Secret,
    ];
    let captions = |lang, kind| captions(lang, Crm::Zendesk, kind, &inputs);
    assert_eq!(
        captions(Lang::En, CredentialKind::ApiToken),
        ["Zendesk user email address", "OAuth Client ID", "API Token"]
    );
    assert_eq!(
        captions(Lang::En, CredentialKind::OAuthClient)[2],
        "OAuth Client Secret"
    );
    assert_eq!(
        captions(Lang::Fr, CredentialKind::ApiToken),
        [
            "Adresse e-mail de l'utilisateur Zendesk",
            "ID client OAuth",
            "Jeton d'API"
        ]
    );
    assert_eq!(
        captions(Lang::Fr, CredentialKind::OAuthClient)[2],
        "Code secret client OAuth"
    );
}

#[test]
fn salesforce_s_captions_are_those_of_the_help_page() {
    let captions = |lang| {
        let kind = CredentialKind::ApiToken;
        captions(lang, Crm::Salesforce, kind, &inputs(Crm::Salesforce))
    };
    assert_eq!(
        captions(Lang::En),
        [
            "Salesforce Organization ID",
            "Salesforce Organization Name",
            "Connected App Consumer Key",
            "SFDC Cloud Selection",
            "Custom field for the session id",
            "Login URL",
            "Connected App Consumer Secret",
        ]
    );
    assert_eq!(
        captions(Lang::Fr),
        [
            "ID de l'organisation",
            "Nom de l'organisation",
            "Clé client de l'application connectée",
            "Sélection du cloud SFDC",
            "Champ personnalisé pour l'ID de session",
            "URL de connexion Salesforce",
            "Code secret client de l'application connectée",
        ]
    );
    let [en, fr] = [Lang::En, Lang::Fr].map(Lang::text);
    assert_eq!(en.admins, "Connected Admin Users");
    assert_eq!(fr.admins, "Utilisateurs administrateurs connectés");
    assert_eq!(
        [fr.login_url_save, fr.link],
        ["Enregistrer l'URL de connexion", "Associer"]
    );
}
