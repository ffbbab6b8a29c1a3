//! The login page: user name and password, with the seeded people a click away.
//! No cookie is needed; the page carries the number of the authorization it belongs to.

use std::collections::HashMap;

use axum::{
    extract::{Query, State},
    response::Response,
};

use super::{book::Pending, callback, form::form, org::Here, pages, paths, waiting::waiting};
use crate::{
    address::At,
    seed::salesforce::{App, Org, User},
    state::Sandbox,
};

const WRONG: &str = "Please check your username and password. \
    If you still can't log in, contact your Salesforce administrator.";
const DEACTIVATED: &str = "Your access to salesforce.com has been disabled by your system \
    administrator. Please contact your Administrator for more information.";

/// `GET /login?request=...`; `as` fills a seeded person in.
pub(super) async fn show(
    State(sandbox): State<Sandbox>,
    at: At,
    Here(org): Here,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let number = query.get("request").map_or("", String::as_str);
    let pending = match waiting(&sandbox, &org, number) {
        Ok(pending) => pending,
        Err(page) => return page,
    };
    let chosen = query.get("as").and_then(|name| named(&org, name));
    let typed = match chosen {
        Some(user) => (user.username.as_str(), user.password.as_str()),
        None => (pending.hint.as_deref().unwrap_or_default(), ""),
    };
    pages::login(&sandbox, &at, &org, number, typed, None)
}

/// `POST /login`.
pub(super) async fn sign_in(
    State(sandbox): State<Sandbox>,
    at: At,
    Here(org): Here,
    body: String,
) -> Response {
    let form = form(&body);
    let given = |name: &str| form.get(name).map_or("", String::as_str);
    let pending = match waiting(&sandbox, &org, given("request")) {
        Ok(pending) => pending,
        Err(page) => return page,
    };
    let again = |text| {
        let typed = (given("username"), "");
        pages::login(&sandbox, &at, &org, given("request"), typed, Some(text))
    };
    let user = named(&org, given("username").trim());
    let Some(user) = user.filter(|u| u.password == given("password")) else {
        return again(WRONG);
    };
    if !user.active {
        return again(DEACTIVATED);
    }
    if let Some(app) = org.app(&pending.asked.client).filter(|a| !a.installed) {
        return not_installed(&sandbox, app, &pending);
    }
    let live = &mut *sandbox.live();
    if let Some(pending) = live.salesforce.pending.get_mut(given("request")) {
        pending.user = Some(user.id.clone());
    }
    callback::found(&paths::consent(&at, given("request")))
}

/// Nobody installed the app in this organisation, and since September 2025 that is refused.
fn not_installed(sandbox: &Sandbox, app: &App, pending: &Pending) -> Response {
    const GENERIC: &str = "OAUTH_APPROVAL_ERROR_GENERIC";
    let (error, text) = match sandbox.reading("salesforce_not_installed") {
        "page" => {
            let text = format!(
                "{GENERIC} : An unexpected error has occured during authentication. \
                 Please try again. ({} must be installed into org)",
                app.name
            );
            return pages::error(sandbox, "invalid_client", &text);
        }
        "approval" => (
            GENERIC,
            "An unexpected error has occured during authentication. Please try again.",
        ),
        _ => ("invalid_client", "app must be installed into org"),
    };
    let answer = [("error", error), ("error_description", text)];
    callback::answer(
        &pending.asked.redirect_uri,
        &answer,
        pending.state.as_deref(),
    )
}

fn named<'a>(org: &'a Org, username: &str) -> Option<&'a User> {
    let mut users = org.users.iter();
    users.find(|u| u.username.eq_ignore_ascii_case(username))
}
