//! From a configuration to a listening server, and to its end.

use std::{future::Future, io, net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
use domain::wire::About;
use health::notifications::Notifications;
use store::Store;
use tokio::{
    net::TcpListener,
    sync::{Notify, oneshot},
    task::JoinSet,
    time::timeout,
};
use tokio_util::task::TaskTracker;
use tower_http::csrf::ConfigError;

use crate::{
    app::{App, Parts},
    config::Config,
    guard::Guard,
    links::{CALLBACK_PATH, Renewals},
    metrics::Metrics,
    request::now,
    tries::Tries,
    verifier::Verifier,
    watch,
};

/// How long requests under way may take once the server is told to stop.
const GRACE: Duration = Duration::from_secs(15);

/// Connection tests and checked saves per CRM and minute.
const TRIES_PER_MINUTE: u32 = 20;

/// A server that listens and does not answer yet.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    router: Router,
    store: Store,
    app: App,
    verify_every: Duration,
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
    /// An origin that no browser sends.
    #[error(transparent)]
    Origin(#[from] ConfigError),
}

impl Server {
    /// Opens the database and takes the port.
    ///
    /// # Errors
    /// What is in the way.
    pub async fn bind(config: Config, verifier: Arc<dyn Verifier>) -> Result<Self, StartError> {
        let wanted = config.listen.address();
        let store = Store::open(&config.database, &config.keys).await?;
        let listener = TcpListener::bind(wanted)
            .await
            .map_err(|error| match error.kind() {
                io::ErrorKind::AddrInUse => StartError::Taken(wanted),
                _ => StartError::Listen(wanted, error),
            })?;
        let address = listener
            .local_addr()
            .map_err(|error| StartError::Listen(wanted, error))?;
        let guard = Guard::new(&config, address.port())?;
        let origin = config
            .public_url
            .as_ref()
            .map_or_else(|| format!("http://{address}"), ToString::to_string);
        let changed = Arc::new(Notify::new());
        let notifications = Notifications::new(
            store.clone(),
            config.channels,
            &origin,
            now,
            changed.clone(),
        );
        let app = App::new(Parts {
            store: store.clone(),
            verifier,
            about: About {
                version: env!("CARGO_PKG_VERSION").to_owned(),
                sandbox: config.sandbox,
                redirect_uri: format!("{origin}{CALLBACK_PATH}"),
            },
            tries: Tries::per_minute(TRIES_PER_MINUTE),
            renewals: Renewals::default(),
            metrics: Metrics::default(),
            notifications,
            changed,
            work: TaskTracker::new(),
            patience: config.patience,
            assets: config.assets,
        });
        tracing::info!(%address, version = app.about.version, sandbox = app.about.sandbox, "ready to serve");
        Ok(Self {
            listener,
            address,
            router: app.clone().router(guard),
            store,
            app,
            verify_every: config.verify_every,
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until `stop` ends, then lets requests under way finish.
    ///
    /// # Errors
    /// The listener's own.
    pub async fn run(self, stop: impl Future<Output = ()> + Send + 'static) -> io::Result<()> {
        let mut beside = JoinSet::new();
        beside.spawn(watch::run(self.app.clone(), self.verify_every));
        beside.spawn(self.app.notifications.clone().run());
        let (stopping, stopped) = oneshot::channel();
        let serving = axum::serve(self.listener, self.router).with_graceful_shutdown(async move {
            stop.await;
            tracing::info!("stopping");
            let _ = stopping.send(());
        });
        tokio::select! {
            done = serving => done?,
            () = async { let _ = stopped.await; tokio::time::sleep(GRACE).await; } => tracing::warn!("requests under way were cut off"),
        }
        beside.shutdown().await;
        // A token that was rotated is stored before the database closes.
        self.app.work.close();
        if timeout(GRACE, self.app.work.wait()).await.is_err() {
            tracing::warn!("work under way was cut off");
        }
        let _ = timeout(GRACE, self.store.close()).await;
        Ok(())
    }
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Server({})", self.address)
    }
}
