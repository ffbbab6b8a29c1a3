//! What stands in Kustomer, as part of the page `/records`.

use std::fmt::Write as _;

use super::book::{Book, Conversation, Customer};
use crate::{
    html::escape,
    seed::kustomer::User,
    state::{Live, Sandbox},
};

/// How many conversations are shown.
const SHOWN: usize = 200;

/// The newest conversations of every organisation.
pub(crate) fn all(sandbox: &Sandbox, live: &mut Live) -> String {
    let mut body = String::new();
    for org in &sandbox.seed().kustomer {
        let book = live.kustomer(&org.label);
        let mut newest = book.conversations().rev().take(SHOWN).peekable();
        if newest.peek().is_some() {
            let host = format!("{}.kustomerapp.com", escape(&org.label));
            write!(body, "<h2>{host}</h2>").ok();
        }
        let users = org.everyone();
        for conversation in newest {
            body += &article(&users, book, conversation);
        }
    }
    body
}

/// The name behind the id of a user.
pub(crate) fn user(users: &[User], id: &str) -> String {
    let found = users.iter().find(|user| user.id == id);
    found.map_or_else(|| "nobody".to_owned(), |user| user.name.clone())
}

/// The name behind the id of a customer.
pub(crate) fn customer(book: &Book, id: &str) -> String {
    let found = book.customer(id, true);
    found.map_or_else(|| "nobody".to_owned(), Customer::display_name)
}

fn article(users: &[User], book: &Book, conversation: &Conversation) -> String {
    let assigned = conversation.assigned_users.iter();
    let assigned: Vec<String> = assigned.map(|id| user(users, id)).collect();
    let assigned = if assigned.is_empty() {
        "nobody".to_owned()
    } else {
        assigned.join(", ")
    };
    let id = &conversation.id;
    let mut out = format!(
        "<article id=\"{id}\"><h3>{id} {}</h3><dl><dt>Assigned users</dt><dd>{}</dd>\
         <dt>Customer</dt><dd>{}</dd><dt>Created by</dt><dd>{}</dd><dt>Status</dt><dd>{}</dd></dl>",
        escape(conversation.name.as_deref().unwrap_or("Untitled")),
        escape(&assigned),
        escape(&customer(book, &conversation.customer)),
        escape(&user(users, &conversation.created_by)),
        escape(&conversation.status),
    );
    for note in &conversation.notes {
        write!(
            out,
            "<blockquote><b>{}</b> <small>note</small><p>{}</p></blockquote>",
            escape(&user(users, &note.created_by)),
            escape(&note.body).replace('\n', "<br>"),
        )
        .ok();
    }
    out + "</article>"
}
