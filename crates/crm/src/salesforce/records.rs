//! Cases and their contacts.
//!
//! Nothing in Salesforce makes a second try harmless by itself. Where a unique external-id field is
//! configured, the case bears the session's id in it and a second one is refused; elsewhere a task is
//! made in the same call, all or nothing, and the case is found by that.

mod case;
mod contact;
mod refusal;
mod text;

use async_trait::async_trait;
use domain::{Person, event::Contact};
use reqwest::Method;
use serde_json::{Value, json};

use super::{
    api::{Entry, Page},
    organisation::Salesforce,
};
use crate::{
    actor::Actor,
    answer::Answer,
    consumer::escaped,
    records::{Change, Marks, NewRecord, Note, Records, Refusal, Refused, RemoteRecord, Reply},
    written::{needed, not_asked, reply, unknown},
};
use refusal::{classify, unanswered};

/// A record keeps the owner it is given, whatever rules assign records here.
const AS_GIVEN: (&str, &str) = ("sforce-auto-assign", "FALSE");

/// One that resembles another is made all the same.
const ALLOWED: (&str, &str) = ("sforce-duplicate-rule-header", "allowSave=true");

impl Salesforce {
    async fn read_at(&self, actor: Actor<'_>, path: &str, query: &str) -> Result<Answer, Refused> {
        let answer = async {
            let entry = Entry::of(actor.grant()?)?;
            entry.get(&self.http, path, query).await
        };
        classify(answer.await.map_err(unanswered)?)
    }

    async fn query(&self, actor: Actor<'_>, soql: &str) -> Result<Answer, Refused> {
        let answer = async {
            let entry = Entry::of(actor.grant()?)?;
            entry.ask(&self.http, Page::First(soql)).await
        };
        classify(answer.await.map_err(unanswered)?)
    }

    /// A write; the answer, whatever it says.
    async fn send(
        &self,
        actor: Actor<'_>,
        method: Method,
        path: &str,
        headers: &[(&'static str, &str)],
        body: &Value,
    ) -> Result<Answer, Refused> {
        let answer = async {
            let entry = Entry::of(actor.grant()?)?;
            entry.write(&self.http, method, path, headers, body).await
        };
        answer.await.map_err(unanswered)
    }

    async fn write(
        &self,
        actor: Actor<'_>,
        method: Method,
        path: &str,
        headers: &[(&'static str, &str)],
        body: &Value,
    ) -> Result<Answer, Refused> {
        classify(self.send(actor, method, path, headers, body).await?)
    }

    /// The case with its task, or none of both.
    async fn create_with_task(
        &self,
        actor: Actor<'_>,
        record: &NewRecord,
    ) -> Result<String, Refused> {
        let body = case::with_task(record);
        let answer = self
            .write(actor, Method::POST, "/composite", &[AS_GIVEN], &body)
            .await?;
        let rows = answer.rows("/compositeResponse");
        let rows = rows.ok_or_else(|| unknown(answer.unreadable()))?;
        refusal::composite(&answer, rows)?;
        let id = rows.first().and_then(|row| row.pointer("/body/id"));
        let id = id.and_then(Value::as_str).map(str::to_owned);
        id.ok_or_else(|| unknown(answer.unreadable()))
    }

    async fn create_with_field(
        &self,
        actor: Actor<'_>,
        record: &NewRecord,
    ) -> Result<String, Refused> {
        let body = case::new(record);
        let answer = self
            .write(actor, Method::POST, "/sobjects/Case", &[AS_GIVEN], &body)
            .await?;
        let id = answer.raw("/id").map(str::to_owned);
        id.ok_or_else(|| unknown(answer.unreadable()))
    }

    async fn note(&self, actor: Actor<'_>, case: &str, note: &Note) -> Result<Answer, Refused> {
        let body = case::note(case, &note.body);
        self.write(actor, Method::POST, "/sobjects/CaseComment", &[], &body)
            .await
    }

    /// The one of an external id.
    async fn by_field(
        &self,
        actor: Actor<'_>,
        (field, value): (&str, &str),
    ) -> Result<Reply<Vec<RemoteRecord>>, Refused> {
        let field = case::field(field)?;
        let path = format!("/sobjects/Case/{field}/{}", escaped(value));
        match self.read_at(actor, &path, "").await {
            Ok(answer) => needed(&answer, case::read(&answer).map(|case| vec![case])),
            Err(refused) if refused.kind == Refusal::Gone => Ok(nothing(Vec::new())),
            Err(refused) => Err(refused),
        }
    }

    /// Those whose task bears our name.
    async fn by_task(
        &self,
        actor: Actor<'_>,
        key: &str,
    ) -> Result<Reply<Vec<RemoteRecord>>, Refused> {
        let answer = self.query(actor, &case::by_task(key)).await?;
        let rows = answer.rows("/records");
        let rows = rows.ok_or_else(|| unknown(answer.unreadable()))?;
        let mut found = Vec::new();
        for row in rows {
            let id = row["WhatId"].as_str().unwrap_or_default();
            match self.read(actor, id).await {
                Ok(case) => found.push(case.value),
                Err(refused) if refused.kind == Refusal::Gone => {}
                Err(refused) => return Err(refused),
            }
        }
        Ok(reply(&answer, found))
    }
}

/// An id of Salesforce's: nothing else gets into a path or a query.
fn id(text: &str, kind: Refusal) -> Result<&str, Refused> {
    let is_id =
        matches!(text.len(), 15 | 18) && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_id.then_some(text).ok_or_else(|| not_asked(kind))
}

fn nothing<T>(value: T) -> Reply<T> {
    Reply {
        value,
        status: 404,
        per_minute: None,
    }
}

#[async_trait]
impl Records for Salesforce {
    async fn me(&self, actor: Actor<'_>) -> Result<Reply<Person>, Refused> {
        let user = actor.grant().map_err(unknown)?.user.clone();
        let user = user.unwrap_or_default();
        let user = id(&user, Refusal::Suspicious)?;
        let soql = format!("SELECT Id,Name,Email,IsActive FROM User WHERE Id='{user}'");
        let answer = self.query(actor, &soql).await?;
        let person = answer.raw("/records/0/Id").map(|id| Person {
            id: id.to_owned(),
            name: answer.text("/records/0/Name").unwrap_or_default(),
            email: answer.text("/records/0/Email"),
            is_active: answer.get("/records/0/IsActive") != Some(&Value::Bool(false)),
            can_own: true,
        });
        needed(&answer, person)
    }

    async fn contact(
        &self,
        actor: Actor<'_>,
        contact: &Contact,
        _key: &str,
    ) -> Result<Reply<String>, Refused> {
        let found = self.find_contact(actor, contact).await?;
        if let Some(value) = found.value {
            return Ok(Reply {
                value,
                status: found.status,
                per_minute: None,
            });
        }
        let body = contact::body(contact);
        let path = "/sobjects/Contact";
        let answer = self.send(actor, Method::POST, path, &[], &body).await?;
        let answer = match refusal::resembled(&answer) {
            None => classify(answer)?,
            Some(Some(id)) => return Ok(reply(&answer, id)),
            Some(None) => {
                self.write(actor, Method::POST, path, &[ALLOWED], &body)
                    .await?
            }
        };
        needed(&answer, answer.raw("/id").map(str::to_owned))
    }

    async fn find_contact(
        &self,
        actor: Actor<'_>,
        contact: &Contact,
    ) -> Result<Reply<Option<String>>, Refused> {
        let Some(soql) = contact::query(contact) else {
            return Ok(nothing(None));
        };
        let answer = self.query(actor, &soql).await?;
        let rows = answer
            .rows("/records")
            .ok_or_else(|| unknown(answer.unreadable()))?;
        if let Some(id) = rows.first().and_then(|row| row["Id"].as_str()) {
            return Ok(reply(&answer, Some(id.to_owned())));
        }
        let Some(query) = contact::search(contact) else {
            return Ok(reply(&answer, None));
        };
        let answer = self.read_at(actor, "/parameterizedSearch", &query).await?;
        let rows = answer.rows("/searchRecords");
        let first = |rows: &[Value]| rows.first()?["Id"].as_str().map(str::to_owned);
        needed(&answer, rows.map(first))
    }

    async fn create(
        &self,
        actor: Actor<'_>,
        record: &NewRecord,
    ) -> Result<Reply<RemoteRecord>, Refused> {
        let made = if record.session.is_some() {
            self.create_with_field(actor, record).await
        } else {
            self.create_with_task(actor, record).await
        };
        match made {
            Ok(id) => self.read(actor, &id).await,
            // It is there: an earlier try made it, or somebody was quicker.
            Err(refused) if refused.kind == Refusal::KeySpent => {
                let found = self.find(actor, record.marks()).await?;
                let status = found.status;
                match found.value.into_iter().next() {
                    Some(value) => Ok(Reply {
                        value,
                        status,
                        per_minute: None,
                    }),
                    None => Err(refused),
                }
            }
            Err(refused) => Err(refused),
        }
    }

    async fn find(
        &self,
        actor: Actor<'_>,
        marks: Marks<'_>,
    ) -> Result<Reply<Vec<RemoteRecord>>, Refused> {
        match marks.session {
            Some(session) => self.by_field(actor, session).await,
            None => self.by_task(actor, marks.key).await,
        }
    }

    async fn read(&self, actor: Actor<'_>, record: &str) -> Result<Reply<RemoteRecord>, Refused> {
        let path = format!("/sobjects/Case/{}", id(record, Refusal::Gone)?);
        let answer = self.read_at(actor, &path, case::FIELDS).await?;
        needed(&answer, case::read(&answer))
    }

    /// The note comes last: where it stands, everything was done.
    async fn change(
        &self,
        actor: Actor<'_>,
        record: &RemoteRecord,
        change: &Change,
    ) -> Result<Reply<RemoteRecord>, Refused> {
        let case = id(&record.id, Refusal::Gone)?;
        let mut body = json!({});
        if let Some(owner) = &change.owner {
            body["OwnerId"] = json!(id(owner, Refusal::Owner)?);
        }
        if change.close && record.is_open {
            body["Status"] = json!("Closed");
        }
        if body != json!({}) {
            let path = format!("/sobjects/Case/{case}");
            let stamp = record.stamp.as_deref();
            let stamp = stamp.map(|stamp| ("if-unmodified-since", stamp));
            let headers: Vec<_> = [AS_GIVEN].into_iter().chain(stamp).collect();
            self.write(actor, Method::PATCH, &path, &headers, &body)
                .await?;
        }
        if let Some(note) = &change.note {
            self.note(actor, case, note).await?;
        }
        self.read(actor, case).await
    }

    async fn has_note(
        &self,
        actor: Actor<'_>,
        record: &str,
        mark: &str,
    ) -> Result<Reply<bool>, Refused> {
        let case = id(record, Refusal::Gone)?;
        let holds = |text: Option<&str>| text.is_some_and(|text| text.contains(mark));
        let path = format!("/sobjects/Case/{case}");
        let answer = self.read_at(actor, &path, "fields=Id,Description").await?;
        if holds(answer.raw("/Description")) {
            return Ok(reply(&answer, true));
        }
        let soql = format!(
            "SELECT CommentBody FROM CaseComment WHERE ParentId='{case}' \
             ORDER BY CreatedDate DESC LIMIT 100"
        );
        let answer = self.query(actor, &soql).await?;
        let rows = answer.rows("/records");
        let found = rows.map(|rows| rows.iter().any(|row| holds(row["CommentBody"].as_str())));
        needed(&answer, found)
    }

    fn url(&self, id: &str) -> String {
        let path = format!("/lightning/r/Case/{id}/view");
        self.http.destination().url(&self.login(), &path, "").into()
    }
}
