//! The cases of every organisation for the page `/records`.

use std::fmt::Write as _;

use super::{
    kind::Kind,
    store::{Record, Store},
};
use crate::{
    html::escape,
    salesforce::{id, org},
    seed::salesforce::Org,
    state::Sandbox,
};

/// How many cases are shown.
const SHOWN: usize = 200;

/// A part for each organisation that has any.
pub(crate) fn part(sandbox: &Sandbox) -> String {
    let mut out = String::new();
    let mut live = sandbox.live();
    for seed in &sandbox.seed().salesforce {
        let now = org::current(seed, &live.salesforce);
        let store = live.salesforce.store(&seed.host);
        let mut cases = store.all(Kind::Case).rev().take(SHOWN).peekable();
        if cases.peek().is_some() {
            write!(out, "<h2>{}</h2>", escape(&seed.host)).ok();
        }
        for case in cases {
            out += &article(&now, store, case);
        }
    }
    out
}

fn article(org: &Org, store: &Store, case: &Record) -> String {
    let of = |field: &str| escape(&name(org, case.text(field)));
    let contact = store.find(Kind::Contact, case.text("ContactId"));
    let mut out = format!(
        "<article id=\"{}\"><h3>#{} {}</h3><dl><dt>Owner</dt><dd>{}</dd><dt>Contact</dt><dd>{}</dd>\
         <dt>Created by</dt><dd>{}</dd><dt>Status</dt><dd>{}</dd></dl>",
        escape(case.text("Id")),
        escape(case.text("CaseNumber")),
        escape(case.text("Subject")),
        of("OwnerId"),
        escape(contact.map_or("nobody", |c| c.text("Name"))),
        of("CreatedById"),
        escape(case.text("Status")),
    );
    for comment in comments(store, case.text("Id")) {
        let is_public = comment.fields.get("IsPublished") == Some(&true.into());
        let kind = if is_public { "public" } else { "private" };
        write!(
            out,
            "<blockquote><b>{}</b> <small>{kind}</small><p>{}</p></blockquote>",
            escape(&name(org, comment.text("CreatedById"))),
            escape(comment.text("CommentBody")).replace('\n', "<br>"),
        )
        .ok();
    }
    out + "</article>"
}

/// The comments of a case, oldest first.
pub(crate) fn comments<'a>(store: &'a Store, case: &'a str) -> impl Iterator<Item = &'a Record> {
    let comments = store.all(Kind::CaseComment);
    comments.filter(move |comment| comment.text("ParentId") == case)
}

/// The name behind the id of a person or a queue.
pub(crate) fn name(org: &Org, id: &str) -> String {
    let short = id::short(id).unwrap_or_default();
    let user = org.users.iter().find(|user| user.id == short);
    let queue = || org.queues.iter().find(|queue| queue.id == short);
    user.map(crate::seed::salesforce::User::name)
        .or_else(|| queue().map(|queue| queue.name.clone()))
        .unwrap_or_else(|| "nobody".to_owned())
}
