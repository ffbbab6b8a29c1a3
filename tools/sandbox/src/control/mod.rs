//! The sandbox's own pages: what to type, what was asked, and switches for trouble.
//! Everything is JSON but the front page; nothing here is reachable through `/at`.

mod credentials;
mod dynamics;
mod faults;
mod kustomer;
mod refused;
mod requests;
mod salesforce;
mod salesforce_records;
mod settings;
mod zendesk;

use axum::{
    Router,
    http::StatusCode,
    routing::{get, post},
};

use refused::refused;

use crate::{page, state::Sandbox, zendesk::records};

/// `/` and `/control/...`.
pub(crate) fn router(sandbox: Sandbox) -> Router {
    Router::new()
        .route("/", get(page::show))
        .route("/control/seed", get(settings::seed))
        .route("/control/reset", post(settings::reset))
        .route(
            "/control/reading",
            get(settings::readings).post(settings::set_readings),
        )
        .route(
            "/control/limits",
            get(settings::limits).post(settings::set_limits),
        )
        .route(
            "/control/requests",
            get(requests::list).delete(requests::clear),
        )
        .route(
            "/control/faults",
            get(faults::list).post(faults::add).delete(faults::clear),
        )
        .route(
            "/control/faults/{id}",
            get(faults::show).delete(faults::remove),
        )
        .route("/control/revoke", post(credentials::revoke))
        .route("/control/restore", post(credentials::restore))
        .route("/records", get(records::all))
        .route("/control/zendesk/records", get(zendesk::records))
        .route("/control/zendesk/users", post(zendesk::users))
        .route("/control/zendesk/tickets", post(zendesk::tickets))
        .route("/control/zendesk/clock", post(zendesk::clock))
        .route("/control/kustomer/records", get(kustomer::records))
        .route(
            "/control/kustomer/conversations",
            post(kustomer::conversations),
        )
        .route("/control/kustomer/customers", post(kustomer::customers))
        .route("/control/kustomer/users", post(kustomer::users))
        .route("/control/kustomer/keys", post(kustomer::keys))
        .route("/control/kustomer/clock", post(kustomer::clock))
        .route("/control/dynamics/records", get(dynamics::records))
        .route("/control/dynamics/users", post(dynamics::users))
        .route("/control/dynamics/cases", post(dynamics::cases))
        .route("/control/salesforce", get(salesforce::show))
        .route("/control/salesforce/people", post(salesforce::people))
        .route("/control/salesforce/revoke", post(salesforce::revoke))
        .route("/control/salesforce/expire", post(salesforce::expire))
        .route("/control/salesforce/app", post(salesforce::app))
        .route("/control/salesforce/records", get(salesforce_records::list))
        .route("/control/salesforce/cases", post(salesforce_records::cases))
        .route("/control/salesforce/rules", post(salesforce_records::rules))
        .route("/control/salesforce/clock", post(salesforce_records::clock))
        .fallback(async || refused(StatusCode::NOT_FOUND, "GET / lists what there is"))
        .with_state(sandbox)
}
