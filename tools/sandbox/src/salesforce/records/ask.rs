//! One call on records, whether it came alone or as a part of a composite one.

use axum::http::HeaderMap;
use serde_json::{Map, Value};
use url::form_urlencoded;

use super::reply::{Reply, Step};

/// A call below `/services/data/vNN.0/sobjects`.
pub(super) struct Ask<'a> {
    pub(super) method: &'a str,
    /// Its steps, decoded.
    pub(super) path: Vec<String>,
    query: Vec<(String, String)>,
    pub(super) headers: &'a HeaderMap,
    body: Option<Value>,
}

impl<'a> Ask<'a> {
    /// `rest` is what stands after `sobjects`, with its query.
    pub(super) fn new(
        method: &'a str,
        rest: &str,
        headers: &'a HeaderMap,
        body: Option<Value>,
    ) -> Self {
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let steps = path.split('/').filter(|step| !step.is_empty());
        Self {
            method,
            path: steps.map(decoded).collect(),
            query: form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .collect(),
            headers,
            body,
        }
    }

    /// The fields of a record.
    pub(super) fn record(&self) -> Step<Map<String, Value>> {
        match &self.body {
            Some(Value::Object(fields)) => Ok(fields.clone()),
            Some(_) => Err(Reply::unreadable("Can not deserialize SObject out of this")),
            None => Err(Reply::unreadable(
                "No content to map to Object due to end of input",
            )),
        }
    }

    /// A parameter's value.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        let mut pairs = self.query.iter();
        pairs.find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// Whether a header says this; neither's case matters.
    pub(super) fn says(&self, header: &str, value: &str) -> bool {
        let found = self.headers.get(header).and_then(|h| h.to_str().ok());
        found.is_some_and(|h| h.trim().eq_ignore_ascii_case(value))
    }
}

/// A step of a path without its percent signs.
fn decoded(step: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = step.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|h| std::str::from_utf8(h).ok());
        let byte = hex.and_then(|h| u8::from_str_radix(h, 16).ok());
        match byte {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_decoded_one_by_one() {
        let headers = HeaderMap::new();
        let ask = Ask::new(
            "GET",
            "/Case/Session_Id__c/a%2Fb%C3%A9+%2?x=1+2",
            &headers,
            None,
        );
        assert_eq!(ask.path, ["Case", "Session_Id__c", "a/bé+%2"]);
        assert_eq!(ask.parameter("x"), Some("1 2"));
    }
}
