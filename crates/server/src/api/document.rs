//! The OpenAPI document: the routes' own words, and what their extractors and the defence answer.
//!
//! A handler names only what is its own; a refusal that comes from reading the request is known by
//! what is read, so that it is written once.

use axum::http::StatusCode;
use utoipa::{
    Modify, OpenApi, ToSchema as _,
    openapi::{
        ContentBuilder, Ref, RefOr, ResponseBuilder,
        example::ExampleBuilder,
        path::{Operation, PathItem},
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

use super::examples;

/// Status and codes of one kind of refusal.
type Refusals = &'static [(StatusCode, &'static str)];

/// Whatever is asked for.
const EVERYWHERE: Refusals = &[
    (StatusCode::FORBIDDEN, "foreign_origin"),
    (StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed"),
    (StatusCode::MISDIRECTED_REQUEST, "wrong_host"),
    (
        StatusCode::INTERNAL_SERVER_ERROR,
        "internal, secret_unreadable",
    ),
    (
        StatusCode::SERVICE_UNAVAILABLE,
        "database_unavailable, with Retry-After",
    ),
];

/// Where a body is read.
const BODY: Refusals = &[
    (StatusCode::BAD_REQUEST, "invalid_json, unreadable_body"),
    (StatusCode::REQUEST_TIMEOUT, "too_slow"),
    (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
    (StatusCode::UNSUPPORTED_MEDIA_TYPE, "json_only"),
    (
        StatusCode::UNPROCESSABLE_ENTITY,
        "wrong_shape, unknown_property, duplicate_property",
    ),
];

/// Where a version is read.
const VERSION: Refusals = &[
    (StatusCode::BAD_REQUEST, "version_invalid"),
    (StatusCode::PRECONDITION_REQUIRED, "version_required"),
];

/// Where the path names a CRM.
const CRM: Refusals = &[(StatusCode::NOT_FOUND, "no_such_crm")];

/// Where the path names a link.
const LINK: Refusals = &[(StatusCode::NOT_FOUND, "no_such_link")];

/// Head of the document; paths and schemas come from the routes.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Portal",
        description = "Settings of the CRM default user. Every answer of 400 and above is a Failure; a secret is never part of an answer."
    ),
    components(schemas(domain::wire::Failure)),
    modifiers(&Senders)
)]
struct Head;

/// How senders of events say who they are.
struct Senders;

impl Modify for Senders {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = |scheme, text: &str| {
            let http = HttpBuilder::new().scheme(scheme).description(Some(text));
            SecurityScheme::Http(http.build())
        };
        let components = document.components.get_or_insert_default();
        let bearer = scheme(
            HttpAuthScheme::Bearer,
            "A token of `server token create NAME`",
        );
        components.add_security_scheme("bearer", bearer);
        let basic = scheme(
            HttpAuthScheme::Basic,
            "The same token as the password, with any user name",
        );
        components.add_security_scheme("basic", basic);
    }
}

/// The document before its routes.
pub(super) fn head() -> utoipa::openapi::OpenApi {
    Head::openapi()
}

/// Adds the examples of events, and to every operation what it refuses by what it reads.
pub(super) fn complete(document: &mut utoipa::openapi::OpenApi) {
    exemplify(document);
    for item in document.paths.paths.values_mut() {
        for operation in operations(item) {
            let parameters = operation.parameters.iter().flatten();
            let names: Vec<&str> = parameters
                .filter_map(|parameter| match parameter {
                    RefOr::T(parameter) => Some(parameter.name.as_str()),
                    RefOr::Ref(_) => None,
                })
                .collect();
            let reads = |name| names.contains(&name);
            let refusals = [
                (true, EVERYWHERE),
                (operation.request_body.is_some(), BODY),
                (reads("If-Match"), VERSION),
                (reads("crm"), CRM),
                (reads("id"), LINK),
            ];
            for (_, refusals) in refusals.into_iter().filter(|(applies, _)| *applies) {
                for (status, codes) in refusals {
                    add(operation, *status, codes);
                }
            }
        }
    }
}

/// An example of each type of event stands beside the body they are sent in.
fn exemplify(document: &mut utoipa::openapi::OpenApi) {
    let operation = document
        .paths
        .paths
        .get_mut("/api/v1/events")
        .and_then(|item| item.post.as_mut());
    let body = operation.and_then(|operation| operation.request_body.as_mut());
    let Some(RefOr::T(body)) = body else {
        return;
    };
    if let Some(RefOr::T(content)) = body.content.get_mut("application/cloudevents+json") {
        for (kind, event) in examples::all() {
            let example = ExampleBuilder::new().value(Some(event)).build();
            content.examples.insert(kind.to_owned(), RefOr::T(example));
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [
        &mut item.get,
        &mut item.put,
        &mut item.post,
        &mut item.delete,
        &mut item.patch,
    ]
    .into_iter()
    .filter_map(|operation| operation.as_mut())
}

/// Adds codes to those that stand under this status.
fn add(operation: &mut Operation, status: StatusCode, codes: &str) {
    let responses = &mut operation.responses.responses;
    let schema = Ref::from_schema_name(domain::wire::Failure::name());
    let response = responses
        .entry(status.as_str().to_owned())
        .or_insert_with(|| {
            let content = ContentBuilder::new().schema(Some(schema)).build();
            let response = ResponseBuilder::new().content("application/json", content);
            RefOr::T(response.build())
        });
    if let RefOr::T(response) = response {
        let comma = if response.description.is_empty() {
            ""
        } else {
            ", "
        };
        response.description = format!("{}{comma}{codes}", response.description);
    }
}
