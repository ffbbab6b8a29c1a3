//! Receivers of webhooks.

use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU16, Ordering},
    },
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

/// One that answers with a status that can be changed, and remembers what it was asked.
#[derive(Clone)]
pub(super) struct Hook {
    pub(super) address: SocketAddr,
    status: Arc<AtomicU16>,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Hook {
    pub(super) async fn answering(status: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let hook = Self {
            address: listener.local_addr().unwrap(),
            status: Arc::new(status.into()),
            heard: Arc::default(),
        };
        let own = hook.clone();
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(own.clone().answer(stream));
            }
        });
        hook
    }

    pub(super) fn answers(&self, status: u16) {
        self.status.store(status, Ordering::Relaxed);
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}/a-secret-path", self.address)
    }

    /// Every request, with its head.
    pub(super) fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }

    async fn answer(self, mut stream: TcpStream) -> std::io::Result<()> {
        let mut request = vec![0; 16 * 1024];
        let length = stream.read(&mut request).await?;
        let request = String::from_utf8_lossy(&request[..length]).into_owned();
        self.heard.lock().unwrap().push(request);
        let status = self.status.load(Ordering::Relaxed);
        let body = "canary-of-the-hook\u{1b}[2J";
        let answer = format!(
            "HTTP/1.1 {status} canary-of-the-reason\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(answer.as_bytes()).await
    }
}
