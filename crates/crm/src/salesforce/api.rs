//! The REST API: where a query goes, and what its refusals mean.

use domain::{Cause, Check, Verdict, parse::OrgId};
use reqwest::Method;
use serde_json::Value;
use url::form_urlencoded::byte_serialize;

use super::grant::Grant;
use crate::{
    answer::{Answer, Step},
    credential::Credential,
    endpoint::Host,
    http::Http,
};

/// Where all data is: Spring '26.
pub(super) const DATA: &str = "/services/data/v66.0";

/// Where a grant's data lives, and the credential to get at it.
pub(super) struct Entry {
    pub(super) who: Credential,
    host: Host,
}

impl Entry {
    /// Nothing is sent to a host that is not Salesforce's.
    pub(super) fn of(grant: &Grant) -> Step<Self> {
        let Some(instance) = &grant.instance else {
            return Err(Box::new(Check {
                cause: Some(Cause::ForeignInstance),
                ..Check::of(Verdict::Unverified)
            }));
        };
        Ok(Self {
            who: Credential::bearer(&grant.access)?,
            host: Host::instance(instance),
        })
    }

    /// A query, or a further page of one by its locator.
    pub(super) async fn ask(&self, http: &Http, page: Page<'_>) -> Step<Answer> {
        let (path, query) = match page {
            Page::First(soql) => {
                let soql: String = byte_serialize(soql.as_bytes()).collect();
                ("/query".to_owned(), format!("q={soql}"))
            }
            Page::At(locator) => (format!("/query/{locator}"), String::new()),
        };
        self.get(http, &path, &query).await
    }

    /// What is at this path of the data.
    pub(super) async fn get(&self, http: &Http, path: &str, query: &str) -> Step<Answer> {
        let path = format!("{DATA}{path}");
        http.get(&self.host, &path, query, &self.who, &[]).await
    }

    /// A write to this path of the data.
    pub(super) async fn write(
        &self,
        http: &Http,
        method: Method,
        path: &str,
        headers: &[(&'static str, &str)],
        body: &Value,
    ) -> Step<Answer> {
        let path = format!("{DATA}{path}");
        http.write(method, &self.host, &path, &self.who, headers, body)
            .await
    }
}

/// Which page of a query.
#[derive(Clone, Copy)]
pub(super) enum Page<'a> {
    /// The first, by the query itself.
    First(&'a str),
    /// A further one, by its locator.
    At(&'a str),
}

/// What an answer other than 200 to a query says.
pub(super) fn refusal(answer: &Answer) -> Box<Check> {
    let other = || match (answer.status, code(answer)) {
        (403, Some(code)) if code.starts_with("INSUFFICIENT_ACCESS") => {
            answer.check(Verdict::NotAdmin, Cause::RoleTooSmall)
        }
        _ => answer.check(Verdict::Unverified, None),
    };
    organisation(answer).unwrap_or_else(other)
}

/// What a 403 says of the organisation as a whole, whichever host it comes from: that its calls are
/// used up (not until when), or that it has no API. That is no word on anybody's grant.
pub(super) fn organisation(answer: &Answer) -> Option<Box<Check>> {
    match (answer.status, code(answer)) {
        (403, Some("REQUEST_LIMIT_EXCEEDED")) => Some(answer.rate_limited()),
        (403, Some("API_DISABLED_FOR_ORG")) => {
            Some(answer.check(Verdict::Unverified, Cause::PlanForbids))
        }
        _ => None,
    }
}

fn code(answer: &Answer) -> Option<&str> {
    answer.raw("/0/errorCode").or(answer.raw("/errorCode"))
}

/// The organisation of an id in either length. Its first 15 characters say it all, and Salesforce's
/// own suffix is not worth a refusal.
pub(super) fn org_id(text: &str) -> Option<OrgId> {
    match text.len() {
        15 | 18 => text.get(..15)?.parse().ok(),
        _ => None,
    }
}
