//! What became of each event: page by page, one story, and the replay of what was given up on.

use domain::wire::{ActivityPage, Story};
use gloo_net::http::Request;

use super::{
    call::{call, nothing, parse},
    error::Error,
};

const ACTIVITY: &str = "/api/activity";

/// A page of Activity: the newest one, or what comes before that cursor.
/// `search` is the page's own, such as `?state=held`: the server's filters have the same names.
///
/// # Errors
/// See [`Error`].
pub async fn activity(search: &str, before: Option<&str>) -> Result<ActivityPage, Error> {
    let before = before.map(|cursor| {
        let sign = if search.is_empty() { '?' } else { '&' };
        format!("{sign}before={}", js_sys::encode_uri_component(cursor))
    });
    let address = format!("{ACTIVITY}{search}{}", before.unwrap_or_default());
    parse(call(Request::get(&address), None).await)
}

/// The story of one delivery.
///
/// # Errors
/// See [`Error`].
pub async fn story(id: &str) -> Result<Story, Error> {
    parse(call(Request::get(&at(id)), None).await)
}

/// Tries again what was given up on.
///
/// # Errors
/// See [`Error`].
pub async fn replay(id: &str) -> Result<(), Error> {
    let replay = Request::post(&format!("{}/replay", at(id)));
    call(replay, nothing()).await.map(drop)
}

/// The address of one delivery: whatever the id says, it leads nowhere else.
fn at(id: &str) -> String {
    format!("{ACTIVITY}/{}", js_sys::encode_uri_component(id))
}
