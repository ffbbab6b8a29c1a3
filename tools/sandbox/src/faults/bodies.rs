//! Bodies no client should read to their end.
//! Both are made as they are read, so they cost the sandbox next to nothing.

use std::{
    convert::Infallible,
    pin::Pin,
    sync::LazyLock,
    task::{Context, Poll},
};

use axum::body::{Bytes, HttpBody};
use flate2::{Compress, Compression, FlushCompress};
use http_body::Frame;

type Next = Poll<Option<Result<Frame<Bytes>, Infallible>>>;

/// JSON that starts well and never ends.
#[derive(Debug)]
pub(super) struct Endless;

impl HttpBody for Endless {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Next {
        const CHUNK: [u8; 16 * 1024] = [b'['; 16 * 1024];
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(&CHUNK)))))
    }
}

/// Unpacked size of one block.
const BLOCK: usize = 16 << 20;
/// How many blocks are sent.
const BLOCKS: u32 = 1024;
const GZIP_HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

/// Blanks, compressed about a thousand to one; flushed blocks can simply be repeated.
static COMPRESSED: LazyLock<Bytes> = LazyLock::new(|| {
    let blanks = vec![b' '; BLOCK];
    let mut out = Vec::with_capacity(BLOCK / 500);
    Compress::new(Compression::best(), false)
        .compress_vec(&blanks, &mut out, FlushCompress::Full)
        .expect("a fresh compressor takes any input");
    Bytes::from(out)
});

/// A gzip stream of sixteen gigabytes of blanks.
#[derive(Debug, Default)]
pub(super) struct Bomb {
    sent: Option<u32>,
}

impl HttpBody for Bomb {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Next {
        let data = match self.sent {
            None => Bytes::from_static(&GZIP_HEADER),
            Some(BLOCKS) => return Poll::Ready(None),
            Some(_) => COMPRESSED.clone(),
        };
        self.sent = Some(self.sent.map_or(0, |n| n + 1));
        Poll::Ready(Some(Ok(Frame::data(data))))
    }
}
