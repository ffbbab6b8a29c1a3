//! The one writer of events and outcomes: what is asked of it at the same time shares a commit.
//!
//! A full sync of the disk is the cost of durability, so it is shared: a task of its own takes whatever
//! waits, writes all of it in one transaction, and answers everybody after the commit. It lingers for
//! more only while several callers are on their way, as PostgreSQL's `commit_siblings` does.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::Duration,
};

use domain::event::Event;
use tokio::{
    sync::{Notify, mpsc, oneshot},
    time::{Instant, timeout_at},
};

use crate::{
    clock::Clock,
    database::{Unavailability, Writing},
    delivery::{Received, Settlement, receive, settle},
    error::Error,
    store::Store,
};

/// How many events one commit takes.
const MOST: usize = 512;

/// How long a commit waits for callers that are on their way.
const LINGER: Duration = Duration::from_millis(2);

/// With fewer callers on their way a commit waits for nobody.
const SIBLINGS: usize = 5;

/// How many callers may wait in line; more wait before it.
const LINE: usize = 1024;

/// Takes events in, and outcomes of deliveries; cheap to clone.
#[derive(Clone, Debug)]
pub struct Intake {
    line: mpsc::Sender<Job>,
    callers: Arc<AtomicUsize>,
    counts: Arc<Counts>,
}

/// What was written since the start.
#[derive(Debug, Default)]
struct Counts {
    commits: AtomicU64,
    events: AtomicU64,
}

#[derive(Debug)]
enum Job {
    Receive(Vec<Event>, oneshot::Sender<Result<Vec<Received>, Error>>),
    Settle(Box<Settlement>, oneshot::Sender<Result<bool, Error>>),
}

/// What a job came to, until the commit says that it stands.
enum Done {
    Receive(Vec<Received>),
    Settle(bool),
}

impl Intake {
    /// Starts the writer, which ends when nobody can ask it any more. `arrived` is woken when there is
    /// something to deliver.
    #[must_use]
    pub fn start(store: Store, clock: Clock, arrived: Arc<Notify>) -> Self {
        let (line, waiting) = mpsc::channel(LINE);
        let (callers, counts) = (
            Arc::new(AtomicUsize::default()),
            Arc::new(Counts::default()),
        );
        let writer = Writer {
            store,
            clock,
            arrived,
            callers: Arc::clone(&callers),
            counts: Arc::clone(&counts),
        };
        tokio::spawn(Arc::new(writer).run(waiting));
        Self {
            line,
            callers,
            counts,
        }
    }

    /// How many commits, and how many new events, were written since the start.
    #[must_use]
    pub fn counts(&self) -> (u64, u64) {
        let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
        (read(&self.counts.commits), read(&self.counts.events))
    }

    /// Takes these events in; of each what became of it. With the answer they are on disk.
    ///
    /// # Errors
    /// The database's own; then none of them is.
    pub async fn receive(&self, events: Vec<Event>) -> Result<Vec<Received>, Error> {
        self.ask(|reply| Job::Receive(events, reply)).await
    }

    /// Writes an outcome down; whether its lease still held. If not, nothing was written.
    ///
    /// # Errors
    /// The database's own.
    pub async fn settle(&self, settlement: Settlement) -> Result<bool, Error> {
        self.ask(|reply| Job::Settle(Box::new(settlement), reply))
            .await
    }

    async fn ask<T>(
        &self,
        job: impl FnOnce(oneshot::Sender<Result<T, Error>>) -> Job,
    ) -> Result<T, Error> {
        let _caller = Caller::new(&self.callers);
        let (reply, answer) = oneshot::channel();
        let gone = || Error::from(Unavailability::Unreachable);
        self.line.send(job(reply)).await.map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?
    }
}

/// Counts a caller while it waits, also one that gives up.
struct Caller<'a>(&'a AtomicUsize);

impl<'a> Caller<'a> {
    fn new(callers: &'a AtomicUsize) -> Self {
        callers.fetch_add(1, Ordering::Relaxed);
        Self(callers)
    }
}

impl Drop for Caller<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

struct Writer {
    store: Store,
    clock: Clock,
    arrived: Arc<Notify>,
    callers: Arc<AtomicUsize>,
    counts: Arc<Counts>,
}

impl Writer {
    async fn run(self: Arc<Self>, mut waiting: mpsc::Receiver<Job>) {
        while let Some(first) = waiting.recv().await {
            let jobs = self.gather(first, &mut waiting).await;
            let writer = Arc::clone(&self);
            // In a task of its own: a panic fails those who asked, and nobody who asks later.
            let written = tokio::spawn(async move { writer.write(jobs).await });
            if written.await.is_err() {
                tracing::error!("a commit of events and outcomes panicked");
            }
        }
    }

    /// What waits by now, and a little later if others are on their way.
    async fn gather(&self, first: Job, waiting: &mut mpsc::Receiver<Job>) -> Vec<Job> {
        let mut size = first.size();
        let mut jobs = vec![first];
        let deadline = Instant::now() + LINGER;
        while size < MOST {
            let next = match waiting.try_recv() {
                Ok(job) => Some(job),
                Err(_) if self.expects_more(jobs.len()) => {
                    timeout_at(deadline, waiting.recv()).await.ok().flatten()
                }
                Err(_) => None,
            };
            let Some(job) = next else {
                break;
            };
            size += job.size();
            jobs.push(job);
        }
        jobs
    }

    fn expects_more(&self, here: usize) -> bool {
        let callers = self.callers.load(Ordering::Relaxed);
        callers >= SIBLINGS && callers > here
    }

    /// All of them in one transaction; where that fails for one's sake, each in its own.
    async fn write(&self, jobs: Vec<Job>) {
        match self.commit(&jobs).await {
            Ok(done) => {
                for (job, done) in jobs.into_iter().zip(done) {
                    self.answer(job, Ok(done));
                }
            }
            Err(Error::Unavailable { cause, .. }) => {
                for job in jobs {
                    self.answer(job, Err(cause.into()));
                }
            }
            Err(_) => {
                for job in jobs {
                    let alone = [job];
                    let done = self.commit(&alone).await;
                    let [job] = alone;
                    self.answer(job, done.map(|mut done| done.remove(0)));
                }
            }
        }
    }

    async fn commit(&self, jobs: &[Job]) -> Result<Vec<Done>, Error> {
        let mut writing = self.store.write().await?;
        let mut done = Vec::with_capacity(jobs.len());
        let mut at = 0;
        while let Some(job) = jobs.get(at) {
            match job {
                Job::Settle(settlement, _) => {
                    done.push(Done::Settle(settle(&mut writing, settlement).await?));
                    at += 1;
                }
                Job::Receive(..) => {
                    let run = jobs[at..].iter().map_while(Job::events);
                    let run: Vec<&[Event]> = run.collect();
                    at += run.len();
                    self.receive(&mut writing, &run, &mut done).await?;
                }
            }
        }
        writing.commit().await?;
        self.counts.commits.fetch_add(1, Ordering::Relaxed);
        Ok(done)
    }

    /// The events of several callers at once, for the sake of fewer statements.
    async fn receive(
        &self,
        writing: &mut Writing,
        run: &[&[Event]],
        done: &mut Vec<Done>,
    ) -> Result<(), Error> {
        let events: Vec<&Event> = run.iter().copied().flatten().collect();
        let mut received = receive(writing, &self.store, &events, self.clock.now()).await?;
        for events in run {
            let rest = received.split_off(events.len());
            done.push(Done::Receive(std::mem::replace(&mut received, rest)));
        }
        Ok(())
    }

    /// Whoever asked may have gone; what was written stands.
    fn answer(&self, job: Job, done: Result<Done, Error>) {
        match (job, done) {
            (Job::Receive(_, reply), Ok(Done::Receive(received))) => {
                let new = received.iter().filter(|one| **one == Received::New).count();
                self.counts.events.fetch_add(new as u64, Ordering::Relaxed);
                if new > 0 {
                    self.arrived.notify_one();
                }
                let _ = reply.send(Ok(received));
            }
            (Job::Settle(_, reply), Ok(Done::Settle(held))) => {
                let _ = reply.send(Ok(held));
            }
            (Job::Receive(_, reply), Err(error)) => {
                let _ = reply.send(Err(error));
            }
            (Job::Settle(_, reply), Err(error)) => {
                let _ = reply.send(Err(error));
            }
            (_, Ok(_)) => unreachable!("a job is answered by its own kind"),
        }
    }
}

impl Job {
    fn size(&self) -> usize {
        self.events().map_or(1, <[Event]>::len)
    }

    fn events(&self) -> Option<&[Event]> {
        match self {
            Self::Receive(events, _) => Some(events),
            Self::Settle(..) => None,
        }
    }
}
