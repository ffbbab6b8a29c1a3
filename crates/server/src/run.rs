//! From a configuration to a listening server, and to its end.

use std::{future::Future, io, net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
use crm::{Connectors, Verifier};
use delivery::Worker;
use domain::wire::About;
use health::{
    Probe, RateLimit,
    notifications::{self, Notifications},
    scheduler,
};
use links::Links;
use store::{Alone, Clock, Intake, Store};
use tokio::{net::TcpListener, sync::Notify, time::timeout};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    accept::{self, Limits},
    api,
    app::{App, CALLBACK_PATH, Parts},
    config::Config,
    grants::Linked,
    metrics::Metrics,
    middleware::Defence,
    retention,
    router::router,
    settings,
    supervisor::{Standing, Supervisor},
    suspicion::Suspect,
};

/// How long requests under way may take once the server is told to stop.
const GRACE: Duration = Duration::from_secs(15);

/// Connection tests and checked saves per CRM and minute.
const QUESTIONS_PER_MINUTE: u32 = 20;

/// How many sessions are delivered at once.
const LANES: usize = 32;

/// A server that listens and does not answer yet.
pub struct Server {
    listener: TcpListener,
    /// Held until the end.
    alone: Alone,
    address: SocketAddr,
    router: Router,
    store: Store,
    app: App,
    verify_every: Duration,
    keep_events: Duration,
    limits: Limits,
}

/// Why the server does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database or its keys.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// Another program has the port.
    #[error("{0} is taken by another program: stop that one, or choose another port with --listen")]
    Taken(SocketAddr),
    /// The address cannot be listened on.
    #[error("{0} cannot be listened on: {1}")]
    Listen(SocketAddr, #[source] io::Error),
}

impl Server {
    /// Opens the database and takes the port. Administrators are linked through `connectors`; other
    /// credentials are verified by `verifier`, the same connectors outside of tests.
    ///
    /// # Errors
    /// What is in the way.
    pub async fn bind(
        config: Config,
        connectors: Connectors,
        verifier: Arc<dyn Verifier>,
    ) -> Result<Self, StartError> {
        let wanted = config.listen.address();
        let store = Store::open(&config.database, &config.keys).await?;
        let alone = Store::alone(&config.database)?;
        let listener = TcpListener::bind(wanted)
            .await
            .map_err(|error| match error.kind() {
                io::ErrorKind::AddrInUse => StartError::Taken(wanted),
                _ => StartError::Listen(wanted, error),
            })?;
        let address = listener
            .local_addr()
            .map_err(|error| StartError::Listen(wanted, error))?;
        let defence = Defence::new(&config, address.port());
        let origin = config
            .public_url
            .as_ref()
            .map_or_else(|| format!("http://{address}"), ToString::to_string);
        let redirect_uri = format!("{origin}{CALLBACK_PATH}");
        let clock = Clock::system();
        let metrics = Arc::new(Metrics::default());
        let work = TaskTracker::new();
        let changed = Arc::new(Notify::new());
        let links = Links::new(links::Context {
            store: store.clone(),
            connectors: connectors.clone(),
            clock: clock.clone(),
            observer: metrics.clone(),
            work: work.clone(),
            changed: changed.clone(),
            redirect_uri: redirect_uri.clone(),
        });
        let probe = Probe::new(health::Context {
            store: store.clone(),
            verifier,
            links: links.clone(),
            clock: clock.clone(),
            observer: metrics.clone(),
            changed: changed.clone(),
            timeout: config.timeout,
            rate_limit: RateLimit::per_minute(QUESTIONS_PER_MINUTE),
        });
        let notifications = Notifications::new(notifications::Context {
            store: store.clone(),
            channels: config.channels,
            portal: origin,
            clock: clock.clone(),
            changed: changed.clone(),
        });
        let arrived = Arc::new(Notify::new());
        let intake = Intake::start(store.clone(), clock.clone(), arrived.clone());
        // Whoever held a lease before this program started is dead, where only one may write.
        store.release_leases(clock.now()).await?;
        let worker = Worker::new(delivery::Context {
            store: store.clone(),
            intake: intake.clone(),
            connectors: connectors.clone(),
            clock: clock.clone(),
            suspicion: Arc::new(Suspect::new(store.clone(), probe.clone())),
            grants: Arc::new(Linked(links.clone())),
            arrived: arrived.clone(),
            work: work.clone(),
            lanes: LANES,
            calls_per_minute: config.calls_per_minute,
        });
        let app = App::new(Parts {
            store: store.clone(),
            intake,
            worker,
            arrived,
            connectors,
            clock: clock.clone(),
            settings: settings::Service {
                store: store.clone(),
                probe,
                links: links.clone(),
                notifications,
                clock,
                work: work.clone(),
                changed: changed.clone(),
            },
            links,
            about: About {
                version: env!("CARGO_PKG_VERSION").to_owned(),
                sandbox: config.sandbox,
                redirect_uri,
            },
            metrics,
            tasks: Standing::default(),
            lost_lines: config.lost_lines,
            work,
            assets: config.assets,
            document: api::openapi_json(),
        });
        tracing::info!(%address, version = app.about.version, sandbox = app.about.sandbox, "ready to serve");
        Ok(Self {
            listener,
            alone,
            address,
            router: router(app.clone(), defence),
            store,
            app,
            verify_every: config.verify_every,
            keep_events: config.keep_events,
            limits: Limits {
                connections: config.connections.unwrap_or_else(accept::default_cap),
                idle: config.idle,
                grace: GRACE,
            },
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until `stop` ends, then lets requests under way finish.
    pub async fn run(self, stop: impl Future<Output = ()> + Send + 'static) {
        let mut beside = Supervisor::new(self.app.tasks.clone());
        let metrics = self.app.metrics.clone();
        let restarted = move |task| metrics.restarted(task);
        let (probe, every) = (self.app.settings.probe.clone(), self.verify_every);
        let schedule = move || scheduler::run(probe.clone(), every);
        beside.keep("scheduler", schedule, restarted.clone());
        let notifications = self.app.settings.notifications.clone();
        beside.keep(
            "notifications",
            move || notifications.clone().run(),
            restarted.clone(),
        );
        let worker = self.app.worker.clone();
        beside.keep("delivery", move || worker.clone().run(), restarted.clone());
        let (store, clock, kept) = (self.store.clone(), self.app.clock.clone(), self.keep_events);
        let retaining = move || retention::run(store.clone(), clock.clone(), kept);
        beside.keep("retention", retaining, restarted);
        let stopping = CancellationToken::new();
        let told = stopping.clone();
        tokio::spawn(async move {
            stop.await;
            tracing::info!("stopping");
            told.cancel();
        });
        accept::serve(self.listener, self.router, self.limits, stopping).await;
        beside.shutdown().await;
        // A token that was rotated is stored before the database closes.
        self.app.work.close();
        if timeout(GRACE, self.app.work.wait()).await.is_err() {
            tracing::warn!("work under way was cut off");
        }
        let _ = timeout(GRACE, self.store.close()).await;
        drop(self.alone);
    }
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Server({})", self.address)
    }
}
