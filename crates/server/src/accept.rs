//! The accept loop: HTTP/1 and HTTP/2 on one port, within limits.
//!
//! By hand over hyper-util, since `axum::serve` has neither time-outs nor a cap: whoever opens
//! connections and says nothing would shut everybody else out. A connection on which no request is
//! under way is closed after a while, whatever trickles in; at the cap the one that has been idle
//! longest makes room, those that never asked anything first.

mod connections;
mod idle;

use std::{convert::Infallible, io, pin::pin, sync::Arc, time::Duration};

use axum::{Router, body::Body};
use hyper::{Request, body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::conn::auto::Builder,
};
use tokio::{
    net::{TcpListener, TcpStream},
    time::{sleep, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::ServiceExt as _;

use connections::{Connection, Connections};
use idle::Watched;

pub(crate) use connections::default_cap;

/// What a connection may cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// How many there may be at once.
    pub(crate) connections: usize,
    /// How long one may be open without a request under way or an answer being taken.
    pub(crate) idle: Duration,
    /// How long requests under way may take once the server is told to stop.
    pub(crate) grace: Duration,
}

/// Answers until `stop` is cancelled, then lets requests under way finish.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    stop: CancellationToken,
) {
    let connections = Arc::new(Connections::new(limits.connections));
    let tasks = TaskTracker::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stop.cancelled() => break,
        };
        match accepted {
            Ok((stream, _)) => {
                let connection = tokio::select! {
                    connection = connections.enter() => connection,
                    () = stop.cancelled() => break,
                };
                tasks.spawn(answer(
                    stream,
                    router.clone(),
                    connection,
                    limits.idle,
                    stop.clone(),
                ));
            }
            Err(error) => pause_after(&error).await,
        }
    }
    drop(listener);
    tasks.close();
    if timeout(limits.grace, tasks.wait()).await.is_err() {
        tracing::warn!("requests under way were cut off");
    }
}

/// One that went away before it was accepted is nobody's fault; without descriptors there is nothing
/// to do but wait for some.
async fn pause_after(error: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    ) {
        tracing::error!(%error, "no connection can be accepted");
        sleep(Duration::from_millis(200)).await;
    }
}

async fn answer(
    stream: TcpStream,
    router: Router,
    connection: Connection,
    idle: Duration,
    stop: CancellationToken,
) {
    let _ = stream.set_nodelay(true);
    let activity = connection.activity();
    let service = service_fn(|request: Request<Incoming>| {
        let (router, busy) = (router.clone(), activity.busy());
        async move {
            let response = router.oneshot(request.map(Body::new)).await;
            drop(busy);
            response.map_err(|never: Infallible| never)
        }
    });
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(idle);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(64)
        .max_header_list_size(32 * 1024)
        .keep_alive_interval(idle)
        .keep_alive_timeout(idle);
    let io = TokioIo::new(Watched::new(stream, activity.clone()));
    let mut served = pin!(builder.serve_connection(io, service));
    let mut is_stopping = false;
    loop {
        tokio::select! {
            // What went wrong on a connection is its client's matter.
            _ = served.as_mut() => return,
            () = activity.idle_for(idle) => return,
            () = connection.evicted() => return,
            () = stop.cancelled(), if !is_stopping => {
                served.as_mut().graceful_shutdown();
                is_stopping = true;
            }
        }
    }
}
