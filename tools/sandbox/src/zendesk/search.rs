//! Finding users: `search`, `count` and `show_many`. Of the search syntax only plain words, an
//! e-mail address and `email:`, `name:`, `role:` and `type:user` are known; the rest is refused.

use axum::{
    Json,
    extract::{Query, State},
    http::{StatusCode, Uri},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{
    caller::Member,
    desk::{EndUser, SEARCH_LAG},
    paging, refusal,
    roles::of_roles,
    shown::{made, shown},
};
use crate::{address::At, seed::zendesk::User, state::Sandbox};

/// `GET /api/v2/users/search`: by `query`, or by `external_id`. The index lags: who was just made is not
/// found for a while.
pub(super) async fn search(
    at: At,
    State(sandbox): State<Sandbox>,
    uri: Uri,
    Query(query): Query<Vec<(String, String)>>,
    member: Member,
) -> Response {
    let mut live = sandbox.live();
    let desk = live.desk(&member.account.subdomain);
    let mut users = desk.people.staff(&member.account);
    let until = desk.now().saturating_sub(SEARCH_LAG);
    let mut others: Vec<EndUser> = desk.people.findable(until).cloned().collect();
    match (given(&query, "query"), given(&query, "external_id")) {
        (Some(text), None) => match terms(text) {
            Ok(terms) => {
                users.retain(|user| terms.iter().all(|term| term.fits(user)));
                others.retain(|user| terms.iter().all(|term| term.fits(&user.as_user())));
            }
            Err(word) => {
                let text = format!("Invalid search: {word}");
                return refusal::named(StatusCode::UNPROCESSABLE_ENTITY, "invalid", &text);
            }
        },
        (None, Some(id)) => {
            users.clear();
            others.retain(|user| user.external_id.as_deref() == Some(id));
        }
        _ => {
            let text = "One of query and external_id is required";
            return refusal::named(StatusCode::BAD_REQUEST, "BadRequest", text);
        }
    }
    let here = format!("{}{}", at.base, uri.path());
    match paging::by_number(&users, &query, &here) {
        Ok(page) => {
            let mut body = page.around;
            let found = page.users.iter().map(|u| shown(u, &at.base));
            let others = others
                .iter()
                .map(|u| made(u, desk.people.is_suspended(u.id), &at.base));
            let found: Vec<Value> = found.chain(others).collect();
            body.insert("count".to_owned(), found.len().into());
            body.insert("users".to_owned(), found.into());
            Json(body).into_response()
        }
        Err(detail) => refusal::bad_parameter(&detail),
    }
}

/// `GET /api/v2/users/count`.
pub(super) async fn count(
    State(sandbox): State<Sandbox>,
    Query(query): Query<Vec<(String, String)>>,
    member: Member,
) -> Response {
    let mut live = sandbox.live();
    let users = of_roles(
        live.desk(&member.account.subdomain),
        &member.account,
        &query,
    );
    let body = json!({ "count": { "value": users.len(), "refreshed_at": "2026-11-20T09:00:00Z" } });
    Json(body).into_response()
}

/// `GET /api/v2/users/show_many`: those of `ids` that there are, up to a hundred.
pub(super) async fn show_many(
    at: At,
    Query(query): Query<Vec<(String, String)>>,
    member: Member,
) -> Response {
    let mut users = member.account.everyone();
    match (given(&query, "ids"), given(&query, "external_ids")) {
        (Some(list), None) => {
            let ids: Result<Vec<u64>, _> = list.split(',').map(|id| id.trim().parse()).collect();
            match ids {
                Ok(ids) if ids.len() <= 100 => users.retain(|u| ids.contains(&u.id)),
                Ok(_) => {
                    let text = "No more than 100 ids may be given";
                    return refusal::named(StatusCode::BAD_REQUEST, "TooManyIds", text);
                }
                Err(_) => return refusal::invalid_attribute("ids", "users/show_many"),
            }
        }
        (None, Some(_)) => users.clear(),
        _ => {
            let text = "One of ids and external_ids is required";
            return refusal::named(StatusCode::BAD_REQUEST, "BadRequest", text);
        }
    }
    let found: Vec<Value> = users.iter().map(|u| shown(u, &at.base)).collect();
    let body = json!({
        "count": found.len(), "users": found, "next_page": null, "previous_page": null,
    });
    Json(body).into_response()
}

/// A parameter's value, if it is there.
fn given<'a>(query: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = query.iter().find(|(given, _)| given == name);
    found.map(|(_, value)| value.as_str())
}

/// One word of a search, in lower case.
enum Term {
    Any(String),
    Email(String),
    Name(String),
    Role(String),
}

impl Term {
    fn fits(&self, user: &User) -> bool {
        let (email, name) = (user.email.to_lowercase(), user.name.to_lowercase());
        match self {
            Self::Any(word) => email == *word || name.split(' ').any(|part| part.starts_with(word)),
            Self::Email(word) => email == *word,
            Self::Name(word) => name.contains(word),
            Self::Role(word) => user.role == *word,
        }
    }
}

fn terms(text: &str) -> Result<Vec<Term>, String> {
    let mut terms = Vec::new();
    for word in text.to_lowercase().split_whitespace() {
        let word = word.trim_matches('"');
        match word.split_once(':') {
            None if word.contains(['*', '<', '>', '=']) || word.starts_with('-') => {
                return Err(word.to_owned());
            }
            None => terms.push(Term::Any(word.to_owned())),
            Some(("email", value)) => terms.push(Term::Email(value.trim_matches('"').to_owned())),
            Some(("name", value)) => terms.push(Term::Name(value.trim_matches('"').to_owned())),
            Some(("role", value)) => terms.push(Term::Role(value.to_owned())),
            Some(("type", "user")) => {}
            Some(_) => return Err(word.to_owned()),
        }
    }
    Ok(terms)
}
