//! Status, code and sentences of every error. The page translates the codes; the sentences are for
//! people who call the API themselves.

use axum::http::StatusCode as Status;

use super::{Error, Words};

impl Error {
    pub(super) fn words(&self) -> Words {
        let (status, code, message, next_step) = match self {
            Self::VersionRequired => (
                Status::PRECONDITION_REQUIRED,
                "version_required",
                "A save has to name the version it was made from.".into(),
                "Send the ETag of your last GET as If-Match, for example If-Match: \"7\".",
            ),
            Self::VersionInvalid => (
                Status::BAD_REQUEST,
                "version_invalid",
                "If-Match has to be one version in quotation marks.".into(),
                "Send the ETag of your last GET as If-Match, for example If-Match: \"7\".",
            ),
            Self::VersionMismatch(_) => (
                Status::PRECONDITION_FAILED,
                "version_mismatch",
                "Somebody else saved meanwhile; nothing of this save was done.".into(),
                "Compare with `current`, then save again with its version.",
            ),
            Self::InvalidFields(_) => (
                Status::UNPROCESSABLE_ENTITY,
                "invalid_fields",
                "Some fields are not accepted; nothing was saved.".into(),
                "Correct the fields listed in `problems` and send it again.",
            ),
            Self::NotTestable(_) => (
                Status::UNPROCESSABLE_ENTITY,
                "not_testable",
                "The connection cannot be tested as it stands.".into(),
                "Complete or correct the inputs listed in `problems`.",
            ),
            Self::NotLinkable(_) => (
                Status::UNPROCESSABLE_ENTITY,
                "not_linkable",
                "Administrators cannot be linked yet: something is missing.".into(),
                "Fill and save the inputs listed in `problems` first.",
            ),
            Self::OtherAddress(portal) => (
                Status::CONFLICT,
                "other_address",
                format!(
                    "Salesforce leads back to {portal}, and this page is open under another address."
                ),
                "Open the portal under that address and link there.",
            ),
            Self::NoAdminLinked => (
                Status::UNPROCESSABLE_ENTITY,
                "no_admin_linked",
                "No administrator is linked, so there is nothing to test.".into(),
                "Link an administrator first.",
            ),
            Self::NoSuchLink => (
                Status::NOT_FOUND,
                "no_such_link",
                "There is no such link, or it was forgotten.".into(),
                "Read the settings again for the links there are.",
            ),
            Self::Unauthorized => (
                Status::UNAUTHORIZED,
                "unauthorized",
                "Events are taken from holders of a token alone.".into(),
                "Make one with `server token create NAME`, and send it as Authorization: Bearer, or as the password of Basic.",
            ),
            Self::CloudEventsOnly => (
                Status::UNSUPPORTED_MEDIA_TYPE,
                "cloudevents_only",
                "Only CloudEvents are taken here.".into(),
                "Send Content-Type: application/cloudevents+json, or application/cloudevents-batch+json for a list.",
            ),
            Self::EventsTooLarge => (
                Status::PAYLOAD_TOO_LARGE,
                "events_too_large",
                "One event may have 256 KiB, a batch 4 MiB.".into(),
                "Send fewer events at once, and long texts by address.",
            ),
            Self::TooManyEvents => (
                Status::PAYLOAD_TOO_LARGE,
                "too_many_events",
                "A batch may have 500 events.".into(),
                "Send the rest in another request.",
            ),
            Self::NoEvents => (
                Status::BAD_REQUEST,
                "no_events",
                "There is no event in the request.".into(),
                "Send at least one.",
            ),
            Self::NotABatch => (
                Status::BAD_REQUEST,
                "not_a_batch",
                "The body is not a list of events.".into(),
                "Send a JSON array, or one event as application/cloudevents+json.",
            ),
            Self::NoSuchDelivery => (
                Status::NOT_FOUND,
                "no_such_delivery",
                "There is no such delivery.".into(),
                "Read /api/activity for those there are.",
            ),
            Self::NotParked => (
                Status::CONFLICT,
                "not_parked",
                "The delivery is not parked, so there is nothing to replay.".into(),
                "Read its story for where it stands.",
            ),
            Self::InvalidFilter => (
                Status::UNPROCESSABLE_ENTITY,
                "invalid_filter",
                "The query holds a filter that is not known.".into(),
                "Filter by state, owner and before, each once, with the values of /api/openapi.json.",
            ),
            Self::ChangedMeanwhile => (
                Status::CONFLICT,
                "changed_meanwhile",
                "Somebody else saved these settings meanwhile; nothing was saved.".into(),
                "Read them again, and save with their version.",
            ),
            Self::InvalidJson => (
                Status::BAD_REQUEST,
                "invalid_json",
                "The body is not JSON.".into(),
                "Send one JSON object.",
            ),
            Self::WrongShape(place) => (
                Status::UNPROCESSABLE_ENTITY,
                "wrong_shape",
                format!("The JSON does not have the expected shape at {place}."),
                "See /api/openapi.json for what is expected.",
            ),
            Self::UnknownProperty(place) => (
                Status::UNPROCESSABLE_ENTITY,
                "unknown_property",
                format!("There is a property that nobody knows in {place}."),
                "Leave it out; see /api/openapi.json for what can be set.",
            ),
            Self::DuplicateProperty => (
                Status::UNPROCESSABLE_ENTITY,
                "duplicate_property",
                "A property stands twice in one object.".into(),
                "Send each property once.",
            ),
            Self::JsonOnly => (
                Status::UNSUPPORTED_MEDIA_TYPE,
                "json_only",
                "Only application/json is read.".into(),
                "Send JSON with Content-Type: application/json.",
            ),
            Self::TooLarge => (
                Status::PAYLOAD_TOO_LARGE,
                "too_large",
                "The body is longer than 64 kB.".into(),
                "Send only the fields to change.",
            ),
            Self::TooSlow => (
                Status::REQUEST_TIMEOUT,
                "too_slow",
                "The body did not arrive in time.".into(),
                "Send the request again.",
            ),
            Self::Unreadable => (
                Status::BAD_REQUEST,
                "unreadable_body",
                "The body broke off.".into(),
                "Send the request again.",
            ),
            Self::TooManyTries(_) => (
                Status::TOO_MANY_REQUESTS,
                "too_many_tries",
                "The CRM was asked too often in the last minute; nothing was saved.".into(),
                "Wait the seconds named in Retry-After, then try again.",
            ),
            Self::NoSuchRoute => (
                Status::NOT_FOUND,
                "no_such_route",
                "The API has no such route.".into(),
                "See /api/openapi.json for the routes there are.",
            ),
            Self::NoSuchCrm => (
                Status::NOT_FOUND,
                "no_such_crm",
                "The portal knows no such CRM.".into(),
                "Use kustomer, dynamics, zendesk or salesforce.",
            ),
            Self::NoSuchFile => (
                Status::NOT_FOUND,
                "no_such_file",
                "There is no such file.".into(),
                "Reload the application.",
            ),
            Self::NotBuilt => (
                Status::NOT_FOUND,
                "not_built",
                "The application is not built, or --web-root names another folder.".into(),
                "Run `cargo xtask start`, or point --web-root at the built application.",
            ),
            Self::NotANavigation => (
                Status::BAD_REQUEST,
                "not_a_navigation",
                "This address is for a browser that Salesforce leads back.".into(),
                "Open the portal and link from there.",
            ),
            Self::MethodNotAllowed => (
                Status::METHOD_NOT_ALLOWED,
                "method_not_allowed",
                "The route does not take this method.".into(),
                "Use a method named in Allow.",
            ),
            Self::WrongHost => (
                Status::MISDIRECTED_REQUEST,
                "wrong_host",
                "This server does not answer to that host name.".into(),
                "Open it under its own address, or name the host with --public-url or --allowed-host.",
            ),
            Self::ForeignOrigin => (
                Status::FORBIDDEN,
                "foreign_origin",
                "Pages of other origins may not do this.".into(),
                "Use the portal's own page, or name the origin with --allowed-origin.",
            ),
            Self::DatabaseUnavailable(cause) => (
                Status::SERVICE_UNAVAILABLE,
                "database_unavailable",
                format!("The database cannot serve at present: {cause}. Nothing was saved."),
                "Wait the seconds named in Retry-After, then try again; if it stays so, look at the database and its disk.",
            ),
            Self::TaskDown(task) => (
                Status::SERVICE_UNAVAILABLE,
                "task_down",
                format!("The background task {task} ended and is being started again."),
                "Try again in a moment; if it stays so, look into the server's log.",
            ),
            Self::SecretUnreadable(crm) => (
                Status::INTERNAL_SERVER_ERROR,
                "secret_unreadable",
                format!("The kept {} secret does not open.", crm.name()),
                "Enter that secret again and save.",
            ),
            Self::Internal => (
                Status::INTERNAL_SERVER_ERROR,
                "internal",
                "Something went wrong in the server; nothing was saved.".into(),
                "Try again; if it stays so, look up the request id in the server's log.",
            ),
        };
        Words {
            status,
            code,
            message,
            next_step,
        }
    }
}
