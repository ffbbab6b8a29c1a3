//! Customers: found by address or id, made, changed.

use axum::{
    Json,
    extract::{Path, Query},
    http::{Method, StatusCode},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    book::{Address, Book, Customer, handle},
    caller::Caller,
    content::{Content, check_custom},
    wrong::{Step, Wrong},
};

/// What is known of a customer here; anything else is refused.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
struct Wanted {
    name: Option<String>,
    external_id: Option<String>,
    emails: Option<Vec<Email>>,
    phones: Option<Vec<Phone>>,
    custom: Option<Map<String, Value>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Email {
    r#type: Option<String>,
    email: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phone {
    r#type: Option<String>,
    phone: String,
}

/// `GET /v1/customers/{id}`, or `email=`, `phone=`, `externalId=` in place of the id.
pub(super) async fn show(Path(which): Path<String>, caller: Caller) -> Response {
    if let Err(refusal) = caller.may("customer", "read") {
        return refusal;
    }
    let mut live = caller.sandbox.live();
    let follow = live.readings.get("kustomer_merged") == "survivor";
    let book = live.kustomer(&caller.org.label);
    let id = match which.split_once('=') {
        Some((name, value)) => book.whose(&handle(name, value)),
        None => Some(which.as_str()),
    };
    let found = id.and_then(|id| book.customer(id, follow)).cloned();
    drop(live);
    answer(
        &caller,
        StatusCode::OK,
        found.ok_or_else(Wrong::missing).as_ref(),
    )
}

/// `POST /v1/customers`.
pub(super) async fn create(caller: Caller, content: Content) -> Response {
    if let Err(refusal) = caller.may("customer", "create") {
        return refusal;
    }
    let done = content.read().and_then(|wanted| {
        let mut live = caller.sandbox.live();
        let book = live.kustomer(&caller.org.label);
        let (user, now) = (caller.key.user.clone(), book.now());
        let new = Customer {
            id: book.next(),
            name: None,
            external_id: None,
            emails: vec![],
            phones: vec![],
            custom: Map::new(),
            created_by: user.clone(),
            modified_by: user,
            created_at: now,
            updated_at: now,
            rev: 1,
        };
        keep(book, new, wanted)
    });
    answer(&caller, StatusCode::CREATED, done.as_ref())
}

/// `PUT /v1/customers/{id}`: what is not named is gone, unless `replace=false`; `PATCH` changes what is.
pub(super) async fn update(
    method: Method,
    Path(id): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
    caller: Caller,
    content: Content,
) -> Response {
    if let Err(refusal) = caller.may("customer", "update") {
        return refusal;
    }
    let merges = query.iter().any(|(n, v)| n == "replace" && v == "false");
    let done = content.read().and_then(|wanted| {
        let mut live = caller.sandbox.live();
        let follow = live.readings.get("kustomer_merged") == "survivor";
        let book = live.kustomer(&caller.org.label);
        let known = book.customer(&id, follow).cloned();
        let mut customer = known.ok_or_else(Wrong::missing)?;
        if method == Method::PUT && !merges {
            customer = Customer {
                name: None,
                external_id: None,
                emails: vec![],
                phones: vec![],
                custom: Map::new(),
                ..customer
            };
        }
        customer.modified_by.clone_from(&caller.key.user);
        customer.updated_at = book.now();
        customer.rev += 1;
        keep(book, customer, wanted)
    });
    answer(&caller, StatusCode::OK, done.as_ref())
}

fn answer(caller: &Caller, status: StatusCode, done: Result<&Customer, &Wrong>) -> Response {
    match done {
        Ok(customer) => {
            let body = json!({ "data": customer.shown(&caller.org) });
            (status, Json(body)).into_response()
        }
        Err(wrong) => caller.wrong(wrong),
    }
}

/// Puts what is wanted into a customer and keeps it, unless somebody else has its addresses.
fn keep(book: &mut Book, mut customer: Customer, wanted: Wanted) -> Step<Customer> {
    let address = |kind, value| Address { kind, value };
    if let Some(emails) = wanted.emails {
        if emails.iter().any(|email| !is_email(&email.email)) {
            return Err(Wrong::bad("emails has an invalid address"));
        }
        let emails = emails.into_iter().map(|e| address(e.r#type, e.email));
        customer.emails = emails.collect();
    }
    if let Some(phones) = wanted.phones {
        let phones = phones.into_iter().map(|p| address(p.r#type, p.phone));
        customer.phones = phones.collect();
    }
    if let Some(custom) = wanted.custom {
        check_custom(&custom)?;
        customer.custom.extend(custom);
    }
    customer.name = wanted.name.or(customer.name);
    customer.external_id = wanted.external_id.or(customer.external_id);
    let is_taken = |handle: &String| book.whose(handle).is_some_and(|id| id != customer.id);
    if let Some(handle) = customer.handles().iter().find(|handle| is_taken(handle)) {
        let (name, _) = handle.split_once('=').unwrap_or((handle, ""));
        let text = format!("A customer with this {name} already exists");
        return Err(Wrong::new(StatusCode::CONFLICT, text));
    }
    book.keep_customer(customer.clone());
    Ok(customer)
}

fn is_email(email: &str) -> bool {
    let parts = email.split_once('@');
    parts.is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !email.contains(char::is_whitespace)
    })
}
