//! The application as the browser gets it.

use std::{fs, path::Path};

use reqwest::Method;
use tempfile::TempDir;

use crate::support::{Answer, Options, TestApp, spawn_app, spawn_with};

const INDEX: &str = "<!doctype html><title>Portal</title><script src=/boot.js></script><script type=\"module\">alert(1)</script>";
// printf 'alert(1)' | openssl dgst -sha256 -binary | base64
const HASH: &str = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='";

fn write(root: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

async fn built() -> (TestApp, TempDir) {
    let root = tempfile::tempdir().unwrap();
    write(
        root.path(),
        &[
            ("index.html", INDEX),
            ("index.html.br", "br index"),
            ("boot.js", "boot"),
            ("portal-1f00ba45c0ffee00.js", "js"),
            ("portal-1f00ba45c0ffee00.js.br", "br js"),
            ("portal-1f00ba45c0ffee00_bg.wasm", "wasm"),
            ("style-00c0ffee11223344.css", "css"),
            ("icons/sprite.svg", "svg"),
        ],
    );
    (
        spawn_with(Options {
            web_root: root.path().into(),
            ..Options::default()
        })
        .await,
        root,
    )
}

async fn open(app: &TestApp, path: &str) -> Answer {
    app.send(
        app.request(Method::GET, path)
            .header("accept", "text/html,*/*;q=0.8"),
    )
    .await
}

#[tokio::test]
async fn every_address_of_the_application_opens_its_page() {
    let (app, _root) = built().await;
    for path in [
        "/",
        "/settings/developer/crm",
        "/nonsense",
        "/settings?panel=zendesk",
    ] {
        let answer = open(&app, path).await;
        assert_eq!(
            (answer.status, answer.body.as_str()),
            (200, INDEX),
            "{path}"
        );
        assert_eq!(
            answer.header("content-type"),
            Some("text/html; charset=utf-8")
        );
        assert_eq!(answer.header("cache-control"), Some("no-cache"));
        assert!(
            answer
                .header("content-security-policy")
                .unwrap()
                .contains(HASH)
        );
    }
    assert_eq!(app.get("/").await.body, INDEX, "the root needs no Accept");
}

#[tokio::test]
async fn what_is_no_page_is_not_found() {
    let (app, _root) = built().await;
    for path in [
        "/portal-0000000000000000.js",
        "/missing.png",
        "/icons/none.svg",
        "/../Cargo.toml",
        "/%2e%2e/portal.key",
    ] {
        assert_eq!(
            open(&app, path).await.failure(),
            (404, "no_such_file".into()),
            "{path}"
        );
    }
    assert_eq!(
        app.get("/nonsense").await.status,
        404,
        "a script asking for a file wants no page"
    );
    assert_eq!(
        app.send(app.request(Method::POST, "/settings"))
            .await
            .failure(),
        (405, "method_not_allowed".into())
    );
}

#[tokio::test]
async fn types_and_times_to_keep_are_right() {
    let (app, _root) = built().await;
    let forever = "public, max-age=31536000, immutable";
    for (path, kind, cache) in [
        ("/boot.js", "text/javascript; charset=utf-8", "no-cache"),
        (
            "/portal-1f00ba45c0ffee00.js",
            "text/javascript; charset=utf-8",
            forever,
        ),
        (
            "/portal-1f00ba45c0ffee00_bg.wasm",
            "application/wasm",
            forever,
        ),
        (
            "/style-00c0ffee11223344.css",
            "text/css; charset=utf-8",
            forever,
        ),
        ("/icons/sprite.svg", "image/svg+xml", "no-cache"),
    ] {
        let answer = app.get(path).await;
        assert_eq!(answer.status, 200);
        assert_eq!(
            (
                answer.header("content-type"),
                answer.header("cache-control")
            ),
            (Some(kind), Some(cache)),
            "{path}"
        );
    }
}

#[tokio::test]
async fn brotli_goes_to_those_who_take_it() {
    let (app, _root) = built().await;
    let get = |accept: &'static str| {
        app.request(Method::GET, "/portal-1f00ba45c0ffee00.js")
            .header("accept-encoding", accept)
    };
    let answer = app.send(get("gzip, br")).await;
    assert_eq!(
        (answer.body.as_str(), answer.header("content-encoding")),
        ("br js", Some("br"))
    );
    assert_eq!(answer.header("vary"), Some("accept-encoding"));
    let plain = app.send(get("gzip")).await;
    assert_eq!(
        (plain.body.as_str(), plain.header("content-encoding")),
        ("js", None)
    );
    assert_eq!(plain.header("vary"), Some("accept-encoding"));
    assert_ne!(plain.header("etag"), answer.header("etag"));
    assert_eq!(
        app.get("/portal-1f00ba45c0ffee00.js.br").await.status,
        404,
        "siblings have no address of their own"
    );
}

#[tokio::test]
async fn what_is_known_is_not_sent_again() {
    let (app, _root) = built().await;
    let etag = app.get("/").await.header("etag").unwrap().to_owned();
    let again = app
        .send(
            app.request(Method::GET, "/")
                .header("if-none-match", format!("\"x\", {etag}")),
        )
        .await;
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    let head = app.send(app.request(Method::HEAD, "/boot.js")).await;
    assert_eq!(
        (head.status, head.header("content-length")),
        (200, Some("4"))
    );
}

#[tokio::test]
async fn without_a_built_application_the_api_works_and_the_page_says_so() {
    let app = spawn_app().await;
    assert_eq!(open(&app, "/").await.failure(), (404, "not_built".into()));
    assert_eq!(app.get("/api/health").await.status, 200);
}
