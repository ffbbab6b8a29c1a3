//! Mail servers of the tests: polite ones, and such as no program should have to meet.

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use rustls::{
    ServerConfig,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer},
};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::TlsAcceptor;

/// What it answers to a line; to the empty one when a connection begins. Empty: it hangs up.
type Says = fn(&str) -> &'static str;

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

/// A mail server on this machine.
pub(in super::super) struct Fake {
    pub(in super::super) address: SocketAddr,
    heard: Arc<Mutex<Vec<String>>>,
    connections: Arc<AtomicUsize>,
}

/// Takes everything.
pub(in super::super) fn polite(line: &str) -> &'static str {
    match line.split(' ').next().unwrap_or_default() {
        "" => "220 here\r\n",
        "EHLO" => "250-here\r\n250-STARTTLS\r\n250 AUTH LOGIN PLAIN\r\n",
        "STARTTLS" => "220 go on\r\n",
        "AUTH" => "235 2.7.0 welcome\r\n",
        "DATA" => "354 go on\r\n",
        "QUIT" => "221 bye\r\n",
        _ => "250 fine\r\n",
    }
}

impl Fake {
    /// One that converses in clear.
    pub(in super::super) async fn that_says(says: Says) -> Self {
        Self::conversing(says, None, false).await
    }

    /// One that offers TLS, or begins with it.
    pub(in super::super) async fn conversing(
        says: Says,
        tls: Option<TlsAcceptor>,
        is_implicit: bool,
    ) -> Self {
        let heard: Arc<Mutex<Vec<String>>> = Arc::default();
        let ears = heard.clone();
        let fake = Self::raw(move |stream| {
            let (ears, tls) = (ears.clone(), tls.clone());
            async move {
                let mut stream: Box<dyn Stream> = Box::new(stream);
                if let (Some(tls), true) = (&tls, is_implicit) {
                    stream = Box::new(tls.accept(stream).await?);
                }
                converse(stream, says, tls, &ears).await
            }
        });
        Self {
            heard,
            ..fake.await
        }
    }

    /// One that does with each connection what `act` does.
    pub(in super::super) async fn raw<F>(act: impl Fn(TcpStream) -> F + Send + 'static) -> Self
    where
        F: Future<Output = io::Result<()>> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let connections: Arc<AtomicUsize> = Arc::default();
        let count = connections.clone();
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                count.fetch_add(1, Ordering::Relaxed);
                tokio::spawn(act(stream));
            }
        });
        Self {
            address,
            heard: Arc::default(),
            connections,
        }
    }

    /// Every line it was told.
    pub(in super::super) fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }

    pub(in super::super) fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }
}

async fn converse(
    mut stream: Box<dyn Stream>,
    says: Says,
    tls: Option<TlsAcceptor>,
    heard: &Mutex<Vec<String>>,
) -> io::Result<()> {
    stream.write_all(says("").as_bytes()).await?;
    let mut is_message = false;
    loop {
        let line = line(&mut stream).await?;
        heard.lock().unwrap().push(line.clone());
        if is_message && line != "." {
            continue;
        }
        let answer = says(&line);
        if answer.is_empty() {
            return Ok(());
        }
        stream.write_all(answer.as_bytes()).await?;
        stream.flush().await?;
        is_message = answer.starts_with("354");
        if let (Some(tls), "STARTTLS") = (&tls, line.as_str()) {
            stream = Box::new(tls.accept(stream).await?);
        }
    }
}

/// One line without its end. Nothing behind it is read: that may be TLS.
async fn line(stream: &mut Box<dyn Stream>) -> io::Result<String> {
    let mut line = Vec::new();
    while !line.ends_with(b"\r\n") {
        line.push(stream.read_u8().await?);
    }
    line.truncate(line.len() - 2);
    Ok(String::from_utf8_lossy(&line).into_owned())
}

/// A certificate for this machine, and its root.
pub(in super::super) fn certificate() -> (TlsAcceptor, CertificateDer<'static>) {
    let names = ["127.0.0.1".to_owned(), "localhost".to_owned()];
    let made = rcgen::generate_simple_self_signed(names).unwrap();
    let root = made.cert.der().clone();
    let key = PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![root.clone()], key)
        .unwrap();
    (TlsAcceptor::from(Arc::new(config)), root)
}
