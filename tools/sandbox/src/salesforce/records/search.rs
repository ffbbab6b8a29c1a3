//! `GET /services/data/vNN.0/parameterizedSearch`: contacts by words, address or number.
//! The index lags: what was just made or changed is not found for a while.

use std::collections::HashMap;

use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{
    kind::Kind,
    reply::{Reply, Step},
    shown,
    store::{Record, SEARCH_LAG, Store},
    told,
};
use crate::{
    salesforce::{caller::Caller, data},
    state::Sandbox,
};

const KNOWN: [&str; 5] = ["q", "sobject", "in", "fields", "overallLimit"];

/// How many digits two numbers must share at their ends, if one has more in front.
const SHARED: usize = 7;

/// The records found.
pub(in crate::salesforce) async fn run(
    State(sandbox): State<Sandbox>,
    Path(version): Path<String>,
    Query(query): Query<HashMap<String, String>>,
    caller: Caller,
) -> Response {
    if let Err(refusal) = data::check(&version) {
        return refusal;
    }
    let book = &mut sandbox.live().salesforce;
    let found = find(book.store(&caller.org.host), &version, &query);
    found.unwrap_or_else(|refusal| refusal).into_response()
}

fn find(store: &Store, version: &str, query: &HashMap<String, String>) -> Step<Reply> {
    let bad = |code, text: &str| Reply::refused(StatusCode::BAD_REQUEST, code, text);
    if let Some(name) = query.keys().find(|name| !KNOWN.contains(&name.as_str())) {
        let text = format!("Unrecognized parameter: {name}");
        return Err(bad("INVALID_SEARCH", &text));
    }
    let given = |name: &str| query.get(name).map_or("", String::as_str);
    let words = given("q").trim();
    if words.chars().count() < 2 {
        let text = "search term must be longer than one character";
        return Err(bad("INVALID_SEARCH", text));
    }
    if !given("sobject").eq_ignore_ascii_case("Contact") {
        let text = format!("sObject type '{}' is not supported.", given("sobject"));
        return Err(bad("INVALID_TYPE", &text));
    }
    let names = Some(given("fields")).filter(|names| !names.is_empty());
    let fields = told::wanted(Kind::Contact, names.or(Some("Id")))?;
    let test = test(given("in")).ok_or_else(|| {
        let text = format!("Unrecognized search group: {}", given("in"));
        bad("INVALID_SEARCH", &text)
    })?;
    let most = match given("overallLimit") {
        "" => 200,
        text => match text.parse() {
            Ok(most) => most,
            Err(_) => return Err(bad("INVALID_SEARCH", "overallLimit is no number")),
        },
    };
    let until = store.now().saturating_sub(SEARCH_LAG);
    let found = store.all(Kind::Contact);
    let found = found.filter(|row| row.changed <= until && test(row, words));
    let found = found.take(most);
    let found: Vec<Value> = found
        .map(|row| shown::record(row, version, &fields))
        .collect();
    Ok(Reply::json(
        StatusCode::OK,
        json!({ "searchRecords": found }),
    ))
}

type Test = fn(&Record, &str) -> bool;

/// Where to look.
fn test(group: &str) -> Option<Test> {
    match group.to_ascii_uppercase().as_str() {
        "PHONE" => Some(by_phone),
        "EMAIL" => Some(by_email),
        "NAME" => Some(by_name),
        "" | "ALL" => {
            Some(|row, words| by_phone(row, words) || by_email(row, words) || by_name(row, words))
        }
        _ => None,
    }
}

fn by_email(row: &Record, words: &str) -> bool {
    row.text("Email").eq_ignore_ascii_case(words)
}

/// Every word starts a part of the name.
fn by_name(row: &Record, words: &str) -> bool {
    let name = row.text("Name").to_lowercase();
    let words = words.to_lowercase();
    let is_there = |word: &str| name.split(' ').any(|part| part.starts_with(word));
    words.split_whitespace().all(is_there)
}

/// Only digits count, and neither a country's number in front nor the zero in its place.
fn by_phone(row: &Record, words: &str) -> bool {
    let wanted = digits(words);
    let is_it = |field: &str| {
        let kept = digits(row.text(field));
        let (short, long) = match kept.len() < wanted.len() {
            true => (&kept, &wanted),
            false => (&wanted, &kept),
        };
        !short.is_empty() && (short == long || short.len() >= SHARED && long.ends_with(short))
    };
    is_it("Phone") || is_it("MobilePhone")
}

fn digits(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').to_owned()
}
