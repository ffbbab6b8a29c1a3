//! The way in: every request passes here on its way to the CRM it is meant for.
//! It is noted down, may meet a fault, is counted against its limit, and only then answered.

use std::{convert::Infallible, time::Duration};

use axum::{
    Router,
    extract::{ConnectInfo, Request, State},
    http::{StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use tower::ServiceExt as _;

use crate::{
    address::{Address, Crm, SomebodyElse, Target},
    clock, control,
    credentials::Credentials,
    dataverse, entra,
    faults::{self, Fault},
    kustomer, origin,
    pace::Pace,
    refusal,
    requests::{self, Entry, Number},
    salesforce,
    state::{Grant, Sandbox},
    zendesk,
};

/// The doors behind the entrance.
#[derive(Debug, Clone)]
struct House {
    sandbox: Sandbox,
    own: Router,
    zendesk: Router,
    entra: Router,
    dynamics: Router,
    kustomer: Router,
    salesforce: Router,
}

/// The whole sandbox as a router.
pub(crate) fn router(sandbox: Sandbox) -> Router {
    let house = House {
        own: control::router(sandbox.clone()),
        zendesk: zendesk::router(sandbox.clone()),
        entra: entra::router(sandbox.clone()),
        dynamics: dataverse::router(sandbox.clone()),
        kustomer: kustomer::router(sandbox.clone()),
        salesforce: salesforce::router(sandbox.clone()),
        sandbox,
    };
    Router::new().fallback(enter).with_state(house)
}

async fn enter(State(house): State<House>, request: Request) -> Response {
    match Target::of(request.headers(), request.uri()) {
        Target::Own => open(house.own, request).await,
        Target::Crm(address, uri) => house.visit(address, uri, request).await,
        Target::Nowhere => {
            let text = "No CRM of this sandbox has that host. GET / lists what there is.\n";
            (StatusCode::MISDIRECTED_REQUEST, text).into_response()
        }
    }
}

async fn open(door: Router, request: Request) -> Response {
    door.oneshot(request)
        .await
        .unwrap_or_else(|never: Infallible| match never {})
}

impl House {
    async fn visit(self, address: Address, uri: Uri, mut request: Request) -> Response {
        let (crm, path) = (address.crm, uri.path().to_owned());
        let id = self.note(&address, &uri, &request);
        let pace = request
            .extensions()
            .get::<ConnectInfo<Pace>>()
            .map(|c| c.0.clone());
        if let Some(pace) = &pace {
            pace.restore();
        }
        *request.uri_mut() = uri;

        let usage = self.count(&address, &path, &request);
        let method = request.method().as_str().to_owned();
        let hits = self
            .sandbox
            .live()
            .faults
            .take(&address.host, &method, &path);
        let ids = hits.iter().map(|(id, _)| *id).collect();
        self.sandbox.live().requests.update(id, |e| e.faults = ids);
        request.extensions_mut().insert(address);
        request.extensions_mut().insert(Number(id));

        let (mut answer, mut is_lost) = (None, false);
        for (_, fault) in &hits {
            match fault {
                Fault::Slow(ms) => tokio::time::sleep(Duration::from_millis(*ms)).await,
                Fault::SlowHeaders(ms) => Pace::slow_down(pace.as_ref(), *ms).await,
                Fault::SomebodyElse => _ = request.extensions_mut().insert(SomebodyElse),
                Fault::Drop => hang_up(),
                Fault::LoseAnswer => is_lost = true,
                Fault::Late(ms) => do_later(self.door(crm), request, *ms).await,
                other => answer = faults::hostile(other, crm, request.headers()),
            }
            if answer.is_some() {
                break;
            }
        }

        let mut response = match (answer, usage) {
            (Some(answer), _) => answer,
            (None, Some(usage)) if usage.exceeded => refusal::too_many(crm, usage, &self.sandbox),
            (None, _) => open(self.door(crm), request).await,
        };
        if is_lost {
            hang_up();
        }
        if let Some(usage) = usage {
            refusal::tell_limits(crm, &path, usage, response.headers_mut());
        }
        origin::tell(crm, response.headers_mut());
        let status = response.status().as_u16();
        tracing::info!(request = id, %path, status, "answered");
        self.sandbox
            .live()
            .requests
            .update(id, |e| e.status = Some(status));
        response
    }

    fn door(&self, crm: Crm) -> Router {
        let door = match crm {
            Crm::Zendesk => &self.zendesk,
            Crm::Entra => &self.entra,
            Crm::Dynamics => &self.dynamics,
            Crm::Kustomer => &self.kustomer,
            Crm::Salesforce => &self.salesforce,
        };
        door.clone()
    }

    /// Writes the request down before anything can happen to it.
    fn note(&self, address: &Address, uri: &Uri, request: &Request) -> u64 {
        let headers = request.headers();
        let is_form = headers.get(header::CONTENT_TYPE).is_some_and(|t| {
            t.as_bytes()
                .starts_with(b"application/x-www-form-urlencoded")
        });
        let auth = match Credentials::of(headers) {
            Credentials::Absent if is_form => "form",
            credentials => credentials.kind(),
        };
        self.sandbox.live().requests.push(Entry {
            id: 0,
            time: clock::iso(clock::now_ms()),
            host: address.host.clone(),
            method: request.method().to_string(),
            path: uri.path().to_owned(),
            query: uri.query().map(requests::without_tokens),
            grant_type: None,
            auth,
            headers: headers
                .keys()
                .map(|name| name.as_str().to_owned())
                .collect(),
            status: None,
            faults: vec![],
        })
    }

    /// Counts the request against its account; hosts without an account have no limit.
    fn count(
        &self,
        address: &Address,
        path: &str,
        request: &Request,
    ) -> Option<crate::limits::Usage> {
        let seed = self.sandbox.seed();
        let account = match address.crm {
            Crm::Zendesk => seed
                .zendesk_account(&address.host)
                .map(|a| a.subdomain.clone()),
            Crm::Kustomer => Some(address.host.clone()),
            // Only calls of the API count, and only those of a version.
            Crm::Salesforce => seed
                .salesforce_org(&address.host)
                .filter(|_| path.starts_with("/services/data/v"))
                .map(|org| org.host.clone()),
            Crm::Entra => path.split('/').nth(1).map(str::to_owned),
            // Each application user of an organisation has a budget of its own.
            Crm::Dynamics => seed.dynamics_org(&address.host).map(|org| {
                let app = match Credentials::of(request.headers()) {
                    Credentials::Bearer(token) => match self.sandbox.grant(&token) {
                        Some(Grant::Dynamics { app, .. }) => app,
                        _ => String::new(),
                    },
                    _ => String::new(),
                };
                format!("{} {app}", org.host)
            }),
        }?;
        let live = &mut *self.sandbox.live();
        Some(live.counters.count(address.crm, &account, &live.limits))
    }
}

/// Closes the connection, and does what was asked later.
async fn do_later(door: Router, request: Request, ms: u64) -> ! {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX)
        .await
        .unwrap_or_default();
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(ms)).await;
        open(door, Request::from_parts(parts, body.into())).await;
    });
    hang_up()
}

/// Closes the connection without an answer. Unwinding ends the task that serves this one
/// connection and nothing else; `resume_unwind` keeps the panic hook, and so the log, quiet.
fn hang_up() -> ! {
    std::panic::resume_unwind(Box::new("the connection was dropped on purpose"));
}
