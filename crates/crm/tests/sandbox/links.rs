//! What the guide says of Salesforce, from the window to the verdict.

use crm::salesforce::{Pkce, callback_refusal};
use domain::{LinkRefusal, Verdict};
use serde_json::{Value, json};

use crate::{
    app::App,
    window::{ACME, CAMILLE, Ended, UAT},
};

/// The verdict on what one row of the guide says to type, or `none`.
async fn verdict_of(app: &App, row: &Value) -> String {
    let typed: Vec<(String, String)> = serde_json::from_value(row["fields"].clone()).unwrap();
    let typed = |label: &str| {
        let mut fields = typed.iter();
        let field = fields.find(|(name, _)| name == label);
        field.map(|(_, value)| value.as_str()).unwrap()
    };
    let org = app.org_of(
        typed("Login URL"),
        typed("Organisation ID"),
        typed("Consumer key"),
        typed("Consumer secret"),
    );
    let pkce = Pkce::new();
    let found = match org.visit(typed("User"), "allow", &pkce).await {
        Ended::Code(code) => match org.exchange(&code, &pkce.verifier).await {
            Ok(grant) => org.identify(&grant).await.check.verdict,
            Err(refused) => refused.check.verdict,
        },
        Ended::Page(404) => {
            let nobody = org.refresh(&"5Aep".into()).await.unwrap_err();
            nobody.check.verdict
        }
        Ended::Page(_) | Ended::Error(..) => return "none".to_owned(),
    };
    json!(found).as_str().unwrap().to_owned()
}

#[tokio::test]
async fn whatever_the_guide_says_to_type_and_whoever_signs_in_gets_the_verdict_it_says() {
    let app = App::start().await;
    let guide = app.seed().await["guide"].take();
    let rows = guide.as_array().unwrap().iter();
    let rows: Vec<_> = rows.filter(|row| row["crm"] == "Salesforce").collect();
    assert!(rows.len() >= 12, "{}", rows.len());
    for row in rows {
        assert_eq!(verdict_of(&app, row).await, row["verdict"], "{row}");
    }
}

#[tokio::test]
async fn a_link_says_who_it_is() {
    let app = App::start().await;
    for (host, username, role) in [
        (ACME, CAMILLE, "System Administrator"),
        (UAT, "camille.roy@acme.example.uat", "System Administrator"),
    ] {
        let org = app.org(host).await;
        let grant = org.link(username).await;
        let identity = org.identify(&grant).await;
        assert_eq!(identity.check.verdict, Verdict::Valid, "{identity:?}");
        assert_eq!(identity.refusal(), None);
        assert_eq!(identity.username.as_deref(), Some(username));
        assert_eq!(identity.user_id, grant.user);
        let acts_as = identity.check.acts_as.unwrap();
        assert_eq!(
            (acts_as.name.as_str(), acts_as.role.as_str()),
            ("Camille Roy", role)
        );
        assert!(acts_as.email.is_some());
        assert!(!identity.is_token_dead);
    }
}

#[tokio::test]
async fn who_denies_and_an_app_nobody_installed_come_back_with_their_cause() {
    let app = App::start().await;
    let refusal = |ended: Ended| match ended {
        Ended::Error(error, description) => callback_refusal(&error, &description),
        other => panic!("{other:?}"),
    };
    let acme = app.org(ACME).await;
    let denied = acme.visit(CAMILLE, "deny", &Pkce::new()).await;
    assert_eq!(refusal(denied), LinkRefusal::Denied);
    let initech = app.org("initech-dev-ed.develop.my.salesforce.com").await;
    for reading in ["invalid_client", "approval"] {
        app.set("reading", json!({ "salesforce_not_installed": reading }))
            .await;
        let pkce = Pkce::new();
        let ended = initech.visit("irene@initech.example", "allow", &pkce).await;
        assert_eq!(refusal(ended), LinkRefusal::AppNotInstalled);
    }
}

#[tokio::test]
async fn another_organisation_is_noticed_though_only_the_case_of_its_id_differs() {
    let app = App::start().await;
    let globex = app.org("globex.my.salesforce.com").await;
    let grant = globex.link("gil@globex.example").await;
    let acme = app.org(ACME).await;
    let identity = acme.identify(&grant).await;
    assert_eq!(identity.check.verdict, Verdict::WrongAccount);
    assert_eq!(identity.refusal(), Some(LinkRefusal::WrongOrganisation));
    // Nothing was sent, neither here nor there.
    for host in [ACME, "globex.my.salesforce.com"] {
        assert_eq!(app.requests(host, "/services/oauth2/userinfo").await, 0);
    }
}

#[tokio::test]
async fn somebody_elses_identity_is_nobodys() {
    let app = App::start().await;
    let org = app.org(ACME).await;
    let grant = org.link(CAMILLE).await;
    let fault =
        json!({"host": ACME, "path": "/services/oauth2/userinfo", "fault": "somebody_else"});
    app.set("faults", fault).await;
    let identity = org.identify(&grant).await;
    assert_eq!(identity.check.verdict, Verdict::Unverified);
    assert_eq!((identity.user_id, identity.check.acts_as), (None, None));
}
