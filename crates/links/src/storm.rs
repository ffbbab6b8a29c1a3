//! A refresh storm: many tasks need one expired token at once, in one process and in two.

use std::{sync::Arc, time::Duration};

use crm::{Connectors, Destination, salesforce};
use domain::{Check, Connection, Draft, Field, Fields, PanelDraft, Secret, SecretEdit, save::plan};
use store::{Clock, KeySource, NewLink, Store};
use tokio::{net::TcpListener, sync::Notify, task::JoinSet};
use tokio_util::task::TaskTracker;

use crate::{
    context::{CRM, Context, Links},
    organisation::Organisation,
};

const CALLBACK: &str = "http://127.0.0.1:1/oauth/callback/salesforce";
const KEY: &str =
    "3MVG9sandboxPortalOfAcme.NotARealConsumerKey_0000000000000000000000000000000000000001";
const SECRET: &str = "C0FFEE00C0FFEE00C0FFEE00C0FFEE00C0FFEE00C0FFEE00C0FFEE00ACE0A1B2";

/// One database, one Salesforce, and as many processes as a test wants.
struct Place {
    folder: tempfile::TempDir,
    sandbox: String,
}

impl Place {
    async fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let sandbox = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(sandbox::serve(listener));
        let folder = tempfile::tempdir().expect("a folder");
        Self { folder, sandbox }
    }

    /// What a process of its own would have: its own pool, queues and connectors.
    async fn process(&self) -> Links {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let path = |name| self.folder.path().join(name);
        let database = format!("sqlite://{}", path("portal.db").display());
        let keys = KeySource::File(path("portal.key"));
        let to = Destination::Sandbox(self.sandbox.parse().expect("a base"));
        Links::new(Context {
            store: Store::open(&database, &keys).await.expect("a store"),
            connectors: Connectors::new(to).expect("connectors"),
            clock: Clock::system(),
            observer: Arc::new(()),
            work: TaskTracker::new(),
            changed: Arc::new(Notify::new()),
            redirect_uri: CALLBACK.to_owned(),
        })
    }

    /// A link with a grant that was given at the imitated Salesforce.
    async fn link(&self, links: &Links) {
        let panel = PanelDraft {
            fields: Fields::from([
                (Field::OrgId, "00Dam00000Acme7"),
                (Field::OrgName, "Acme"),
                (Field::ConsumerKey, KEY),
                (Field::Cloud, "service"),
                (Field::LoginUrl, "acme.my.salesforce.com"),
            ]),
            secret: SecretEdit::Replace(SECRET.into()),
            ..PanelDraft::default()
        };
        let draft = Draft {
            agent_platform: None,
            panels: [(CRM, panel)].into(),
        };
        let stored = links.store.settings().await.expect("settings");
        let outcome = plan(stored, &draft).expect("a plan").settle(&[].into(), 1);
        links.store.save(&outcome).await.expect("saved");
        let fields = outcome.settings.panel(CRM).fields;
        let connection = Connection::parse(CRM, &fields).expect("complete");
        let grant = self.grant(links, &connection).await;
        let new = NewLink {
            user_id: grant.user.clone().expect("whose it is"),
            name: "Camille Roy".to_owned(),
            username: "camille.roy@acme.example".to_owned(),
            role: String::new(),
            bound_to: connection.link_binding(),
            instance: "https://acme.my.salesforce.com".to_owned(),
            refresh: grant.refresh.expect("a refresh token"),
            access: grant.access,
            grant_id: String::new(),
        };
        links
            .store
            .keep_link(CRM, "camille", &new, links.clock.now())
            .await
            .expect("kept");
    }

    async fn grant(&self, links: &Links, connection: &Connection) -> salesforce::Grant {
        let to = salesforce::App::of(connection).expect("Salesforce's");
        let salesforce = links.connectors.salesforce(&to);
        let pkce = salesforce::Pkce::new();
        let callback = CALLBACK;
        let url = salesforce.authorize_url(callback, "state", &pkce.challenge);
        let browser = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("a browser");
        let location = |response: &reqwest::Response| {
            let value = response.headers().get("location").expect("a way on");
            let text = value.to_str().expect("text");
            response.url().join(text).expect("a URL")
        };
        let login = location(&browser.get(url).send().await.expect("an answer"));
        let request = login
            .query_pairs()
            .next()
            .expect("a request")
            .1
            .into_owned();
        let post = async |path: &str, form: &[(&str, &str)]| {
            let body = url::form_urlencoded::Serializer::new(String::new())
                .extend_pairs(form)
                .finish();
            let base = login.as_str().split("/login?").next().expect("a base");
            let sent = browser
                .post(format!("{base}{path}"))
                .header("content-type", "application/x-www-form-urlencoded")
                .body(body)
                .send()
                .await
                .expect("an answer");
            location(&sent)
        };
        let user = ("username", "camille.roy@acme.example");
        let form = [
            ("request", request.as_str()),
            user,
            ("password", "camille-2026"),
        ];
        post("/login", &form).await;
        let form = [("request", request.as_str()), ("decision", "allow")];
        let back = post("/setup/secur/RemoteAccessAuthorizationPage.apexp", &form).await;
        let code = back.query_pairs().find(|(name, _)| name == "code");
        let code = Secret::from(code.expect("a code").1.into_owned());
        salesforce
            .exchange(&SECRET.into(), callback, &code, &pkce.verifier)
            .await
            .expect("a grant")
    }

    async fn control(&self, switch: &str, body: &'static str) {
        let sent = reqwest::Client::new()
            .post(format!("{}/control/{switch}", self.sandbox))
            .header("content-type", "application/json")
            .body(body)
            .send()
            .await;
        sent.expect("an answer").error_for_status().expect("taken");
    }

    async fn refreshes(&self) -> usize {
        let url = format!("{}/control/requests?grant_type=refresh_token", self.sandbox);
        let text = reqwest::get(url).await.expect("an answer").text().await;
        text.expect("text").matches("\"grant_type\"").count()
    }
}

async fn organisation(links: &Links) -> Arc<Organisation> {
    let panel = links.store.settings().await.expect("settings").panel(CRM);
    let organisation = links.organisation(&panel).await.expect("a store");
    Arc::new(organisation.expect("complete"))
}

/// Fifty tasks of these processes want a token newer than the first one, all at once.
async fn storm(processes: &[Links]) {
    let mut tasks = JoinSet::new();
    for task in 0..50 {
        let links = processes[task % processes.len()].clone();
        tasks.spawn(async move {
            let organisation = organisation(&links).await;
            let tokens = links
                .renewed(&organisation, "camille", 1)
                .await
                .expect("a token");
            assert_eq!(tokens.generation, 2);
            let now = links
                .tokens(&organisation, "camille")
                .await
                .expect("a token");
            assert_eq!(now.access, tokens.access);
        });
    }
    while let Some(done) = tasks.join_next().await {
        done.expect("every task gets the token");
    }
}

#[tokio::test]
async fn fifty_tasks_of_one_process_make_one_refresh() {
    let place = Place::new().await;
    let links = place.process().await;
    place.link(&links).await;
    storm(&[links]).await;
    assert_eq!(place.refreshes().await, 1);
}

#[tokio::test]
async fn fifty_tasks_of_two_processes_make_one_refresh() {
    let place = Place::new().await;
    let (one, two) = (place.process().await, place.process().await);
    place.link(&one).await;
    storm(&[one, two]).await;
    assert_eq!(place.refreshes().await, 1);
}

#[tokio::test]
async fn whoever_goes_away_while_a_token_is_rotated_loses_nothing() {
    let place = Place::new().await;
    let links = place.process().await;
    place.link(&links).await;
    let organisation = organisation(&links).await;
    // Salesforce has the request and takes its time; the caller does not wait.
    let slow = r#"{"host":"*","path":"/services/oauth2/token","fault":{"slow":700}}"#;
    place.control("faults", slow).await;
    let going = links.renewed(&organisation, "camille", 1);
    let gone = tokio::time::timeout(Duration::from_millis(300), going).await;
    assert!(gone.is_err(), "it was not waited for");
    // A stop waits for what is under way, and only then does the database close.
    links.work.close();
    links.work.wait().await;
    let stored = links.store.link_tokens(CRM, "camille").await;
    let stored = stored.expect("a store").expect("a link");
    assert_eq!((stored.generation, place.refreshes().await), (2, 1));
    links.work.reopen();
    let tokens = links
        .renewed(&organisation, "camille", 1)
        .await
        .expect("a token");
    assert_eq!((tokens.generation, place.refreshes().await), (2, 1));
    let panel = links.store.settings().await.expect("settings").panel(CRM);
    let check = links.verify_all(&panel).await.expect("a store");
    assert_eq!(check.verdict, Check::of(domain::Verdict::Valid).verdict);
}

#[tokio::test]
async fn fifty_tasks_on_a_dead_link_do_not_each_ask_again() {
    let place = Place::new().await;
    let links = place.process().await;
    place.link(&links).await;
    place.control("salesforce/revoke", "{}").await;
    let organisation = organisation(&links).await;
    let mut tasks = JoinSet::new();
    for _ in 0..50 {
        let (links, organisation) = (links.clone(), organisation.clone());
        tasks.spawn(async move { links.renewed(&organisation, "camille", 1).await.is_err() });
    }
    while let Some(done) = tasks.join_next().await {
        assert!(done.expect("an answer"), "the grant is gone");
    }
    assert_eq!(place.refreshes().await, 2, "a refusal is asked twice, once");
}

#[tokio::test]
async fn a_lease_whose_holder_has_died_is_taken_over_at_once() {
    let place = Place::new().await;
    let links = place.process().await;
    place.link(&links).await;
    let mut dead = std::process::Command::new("true").spawn().expect("it runs");
    let holder = crate::holder::this().replace(
        &format!(" {} ", std::process::id()),
        &format!(" {} ", dead.id()),
    );
    dead.wait().expect("it ends");
    let now = links.clock.now();
    let leased = links
        .store
        .lease_link("camille", 1, &holder, now, now + 60_000);
    assert!(leased.await.expect("a store"));
    let organisation = organisation(&links).await;
    let renewing = links.renewed(&organisation, "camille", 1);
    let tokens = tokio::time::timeout(Duration::from_secs(5), renewing).await;
    let tokens = tokens.expect("nobody waits for the dead").expect("a token");
    assert_eq!((tokens.generation, place.refreshes().await), (2, 1));
}

#[tokio::test]
async fn a_refresh_that_takes_long_keeps_its_lease() {
    let place = Place::new().await;
    let (one, two) = (place.process().await, place.process().await);
    place.link(&one).await;
    let slow = r#"{"host":"*","path":"/services/oauth2/token","fault":{"slow":3000}}"#;
    place.control("faults", slow).await;
    let organisation = organisation(&one).await;
    let (own, its) = (one.clone(), organisation.clone());
    let first = tokio::spawn(async move { own.renewed(&its, "camille", 1).await.is_ok() });
    tokio::time::sleep(Duration::from_millis(500)).await;
    let held = one.store.link_lease("camille").await.expect("a store");
    let left = held.expect("it is held").until - one.clock.now();
    assert!(left > 10_000, "{left}");
    assert!(two.renewed(&organisation, "camille", 1).await.is_ok());
    assert!(first.await.expect("it ends"));
    assert_eq!(place.refreshes().await, 1);
}

#[tokio::test]
async fn a_grant_that_became_no_link_is_revoked_at_the_next_look() {
    let place = Place::new().await;
    let links = place.process().await;
    place.link(&links).await;
    let panel = links.store.settings().await.expect("settings").panel(CRM);
    let connection = Connection::parse(CRM, &panel.fields).expect("complete");
    let grant = place.grant(&links, &connection).await;
    let (bound_to, token) = (connection.link_binding(), grant.token());
    let noted = links.store.note_grant(CRM, "left", (&bound_to, token), 1);
    noted.await.expect("a store");
    links.revoke_grants_before(2).await.expect("a store");
    let left = links.store.left_grants(CRM, 2).await.expect("a store");
    assert!(left.is_empty(), "{left:?}");
    let salesforce = links.way_to(&connection).expect("a way");
    let refused = salesforce.refresh(&SECRET.into(), token).await;
    assert!(refused.is_err(), "it is gone at Salesforce, too");
}

#[tokio::test]
async fn a_grant_that_cannot_be_revoked_is_given_up_after_a_week() {
    let place = Place::new().await;
    let links = place.process().await;
    place.link(&links).await;
    let panel = links.store.settings().await.expect("settings").panel(CRM);
    let connection = Connection::parse(CRM, &panel.fields).expect("complete");
    let grant = place.grant(&links, &connection).await;
    let (bound_to, token) = (connection.link_binding(), grant.token());
    let noted = links.store.note_grant(CRM, "left", (&bound_to, token), 1);
    noted.await.expect("a store");
    let down = r#"{"host":"*","path":"/services/oauth2/revoke","fault":{"status":{"code":503}}}"#;
    place.control("faults", down).await;
    links.revoke_grants_before(2).await.expect("a store");
    let left = links.store.left_grants(CRM, 2).await.expect("a store");
    assert_eq!(left.len(), 1, "it is tried again");
    links.forget_grants_before(2).await.expect("a store");
    let left = links.store.left_grants(CRM, 2).await.expect("a store");
    assert!(left.is_empty(), "{left:?}");
}
