//! Zendesk's two ways through a list: cursors (`page[size]`) and numbered pages.
//! With a cursor, `per_page` and `sort_by` are dropped without a word, as Zendesk does.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Map, Value, json};
use url::form_urlencoded::Serializer;

use crate::seed::zendesk::User;

/// Pages hold at most this many.
const MOST: usize = 100;

/// One page, and what stands around the list in the answer.
pub(super) struct Page<'a> {
    pub(super) users: &'a [User],
    pub(super) around: Map<String, Value>,
}

/// The page a query asks for; `here` is the list's own address.
pub(super) fn page<'a>(
    users: &'a [User],
    query: &[(String, String)],
    here: &str,
) -> Result<Page<'a>, String> {
    if query.iter().any(|(name, _)| name.starts_with("page[")) {
        by_cursor(users, query, here)
    } else {
        by_number(users, query, here)
    }
}

fn by_cursor<'a>(
    users: &'a [User],
    query: &[(String, String)],
    here: &str,
) -> Result<Page<'a>, String> {
    let size = number(query, "page[size]")?.unwrap_or(MOST);
    if !(1..=MOST).contains(&size) {
        return Err(format!("page[size] must be between 1 and {MOST}"));
    }
    let (from, to) = match (value(query, "page[after]"), value(query, "page[before]")) {
        (Some(cursor), _) => {
            let from = position(users, cursor).ok_or("page[after] is invalid")? + 1;
            (from, (from + size).min(users.len()))
        }
        (None, Some(cursor)) => {
            let to = position(users, cursor).ok_or("page[before] is invalid")?;
            (to.saturating_sub(size), to)
        }
        (None, None) => (0, size.min(users.len())),
    };
    let users_here = &users[from..to];
    let has_more = to < users.len();
    let kept = query.iter().filter(|(n, _)| !n.starts_with("page["));
    let link = |direction: &str, cursor: Option<&String>| {
        let cursor = cursor?;
        let mut form = Serializer::new(String::new());
        form.extend_pairs(kept.clone());
        form.append_pair(direction, cursor)
            .append_pair("page[size]", &size.to_string());
        Some(format!("{here}?{}", form.finish()))
    };
    let after = users_here.last().map(cursor);
    let before = users_here.first().map(cursor);
    let around = json!({
        "meta": { "has_more": has_more, "after_cursor": after, "before_cursor": before },
        "links": {
            // Set on the first page, too, as recorded.
            "prev": link("page[before]", before.as_ref()),
            "next": link("page[after]", after.as_ref().filter(|_| has_more)),
        },
    });
    Ok(Page {
        users: users_here,
        around: object(around),
    })
}

/// A numbered page, for lists that know no cursors.
pub(super) fn by_number<'a>(
    users: &'a [User],
    query: &[(String, String)],
    here: &str,
) -> Result<Page<'a>, String> {
    let size = number(query, "per_page")?.unwrap_or(MOST).clamp(1, MOST);
    let page = number(query, "page")?.unwrap_or(1).max(1);
    let from = ((page - 1).saturating_mul(size)).min(users.len());
    let to = (from + size).min(users.len());
    let kept = query.iter().filter(|(n, _)| n != "page");
    let link = |page: usize| {
        let mut form = Serializer::new(String::new());
        form.extend_pairs(kept.clone())
            .append_pair("page", &page.to_string());
        format!("{here}?{}", form.finish())
    };
    let around = json!({
        "next_page": (to < users.len()).then(|| link(page + 1)),
        "previous_page": (page > 1).then(|| link(page - 1)),
        "count": users.len(),
    });
    Ok(Page {
        users: &users[from..to],
        around: object(around),
    })
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn value<'a>(query: &'a [(String, String)], name: &str) -> Option<&'a str> {
    query
        .iter()
        .find(|(n, _)| n == name)
        .map(|(_, v)| v.as_str())
}

fn number(query: &[(String, String)], name: &str) -> Result<Option<usize>, String> {
    let parsed = value(query, name).map(str::parse).transpose();
    parsed.map_err(|_| format!("{name} is not a number"))
}

/// Opaque to callers: the id of the row it stands at.
fn cursor(user: &User) -> String {
    STANDARD.encode(format!(r#"{{"o":"id","v":"{}"}}"#, user.id))
}

fn position(users: &[User], wanted: &str) -> Option<usize> {
    users.iter().position(|u| cursor(u) == wanted)
}
