//! Events come in: what is answered with 202 is on disk.

use std::collections::HashMap;

use axum::{
    Json,
    extract::{DefaultBodyLimit, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    event::{AgentRef, Data, Event},
    wire::{EventResult, EventStatus, EventsProblem, Failure, Received},
};
use store::Received as Kept;

use crate::{
    app::App,
    error::Error,
    events::{EXTERNAL, ReadExternal, read_cloud_event, read_external},
    request::{EventsBody, ExternalBody, LONGEST_EVENTS, Sender},
    request_id::request_id,
};

/// What is read of a CloudEvent; the data of each type stands beside it.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "it only describes what the reader takes")]
pub(crate) struct CloudEvent {
    /// "1.0".
    specversion: String,
    /// The sender's id of the event: with `source` it is known again.
    id: String,
    /// Who sends it.
    source: String,
    /// What kind of event it is, such as `session.started`.
    #[schema(rename = "type")]
    kind: String,
    /// The session.
    subject: String,
    /// When it happened, as RFC 3339 has it.
    time: String,
    /// What happened, by type; a property that is not known there is refused.
    data: serde_json::Value,
}

/// Takes one CloudEvent (`application/cloudevents+json`) or up to 500
/// (`application/cloudevents-batch+json`). The same event again has the same answer and no second effect.
#[utoipa::path(post, path = "/api/v1/events", tag = "events",
    security(("bearer" = []), ("basic" = [])),
    request_body(content(
        (CloudEvent = "application/cloudevents+json"),
        (Vec<CloudEvent> = "application/cloudevents-batch+json"),
    )),
    responses(
        (status = ACCEPTED, body = Received, description = "What is accepted is on disk; a batch says so for each event"),
        (status = CONFLICT, body = EventsProblem, content_type = "application/problem+json", description = "events_conflict: every event has an id that was used for another one"),
        (status = UNPROCESSABLE_ENTITY, body = EventsProblem, content_type = "application/problem+json", description = "events_refused: none can be taken, with the reason of each"),
        (status = UNAUTHORIZED, body = Failure, description = "unauthorized"),
        (status = BAD_REQUEST, body = Failure, description = "no_events, not_a_batch"),
        (status = PAYLOAD_TOO_LARGE, body = Failure, description = "events_too_large, too_many_events"),
        (status = UNSUPPORTED_MEDIA_TYPE, body = Failure, description = "cloudevents_only"),
    ))]
pub(crate) async fn receive(
    State(app): State<App>,
    Sender(sender): Sender,
    EventsBody(trees): EventsBody,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let read = trees
        .into_iter()
        .map(|tree| read_cloud_event(tree, now).map_err(|(id, refusal)| refusal.result(id)));
    take(&app, &sender, read.collect()).await
}

/// Takes the original platform's external session events. Kinds that make no record are ignored.
#[utoipa::path(post, path = "/api/v1/events/external-session", tag = "events",
    security(("bearer" = []), ("basic" = [])),
    request_body(content = serde_json::Value, content_type = "application/json", description = "`{count, events: [...]}` as the platform sends it"),
    responses(
        (status = ACCEPTED, body = Received, description = "One result for each event"),
        (status = CONFLICT, body = EventsProblem, content_type = "application/problem+json", description = "events_conflict"),
        (status = UNPROCESSABLE_ENTITY, body = EventsProblem, content_type = "application/problem+json", description = "events_refused"),
        (status = UNAUTHORIZED, body = Failure, description = "unauthorized"),
        (status = BAD_REQUEST, body = Failure, description = "no_events, not_a_batch"),
        (status = PAYLOAD_TOO_LARGE, body = Failure, description = "events_too_large, too_many_events"),
    ))]
pub(crate) async fn external(
    State(app): State<App>,
    Sender(sender): Sender,
    ExternalBody(bodies): ExternalBody,
) -> Result<Response, Error> {
    let mut read = Vec::with_capacity(bodies.len());
    let mut emails: HashMap<String, Option<String>> = HashMap::new();
    for body in &bodies {
        read.push(match read_external(body) {
            ReadExternal::Event(mut event) => {
                if let Some(agent) = agent_of(&mut event) {
                    find_email(&app, agent, &mut emails).await?;
                }
                Ok(*event)
            }
            ReadExternal::Agent { id, email } => {
                app.store.remember_agent(EXTERNAL, &id, &email).await?;
                emails.insert(id, Some(email));
                Err(result(None, EventStatus::Ignored, None))
            }
            ReadExternal::Ignored => Err(result(None, EventStatus::Ignored, None)),
            ReadExternal::Unreadable => {
                let text = "event_id, timestamp, or what names an agent, is missing.";
                let told = ("unreadable_event", text.to_owned());
                Err(result(None, EventStatus::Refused, Some(told)))
            }
        });
    }
    take(&app, &sender, read).await
}

/// Both routes, with a longer body than others.
pub(crate) fn limit() -> DefaultBodyLimit {
    DefaultBodyLimit::max(LONGEST_EVENTS)
}

/// The agent that such an event names, if it has no address.
fn agent_of(event: &mut Event) -> Option<&mut AgentRef> {
    let agent = match &mut event.data {
        Data::Assigned(step) | Data::Connected(step) | Data::Transferred(step) => &mut step.agent,
        _ => return None,
    };
    agent.email.is_none().then_some(agent)
}

/// The platform names agents by id, and tells their addresses when they sign in.
async fn find_email(
    app: &App,
    agent: &mut AgentRef,
    known: &mut HashMap<String, Option<String>>,
) -> Result<(), Error> {
    let Some(id) = agent.id.clone() else {
        return Ok(());
    };
    if !known.contains_key(&id) {
        let email = app.store.agent_email(EXTERNAL, &id).await?;
        known.insert(id.clone(), email);
    }
    agent.email = known.get(&id).cloned().flatten();
    Ok(())
}

/// Keeps what can be kept, and answers for each.
async fn take(
    app: &App,
    sender: &str,
    read: Vec<Result<Event, EventResult>>,
) -> Result<Response, Error> {
    let mut events = Vec::with_capacity(read.len());
    let read: Vec<Result<String, EventResult>> = read
        .into_iter()
        .map(|read| {
            read.map(|event| {
                let id = event.id.clone();
                events.push(event);
                id
            })
        })
        .collect();
    let kept = if events.is_empty() {
        Vec::new()
    } else {
        app.intake.receive(events).await?
    };
    let mut kept = kept.into_iter();
    let results: Vec<EventResult> = read
        .into_iter()
        .map(|read| read.map_or_else(|result| result, |id| told(id, kept.next())))
        .collect();
    let count = |status| {
        results
            .iter()
            .filter(|result| result.status == status)
            .count()
    };
    let (accepted, conflicts) = (count(EventStatus::Accepted), count(EventStatus::Conflict));
    tracing::info!(
        sender,
        events = results.len(),
        accepted,
        conflicts,
        "events came in"
    );
    let ignored = count(EventStatus::Ignored);
    if accepted + ignored > 0 {
        return Ok((StatusCode::ACCEPTED, Json(Received { results })).into_response());
    }
    let is_conflict = conflicts == results.len();
    Ok(problem(is_conflict, results))
}

fn told(id: String, kept: Option<Kept>) -> EventResult {
    match kept {
        Some(Kept::New | Kept::Repeat) => result(Some(id), EventStatus::Accepted, None),
        _ => {
            let text = "An event of this id was taken before, and says something else.";
            let told = ("id_conflict", text.to_owned());
            result(Some(id), EventStatus::Conflict, Some(told))
        }
    }
}

fn result(id: Option<String>, status: EventStatus, told: Option<(&str, String)>) -> EventResult {
    let (code, message) = told.unzip();
    EventResult {
        id,
        status,
        code: code.map(str::to_owned),
        message,
        place: None,
    }
}

fn problem(is_conflict: bool, results: Vec<EventResult>) -> Response {
    let (status, code, title, next_step) = if is_conflict {
        (
            StatusCode::CONFLICT,
            "events_conflict",
            "Every event has an id that was used for another one",
            "Give every event an id of its own; send one that failed again as it was.",
        )
    } else {
        (
            StatusCode::UNPROCESSABLE_ENTITY,
            "events_refused",
            "No event can be taken",
            "Correct what `results` names; /api/openapi.json has an example of each type.",
        )
    };
    let problem = EventsProblem {
        kind: format!("urn:portal:problem:{code}"),
        title: title.to_owned(),
        status: status.as_u16(),
        detail: "Nothing was kept of this request.".to_owned(),
        code: code.to_owned(),
        next_step: next_step.to_owned(),
        request_id: request_id(),
        results,
    };
    let mut response = (status, Json(problem)).into_response();
    let kind = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}
