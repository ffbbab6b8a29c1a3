//! The list of people: enabled, no applications, read-write access.

use domain::parse::Guid;
use serde_json::Value;

use super::refusal::refusal;
use crate::{
    agent::Agent,
    answer::{Answer, Step},
    paging::{Page, query_of},
    scrub::Scrub,
};

/// The query of the first page.
pub(super) const FIRST: &str = "$select=systemuserid,fullname,internalemailaddress,azureactivedirectoryobjectid,applicationid\
    &$filter=isdisabled eq false and applicationid eq null and accessmode eq 0";

/// One page, and the query of the next one.
pub(super) fn page(answer: &Answer) -> Step<Page> {
    if answer.status != 200 {
        return Err(refusal(answer));
    }
    let rows = answer.rows("/value").ok_or_else(|| answer.unreadable())?;
    let agents = rows
        .iter()
        .filter_map(|row| agent(row, &answer.scrub))
        .collect();
    // The annotation's name holds no `/` or `~`, so that it is a JSON pointer as it stands.
    Ok((agents, answer.raw("/@odata.nextLink").and_then(query_of)))
}

fn agent(user: &Value, scrub: &Scrub) -> Option<Agent> {
    let raw = |name| user.get(name).and_then(Value::as_str);
    let text = |name| raw(name).and_then(|text| scrub.text(text));
    let id: Guid = raw("systemuserid")?.parse().ok()?;
    raw("applicationid").is_none().then(|| Agent {
        id: id.to_string(),
        name: text("fullname").unwrap_or_default(),
        email: text("internalemailaddress"),
        role: None,
        is_active: true,
        can_own: true,
    })
}
