//! One file: its bytes in both forms, its type, its tag and how long it may be kept.

use axum::{body::Bytes, http::HeaderValue};
use sha2::{Digest as _, Sha256};

#[derive(Debug)]
pub(crate) struct Asset {
    plain: Form,
    brotli: Option<Form>,
    pub(crate) mime: &'static str,
    pub(crate) cache: &'static str,
}

/// The bytes in one encoding, with a tag of their own.
#[derive(Debug)]
pub(crate) struct Form {
    pub(crate) bytes: Bytes,
    pub(crate) etag: HeaderValue,
}

impl Asset {
    pub(crate) fn new(path: &str, raw: Bytes, brotli: Option<Bytes>) -> Self {
        Self {
            mime: mime(path),
            // A changed file has another name, or it is asked for every time.
            cache: if is_content_addressed(path) {
                "public, max-age=31536000, immutable"
            } else {
                "no-cache"
            },
            plain: Form::new(raw),
            brotli: brotli.map(Form::new),
        }
    }

    pub(crate) fn raw(&self) -> &Bytes {
        &self.plain.bytes
    }

    /// The compressed form where there is one and it is accepted, and whether it is that.
    pub(crate) fn form(&self, accepts_brotli: bool) -> (&Form, bool) {
        match &self.brotli {
            Some(form) if accepts_brotli => (form, true),
            _ => (&self.plain, false),
        }
    }

    pub(crate) fn varies(&self) -> bool {
        self.brotli.is_some()
    }
}

impl Form {
    fn new(bytes: Bytes) -> Self {
        let digest: String = Sha256::digest(&bytes)
            .iter()
            .take(12)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let etag = HeaderValue::try_from(format!("\"{digest}\""))
            .expect("hex digits in quotation marks are a header");
        Self { bytes, etag }
    }
}

fn mime(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// Whether the name carries a hash of the content: `portal-1f00ba45c0ffee00.js`, `..._bg.wasm`.
fn is_content_addressed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let hash = name
        .split_once('.')
        .and_then(|(stem, _)| stem.strip_suffix("_bg").unwrap_or(stem).rsplit_once('-'));
    hash.is_some_and(|(_, hash)| {
        (8..=64).contains(&hash.len()) && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_good() {
        for hashed in [
            "portal-1f00ba45c0ffee00.js",
            "portal-1f00ba45c0ffee00_bg.wasm",
            "a/style-00c0ffee.css",
        ] {
            assert!(is_content_addressed(hashed), "{hashed}");
        }
        for plain in [
            "index.html",
            "boot.js",
            "favicon.svg",
            "sprite-icons.svg",
            "deadbeef.js",
            "a-1f00.js",
            "x-deadbeef",
        ] {
            assert!(!is_content_addressed(plain), "{plain}");
        }
    }

    #[test]
    fn wasm_and_scripts_have_the_types_browsers_insist_on() {
        assert_eq!(mime("portal_bg.wasm"), "application/wasm");
        assert_eq!(mime("boot.js"), "text/javascript; charset=utf-8");
        assert_eq!(mime("unknown"), "application/octet-stream");
    }
}
