//! The list of people: active, and with a full licence.

use serde_json::Value;

use super::{
    api::{self, Entry, Page as Asked},
    grant::Grant,
    person::UserId,
};
use crate::{
    agent::{Agent, AgentsError},
    answer::{Answer, Step},
    http::Http,
    paging::{self, Page},
    scrub::Scrub,
};

/// The query; a page holds up to 2 000 of them.
const SOQL: &str = "SELECT Id,Name,Email,Username,IsActive,UserType,Profile.Name FROM User \
                    WHERE IsActive=true AND UserType='Standard'";

/// Longest locator that is followed, in bytes.
const LONGEST_LOCATOR: usize = 64;

/// All pages.
pub(super) async fn list(http: &Http, grant: &Grant) -> Result<Vec<Agent>, AgentsError> {
    let entry = &Entry::of(grant)?;
    let get = |locator: String| async move {
        let asked = match locator.as_str() {
            "" => Asked::First(SOQL),
            locator => Asked::At(locator),
        };
        entry.ask(http, asked).await
    };
    paging::all("", http.limits.pages, get, page).await
}

/// One page, and the locator of the next one.
pub(super) fn page(answer: &Answer) -> Step<Page> {
    if answer.status != 200 {
        return Err(api::refusal(answer));
    }
    let rows = answer.rows("/records").ok_or_else(|| answer.unreadable())?;
    let next = match answer.get("/done").and_then(Value::as_bool) {
        Some(true) => None,
        Some(false) => {
            let next = answer.raw("/nextRecordsUrl").and_then(locator);
            Some(next.ok_or_else(|| answer.unreadable())?)
        }
        None => return Err(answer.unreadable()),
    };
    let agents = rows
        .iter()
        .filter_map(|row| agent(row, &answer.scrub))
        .collect();
    Ok((agents, next))
}

/// What follows `/query/` in a link: host, version and path stay the ones we made.
fn locator(link: &str) -> Option<String> {
    let (_, locator) = link.rsplit_once("/query/")?;
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let fits = !locator.is_empty() && locator.len() <= LONGEST_LOCATOR;
    (fits && locator.bytes().all(is_plain)).then(|| locator.to_owned())
}

fn agent(user: &Value, scrub: &Scrub) -> Option<Agent> {
    let raw = |pointer| user.pointer(pointer).and_then(Value::as_str);
    let text = |pointer| raw(pointer).and_then(|text| scrub.text(text));
    let id: UserId = raw("/Id")?.parse().ok()?;
    let is_active = user.get("IsActive") != Some(&Value::Bool(false));
    is_active.then(|| Agent {
        id: id.into_text(),
        name: text("/Name").unwrap_or_default(),
        email: text("/Email"),
        role: text("/Profile/Name"),
        is_active: true,
        can_own: true,
    })
}
