//! Tickets and their requesters.
//!
//! A requester is made or found in one call by e-mail address or external id, and a ticket is made under
//! an idempotency key and found by its external id: the search index, which lags by minutes, is never
//! asked for what was just made.

mod contact;
mod person;
mod refusal;
mod ticket;

use async_trait::async_trait;
use domain::{Person, event::Contact};
use reqwest::Method;
use serde_json::Value;
use url::form_urlencoded::byte_serialize;

use super::Zendesk;
use crate::{
    actor::Actor,
    answer::{Answer, Step},
    credential::Credential,
    records::{Change, Marks, NewRecord, Records, Refusal, Refused, RemoteRecord, Reply},
    written::{needed, not_asked, reply, unknown},
};
use refusal::classify;

/// Where one ticket is; its id follows.
const TICKET: &str = "/api/v2/tickets/";

/// What is asked for.
#[derive(Clone, Copy)]
enum Call<'a> {
    /// With this query.
    Get(&'a str),
    /// Under this idempotency key, if there is one.
    Post(Option<&'a str>, &'a Value),
    Put(&'a Value),
}

impl Zendesk {
    /// One call; where it is a cached token that is refused, once more with a new one.
    async fn call(&self, actor: Actor<'_>, path: &str, call: Call<'_>) -> Result<Answer, Refused> {
        let answer = async {
            let secret = actor.secret()?;
            let entry = self.enter(secret, None).await?;
            let first = self.send(&entry.who, path, call).await;
            match (&first, entry.cached) {
                (Ok(answer), Some(_)) if answer.status == 401 => {
                    let entry = self.enter(secret, entry.cached).await?;
                    self.send(&entry.who, path, call).await
                }
                _ => first,
            }
        };
        classify(answer.await.map_err(unknown)?, path.starts_with(TICKET))
    }

    async fn send(&self, who: &Credential, path: &str, call: Call<'_>) -> Step<Answer> {
        match call {
            Call::Get(query) => self.http.get(&self.host, path, query, who, &[]).await,
            Call::Post(key, body) => {
                let key = key.map(|key| ("idempotency-key", key));
                let write =
                    self.http
                        .write(Method::POST, &self.host, path, who, key.as_slice(), body);
                write.await
            }
            Call::Put(body) => {
                let write = self
                    .http
                    .write(Method::PUT, &self.host, path, who, &[], body);
                write.await
            }
        }
    }
}

/// A path that leads to a ticket; an id that is no number leads nowhere.
fn ticket_path(id: &str) -> Result<String, Refused> {
    let is_number = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    if is_number {
        Ok(format!("{TICKET}{id}"))
    } else {
        Err(not_asked(Refusal::Gone))
    }
}

#[async_trait]
impl Records for Zendesk {
    async fn me(&self, actor: Actor<'_>) -> Result<Reply<Person>, Refused> {
        let answer = self.call(actor, "/api/v2/users/me", Call::Get("")).await?;
        let person = person::read(&answer)?;
        Ok(reply(&answer, person))
    }

    async fn contact(
        &self,
        actor: Actor<'_>,
        contact: &Contact,
        key: &str,
    ) -> Result<Reply<String>, Refused> {
        let body = contact::body(contact, key);
        let call = Call::Post(None, &body);
        let path = "/api/v2/users/create_or_update";
        let answer = self.call(actor, path, call).await?;
        needed(&answer, contact::id(answer.get("/user")))
    }

    async fn find_contact(
        &self,
        actor: Actor<'_>,
        contact: &Contact,
    ) -> Result<Reply<Option<String>>, Refused> {
        let Some(query) = contact::query(contact) else {
            return Ok(Reply {
                value: None,
                status: 200,
                per_minute: None,
            });
        };
        let call = Call::Get(&query);
        let answer = self.call(actor, "/api/v2/users/search", call).await?;
        let users = answer.rows("/users");
        let found = users.map(|users| {
            let user = users.iter().find(|user| contact::is(user, contact));
            contact::id(user)
        });
        needed(&answer, found)
    }

    async fn create(
        &self,
        actor: Actor<'_>,
        record: &NewRecord,
    ) -> Result<Reply<RemoteRecord>, Refused> {
        let body = ticket::new(record);
        let call = Call::Post(Some(&record.key), &body);
        let answer = self.call(actor, "/api/v2/tickets", call).await?;
        needed(&answer, ticket::read(answer.get("/ticket")))
    }

    async fn find(
        &self,
        actor: Actor<'_>,
        marks: Marks<'_>,
    ) -> Result<Reply<Vec<RemoteRecord>>, Refused> {
        let escaped: String = byte_serialize(marks.key.as_bytes()).collect();
        let query = format!("external_id={escaped}");
        let answer = self
            .call(actor, "/api/v2/tickets", Call::Get(&query))
            .await?;
        needed(&answer, ticket::all(answer.rows("/tickets"), marks.key))
    }

    async fn read(&self, actor: Actor<'_>, id: &str) -> Result<Reply<RemoteRecord>, Refused> {
        let path = ticket_path(id)?;
        let answer = self.call(actor, &path, Call::Get("")).await?;
        needed(&answer, ticket::read(answer.get("/ticket")))
    }

    async fn change(
        &self,
        actor: Actor<'_>,
        record: &RemoteRecord,
        change: &Change,
    ) -> Result<Reply<RemoteRecord>, Refused> {
        let path = ticket_path(&record.id)?;
        let body = ticket::change(record, change);
        let call = Call::Put(&body);
        let answer = self.call(actor, &path, call).await?;
        needed(&answer, ticket::read(answer.get("/ticket")))
    }

    async fn has_note(
        &self,
        actor: Actor<'_>,
        id: &str,
        mark: &str,
    ) -> Result<Reply<bool>, Refused> {
        let path = format!("{}/comments", ticket_path(id)?);
        // The newest hundred: what an earlier try wrote is among the last.
        let query = "sort=-created_at&page[size]=100";
        let answer = self.call(actor, &path, Call::Get(query)).await?;
        let rows = answer.rows("/comments");
        let found = rows.map(|rows| {
            let text = |row: &Value| row["body"].as_str().is_some_and(|body| body.contains(mark));
            rows.iter().any(text)
        });
        needed(&answer, found)
    }

    fn url(&self, id: &str) -> String {
        let path = format!("/agent/tickets/{id}");
        self.http.destination().url(&self.host, &path, "").into()
    }
}
