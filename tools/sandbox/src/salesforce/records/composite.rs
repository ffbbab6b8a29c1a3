//! `POST /services/data/vNN.0/composite`: several calls in one, of which later ones may use
//! what earlier ones answered, and which count together or each for itself.

use std::collections::BTreeMap;

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    ask::Ask,
    desk::Desk,
    reply::{Reply, Step},
    sobjects,
};
use crate::{
    salesforce::{caller::Caller, data},
    state::Sandbox,
};

/// How many calls one may hold.
const MOST: usize = 25;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Batch {
    #[serde(default)]
    all_or_none: bool,
    #[serde(default, rename = "collateSubrequests")]
    _collate_subrequests: bool,
    composite_request: Vec<Part>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Part {
    method: String,
    url: String,
    reference_id: String,
    body: Option<Value>,
    #[serde(default)]
    http_headers: BTreeMap<String, String>,
}

/// The whole.
pub(in crate::salesforce) async fn run(
    State(sandbox): State<Sandbox>,
    Path(version): Path<String>,
    caller: Caller,
    body: Bytes,
) -> Response {
    if let Err(refusal) = data::check(&version) {
        return refusal;
    }
    let batch: Batch = match serde_json::from_slice(&body) {
        Ok(batch) => batch,
        Err(error) => return Reply::unreadable(&error.to_string()).into_response(),
    };
    if let Err(refusal) = check(&batch) {
        return refusal.into_response();
    }
    let book = &mut sandbox.live().salesforce;
    let mut desk = Desk::of(&caller, &version, book);
    let answers = all(&mut desk, &batch);
    let told = batch.composite_request.iter().zip(answers);
    let told: Vec<Value> = told.map(|(part, reply)| shown(part, reply)).collect();
    Reply::json(StatusCode::OK, json!({ "compositeResponse": told })).into_response()
}

fn check(batch: &Batch) -> Step<()> {
    let refused = |text: &str| {
        let code = "INVALID_INPUT";
        Err(Reply::refused(StatusCode::BAD_REQUEST, code, text))
    };
    let parts = &batch.composite_request;
    if parts.is_empty() || parts.len() > MOST {
        return refused("The number of subrequests must be between 1 and 25.");
    }
    let is_twice = |(n, part): (usize, &Part)| {
        let before = parts.iter().take(n);
        before
            .into_iter()
            .any(|p| p.reference_id == part.reference_id)
    };
    if parts.iter().enumerate().any(is_twice) {
        return refused("Duplicate referenceId in the composite request.");
    }
    Ok(())
}

/// One answer for each part; if all must go well and one does not, nothing was done.
fn all(desk: &mut Desk<'_>, batch: &Batch) -> Vec<Reply> {
    let before = batch.all_or_none.then(|| desk.store.clone());
    let mut answers: Vec<(&str, Reply)> = Vec::new();
    for part in &batch.composite_request {
        let reply = one(desk, part, &answers).unwrap_or_else(|refusal| refusal);
        let has_failed = !reply.status.is_success();
        answers.push((&part.reference_id, reply));
        if let (true, Some(before)) = (has_failed, &before) {
            *desk.store = before.clone();
            return rolled_back(&answers, batch.composite_request.len());
        }
    }
    answers.into_iter().map(|(_, reply)| reply).collect()
}

/// The last one failed, and the others with it.
fn rolled_back(answers: &[(&str, Reply)], parts: usize) -> Vec<Reply> {
    let halted = halted(
        "The transaction was rolled back since another operation in the same transaction failed.",
    );
    let last = answers.len().saturating_sub(1);
    let reply = |n: usize| match answers.get(n) {
        Some((_, failed)) if n == last => failed.clone(),
        _ => halted.clone(),
    };
    (0..parts).map(reply).collect()
}

fn halted(text: &str) -> Reply {
    Reply::refused(StatusCode::BAD_REQUEST, "PROCESSING_HALTED", text)
}

fn one(desk: &mut Desk<'_>, part: &Part, answers: &[(&str, Reply)]) -> Step<Reply> {
    let url = resolved(&part.url, answers)?;
    let prefix = format!("/services/data/{}/sobjects/", desk.version);
    let Some(rest) = url.strip_prefix(&prefix) else {
        return Err(Reply::not_found());
    };
    let body = part.body.clone().map(|body| filled(body, answers));
    let headers = headers(&part.http_headers);
    let ask = Ask::new(&part.method, rest, &headers, body.transpose()?);
    Ok(sobjects::act(desk, &ask))
}

fn headers(given: &BTreeMap<String, String>) -> HeaderMap {
    let pair = |(name, value): (&String, &String)| {
        let name = HeaderName::try_from(name).ok()?;
        Some((name, HeaderValue::try_from(value).ok()?))
    };
    given.iter().filter_map(pair).collect()
}

/// A body in which references are replaced by what they stand for.
fn filled(body: Value, answers: &[(&str, Reply)]) -> Step<Value> {
    Ok(match body {
        Value::String(text) => Value::String(resolved(&text, answers)?),
        Value::Array(all) => {
            let all = all.into_iter().map(|value| filled(value, answers));
            Value::Array(all.collect::<Step<_>>()?)
        }
        Value::Object(fields) => {
            let pairs = fields.into_iter();
            let pairs = pairs.map(|(name, value)| Ok((name, filled(value, answers)?)));
            Value::Object(pairs.collect::<Step<_>>()?)
        }
        other => other,
    })
}

/// A text in which `@{ref.id}` is replaced.
fn resolved(text: &str, answers: &[(&str, Reply)]) -> Step<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("@{") {
        let Some((path, after)) = after.split_once('}') else {
            break;
        };
        out += before;
        out += &looked_up(path, answers)?;
        rest = after;
    }
    Ok(out + rest)
}

fn looked_up(path: &str, answers: &[(&str, Reply)]) -> Step<String> {
    let mut steps = path.split('.');
    let name = steps.next().unwrap_or_default();
    let reply = answers.iter().find(|(id, _)| *id == name);
    let body = reply.and_then(|(_, reply)| reply.body.as_ref());
    let found = body.and_then(|body| steps.try_fold(body, |value, step| value.get(step)));
    match found {
        Some(Value::String(text)) => Ok(text.clone()),
        Some(value) if !value.is_object() && !value.is_array() => Ok(value.to_string()),
        _ => Err(no_reference(path)),
    }
}

fn no_reference(path: &str) -> Reply {
    halted(&format!(
        "Invalid reference specified. No value for {path} found"
    ))
}

fn shown(part: &Part, reply: Reply) -> Value {
    let headers = reply.header.into_iter();
    let headers: BTreeMap<&str, String> = headers
        .map(|(name, value)| {
            (
                if name == "location" {
                    "Location"
                } else {
                    "Last-Modified"
                },
                value,
            )
        })
        .collect();
    json!({
        "body": reply.body, "httpHeaders": headers,
        "httpStatusCode": reply.status.as_u16(), "referenceId": part.reference_id,
    })
}
