//! The consent page: Allow gives the app a code, Deny tells it so.
//! It is always shown, though Salesforce remembers an earlier Allow: tests want one way.

use std::collections::HashMap;

use axum::{
    extract::{Query, State},
    response::Response,
};

use super::{
    book::{Code, Pending},
    callback,
    form::form,
    org::Here,
    pages,
    waiting::waiting,
};
use crate::{
    address::At,
    clock,
    seed::salesforce::{Org, User},
    state::Sandbox,
    token,
};

/// How long a code lives, in seconds, unless the controls say otherwise.
const CODE_LIFETIME: u64 = 900;

/// `GET`, for somebody who has signed in.
pub(super) async fn show(
    State(sandbox): State<Sandbox>,
    at: At,
    Here(org): Here,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let number = query.get("request").map_or("", String::as_str);
    match signed_in(&sandbox, &org, number) {
        Ok((pending, user)) => pages::consent(&sandbox, &at, &org, number, &pending, user),
        Err(page) => page,
    }
}

/// `POST` with `decision=allow` or anything else.
pub(super) async fn decide(
    State(sandbox): State<Sandbox>,
    Here(org): Here,
    body: String,
) -> Response {
    let form = form(&body);
    let number = form.get("request").map_or("", String::as_str);
    let (pending, user) = match signed_in(&sandbox, &org, number) {
        Ok(found) => found,
        Err(page) => return page,
    };
    let book = &mut sandbox.live().salesforce;
    book.pending.remove(number);
    let (to, state) = (&pending.asked.redirect_uri, pending.state.as_deref());
    if form.get("decision").is_none_or(|d| d != "allow") {
        let answer = [
            ("error", "access_denied"),
            ("error_description", "end-user denied authorization"),
        ];
        return callback::answer(to, &answer, state);
    }
    // Real codes end in equals signs as well, which clients must not forget to encode.
    let code = format!("aPrx{}==", token::letters(70));
    let settings = book.settings.get(&org.host).copied().unwrap_or_default();
    let seconds = settings.code_seconds.unwrap_or(CODE_LIFETIME);
    let kept = Code {
        asked: pending.asked.clone(),
        user: user.id.clone(),
        expires: clock::now_ms() + seconds * 1000,
        used: false,
        grant: None,
    };
    book.codes.insert(code.clone(), kept);
    callback::answer(to, &[("code", &code)], state)
}

fn signed_in<'a>(
    sandbox: &Sandbox,
    org: &'a Org,
    number: &str,
) -> Result<(Pending, &'a User), Response> {
    let pending = waiting(sandbox, org, number)?;
    let user = org
        .users
        .iter()
        .find(|u| Some(&u.id) == pending.user.as_ref());
    let nobody = || pages::error(sandbox, "invalid_request", "Nobody has logged in.");
    Ok((pending.clone(), user.ok_or_else(nobody)?))
}
