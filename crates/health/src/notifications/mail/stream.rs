//! The connection beneath lettre: so many bytes and no more, one line at a time.

use std::{
    fmt, io,
    net::SocketAddr,
    pin::Pin,
    task::{Context, Poll, ready},
};

use lettre::transport::smtp::client::AsyncTokioStream;
use tokio::io::{AsyncBufRead as _, AsyncRead, AsyncWrite, BufReader, ReadBuf};

/// What a mail server may say in one conversation, TLS included: twelve replies and a chain of
/// certificates are a tenth of it.
pub(super) const MOST: usize = 64 * 1024;

/// How many lines those may be: lettre reads a reply anew with each, which is work to the square.
/// Of bytes that are encrypted, every 256th looks like the end of one.
const MOST_LINES: usize = 512;

/// A connection that ends once more than [`MOST`] bytes have come.
pub(super) struct Bounded<S> {
    stream: BufReader<S>,
    peer: SocketAddr,
    left: usize,
    lines_left: usize,
}

impl<S: AsyncRead> Bounded<S> {
    pub(super) fn new(stream: S, peer: SocketAddr) -> Self {
        Self {
            stream: BufReader::new(stream),
            peer,
            left: MOST,
            lines_left: MOST_LINES,
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Bounded<S> {
    /// Reads up to the end of a line, so that what a stranger sends behind the answer to STARTTLS
    /// meets the TLS handshake, which refuses it, instead of lettre's buffer.
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let (left, lines_left) = (self.left, self.lines_left);
        let mut stream = Pin::new(&mut self.stream);
        let here = ready!(stream.as_mut().poll_fill_buf(context))?;
        if (left == 0 || lines_left == 0) && !here.is_empty() {
            let error = io::Error::new(io::ErrorKind::InvalidData, "more than a mail server says");
            return Poll::Ready(Err(error));
        }
        let line = here.iter().position(|byte| *byte == b'\n');
        let length = line
            .map_or(here.len(), |end| end + 1)
            .min(into.remaining())
            .min(left);
        into.put_slice(&here[..length]);
        stream.consume(length);
        self.left -= length;
        self.lines_left -= usize::from(line.is_some_and(|end| end < length));
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Bounded<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

impl<S> fmt::Debug for Bounded<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bounded({})", self.peer)
    }
}

impl<S: AsyncRead + AsyncWrite + Send + Sync + Unpin> AsyncTokioStream for Bounded<S> {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.peer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::AsyncReadExt as _;

    fn bounded(bytes: &[u8]) -> Bounded<&[u8]> {
        Bounded::new(bytes, SocketAddr::from(([127, 0, 0, 1], 25)))
    }

    #[tokio::test]
    async fn no_more_than_the_most_is_read() {
        let endless = vec![b'x'; MOST + 1];
        let mut into = Vec::new();
        let error = bounded(&endless).read_to_end(&mut into).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
        assert_eq!(into.len(), MOST);
        into.clear();
        bounded(&endless[1..]).read_to_end(&mut into).await.unwrap();
        assert_eq!(into.len(), MOST);
    }

    #[tokio::test]
    async fn no_more_lines_are_read_than_a_mail_server_needs() {
        let endless = "220-\r\n".repeat(MOST_LINES + 1);
        let mut into = Vec::new();
        let read = bounded(endless.as_bytes()).read_to_end(&mut into).await;
        assert_eq!(read.unwrap_err().kind(), io::ErrorKind::InvalidData);
        assert_eq!(into.len(), endless.len() - "220-\r\n".len());
    }

    #[tokio::test]
    async fn a_read_ends_with_its_line() {
        let (mut stream, mut into) = (bounded(b"220 go\r\n250 planted\r\n"), [0; 64]);
        let length = stream.read(&mut into).await.unwrap();
        assert_eq!(&into[..length], b"220 go\r\n");
    }
}
