//! The pages a person sees at Salesforce: login, consent, and errors.
//! Plain HTML without scripts, so that no policy of the portal's can get in their way.

use std::fmt::Write as _;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};

use super::{book::Pending, paths, people};
use crate::{
    address::Address,
    html::escape,
    seed::salesforce::{Org, User},
    state::Sandbox,
};

const SHELL: &str = include_str!("page.html");

/// A page, with or without the tie to the window that opened it.
fn page(sandbox: Option<&Sandbox>, status: StatusCode, title: &str, main: &str) -> Response {
    let html = SHELL
        .replace("{{title}}", &escape(title))
        .replace("{{main}}", main);
    let mut response = (status, Html(html)).into_response();
    let mut set = |name, value| {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    };
    set(header::CACHE_CONTROL, "no-store");
    set(header::X_FRAME_OPTIONS, "DENY");
    // No form-action: browsers would apply it to the redirect that leads back to the app.
    set(
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
    );
    if sandbox.is_some_and(|s| s.reading("salesforce_opener") == "severed") {
        let name = header::HeaderName::from_static("cross-origin-opener-policy");
        set(name, "same-origin");
    }
    response
}

/// A My Domain that no organisation has.
pub(super) fn nobody_here(host: &str) -> Response {
    let main = format!(
        "<h1>URL No Longer Exists</h1><p>There is no organisation at {}.</p>",
        escape(host)
    );
    page(None, StatusCode::NOT_FOUND, "URL No Longer Exists", &main)
}

/// An error that is told to the person and not to the app.
pub(super) fn error(sandbox: &Sandbox, error: &str, description: &str) -> Response {
    let main = format!(
        "<h1>OAuth Error</h1><p>We can't authorize you because of an OAuth error. For more \
         information, contact your Salesforce administrator.</p>\
         <p role=\"alert\" class=\"error\"><code>error={}</code><br>error_description={}</p>",
        escape(error),
        escape(description)
    );
    page(Some(sandbox), StatusCode::BAD_REQUEST, "OAuth Error", &main)
}

/// User name and password, what is wrong with them, and who could be filled in.
pub(super) fn login(
    sandbox: &Sandbox,
    at: &Address,
    org: &Org,
    number: &str,
    (username, password): (&str, &str),
    wrong: Option<&str>,
) -> Response {
    let alert = wrong.map(|text| format!("<p role=\"alert\" class=\"error\">{}</p>", escape(text)));
    let alert = alert.unwrap_or_default();
    let (action, number) = (
        escape(&format!("{}{}", at.base, paths::LOGIN)),
        escape(number),
    );
    let mut main = format!(
        "<h1>Log in to {}</h1><p class=\"host\">{}</p>{alert}\
         <form method=\"post\" action=\"{action}\">\
         <input type=\"hidden\" name=\"request\" value=\"{number}\">\
         <label for=\"username\">Username</label>\
         <input id=\"username\" name=\"username\" value=\"{}\" autocomplete=\"off\" \
         autocapitalize=\"none\" spellcheck=\"false\" required>\
         <label for=\"password\">Password</label>\
         <input id=\"password\" name=\"password\" type=\"password\" value=\"{}\" \
         autocomplete=\"off\" required>\
         <button class=\"main\">Log In</button></form>\
         <h2>Fill in one of the sandbox's people</h2><ul class=\"people\">",
        escape(&org.name),
        escape(&org.host),
        escape(username),
        escape(password),
    );
    // The named ones come first; a crowd behind them would only be in the way.
    for user in org.users.iter().take(6) {
        let words = if user.active {
            people::standing(user, org).words()
        } else {
            "deactivated"
        };
        let fill = url::form_urlencoded::byte_serialize(user.username.as_bytes());
        let fill: String = fill.collect();
        let name = escape(&user.name());
        write!(
            main,
            "<li><a href=\"{action}?request={number}&amp;as={fill}\">{name}</a> {words}</li>"
        )
        .ok();
    }
    main += "</ul>";
    page(Some(sandbox), StatusCode::OK, "Login | Salesforce", &main)
}

/// What the app wants, and who would give it.
pub(super) fn consent(
    sandbox: &Sandbox,
    at: &Address,
    org: &Org,
    number: &str,
    pending: &Pending,
    user: &User,
) -> Response {
    let app = org.app(&pending.asked.client).map_or("", |a| &a.name);
    let rights: String = pending.asked.scope.split(' ').map(right).collect();
    let action = escape(&format!("{}{}", at.base, paths::CONSENT));
    let main = format!(
        "<h1>Allow Access?</h1><p>{} is asking to:</p><ul>{rights}</ul>\
         <p>Do you want to allow access for <strong>{}</strong>? \
         (<a href=\"{}\">Not you?</a>)</p>\
         <form method=\"post\" action=\"{action}\">\
         <input type=\"hidden\" name=\"request\" value=\"{}\">\
         <button class=\"main\" name=\"decision\" value=\"allow\">Allow</button>\
         <button name=\"decision\" value=\"deny\">Deny</button></form>",
        escape(app),
        escape(&user.username),
        escape(&paths::login(at, number)),
        escape(number),
    );
    page(
        Some(sandbox),
        StatusCode::OK,
        "Allow Access? | Salesforce",
        &main,
    )
}

fn right(scope: &str) -> String {
    let words = match scope {
        "api" => "Manage user data via APIs",
        "refresh_token" => "Perform requests at any time",
        "id" => "Access the identity URL service",
        "openid" => "Access unique user identifiers",
        other => other,
    };
    format!("<li>{}</li>", escape(words))
}
