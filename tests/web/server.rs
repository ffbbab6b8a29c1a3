//! A server of one answer, in the place of `fetch`.

use js_sys::{Function, Reflect};
use leptos::prelude::window;
use serde::Serialize;
use wasm_bindgen::{JsValue, prelude::*};

/// While it lives every request gets its answer.
pub struct Server {
    real: JsValue,
}

impl Server {
    /// Answers with this status and JSON.
    pub fn answers(status: u16, body: &impl Serialize) -> Self {
        let json = serde_json::to_string(body).expect("it can be sent");
        let literal = serde_json::to_string(&json).expect("a text is JSON");
        Self::does(&format!(
            "return Promise.resolve(new Response({literal}, \
             {{status: {status}, headers: {{'content-type': 'application/json'}}}}))"
        ))
    }

    /// Answers each address that ends so with its JSON, and 404 elsewhere.
    pub fn knows(answers: &[(&str, String)]) -> Self {
        let table = serde_json::to_string(answers).expect("texts are JSON");
        Self::does(&format!(
            "const request = arguments[0]; const url = request.url || request; \
             const row = {table}.find(([end]) => (request.method + ' ' + url).endsWith(end)); \
             return Promise.resolve(new Response(row ? row[1] : '{{}}', \
             {{status: row ? 200 : 404, headers: {{'content-type': 'application/json'}}}}))"
        ))
    }

    /// Answers each method, whatever the address, with its status, version and JSON.
    pub fn keeps(answers: &[(&str, u16, i64, String)]) -> Self {
        let table = serde_json::to_string(answers).expect("texts are JSON");
        Self::does(&format!(
            "const row = {table}.find(([method]) => method === arguments[0].method); \
             return Promise.resolve(new Response(row[3], {{status: row[1], headers: \
             {{'content-type': 'application/json', etag: `\"${{row[2]}}\"`}}}}))"
        ))
    }

    /// Cannot be reached.
    pub fn is_gone() -> Self {
        Self::does("return Promise.reject(new TypeError('Failed to fetch'))")
    }

    /// Never comes to an end.
    pub fn hangs() -> Self {
        Self::does("return new Promise(() => {})")
    }

    fn does(body: &str) -> Self {
        let real = Reflect::get(&window(), &"fetch".into()).expect("a window has fetch");
        put(&Function::new_no_args(body));
        Self { real }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        put(&self.real);
    }
}

/// A value as it is sent.
pub fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("it can be sent")
}

fn put(fetch: &JsValue) {
    Reflect::set(&window(), &"fetch".into(), fetch).expect_throw("fetch can be replaced");
}
