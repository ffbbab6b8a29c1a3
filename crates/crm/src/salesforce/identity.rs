//! Who gave a grant: `userinfo` on the login host, then rights and profile where the data lives.

use domain::{ActsAs, Cause, Check, Crm, LinkRefusal, Verdict};

use super::{
    api::{Entry, Page},
    app::App,
    grant::Grant,
    person, rights,
};
use crate::{
    answer::{Answer, Step},
    deadline::judged,
    endpoint::Host,
    http::Http,
};

/// The person behind a grant, as far as Salesforce says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Whether that is an active administrator of the organisation, and whom the grant acts as.
    pub check: Check,
    /// The user's id: 18 characters.
    pub user_id: Option<String>,
    /// The name the user signs in with.
    pub username: Option<String>,
    /// Whether the access token itself was refused. One that is not fresh may have run out: refresh
    /// once and ask again. Of a fresh one the `unverified` in `check` stands.
    pub is_token_dead: bool,
}

impl Identity {
    /// Why no link comes of it; none if it is valid.
    #[must_use]
    pub fn refusal(&self) -> Option<LinkRefusal> {
        Some(match (self.check.verdict, self.check.cause) {
            (Verdict::Valid, _) => return None,
            (Verdict::WrongAccount, _) => LinkRefusal::WrongOrganisation,
            (Verdict::NotAdmin, _) => LinkRefusal::NotAdmin,
            (Verdict::Rejected, _) => LinkRefusal::UserRefused,
            (Verdict::Unreachable | Verdict::RateLimited | Verdict::NotFound, _) => {
                LinkRefusal::Unreachable
            }
            (Verdict::Unverified, Some(Cause::ForeignInstance)) => LinkRefusal::ForeignInstance,
            (Verdict::Unverified, _) => LinkRefusal::Unverified,
        })
    }
}

/// What is found out on the way to a check, which may end anywhere.
#[derive(Default)]
struct Found {
    user_id: Option<String>,
    username: Option<String>,
    acts_as: Option<ActsAs>,
    is_token_dead: bool,
}

impl Found {
    /// Takes note of an answer that refuses the token.
    fn noting(&mut self, answer: Answer) -> Answer {
        self.is_token_dead |= person::is_token_dead(&answer);
        answer
    }
}

/// Asks who gave the grant, within the time of a verification.
pub(super) async fn find(http: &Http, app: &App, grant: &Grant) -> Identity {
    let mut found = Found::default();
    let asking = ask(http, app, grant, &mut found);
    let check = judged(Crm::Salesforce, http.limits.whole, asking).await;
    Identity {
        check: Check {
            acts_as: found.acts_as,
            ..check
        },
        user_id: found.user_id,
        username: found.username,
        is_token_dead: found.is_token_dead,
    }
}

async fn ask(http: &Http, app: &App, grant: &Grant, found: &mut Found) -> Step<Check> {
    if grant.org.as_ref().is_some_and(|org| *org != app.org) {
        return Err(Box::new(Check::of(Verdict::WrongAccount)));
    }
    let entry = Entry::of(grant)?;
    let path = "/services/oauth2/userinfo";
    let answer = http
        .get(&Host::login(&app.login), path, "", &entry.who, &[])
        .await?;
    let person = person::read(&found.noting(answer), grant, &app.org)?;
    found.user_id = Some(person.id.as_str().to_owned());
    found.username.clone_from(&person.username);
    found.acts_as = Some(person.acts_as.clone());
    let (count, record) = (rights::count(&person.id), rights::record(&person.id));
    let (count, record) = tokio::join!(
        entry.ask(http, Page::First(&count)),
        entry.ask(http, Page::First(&record)),
    );
    // The record is for showing: where it cannot be had, the count decides alone.
    let record = record.and_then(|answer| rights::read(&answer));
    if let (Ok(record), Some(acts_as)) = (&record, &mut found.acts_as) {
        acts_as.role = record.profile.clone().unwrap_or_default();
    }
    rights::judge(&person, &found.noting(count?), record)
}
