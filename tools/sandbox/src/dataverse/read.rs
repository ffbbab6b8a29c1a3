//! `GET` of any resource: checks rights, then filters, pages and projects rows.
//! Pages follow `Prefer: odata.maxpagesize`, which must be sent again for each of them.

use axum::{
    Extension,
    extract::{Path, Query},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri},
    response::Response,
};
use serde_json::{Value, json};
use url::form_urlencoded::Serializer;

use super::{
    caller::Caller,
    definitions,
    odata::odata,
    path::Resource,
    query::{Options, project},
    refusal,
    row::Row,
    rows::{self, Table},
    schema::{self, Schema},
    who,
};
use crate::{
    address::{At, SomebodyElse},
    state::Sandbox,
};

/// Dataverse's own page size.
const MOST: usize = 5000;

/// What a request is about, besides its caller.
struct Ask {
    options: Options,
    page_size: Option<usize>,
    /// Address of `$metadata`.
    context: String,
    /// Address of the list itself.
    here: String,
    query: Vec<(String, String)>,
    sandbox: Sandbox,
}

pub(super) async fn resource(
    at: At,
    impostor: Option<Extension<SomebodyElse>>,
    uri: Uri,
    Path((version, path)): Path<(String, String)>,
    Query(query): Query<Vec<(String, String)>>,
    headers: HeaderMap,
    caller: Caller,
) -> Response {
    let context = format!("{}/api/data/{version}/$metadata", at.base);
    if !is_version(&version) {
        return refusal::no_segment(&version);
    }
    let Some(resource) = Resource::parse(&path) else {
        return refusal::no_segment(&path);
    };
    let options = match Options::parse(&query) {
        Ok(options) => options,
        Err(text) => return refusal::bad_query(&text),
    };
    let here = format!("{}{}", at.base, uri.path());
    let page_size = page_size(&headers);
    let ask = Ask {
        options,
        page_size,
        context,
        here,
        query,
        sandbox: caller.sandbox.clone(),
    };
    let result = match resource {
        Resource::WhoAmI => Ok(odata(
            StatusCode::OK,
            &who::am_i(&caller, impostor.is_some(), &ask.context),
        )),
        Resource::Set(definitions::SET) => definitions::list(&caller, &ask.options, &ask.context),
        Resource::Row {
            set: definitions::SET,
            key,
        } => definitions::one(&caller, &ask.options, &ask.context, key),
        Resource::Related {
            set: definitions::SET,
            key,
            by,
        } => definitions::attributes(&caller, &ask.options, &ask.context, (key, by)),
        Resource::Set(set) => list(&caller, &ask, set),
        Resource::Row { set, key } => one(&caller, &ask, set, key),
        Resource::Related { set, key, by } => related(&caller, &ask, set, key, by),
    };
    result.unwrap_or_else(|refusal| refusal)
}

fn list(caller: &Caller, ask: &Ask, set: &str) -> Result<Response, Response> {
    let table = rows::table(&caller.org, set).ok_or_else(|| refusal::no_segment(set))?;
    caller.may_read(table.entity)?;
    many(caller, ask, table, all(caller, &ask.sandbox, table))
}

fn one(caller: &Caller, ask: &Ask, set: &str, key: &str) -> Result<Response, Response> {
    let (table, row) = find(caller, &ask.sandbox, set, key)?;
    check_columns(ask, table, &row)?;
    let mut shown = expanded(caller, ask, table, &row)?;
    let context = format!("{}#{}{}/$entity", ask.context, table.set, columns(ask));
    shown.insert("@odata.context".to_owned(), context.into());
    Ok(odata(StatusCode::OK, &Value::Object(shown)))
}

fn related(
    caller: &Caller,
    ask: &Ask,
    set: &str,
    key: &str,
    by: &str,
) -> Result<Response, Response> {
    find(caller, &ask.sandbox, set, key)?;
    let (table, rows) =
        rows::related(&caller.org, set, key, by).ok_or_else(|| refusal::no_segment(by))?;
    caller.may_read(table.entity)?;
    many(caller, ask, table, rows)
}

/// The rows of a table: of the seed, or as they were written.
fn all(caller: &Caller, sandbox: &Sandbox, table: Table) -> Vec<Row> {
    if schema::of(table.set).is_some() {
        return sandbox
            .live()
            .dynamics(&caller.org.host)
            .rows(table.set)
            .to_vec();
    }
    rows::rows(&caller.org, table)
}

fn find(
    caller: &Caller,
    sandbox: &Sandbox,
    set: &str,
    key: &str,
) -> Result<(Table, Row), Response> {
    let table = rows::table(&caller.org, set).ok_or_else(|| refusal::no_segment(set))?;
    caller.may_read(table.entity)?;
    let mut rows = all(caller, sandbox, table).into_iter();
    let row = rows.find(|r| r[table.key].as_str().is_some_and(|k| rows::is(k, key)));
    Ok((
        table,
        row.ok_or_else(|| refusal::missing(table.entity, key))?,
    ))
}

fn many(caller: &Caller, ask: &Ask, table: Table, rows: Vec<Row>) -> Result<Response, Response> {
    let blank = schema::of(table.set).map(Schema::blank);
    if let Some(first) = blank.as_ref().or(rows.first()) {
        check_columns(ask, table, first)?;
    }
    let options = &ask.options;
    let mut kept: Vec<Row> = rows.into_iter().filter(|r| options.keeps(r)).collect();
    options.sort(&mut kept);
    let from = match &options.after {
        None => 0,
        Some(last) => {
            let found = kept.iter().position(|r| r[table.key] == last.as_str());
            found.ok_or_else(|| refusal::bad_query("Malformed paging cookie."))? + 1
        }
    };
    let size = options.top.or(ask.page_size).unwrap_or(MOST);
    let to = from.saturating_add(size).min(kept.len());
    let page: Result<Vec<Row>, Response> = kept[from..to]
        .iter()
        .map(|r| expanded(caller, ask, table, r))
        .collect();
    let mut body = json!({
        "@odata.context": format!("{}#{}{}", ask.context, table.set, columns(ask)),
        "value": page?,
    });
    if options.count {
        body["@odata.count"] = kept.len().into();
    }
    if let (true, None, Some(last)) = (to < kept.len(), options.top, kept[..to].last()) {
        body["@odata.nextLink"] = next_link(ask, last[table.key].as_str()).into();
    }
    let mut response = odata(StatusCode::OK, &body);
    if let Some(size) = ask.page_size {
        let applied = HeaderValue::from_str(&format!("odata.maxpagesize={size}"));
        let name = HeaderName::from_static("preference-applied");
        applied
            .map(|value| response.headers_mut().insert(name, value))
            .ok();
    }
    Ok(response)
}

/// The selected columns, and related rows where they are asked for.
fn expanded(caller: &Caller, ask: &Ask, table: Table, row: &Row) -> Result<Row, Response> {
    let mut shown = project(row, &ask.options.select, table.key);
    for (by, select) in &ask.options.expand {
        let key = row[table.key].as_str().unwrap_or_default();
        let (target, rows) = rows::related(&caller.org, table.set, key, by)
            .ok_or_else(|| refusal::no_column(by, table.entity))?;
        caller.may_read(target.entity)?;
        let rows: Vec<Row> = rows
            .iter()
            .map(|r| project(r, select, target.key))
            .collect();
        shown.insert(by.clone(), json!(rows));
    }
    Ok(shown)
}

fn next_link(ask: &Ask, last: Option<&str>) -> String {
    let cookie = format!(
        "<cookie pagenumber=\"2\" last=\"{}\" istracking=\"False\" />",
        last.unwrap_or_default()
    );
    let mut form = Serializer::new(String::new());
    form.extend_pairs(ask.query.iter().filter(|(name, _)| name != "$skiptoken"));
    form.append_pair("$skiptoken", &cookie);
    format!("{}?{}", ask.here, form.finish())
}

fn columns(ask: &Ask) -> String {
    let select = &ask.options.select;
    if select.is_empty() {
        String::new()
    } else {
        format!("({})", select.join(","))
    }
}

fn page_size(headers: &HeaderMap) -> Option<usize> {
    let prefer = headers
        .get_all("prefer")
        .iter()
        .filter_map(|v| v.to_str().ok());
    let mut wishes = prefer.flat_map(|v| v.split([',', ';'])).map(str::trim);
    let size = wishes.find_map(|w| w.strip_prefix("odata.maxpagesize="))?;
    Some(size.trim_matches('"').parse::<usize>().ok()?.clamp(1, MOST))
}

pub(super) fn is_version(text: &str) -> bool {
    let is_number = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    text.strip_prefix('v')
        .and_then(|t| t.split_once('.'))
        .is_some_and(|(major, minor)| is_number(major) && is_number(minor))
}

fn check_columns(ask: &Ask, table: Table, row: &Row) -> Result<(), Response> {
    ask.options
        .unknown_column(row)
        .map_or(Ok(()), |name| Err(refusal::no_column(name, table.entity)))
}
