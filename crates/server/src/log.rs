//! Log lines on standard error, that may be lost and are counted then; requests never wait for them.
//!
//! A closed, full or undrained standard error stops a program that writes to it directly: each line
//! goes through a bounded queue to a thread of its own, and what does not fit is dropped.

use std::{
    io::{self, IsTerminal as _, Write, stderr},
    panic,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use tracing_appender::non_blocking::{ErrorCounter, NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::EnvFilter;

/// Lines that wait at most.
const QUEUE: usize = 8192;

/// How log lines look.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// A running log; what waits is written when it is dropped.
pub(crate) struct Log {
    /// How many lines were lost.
    pub(crate) lost: Lost,
    _worker: WorkerGuard,
}

/// Counts the lines that were lost.
#[derive(Clone, Debug, Default)]
pub struct Lost {
    queued: Option<ErrorCounter>,
    unwritten: Arc<AtomicU64>,
}

impl Lost {
    /// Lines that did not fit into the queue, or could not be written.
    #[must_use]
    pub fn lines(&self) -> u64 {
        let queued = self.queued.as_ref().map_or(0, ErrorCounter::dropped_lines);
        self.unwritten.load(Ordering::Relaxed) + queued as u64
    }
}

/// Starts the log of this program, panics included.
///
/// # Errors
/// A filter that cannot be read.
pub(crate) fn start(
    filter: &str,
    format: Format,
) -> Result<Log, tracing_subscriber::filter::ParseError> {
    let filter = EnvFilter::try_new(filter)?;
    let unwritten = Arc::new(AtomicU64::default());
    let (writer, worker) = NonBlockingBuilder::default()
        .lossy(true)
        .buffered_lines_limit(QUEUE)
        .finish(Careless {
            inner: stderr(),
            unwritten: unwritten.clone(),
        });
    let queued = Some(writer.error_counter());
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(writer)
        .with_ansi(stderr().is_terminal())
        // It would tell of a line that could not be written by writing to the same place.
        .log_internal_errors(false);
    match format {
        Format::Text => lines.init(),
        Format::Json => lines.json().init(),
    }
    // The default one waits for standard error.
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(
            place,
            "panic: {}",
            panic.payload_as_str().unwrap_or_default()
        );
    }));
    Ok(Log {
        lost: Lost { queued, unwritten },
        _worker: worker,
    })
}

/// Writes what can be written, and counts the rest.
struct Careless<W> {
    inner: W,
    unwritten: Arc<AtomicU64>,
}

impl<W: Write> Write for Careless<W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if self.inner.write_all(line).is_err() {
            self.unwritten.fetch_add(1, Ordering::Relaxed);
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let _ = self.inner.flush();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Full;

    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(io::ErrorKind::StorageFull.into())
        }
    }

    #[test]
    fn a_line_that_cannot_be_written_is_counted_and_no_error() {
        let lost = Lost::default();
        let mut log = Careless {
            inner: Full,
            unwritten: lost.unwritten.clone(),
        };
        assert!(log.write_all(b"a line\n").is_ok() && log.flush().is_ok());
        assert_eq!(lost.lines(), 1);
    }
}
