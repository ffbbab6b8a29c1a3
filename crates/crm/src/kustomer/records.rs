//! Conversations and their customers.
//!
//! Kustomer knows no idempotency key: a conversation is looked for by its external id before it is made,
//! and, since that look-up is not documented for conversations, among the customer's own.

mod conversation;
mod customer;
mod refusal;

use async_trait::async_trait;
use domain::{Person, event::Contact};
use reqwest::Method;
use serde_json::{Value, json};

use super::Kustomer;
use crate::{
    actor::Actor,
    answer::Answer,
    consumer::escaped,
    credential::Credential,
    endpoint::Host,
    records::{Change, Marks, NewRecord, Note, Records, Refusal, Refused, RemoteRecord, Reply},
    written::{needed, not_asked, reply, unknown},
};
use refusal::classify;

/// Pages of a customer's conversations that are searched, newest first.
const MOST_PAGES: usize = 10;

/// How many are on one.
const PAGE: usize = 100;

impl Kustomer {
    async fn ask_for(&self, actor: Actor<'_>, path: &str, query: &str) -> Result<Answer, Refused> {
        let answer = async {
            let who = Credential::bearer(actor.secret()?)?;
            self.get(path, query, &who).await
        };
        classify(answer.await.map_err(unknown)?, &Value::Null)
    }

    async fn write(
        &self,
        actor: Actor<'_>,
        method: Method,
        path: &str,
        body: &Value,
    ) -> Result<Answer, Refused> {
        let answer = async {
            let who = Credential::bearer(actor.secret()?)?;
            let write = self.http.write(method, &self.host, path, &who, &[], body);
            write.await
        };
        classify(answer.await.map_err(unknown)?, body)
    }

    /// What was asked for, or nothing where there is no such thing.
    async fn look(&self, actor: Actor<'_>, path: &str) -> Result<Option<Answer>, Refused> {
        match self.ask_for(actor, path, "").await {
            Ok(answer) => Ok(Some(answer)),
            Err(refused) if refused.kind == Refusal::Gone => Ok(None),
            Err(refused) => Err(refused),
        }
    }

    /// The customer's conversation of this external id.
    async fn among(
        &self,
        actor: Actor<'_>,
        customer: &str,
        key: &str,
    ) -> Result<Reply<Option<RemoteRecord>>, Refused> {
        let path = format!(
            "/v1/customers/{}/conversations",
            id(customer, Refusal::Gone)?
        );
        let mut page = 1;
        loop {
            let query = format!("page={page}&pageSize={PAGE}");
            let answer = self.ask_for(actor, &path, &query).await?;
            let rows = answer.rows("/data");
            let rows = rows.ok_or_else(|| unknown(answer.unreadable()))?;
            let mut read = rows.iter().map(|row| conversation::read(Some(row)));
            let found = read.find_map(|row| row.filter(|row| row.key.as_deref() == Some(key)));
            let is_last = rows.is_empty() || answer.raw("/links/next").is_none();
            if found.is_some() || is_last || page == MOST_PAGES {
                return Ok(reply(&answer, found));
            }
            page += 1;
        }
    }

    async fn note(&self, actor: Actor<'_>, id: &str, note: &Note) -> Result<Answer, Refused> {
        let path = format!("/v1/conversations/{id}/notes");
        let mut body = json!({ "body": note.body });
        if let Some(author) = &note.author {
            body["createdBy"] = json!(author);
        }
        self.write(actor, Method::POST, &path, &body).await
    }
}

/// An id of Kustomer's: nothing else gets into a path.
fn id(text: &str, kind: Refusal) -> Result<&str, Refused> {
    let is_id = text.len() == 24 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_id.then_some(text).ok_or_else(|| not_asked(kind))
}

#[async_trait]
impl Records for Kustomer {
    async fn me(&self, actor: Actor<'_>) -> Result<Reply<Person>, Refused> {
        let answer = self.ask_for(actor, "/v1/users/current", "").await?;
        let text = |name: &str| answer.text(&format!("/data/attributes/{name}"));
        let person = answer.raw("/data/id").map(|id| Person {
            id: id.to_owned(),
            name: text("name")
                .or_else(|| text("displayName"))
                .unwrap_or_default(),
            email: text("email"),
            is_active: true,
            can_own: answer.raw("/data/attributes/userType") != Some("limited"),
        });
        needed(&answer, person)
    }

    async fn contact(
        &self,
        actor: Actor<'_>,
        contact: &Contact,
        key: &str,
    ) -> Result<Reply<String>, Refused> {
        let found = |reply: Reply<Option<String>>| {
            reply.value.map(|value| Reply {
                value,
                status: reply.status,
                per_minute: reply.per_minute,
            })
        };
        for path in customer::ways(contact, Some(key)) {
            if let Some(answer) = self.look(actor, &path).await? {
                return needed(&answer, customer::id(&answer));
            }
        }
        let body = customer::body(contact, key);
        match self
            .write(actor, Method::POST, "/v1/customers", &body)
            .await
        {
            Ok(answer) => needed(&answer, customer::id(&answer)),
            // Somebody was quicker.
            Err(refused) if refused.kind == Refusal::Conflict => {
                let there = found(self.find_contact(actor, contact).await?);
                there.ok_or(refused)
            }
            Err(refused) => Err(refused),
        }
    }

    async fn find_contact(
        &self,
        actor: Actor<'_>,
        contact: &Contact,
    ) -> Result<Reply<Option<String>>, Refused> {
        for path in customer::ways(contact, None) {
            if let Some(answer) = self.look(actor, &path).await? {
                return needed(&answer, customer::id(&answer).map(Some));
            }
        }
        Ok(Reply {
            value: None,
            status: 404,
            per_minute: None,
        })
    }

    async fn create(
        &self,
        actor: Actor<'_>,
        record: &NewRecord,
    ) -> Result<Reply<RemoteRecord>, Refused> {
        // A conversation is a customer's.
        let contact = record.contact.as_deref().unwrap_or_default();
        let contact = id(contact, Refusal::Invalid)?;
        let found = self.find(actor, record.marks()).await?;
        if let Some(found_one) = found.value.into_iter().next() {
            return Ok(Reply {
                value: found_one,
                status: found.status,
                per_minute: found.per_minute,
            });
        }
        let body = conversation::new(record, contact);
        let answer = self
            .write(actor, Method::POST, "/v1/conversations", &body)
            .await?;
        let made = needed(&answer, conversation::read(answer.get("/data")))?;
        let note = Note {
            body: record.body.clone(),
            author: record.author.clone(),
        };
        self.note(actor, id(&made.value.id, Refusal::Unknown)?, &note)
            .await?;
        Ok(made)
    }

    async fn find(
        &self,
        actor: Actor<'_>,
        Marks { key, contact, .. }: Marks<'_>,
    ) -> Result<Reply<Vec<RemoteRecord>>, Refused> {
        let path = format!("/v1/conversations/externalId={}", escaped(key));
        if let Some(answer) = self.look(actor, &path).await? {
            let found = conversation::read(answer.get("/data"));
            let found = found.filter(|found| found.key.as_deref() == Some(key));
            return needed(&answer, found.map(|found| vec![found]));
        }
        let Some(contact) = contact else {
            return Ok(Reply {
                value: Vec::new(),
                status: 404,
                per_minute: None,
            });
        };
        let found = self.among(actor, contact, key).await?;
        Ok(Reply {
            value: found.value.into_iter().collect(),
            status: found.status,
            per_minute: found.per_minute,
        })
    }

    fn finds_by_contact(&self) -> bool {
        true
    }

    async fn read(&self, actor: Actor<'_>, record: &str) -> Result<Reply<RemoteRecord>, Refused> {
        let path = format!("/v1/conversations/{}", id(record, Refusal::Gone)?);
        let answer = self.ask_for(actor, &path, "").await?;
        needed(&answer, conversation::read(answer.get("/data")))
    }

    /// The note comes last: where it stands, everything was done.
    async fn change(
        &self,
        actor: Actor<'_>,
        record: &RemoteRecord,
        change: &Change,
    ) -> Result<Reply<RemoteRecord>, Refused> {
        let id = id(&record.id, Refusal::Gone)?;
        let mut now = None;
        if let Some(body) = conversation::change(change) {
            let path = format!("/v1/conversations/{id}");
            let answer = self.write(actor, Method::PATCH, &path, &body).await?;
            now = Some(needed(&answer, conversation::read(answer.get("/data")))?);
        }
        if let Some(note) = &change.note {
            let answer = self.note(actor, id, note).await?;
            now = now.or_else(|| Some(reply(&answer, record.clone())));
        }
        match now {
            Some(now) => Ok(now),
            None => self.read(actor, id).await,
        }
    }

    async fn has_note(
        &self,
        actor: Actor<'_>,
        record: &str,
        mark: &str,
    ) -> Result<Reply<bool>, Refused> {
        let path = format!("/v1/conversations/{}/notes", id(record, Refusal::Gone)?);
        let query = format!("page=1&pageSize={PAGE}");
        let answer = self.ask_for(actor, &path, &query).await?;
        let holds = |row: &Value| {
            let body = row.pointer("/attributes/body").and_then(Value::as_str);
            body.is_some_and(|body| body.contains(mark))
        };
        let rows = answer.rows("/data");
        needed(&answer, rows.map(|rows| rows.iter().any(holds)))
    }

    fn url(&self, id: &str) -> String {
        let path = format!("/app/conversations/{id}");
        let host = Host::kustomer_app(&self.subdomain);
        self.http.destination().url(&host, &path, "").into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_an_id_gets_into_a_path() {
        assert!(id("5f0c1d2e3a4b5c6d7e8f9a0b", Refusal::Gone).is_ok());
        for text in [
            "",
            "../users",
            "5f0c1d2e3a4b5c6d7e8f9a0b/x",
            "5f0c1d2e3a4b5c6d7e8f9a0g",
        ] {
            assert!(id(text, Refusal::Gone).is_err(), "{text}");
        }
    }
}
