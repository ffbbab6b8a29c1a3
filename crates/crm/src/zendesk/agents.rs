//! The list of agents and admins, by cursor. Those who are suspended or deactivated stay in it: an agent
//! who is one of them is told apart from one whom nobody knows.

use serde_json::Value;
use url::form_urlencoded::byte_serialize;

use super::{refusal::refusal, verdict::can_own};
use crate::{
    agent::Agent,
    answer::{Answer, Step},
    paging::{Page, query_of},
    scrub::Scrub,
};

/// The query of the first page; 100 is the most a page holds.
pub(super) const FIRST: &str = "role[]=agent&role[]=admin&page[size]=100";

/// One page, and the query of the next one.
pub(super) fn page(answer: &Answer) -> Step<Page> {
    if answer.status != 200 {
        return Err(refusal(answer));
    }
    let rows = answer.rows("/users").ok_or_else(|| answer.unreadable())?;
    let agents = rows
        .iter()
        .filter_map(|row| agent(row, &answer.scrub))
        .collect();
    Ok((agents, next(answer)))
}

fn agent(user: &Value, scrub: &Scrub) -> Option<Agent> {
    let text = |name| {
        user.get(name)
            .and_then(Value::as_str)
            .and_then(|text| scrub.text(text))
    };
    let is_active = user.get("active") != Some(&Value::Bool(false))
        && user.get("suspended") != Some(&Value::Bool(true));
    let id = user.get("id")?.as_u64()?.to_string();
    Some(Agent {
        id,
        name: text("name").unwrap_or_default(),
        email: text("email"),
        role: text("role"),
        is_active,
        can_own: can_own(user),
    })
}

/// By cursor, or by number where an account still answers that way.
fn next(answer: &Answer) -> Option<String> {
    match answer.get("/meta/has_more").and_then(Value::as_bool) {
        Some(false) => None,
        Some(true) => {
            let cursor = answer
                .raw("/meta/after_cursor")
                .map(|cursor| byte_serialize(cursor.as_bytes()).collect());
            let cursor = cursor.map(|cursor: String| format!("{FIRST}&page[after]={cursor}"));
            cursor.or_else(|| query_of(answer.raw("/links/next")?))
        }
        None => query_of(
            answer
                .raw("/links/next")
                .or_else(|| answer.raw("/next_page"))?,
        ),
    }
}
