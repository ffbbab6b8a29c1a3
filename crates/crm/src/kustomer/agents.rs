//! The list of users.

use serde_json::Value;

use super::refusal::refusal;
use crate::{
    agent::Agent,
    answer::{Answer, Step},
    paging::{Page, query_of},
    scrub::Scrub,
};

/// The query of the first page; Kustomer's filters cannot be combined.
pub(super) const FIRST: &str = "userType=user";

/// One page: those who are neither deleted nor pending, and the query of the next page.
pub(super) fn page(answer: &Answer) -> Step<Page> {
    if answer.status != 200 {
        return Err(refusal(answer));
    }
    let rows = answer.rows("/data").ok_or_else(|| answer.unreadable())?;
    let agents = rows
        .iter()
        .filter_map(|row| agent(row, &answer.scrub))
        .collect();
    Ok((agents, answer.raw("/links/next").and_then(query_of)))
}

fn agent(user: &Value, scrub: &Scrub) -> Option<Agent> {
    let of = user.get("attributes")?;
    let text = |name| {
        of.get(name)
            .and_then(Value::as_str)
            .and_then(|text| scrub.text(text))
    };
    let is_set = |name| {
        of.get(name)
            .is_some_and(|value| !value.is_null() && value != &Value::Bool(false))
    };
    let is_gone = ["deleted", "deletedAt", "pending"].into_iter().any(is_set);
    let kind = of.get("userType").and_then(Value::as_str);
    let id = scrub.code(user.get("id")?.as_str()?)?;
    (!is_gone && kind != Some("machine")).then(|| Agent {
        id,
        name: text("name")
            .or_else(|| text("displayName"))
            .unwrap_or_default(),
        email: text("email"),
        role: None,
        is_active: true,
        can_own: kind != Some("limited"),
    })
}
