//! Salesforce: sign-in and consent, tokens with rotation, identity, and the few queries
//! that connectors ask, and the records that they write.

mod authorize;
pub(crate) mod book;
mod callback;
mod caller;
mod client;
mod code;
mod consent;
mod data;
mod form;
mod given;
pub(crate) mod host;
pub(crate) mod id;
mod identity;
mod introspect;
mod login;
pub(crate) mod org;
mod pages;
mod paths;
mod people;
mod query;
pub(crate) mod records;
mod refresh;
pub(crate) mod refusal;
mod revoke;
mod select;
mod soql;
mod tables;
mod token;
mod urls;
mod waiting;

use axum::{
    Router,
    extract::Path,
    http::{Method, StatusCode},
    response::Redirect,
    routing::{any, get, post},
};

use crate::{html, state::Sandbox};

/// Everything below `https://{name}.my.salesforce.com`.
pub(crate) fn router(sandbox: Sandbox) -> Router {
    Router::new()
        .route("/services/oauth2/authorize", get(authorize::start))
        .route(paths::LOGIN, get(login::show).post(login::sign_in))
        .route(paths::CONSENT, get(consent::show).post(consent::decide))
        .route("/services/oauth2/token", post(token::issue))
        .route(
            "/services/oauth2/revoke",
            get(revoke::revoke).post(revoke::revoke),
        )
        .route("/services/oauth2/introspect", post(introspect::introspect))
        .route(
            "/services/oauth2/userinfo",
            get(identity::userinfo).post(identity::userinfo),
        )
        .route("/id/{org}/{user}", get(identity::show).post(identity::show))
        .route("/services/data", get(data::versions))
        .route("/services/data/", get(data::versions))
        .route("/services/data/{version}", get(data::resources))
        .route("/services/data/{version}/", get(data::resources))
        .route("/services/data/{version}/query", get(query::run))
        .route("/services/data/{version}/query/", get(query::run))
        .route("/services/data/{version}/query/{locator}", get(query::more))
        .route(
            "/services/data/{version}/sobjects/{*rest}",
            any(records::sobjects),
        )
        .route(
            "/services/data/{version}/composite",
            post(records::composite),
        )
        .route(
            "/services/data/{version}/composite/",
            post(records::composite),
        )
        .route(
            "/services/data/{version}/parameterizedSearch",
            get(records::search),
        )
        .route(
            "/services/data/{version}/parameterizedSearch/",
            get(records::search),
        )
        .route("/lightning/r/Case/{id}/view", get(seen))
        .fallback(elsewhere)
        .method_not_allowed_fallback(no_method)
        .with_state(sandbox)
}

/// What an agent sees of a case.
async fn seen(_: org::Here, Path(id): Path<String>) -> Redirect {
    html::record(&id)
}

/// A path that is no resource; of an organisation nobody has, a page says so first.
async fn elsewhere(_: org::Here) -> axum::response::Response {
    refusal::plain(StatusCode::NOT_FOUND)
}

async fn no_method(_: org::Here, method: Method) -> axum::response::Response {
    refusal::no_method(&method)
}
