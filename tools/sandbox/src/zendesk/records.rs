//! What stands in the help desk, as a page for people: `/records` for all, and the page of one ticket
//! where Zendesk has its own.

use std::fmt::Write as _;

use axum::{
    extract::{Path, State},
    http::{StatusCode, request::Parts},
    response::{Html, IntoResponse, Response},
};

use super::{
    caller,
    desk::{Desk, Ticket},
};
use crate::{
    dataverse, html::escape, kustomer, salesforce, seed::zendesk::Account, state::Sandbox,
};

const HEAD: &str = include_str!("records.html");

/// How many tickets are shown.
const SHOWN: usize = 200;

/// `GET /records`: the newest tickets, conversations and cases of every account.
pub(crate) async fn all(State(sandbox): State<Sandbox>) -> Html<String> {
    let mut body = String::new();
    let mut live = sandbox.live();
    for account in &sandbox.seed().zendesk {
        let desk = live.desk(&account.subdomain);
        if desk.tickets.is_empty() {
            continue;
        }
        let host = format!("{}.zendesk.com", escape(&account.subdomain));
        write!(body, "<h2>{host}</h2>").ok();
        for ticket in desk.tickets.values().rev().take(SHOWN) {
            body += &article(account, desk, ticket);
        }
    }
    body += &kustomer::records::all(&sandbox, &mut live);
    body += &dataverse::records::articles(&mut live, &sandbox.seed().dynamics);
    drop(live);
    body += &salesforce::records::page::part(&sandbox);
    if body.is_empty() {
        body = "<p>Nothing was written yet.</p>".to_owned();
    }
    Html(HEAD.replace("{{body}}", &body))
}

/// `GET /agent/tickets/{id}`: one of them. Zendesk asks who is there first; this page is for everybody.
pub(super) async fn ticket(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    parts: Parts,
) -> Response {
    let account = match caller::account(&parts, &sandbox) {
        Ok(account) => account,
        Err(refusal) => return refusal,
    };
    let mut live = sandbox.live();
    let desk = live.desk(&account.subdomain);
    let ticket = id.parse().ok().and_then(|id: u64| desk.tickets.get(&id));
    match ticket {
        Some(ticket) => {
            Html(HEAD.replace("{{body}}", &article(&account, desk, ticket))).into_response()
        }
        None => {
            let page = HEAD.replace("{{body}}", "<p>There is no such ticket.</p>");
            (StatusCode::NOT_FOUND, Html(page)).into_response()
        }
    }
}

fn article(account: &Account, desk: &Desk, ticket: &Ticket) -> String {
    let name = |id: u64| escape(&desk.name(account, id));
    let mut out = format!(
        "<article><h3>#{} {}</h3><dl><dt>Assignee</dt><dd>{}</dd><dt>Requester</dt><dd>{}</dd>\
         <dt>Submitter</dt><dd>{}</dd><dt>Status</dt><dd>{}</dd></dl>",
        ticket.id,
        escape(ticket.subject.as_deref().unwrap_or("Untitled")),
        ticket.assignee_id.map_or_else(|| "nobody".to_owned(), name),
        name(ticket.requester_id),
        name(ticket.submitter_id),
        escape(&ticket.status),
    );
    for comment in &ticket.comments {
        let kind = if comment.public { "public" } else { "private" };
        write!(
            out,
            "<blockquote><b>{}</b> <small>{kind}</small><p>{}</p></blockquote>",
            name(comment.author_id),
            escape(&comment.body).replace('\n', "<br>"),
        )
        .ok();
    }
    out + "</article>"
}
