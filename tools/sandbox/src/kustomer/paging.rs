//! Numbered pages, `links.next` until the last.

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use url::form_urlencoded::Serializer;

/// Pages hold at most this many.
const MOST: usize = 100;

/// The page a query asks for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    page: usize,
    size: usize,
}

impl Wanted {
    /// Nothing, if it is no number.
    pub(super) fn of(query: &[(String, String)]) -> Option<Self> {
        let number = |names: [&str; 2], default: usize| {
            let found = query.iter().find(|(n, _)| names.contains(&n.as_str()));
            found.map_or(Some(default), |(_, v)| v.parse::<usize>().ok())
        };
        let size = number(["pageSize", "page[size]"], MOST)?;
        let page = number(["page", "page[number]"], 1)?;
        Some(Self {
            page: page.max(1),
            size: size.clamp(1, MOST),
        })
    }

    /// That page of a list; `here` is the list's own address, `kept` what its links repeat.
    pub(super) fn page<T>(
        self,
        list: &[T],
        here: &str,
        kept: &[(String, String)],
        show: impl FnMut(&T) -> Value,
    ) -> Response {
        let Self { page, size } = self;
        let from = ((page - 1).saturating_mul(size)).min(list.len());
        let to = (from + size).min(list.len());
        let data: Vec<Value> = list[from..to].iter().map(show).collect();
        let link = |page: usize| {
            let mut form = Serializer::new(String::new());
            form.extend_pairs(kept);
            form.append_pair("page", &page.to_string())
                .append_pair("pageSize", &size.to_string());
            format!("{here}?{}", form.finish())
        };
        let last = list.len().div_ceil(size).max(1);
        Json(json!({
            "meta": { "page": page, "pageSize": size },
            "links": {
                "self": link(page), "first": link(1),
                "prev": (page > 1).then(|| link(page - 1)),
                "next": (page < last).then(|| link(page + 1)),
            },
            "data": data,
        }))
        .into_response()
    }
}
