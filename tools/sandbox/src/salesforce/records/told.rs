//! What is answered about a record.

use axum::http::StatusCode;
use serde_json::Value;

use super::{
    ask::Ask,
    date,
    desk::Desk,
    kind::{Field, Kind},
    reply::{Reply, Step},
    shown,
    store::Record,
};
use crate::salesforce::select;

/// 201, and where the record is.
pub(super) fn created(desk: &Desk<'_>, kind: Kind, id: &str, body: Value) -> Reply {
    Reply {
        header: Some(("location", place(desk, kind, id))),
        ..Reply::json(StatusCode::CREATED, body)
    }
}

/// The path of a record.
pub(super) fn place(desk: &Desk<'_>, kind: Kind, id: &str) -> String {
    format!(
        "/services/data/{}/sobjects/{}/{id}",
        desk.version,
        kind.name()
    )
}

/// A record with the fields asked for.
pub(super) fn show(desk: &Desk<'_>, row: &Record, ask: &Ask<'_>) -> Step<Reply> {
    let fields = wanted(row.kind, ask.parameter("fields"))?;
    let body = shown::record(row, desk.version, &fields);
    Ok(Reply {
        header: Some(("last-modified", date::written(row.changed))),
        ..Reply::json(StatusCode::OK, body)
    })
}

/// The fields named, or all.
pub(super) fn wanted(kind: Kind, names: Option<&str>) -> Step<Vec<&'static Field>> {
    let Some(names) = names.filter(|names| !names.is_empty()) else {
        return Ok(kind.fields().collect());
    };
    let field = |name: &str| {
        let found = kind.field(name.trim());
        found.ok_or_else(|| {
            let text = select::no_such_column(name.trim(), kind.name());
            Reply::refused(StatusCode::BAD_REQUEST, "INVALID_FIELD", &text)
        })
    };
    names.split(',').map(field).collect()
}
