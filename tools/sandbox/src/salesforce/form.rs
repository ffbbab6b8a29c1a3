//! Forms as browsers and apps send them.

use std::collections::HashMap;

/// A form's fields; of two with one name, the last.
pub(super) fn form(body: &str) -> HashMap<String, String> {
    url::form_urlencoded::parse(body.as_bytes())
        .into_owned()
        .collect()
}
