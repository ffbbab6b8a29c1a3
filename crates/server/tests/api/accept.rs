//! Connections that say nothing, or too little: they are closed, and keep nobody else out.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::{Instant, sleep, timeout},
};

use crate::support::{Options, TestApp, spawn_with};

const IDLE: Duration = Duration::from_millis(500);

async fn spawn() -> TestApp {
    spawn_with(Options {
        idle: IDLE,
        connections: Some(8),
        ..Options::default()
    })
    .await
}

async fn connect(app: &TestApp) -> TcpStream {
    let address = app.url.strip_prefix("http://").unwrap();
    TcpStream::connect(address).await.unwrap()
}

/// Whether the other side closes this soon.
async fn is_closed(mut stream: TcpStream) -> bool {
    let mut rest = Vec::new();
    let read = timeout(Duration::from_secs(5), stream.read_to_end(&mut rest)).await;
    read.is_ok()
}

#[tokio::test]
async fn a_connection_on_which_nothing_comes_is_closed() {
    let app = spawn().await;
    assert!(is_closed(connect(&app).await).await);
}

#[tokio::test]
async fn a_head_of_a_byte_at_a_time_is_cut_off() {
    let app = spawn().await;
    let (mut reading, mut writing) = connect(&app).await.into_split();
    let trickle = tokio::spawn(async move {
        for byte in b"GET /api/health HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: "
            .iter()
            .cycle()
        {
            if writing.write_all(&[*byte]).await.is_err() {
                return;
            }
            sleep(Duration::from_millis(50)).await;
        }
    });
    let mut rest = Vec::new();
    let read = timeout(Duration::from_secs(5), reading.read_to_end(&mut rest)).await;
    assert!(read.is_ok(), "it is still open");
    trickle.abort();
}

#[tokio::test]
async fn a_connection_that_is_kept_for_later_is_closed_after_a_while() {
    let app = spawn().await;
    let mut stream = connect(&app).await;
    let host = app.url.strip_prefix("http://").unwrap();
    let request = format!("GET /api/health HTTP/1.1\r\nHost: {host}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut head = [0; 15];
    stream.read_exact(&mut head).await.unwrap();
    assert_eq!(&head, b"HTTP/1.1 200 OK");
    assert!(is_closed(stream).await);
}

#[tokio::test]
async fn a_hundred_silent_connections_keep_nobody_out() {
    let app = spawn_with(Options {
        idle: Duration::from_secs(60),
        connections: Some(8),
        ..Options::default()
    })
    .await;
    let mut silent = Vec::new();
    for _ in 0..100 {
        silent.push(connect(&app).await);
    }
    let started = Instant::now();
    assert_eq!(app.get("/api/health").await.status, 200);
    assert!(started.elapsed() < Duration::from_secs(10));
}

#[tokio::test]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let app = spawn().await;
    let host = app.url.strip_prefix("http://").unwrap();
    let mut stream = connect(&app).await;
    let head = format!(
        "POST /api/settings/crm/zendesk/test HTTP/1.1\r\nHost: {host}\r\n\
         Content-Type: application/json\r\nContent-Length: 9000\r\n\r\n{{"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = vec![0; 12];
    timeout(Duration::from_secs(20), stream.read_exact(&mut answer))
        .await
        .expect("an answer")
        .unwrap();
    assert_eq!(answer, b"HTTP/1.1 408");
}

#[tokio::test]
async fn http_2_is_served() {
    let app = spawn().await;
    let client = reqwest::Client::builder()
        .no_proxy()
        .http2_prior_knowledge()
        .build()
        .unwrap();
    let answer = client.get(format!("{}/api/ready", app.url)).send().await;
    let answer = answer.unwrap();
    assert_eq!(answer.version(), reqwest::Version::HTTP_2);
    assert_eq!(answer.status(), 200);
}
