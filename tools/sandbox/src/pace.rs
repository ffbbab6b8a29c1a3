//! Connections that can be made to answer byte by byte.
//! Frameworks write an answer's head in one go, so slowness has to live below them.

use std::{
    io,
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::{
    extract::connect_info::Connected,
    serve::{IncomingStream, Listener},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    time::Sleep,
};

/// How long a connection pauses after each byte: milliseconds, 0 for not at all.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pace(Arc<AtomicU64>);

impl Pace {
    /// Back to full speed, for the next request of the connection.
    pub(crate) fn restore(&self) {
        self.0.store(0, Ordering::Relaxed);
    }

    /// Slows this connection down until its next request. Where the router is served without
    /// [`PacedListener`], the answer waits as long as its first fifty bytes would take.
    pub(crate) async fn slow_down(pace: Option<&Self>, ms: u64) {
        match pace {
            Some(pace) => pace.0.store(ms, Ordering::Relaxed),
            None => tokio::time::sleep(Duration::from_millis(ms.saturating_mul(50))).await,
        }
    }
}

/// A listener whose connections have a [`Pace`].
#[derive(Debug)]
pub(crate) struct PacedListener(pub(crate) TcpListener);

impl Listener for PacedListener {
    type Io = PacedStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (PacedStream, SocketAddr) {
        let (inner, address) = Listener::accept(&mut self.0).await;
        (
            PacedStream {
                inner,
                pace: Pace::default(),
                pause: None,
            },
            address,
        )
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

impl Connected<IncomingStream<'_, PacedListener>> for Pace {
    fn connect_info(stream: IncomingStream<'_, PacedListener>) -> Self {
        stream.io().pace.clone()
    }
}

/// A connection that writes as fast as its pace lets it.
#[derive(Debug)]
pub(crate) struct PacedStream {
    inner: TcpStream,
    pace: Pace,
    pause: Option<Pin<Box<Sleep>>>,
}

impl AsyncRead for PacedStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_read(cx, buf)
    }
}

impl AsyncWrite for PacedStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        let ms = self.pace.0.load(Ordering::Relaxed);
        if ms == 0 || buf.is_empty() {
            return Pin::new(&mut self.inner).poll_write(cx, buf);
        }
        if let Some(pause) = &mut self.pause {
            ready!(pause.as_mut().poll(cx));
            self.pause = None;
        }
        let written = ready!(Pin::new(&mut self.inner).poll_write(cx, &buf[..1]))?;
        self.pause = Some(Box::pin(tokio::time::sleep(Duration::from_millis(ms))));
        Poll::Ready(Ok(written))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}
