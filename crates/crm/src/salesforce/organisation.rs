//! One organisation: what its login host gives and takes back, and whoever gave a grant.

use async_trait::async_trait;
use domain::{Check, Crm, Secret};
use url::form_urlencoded;

use super::{
    agents,
    app::App,
    grant::{Grant, Refused},
    identity::{self, Identity},
    token,
};
use crate::{
    actor::Actor,
    agent::{Agent, AgentsError},
    connector::Connector,
    credential::Body,
    deadline::{judged, listed},
    endpoint::Host,
    http::Http,
    records::Records,
};

/// What is asked for. `id` is for the identity, `refresh_token` for working while nobody looks.
const SCOPE: &str = "api refresh_token id";

/// One organisation, entered by one app; cheap to clone.
#[derive(Clone)]
pub struct Salesforce {
    pub(super) http: Http,
    app: App,
}

impl Salesforce {
    pub(crate) fn new(http: Http, app: App) -> Self {
        Self { http, app }
    }

    /// Where an administrator signs in and consents. Whoever happens to be signed in at Salesforce
    /// already is asked again (`prompt=login`), since several people are linked from one browser.
    #[must_use]
    pub fn authorize_url(&self, redirect_uri: &str, state: &str, challenge: &str) -> String {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.app.consumer_key)
            .append_pair("redirect_uri", redirect_uri)
            .append_pair("scope", SCOPE)
            .append_pair("state", state)
            .append_pair("code_challenge", challenge)
            .append_pair("code_challenge_method", "S256")
            .append_pair("prompt", "login")
            .append_pair("display", "popup")
            .finish();
        let url = self
            .http
            .destination()
            .url(&self.login(), "/services/oauth2/authorize", &query);
        url.into()
    }

    /// The grant behind the code of a callback. Source of the form: the web server flow.
    ///
    /// # Errors
    /// Salesforce's refusal, or no answer that is a grant.
    pub async fn exchange(
        &self,
        secret: &Secret,
        redirect_uri: &str,
        code: &Secret,
        verifier: &Secret,
    ) -> Result<Grant, Box<Refused>> {
        let plain = [
            ("grant_type", "authorization_code"),
            ("client_id", &self.app.consumer_key),
            ("redirect_uri", redirect_uri),
        ];
        let secrets = [
            ("client_secret", secret),
            ("code", code),
            ("code_verifier", verifier),
        ];
        self.ask_token(Body::form(&plain, &secrets)).await
    }

    /// A new access token, and where refresh tokens rotate the next one of those: to be stored before
    /// anything else, since the old one is dead by then. Two refreshes at once, or one whose result is
    /// lost, end the grant, so run one at a time and to its end.
    ///
    /// # Errors
    /// Salesforce's refusal, or no answer that is a grant.
    pub async fn refresh(
        &self,
        secret: &Secret,
        refresh_token: &Secret,
    ) -> Result<Grant, Box<Refused>> {
        let plain = [
            ("grant_type", "refresh_token"),
            ("client_id", &self.app.consumer_key),
        ];
        let secrets = [("client_secret", secret), ("refresh_token", refresh_token)];
        self.ask_token(Body::form(&plain, &secrets)).await
    }

    async fn ask_token(&self, form: Body) -> Result<Grant, Box<Refused>> {
        let path = "/services/oauth2/token";
        let timeout = self.http.limits.token;
        let sent = self
            .http
            .post_within(timeout, &self.login(), path, form)
            .await;
        let result = match sent {
            Ok(answer) => token::read(&answer),
            Err(check) => Err(Box::new((*check).into())),
        };
        match &result {
            Ok(grant) => tracing::info!(
                is_renewed = grant.refresh.is_some(),
                is_placed = grant.instance.is_some(),
                "Salesforce gave a token"
            ),
            Err(refused) => tracing::info!(
                verdict = ?refused.check.verdict,
                code = refused.check.detail.code,
                "Salesforce gave no token"
            ),
        }
        result
    }

    /// Who gave a grant, and whether that is an active administrator of the organisation. Nothing is
    /// sent to a host that is not Salesforce's.
    pub async fn identify(&self, grant: &Grant) -> Identity {
        identity::find(&self.http, &self.app, grant).await
    }

    /// Ends a token at Salesforce; a refresh token takes its access tokens with it. One that nobody
    /// knows is as good as ended.
    ///
    /// # Errors
    /// Any other answer, or none.
    pub async fn revoke(&self, token: &Secret) -> Result<(), Box<Check>> {
        let form = Body::form(&[], &[("token", token)]);
        let path = "/services/oauth2/revoke";
        let answer = self.http.post(&self.login(), path, form).await?;
        token::ended(&answer)
    }

    pub(super) fn login(&self) -> Host {
        Host::login(&self.app.login)
    }
}

#[async_trait]
impl Connector for Salesforce {
    async fn verify(&self, actor: Actor<'_>) -> Check {
        match actor.grant() {
            Ok(grant) => self.identify(grant).await.check,
            Err(check) => {
                judged(Crm::Salesforce, self.http.limits.whole, async {
                    Err(check)
                })
                .await
            }
        }
    }

    async fn agents(&self, actor: Actor<'_>) -> Result<Vec<Agent>, AgentsError> {
        let list = async { agents::list(&self.http, actor.grant()?).await };
        listed(Crm::Salesforce, self.http.limits.list, list).await
    }

    fn records(&self) -> Option<&dyn Records> {
        Some(self)
    }
}
