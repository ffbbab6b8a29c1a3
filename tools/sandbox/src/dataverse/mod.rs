//! Dataverse's Web API: WhoAmI, reading users, roles, teams, and cases, contacts, notes and calls
//! that can be written, too.

mod caller;
mod case;
mod close;
mod definitions;
mod filter;
mod odata;
mod path;
mod query;
mod read;
pub(crate) mod records;
pub(crate) mod refusal;
pub(crate) mod row;
mod rows;
mod schema;
pub(crate) mod store;
mod wanted;
mod who;
mod write;
mod writer;

use std::collections::HashMap;

use axum::{
    Router,
    extract::Query,
    http::{Method, StatusCode},
    response::{Redirect, Response},
    routing::get,
};

use crate::{html, state::Sandbox};

/// Everything below `https://{org}.crm{n}.dynamics.com`.
pub(crate) fn router(sandbox: Sandbox) -> Router {
    Router::new()
        .route(
            "/api/data/{version}/{*resource}",
            get(read::resource)
                .post(write::resource)
                .patch(write::resource)
                .delete(write::resource),
        )
        .route("/main.aspx", get(seen))
        .fallback(elsewhere)
        .method_not_allowed_fallback(no_method)
        .with_state(sandbox)
}

/// What an agent sees of a record: which one the query says.
async fn seen(Query(query): Query<HashMap<String, String>>) -> Redirect {
    html::record(query.get("id").map_or("", String::as_str))
}

async fn elsewhere(_: caller::Caller) -> Response {
    refusal::error(
        StatusCode::NOT_FOUND,
        "0x8006088a",
        "No HTTP resource was found that matches the request URI.",
    )
}

async fn no_method(method: Method, _: caller::Caller) -> Response {
    refusal::no_method(&method)
}
