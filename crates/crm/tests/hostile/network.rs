//! Servers that are slow, silent or gone, and bodies without end.

use std::time::{Duration, Instant};

use axum::{
    body::Body,
    http::{Response, header},
};
use domain::{Cause, Verdict};

use crate::server::{self, Server};

#[tokio::test]
async fn a_redirect_is_not_followed() {
    for status in [301, 302, 303, 307, 308] {
        let server = Server::start(move |request| {
            let location = format!(
                "http://{}/stolen",
                request.headers[header::HOST].to_str().unwrap()
            );
            Response::builder()
                .status(status)
                .header(header::LOCATION, location)
                .body(Body::empty())
                .unwrap()
        })
        .await;
        for check in server.verify_all().await {
            assert_eq!(
                (check.verdict, check.cause),
                (Verdict::Unverified, Some(Cause::Redirected)),
                "{status}"
            );
        }
        assert!(
            server.paths().iter().all(|path| path != "/stolen"),
            "{:?}",
            server.paths()
        );
        assert_eq!(server.paths().len(), 4);
    }
}

#[tokio::test]
async fn an_endless_body_is_cut() {
    let server = Server::start(|_| Response::new(Body::from_stream(server::Endless))).await;
    for check in server.verify_all().await {
        assert_eq!(
            (check.verdict, check.cause),
            (Verdict::Unverified, Some(Cause::Unreadable))
        );
        assert_eq!(check.detail.status, Some(200));
    }
}

#[tokio::test]
async fn a_gzip_bomb_is_cut() {
    let bomb = server::gzip(&vec![b' '; 16 << 20]);
    assert!(bomb.len() < 1 << 16);
    let server = Server::start(move |_| {
        Response::builder()
            .header(header::CONTENT_ENCODING, "gzip")
            .body(Body::from(bomb.clone()))
            .unwrap()
    })
    .await;
    for check in server.verify_all().await {
        assert_eq!(
            (check.verdict, check.cause),
            (Verdict::Unverified, Some(Cause::Unreadable))
        );
    }
}

#[tokio::test]
async fn broken_compression_is_an_unreadable_answer() {
    let server = Server::start(|_| {
        Response::builder()
            .header(header::CONTENT_ENCODING, "gzip")
            .body(Body::from("no gzip at all"))
            .unwrap()
    })
    .await;
    for check in server.verify_all().await {
        assert_eq!(
            (check.verdict, check.cause),
            (Verdict::Unverified, Some(Cause::Unreadable))
        );
    }
}

#[tokio::test]
async fn an_honest_gzip_is_read() {
    let server = Server::start(|_| {
        let body = server::gzip(server::ZENDESK_ADMIN.as_bytes());
        Response::builder()
            .header(header::CONTENT_ENCODING, "gzip")
            .body(Body::from(body))
            .unwrap()
    })
    .await;
    assert_eq!(
        server.verify(&server::zendesk()).await.verdict,
        Verdict::Valid
    );
}

#[tokio::test]
async fn slow_headers_and_a_slow_body_run_out_of_time() {
    let silent = Server::silent().await;
    let dripping =
        Server::start(|_| Response::new(Body::from_stream(server::Dripping::default()))).await;
    for server in [silent, dripping] {
        let began = Instant::now();
        for check in server.verify_all().await {
            assert_eq!(
                (check.verdict, check.cause),
                (Verdict::Unreachable, Some(Cause::TimedOut))
            );
        }
        assert!(
            began.elapsed() < Duration::from_secs(5),
            "{:?}",
            began.elapsed()
        );
    }
}

#[tokio::test]
async fn a_closed_port_and_a_dropped_connection_are_unreachable() {
    for server in [Server::closed().await, Server::dropping().await] {
        for check in server.verify_all().await {
            assert_eq!((check.verdict, check.cause), (Verdict::Unreachable, None));
        }
    }
}
