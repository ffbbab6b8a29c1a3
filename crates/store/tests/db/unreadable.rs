//! Secrets and tokens that do not open: a state of their own, which stops nothing else.

use domain::{Cause, Connection, Crm, Field, Fields, LinkState, PanelDraft, SecretEdit, Verdict};
use store::{Error, NewLink, Store};

use crate::support::{Database, kustomer, save, zendesk};

const CRM: Crm = Crm::Salesforce;

async fn with_links(database: &Database) -> Store {
    let store = database.open().await;
    let panel = PanelDraft {
        fields: Fields::from([
            (Field::OrgId, "00D0O000005Jj18"),
            (Field::OrgName, "Acme"),
            (Field::ConsumerKey, "3MVG9.key"),
            (Field::Cloud, "service"),
            (Field::LoginUrl, "acme.my.salesforce.com"),
        ]),
        secret: SecretEdit::Replace("consumer-secret".into()),
        ..PanelDraft::default()
    };
    save(&store, &[(CRM, panel)], 1_000).await;
    let fields = store.settings().await.unwrap().panel(CRM).fields;
    for user in ["camille", "alex"] {
        let new = NewLink {
            user_id: user.to_owned(),
            name: user.to_owned(),
            username: user.to_owned(),
            role: String::new(),
            bound_to: Connection::parse(CRM, &fields).unwrap().link_binding(),
            instance: "https://acme.my.salesforce.com".to_owned(),
            refresh: "refresh".into(),
            access: "access".into(),
            grant_id: String::new(),
        };
        store.keep_link(CRM, user, &new, 2_000).await.unwrap();
    }
    store
}

#[tokio::test]
async fn a_secret_that_does_not_open_is_said_of_its_panel_alone() {
    for damage in [
        "UPDATE secrets SET sealed = (SELECT sealed FROM secrets WHERE crm = 'kustomer') WHERE crm = 'zendesk'",
        "UPDATE secrets SET bound_to = '{\"email\":\"other@acme.example\",\"subdomain\":\"acme\"}' WHERE crm = 'zendesk'",
    ] {
        for database in Database::each().await {
            let store = database.open().await;
            let panels = [
                (Crm::Zendesk, zendesk("camille@acme.example", "token")),
                (Crm::Kustomer, kustomer("key")),
            ];
            save(&store, &panels, 1).await;
            database.tamper(damage).await;
            let settings = store.settings().await.unwrap();
            let said = settings.panel(Crm::Zendesk).health.unwrap().check;
            assert_eq!(
                (said.verdict, said.cause),
                (Verdict::Rejected, Some(Cause::SecretUnreadable))
            );
            let other = settings.panel(Crm::Kustomer).health.unwrap().check;
            assert_eq!(other.verdict, Verdict::Valid);
            store.close().await;
            let again = database.open().await.settings().await.unwrap();
            assert_eq!(again, settings, "a start does not stop at it");
        }
    }
}

#[tokio::test]
async fn whatever_says_where_tokens_go_is_part_of_their_seal() {
    for damage in [
        "UPDATE links SET instance = 'https://evil.my.salesforce.com' WHERE id = 'camille'",
        "UPDATE links SET user_id = 'somebody' WHERE id = 'camille'",
        "UPDATE links SET generation = 7 WHERE id = 'camille'",
        "UPDATE links SET refresh = access WHERE id = 'camille'",
        "UPDATE links SET access = (SELECT access FROM links WHERE id = 'alex') WHERE id = 'camille'",
    ] {
        for database in Database::each().await {
            let store = with_links(&database).await;
            database.tamper(damage).await;
            let opened = store.link_tokens(CRM, "camille").await;
            assert!(matches!(opened, Err(Error::Sealed { .. })), "{damage}");
            let links = store.settings().await.unwrap().panel(CRM).links;
            let states: Vec<_> = links.iter().map(|link| (link.state, link.cause)).collect();
            let lost = (LinkState::NeedsRelinking, Some(Cause::SecretUnreadable));
            assert_eq!(states, [lost, (LinkState::Active, None)], "{damage}");
            store.close().await;
            let store = database.open().await;
            let opened = store.link_tokens(CRM, "camille").await;
            assert!(
                matches!(opened, Err(Error::Sealed { .. })),
                "nor is it sealed anew: {damage}"
            );
        }
    }
}
