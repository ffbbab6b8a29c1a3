//! Cases and their contacts.
//!
//! A record is made under a GUID of ours that must not be there yet, so that a second try can neither make
//! a second one nor undo what somebody did to the first; it is changed only if it is there, so that a
//! deleted one stays deleted. An owner is bound and read back, and a case is closed by `CloseIncident`.

mod case;
mod contact;
mod guid;
mod refusal;

use async_trait::async_trait;
use domain::{Person, event::Contact, parse::Guid};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::time::Instant;

use super::{Dynamics, HEADERS, verdict};
use crate::{
    actor::Actor,
    answer::{Answer, Step},
    consumer::escaped,
    credential::Credential,
    endpoint::Host,
    records::{Change, Marks, NewRecord, Note, Records, Refusal, Refused, RemoteRecord, Reply},
    written::{needed, reply, unknown},
};
use guid::{guid, typed};
use refusal::classify;

/// Where all tables are.
const API: &str = "/api/data/v9.2/";

/// What is asked for.
#[derive(Clone, Copy)]
enum Call<'a> {
    /// With this query.
    Get(&'a str),
    /// In somebody's name.
    Post(Option<&'a Caller>, &'a Value),
    /// Under this condition, in somebody's name.
    Patch((&'static str, &'a str), Option<&'a Caller>, &'a Value),
}

/// The header that names the one in whose name it is done.
struct Caller(&'static str, Guid);

/// Only if there is none yet.
const NEW: (&str, &str) = ("if-none-match", "*");

/// Only if there is one.
const OLD: (&str, &str) = ("if-match", "*");

/// The answer holds what became of the row.
const SHOWN: (&str, &str) = ("prefer", "return=representation");

impl Dynamics {
    /// One call; where it is a cached token that is refused, once more with a new one.
    async fn call(&self, actor: Actor<'_>, path: &str, call: Call<'_>) -> Result<Answer, Refused> {
        let answer = async {
            let secret = actor.secret()?;
            let began = Instant::now();
            let token = self.enter(secret, None).await?;
            let first = self.send(&token.who, path, call).await;
            match &first {
                Ok(answer) if answer.status == 401 && token.asked < began => {
                    let token = self.enter(secret, Some(token.asked)).await?;
                    self.send(&token.who, path, call).await
                }
                _ => first,
            }
        };
        let is_as_other = matches!(call, Call::Post(Some(_), _) | Call::Patch(_, Some(_), _));
        match answer.await {
            Ok(answer) => classify(answer, is_as_other),
            Err(check) => Err(refusal::unanswered(check)),
        }
    }

    async fn send(&self, who: &Credential, path: &str, call: Call<'_>) -> Step<Answer> {
        let host = Host::dataverse(&self.organisation);
        let path = format!("{API}{path}");
        let (method, condition, caller, body) = match call {
            Call::Get(query) => return self.http.get(&host, &path, query, who, &HEADERS).await,
            Call::Post(caller, body) => (Method::POST, None, caller, body),
            Call::Patch(condition, caller, body) => (Method::PATCH, Some(condition), caller, body),
        };
        let mut headers = vec![HEADERS[0], HEADERS[1], SHOWN];
        headers.extend(condition);
        headers.extend(caller.map(|Caller(name, id)| (*name, id.as_str())));
        self.http
            .write(method, &host, &path, who, &headers, body)
            .await
    }

    /// How a write is made in this user's name.
    async fn caller(
        &self,
        actor: Actor<'_>,
        author: Option<&str>,
    ) -> Result<Option<Caller>, Refused> {
        let Some(author) = author else {
            return Ok(None);
        };
        let user = typed(author, Refusal::Author)?;
        let environment = self.organisation.to_string();
        let known = self.shared.callers.known(&environment, &user);
        let object_id = if let Some(known) = known {
            known
        } else {
            let path = format!("systemusers({user})");
            let query = Call::Get("$select=azureactivedirectoryobjectid");
            let answer = self.call(actor, &path, query).await?;
            let id = answer.raw("/azureactivedirectoryobjectid");
            let id = id.and_then(|id| id.parse().ok());
            self.shared.callers.keep(&environment, &user, id.clone());
            id
        };
        Ok(Some(match object_id {
            Some(id) => Caller("callerobjectid", id),
            // Nobody of Entra: the older header takes the environment's own id.
            None => Caller("mscrmcallerid", user),
        }))
    }

    async fn read_case(&self, actor: Actor<'_>, id: &Guid) -> Result<Reply<RemoteRecord>, Refused> {
        let path = format!("incidents({id})");
        let answer = self.call(actor, &path, Call::Get(case::SELECT)).await?;
        needed(&answer, case::read(answer.json.as_ref()))
    }

    /// The consumer, whatever they were merged into.
    async fn read_contact(&self, actor: Actor<'_>, id: &Guid) -> Result<Reply<String>, Refused> {
        let path = format!("contacts({id})");
        let answer = self.call(actor, &path, Call::Get("")).await?;
        needed(&answer, contact::id(answer.json.as_ref()))
    }

    async fn note(&self, actor: Actor<'_>, id: &Guid, note: &Note) -> Result<(), Refused> {
        let caller = self.caller(actor, note.author.as_deref()).await?;
        let body = case::note(id, &note.body);
        let call = Call::Post(caller.as_ref(), &body);
        self.call(actor, "annotations", call).await.map(drop)
    }
}

#[async_trait]
impl Records for Dynamics {
    async fn me(&self, actor: Actor<'_>) -> Result<Reply<Person>, Refused> {
        let answer = self.call(actor, "WhoAmI", Call::Get("")).await?;
        let id = verdict::user_id(&answer).map_err(unknown)?;
        let path = format!("systemusers({id})");
        let answer = self.call(actor, &path, Call::Get(verdict::USER)).await?;
        verdict::user(&answer, &self.app_id).map_err(unknown)?;
        let person = Person {
            id: id.to_string(),
            name: answer.text("/fullname").unwrap_or_default(),
            email: None,
            is_active: true,
            can_own: true,
        };
        Ok(reply(&answer, person))
    }

    async fn contact(
        &self,
        actor: Actor<'_>,
        contact: &Contact,
        key: &str,
    ) -> Result<Reply<String>, Refused> {
        let found = self.find_contact(actor, contact).await?;
        if let Some(id) = found.value {
            return Ok(Reply {
                value: id,
                status: found.status,
                per_minute: found.per_minute,
            });
        }
        let id = guid(&contact::name(contact, key));
        let path = format!("contacts({id})");
        let body = contact::body(contact);
        match self.call(actor, &path, Call::Patch(NEW, None, &body)).await {
            Ok(answer) => Ok(reply(&answer, id.to_string())),
            Err(refused) if refused.kind == Refusal::KeySpent => {
                self.read_contact(actor, &id).await
            }
            Err(refused) => Err(refused),
        }
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
        let answer = self.call(actor, "contacts", Call::Get(&query)).await?;
        let rows = answer.rows("/value");
        needed(&answer, rows.map(contact::first))
    }

    async fn create(
        &self,
        actor: Actor<'_>,
        record: &NewRecord,
    ) -> Result<Reply<RemoteRecord>, Refused> {
        // A case without a customer is none.
        let contact = record.contact.as_deref().unwrap_or_default();
        let contact = typed(contact, Refusal::Invalid)?;
        let owner = typed(&record.owner, Refusal::Owner)?;
        let caller = self.caller(actor, record.author.as_deref()).await?;
        let id = guid(&record.key);
        let path = format!("incidents({id})");
        let body = case::new(record, &contact, &owner);
        let call = Call::Patch(NEW, caller.as_ref(), &body);
        match self.call(actor, &path, call).await {
            Ok(answer) => match case::read(answer.json.as_ref()) {
                Some(made) => Ok(reply(&answer, made)),
                None => self.read_case(actor, &id).await,
            },
            Err(refused) if refused.kind == Refusal::KeySpent => self.read_case(actor, &id).await,
            Err(refused) => Err(refused),
        }
    }

    async fn find(
        &self,
        actor: Actor<'_>,
        marks: Marks<'_>,
    ) -> Result<Reply<Vec<RemoteRecord>>, Refused> {
        match self.read_case(actor, &guid(marks.key)).await {
            Ok(found) => Ok(Reply {
                value: vec![found.value],
                status: found.status,
                per_minute: found.per_minute,
            }),
            Err(refused) if refused.kind == Refusal::Gone => Ok(Reply {
                value: Vec::new(),
                status: 404,
                per_minute: None,
            }),
            Err(refused) => Err(refused),
        }
    }

    async fn read(&self, actor: Actor<'_>, id: &str) -> Result<Reply<RemoteRecord>, Refused> {
        self.read_case(actor, &typed(id, Refusal::Gone)?).await
    }

    /// The note comes last: where it stands, everything was done.
    async fn change(
        &self,
        actor: Actor<'_>,
        record: &RemoteRecord,
        change: &Change,
    ) -> Result<Reply<RemoteRecord>, Refused> {
        let id = typed(&record.id, Refusal::Gone)?;
        let author = change.note.as_ref().and_then(|note| note.author.as_deref());
        let mut now = None;
        if let Some(owner) = &change.owner {
            let owner = typed(owner, Refusal::Owner)?;
            let caller = self.caller(actor, author).await?;
            let stamp = record.stamp.as_deref().unwrap_or(OLD.1);
            let body = json!({ "ownerid@odata.bind": format!("/systemusers({owner})") });
            let call = Call::Patch((OLD.0, stamp), caller.as_ref(), &body);
            let path = format!("incidents({id})");
            let answer = self.call(actor, &path, call).await?;
            now = case::read(answer.json.as_ref()).map(|made| reply(&answer, made));
        }
        if change.close && record.is_open {
            let body = case::close(&id);
            self.call(actor, "CloseIncident", Call::Post(None, &body))
                .await?;
            now = None;
        }
        if let Some(note) = &change.note {
            self.note(actor, &id, note).await?;
        }
        match now {
            Some(now) => Ok(now),
            None => self.read_case(actor, &id).await,
        }
    }

    async fn has_note(
        &self,
        actor: Actor<'_>,
        id: &str,
        mark: &str,
    ) -> Result<Reply<bool>, Refused> {
        let id = typed(id, Refusal::Gone)?;
        let path = format!("incidents({id})");
        let call = Call::Get("$select=description");
        let answer = self.call(actor, &path, call).await?;
        let holds = |text: Option<&str>| text.is_some_and(|text| text.contains(mark));
        if holds(answer.raw("/description")) {
            return Ok(reply(&answer, true));
        }
        let query = format!(
            "$select=notetext&$filter=_objectid_value eq {id}&$orderby=createdon desc&$top=100"
        );
        let answer = self.call(actor, "annotations", Call::Get(&query)).await?;
        let rows = answer.rows("/value");
        let found = rows.map(|rows| rows.iter().any(|row| holds(row["notetext"].as_str())));
        needed(&answer, found)
    }

    fn url(&self, id: &str) -> String {
        let query = format!("etn=incident&pagetype=entityrecord&id={}", escaped(id));
        let host = Host::dataverse(&self.organisation);
        let url = self.http.destination().url(&host, "/main.aspx", &query);
        url.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::written::not_asked;

    #[test]
    fn no_id_of_another_form_gets_into_a_path() {
        for id in ["", "1", "x)/../contacts(y", "abc?$select=x"] {
            let refused = typed(id, Refusal::Gone).expect_err("no GUID");
            assert_eq!(refused, not_asked(Refusal::Gone), "{id}");
        }
    }
}
