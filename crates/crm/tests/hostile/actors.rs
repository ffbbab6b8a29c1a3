//! Actors of a kind that a CRM does not take.

use axum::http::StatusCode;
use crm::salesforce::Grant;
use domain::{Check, Secret, Verdict};

use crate::server::{self, SECRET, Server, json};

fn grant() -> Grant {
    Grant {
        access: SECRET.into(),
        refresh: Some(SECRET.into()),
        instance: Some("https://acme.my.salesforce.com".parse().unwrap()),
        org: None,
        user: None,
    }
}

#[tokio::test]
async fn the_wrong_kind_of_actor_is_unverified_and_nobody_is_asked() {
    let server = Server::start(|_| json(StatusCode::OK, "{}")).await;
    let (grant, secret) = (grant(), Secret::from(SECRET));
    for (connection, actor) in [
        (server::zendesk(), (&grant).into()),
        (server::zendesk_client(), (&grant).into()),
        (server::kustomer(), (&grant).into()),
        (server::dynamics(), (&grant).into()),
        (server::salesforce(), (&secret).into()),
    ] {
        let connector = server.connectors.to(&connection);
        let check = connector.verify(actor).await;
        assert_eq!(check, Check::of(Verdict::Unverified), "{connection:?}");
        let agents = connector.agents(actor).await;
        assert_eq!(agents, Err(Box::new(check).into()), "{connection:?}");
        let printed = format!("{actor:?}");
        assert!(!printed.contains(SECRET), "{printed}");
    }
    assert_eq!(server.paths(), [""; 0]);
}

#[tokio::test]
async fn the_right_kind_of_actor_is_asked_about() {
    let server = Server::start(|_| json(StatusCode::OK, "{}")).await;
    let grant = grant();
    let connector = server.connectors.to(&server::salesforce());
    connector.verify((&grant).into()).await;
    assert!(connector.agents((&grant).into()).await.is_err());
    server.verify_all().await;
    let asked = server.paths();
    for host in [
        "acme.my.salesforce.com",
        "acme.zendesk.com",
        "acme.api.kustomerapp.com",
        "login.microsoftonline.com",
    ] {
        assert!(asked.iter().any(|path| path.contains(host)), "{asked:?}");
    }
}
