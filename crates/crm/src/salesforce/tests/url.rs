//! Where an administrator is sent.

use domain::{Connection, parse::Label};
use url::Url;

use super::{super::app::App, app};
use crate::{connectors::Connectors, endpoint::Destination};

#[test]
fn the_way_to_the_sign_in_leads_to_the_sandbox_with_every_parameter() {
    let base = "http://127.0.0.2:4010".parse().unwrap();
    let connectors = Connectors::new(Destination::Sandbox(base)).unwrap();
    let redirect = "https://portal.example/oauth/callback/salesforce?x=1&y";
    let url = connectors
        .salesforce(&app())
        .authorize_url(redirect, "a state&", "challenge");
    let url: Url = url.parse().unwrap();
    assert_eq!(url.host_str(), Some("127.0.0.2"));
    assert_eq!(
        url.path(),
        "/at/acme.my.salesforce.com/services/oauth2/authorize"
    );
    let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    let expected = [
        ("response_type", "code"),
        ("client_id", "3MVG9.key/+"),
        ("redirect_uri", redirect),
        ("scope", "api refresh_token id"),
        ("state", "a state&"),
        ("code_challenge", "challenge"),
        ("code_challenge_method", "S256"),
        ("prompt", "login"),
        ("display", "popup"),
    ];
    assert_eq!(
        pairs,
        expected.map(|(name, value)| (name.to_owned(), value.to_owned()))
    );
}

#[test]
fn an_app_is_made_of_a_connection_to_salesforce_only() {
    let App {
        login,
        consumer_key,
        org,
    } = app();
    let connection = Connection::Salesforce {
        login,
        consumer_key,
        org,
    };
    assert_eq!(App::of(&connection), Some(app()));
    let subdomain = "acme".parse::<Label>().unwrap();
    assert_eq!(App::of(&Connection::Kustomer { subdomain }), None);
}
