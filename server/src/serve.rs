//! Runs the program: listens, works off the outbox, and stops in good order.

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::serve::ListenerExt as _;
use kontor_service::{Kontor, accounts, catalog, documents, hooks, live, outbox, payments, seals};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval, timeout};

use crate::config::Config;
use crate::router::{AppState, router};
use crate::{control, house};

/// Between two sweeps of expired sessions, old uploads and the like.
const SWEEP: Duration = Duration::from_hours(1);
/// Between two looks at what happened at Stripe; webhooks are quicker.
const CATCH_UP: Duration = Duration::from_mins(10);
/// Between two tidyings of the figures, which otherwise grow until somebody reads them.
const UPKEEP: Duration = Duration::from_secs(10);

/// Answers until `stop` becomes true, then finishes what runs and closes the store. `started` hears the address.
///
/// # Errors
/// When the address cannot be listened on.
pub async fn serve(
    kontor: Arc<Kontor>,
    config: Config,
    stop: watch::Receiver<bool>,
    started: impl FnOnce(SocketAddr),
) -> io::Result<()> {
    let listener = TcpListener::bind(config.listen)
        .await
        .map_err(|e| io::Error::new(e.kind(), format!("listen {}: {e}", config.listen)))?;
    let address = listener.local_addr()?;
    let patience = Duration::from_secs(config.http.shutdown_seconds);
    let state = AppState::new(Arc::clone(&kontor), config.clone());

    let mut tasks = JoinSet::new();
    tasks.spawn(outbox::run(Arc::clone(&kontor), stopped(stop.clone())));
    tasks.spawn(control::listen(Arc::clone(&kontor), config, stop.clone()));
    tasks.spawn(sweep(Arc::clone(&kontor), stop.clone()));
    tasks.spawn(catch_up(Arc::clone(&kontor), stop.clone()));
    tasks.spawn(upkeep(state.clone(), stop.clone()));
    if kontor.store.config().is_remote() {
        tasks.spawn(follow(Arc::clone(&kontor), stop.clone()));
    }
    if kontor.search.needs_rebuild() {
        tasks.spawn(rebuild(Arc::clone(&kontor)));
    }
    if kontor.archive.index.needs_rebuild() {
        tasks.spawn(rebuild_texts(Arc::clone(&kontor)));
    }

    // Without it a page that is streamed in two pieces waits 40 ms for the other side's acknowledgement.
    let listener = listener.tap_io(|stream| {
        if let Err(e) = stream.set_nodelay(true) {
            tracing::debug!("TCP_NODELAY: {e}");
        }
    });
    let app = router(&state).into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, app).with_graceful_shutdown(stopped(stop.clone()));
    started(address);

    let mut server = tokio::spawn(server.into_future());
    let answered = tokio::select! {
        ended = &mut server => Some(ended),
        () = stopped(stop.clone()) => {
            tracing::info!("stopping: finishing what runs");
            // What is open for ever would otherwise be waited for.
            kontor.live.close();
            timeout(patience, &mut server).await.ok()
        }
    };
    let result = match answered {
        Some(ended) => ended.unwrap_or_else(|e| Err(io::Error::other(e))),
        None => {
            tracing::warn!("requests still running after {} s were cut off", patience.as_secs());
            server.abort();
            Ok(())
        }
    };
    if timeout(patience, async { while tasks.join_next().await.is_some() {} }).await.is_err() {
        tracing::warn!("jobs still running were cut off; they will be done after the next start");
        tasks.shutdown().await;
    }
    if let Err(e) = house::close(kontor).await {
        tracing::error!("closing: {e}");
    }
    tracing::info!("stopped");
    result
}

/// Becomes true at SIGTERM or SIGINT (Ctrl-C).
///
/// # Errors
/// When the signals cannot be listened for.
pub fn signals() -> io::Result<watch::Receiver<bool>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut term, mut int) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let (say, stop) = watch::channel(false);
    tokio::spawn(async move {
        tokio::select! { _ = term.recv() => {}, _ = int.recv() => {} }
        say.send_replace(true);
        // A second signal means that somebody is in a hurry.
        tokio::select! { _ = term.recv() => {}, _ = int.recv() => {} }
        std::process::exit(130);
    });
    Ok(stop)
}

/// Ready when it is time to stop; also when nobody is left who could say so.
pub(crate) async fn stopped(mut stop: watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

async fn sweep(kontor: Arc<Kontor>, stop: watch::Receiver<bool>) {
    let mut stop = pin!(stopped(stop));
    let mut due = interval(SWEEP);
    due.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = due.tick() => {
                match accounts::sweep(&kontor).await {
                    Ok(swept) => tracing::info!(?swept, "sweep"),
                    Err(e) => tracing::error!("sweep: {e}"),
                }
                match catalog::uploads::sweep(&kontor).await {
                    Ok(files) => tracing::info!(files, "sweep of uploads"),
                    Err(e) => tracing::error!("sweep of uploads: {e}"),
                }
                match documents::upkeep(&kontor).await {
                    Ok(done) => tracing::info!(?done, "upkeep of the archive"),
                    Err(e) => tracing::error!("upkeep of the archive: {e}"),
                }
                match seals::upkeep(&kontor).await {
                    Ok(done) => tracing::info!(?done, "upkeep of the seal"),
                    Err(e) => tracing::error!("upkeep of the seal: {e}"),
                }
                match hooks::sweep(&kontor).await {
                    Ok(deliveries) => tracing::info!(deliveries, "sweep of webhooks"),
                    Err(e) => tracing::error!("sweep of webhooks: {e}"),
                }
            }
            () = &mut stop => return,
        }
    }
}

/// What happened at Stripe while we were down, and what a webhook did not bring.
async fn catch_up(kontor: Arc<Kontor>, stop: watch::Receiver<bool>) {
    if kontor.stripe.is_none() {
        return;
    }
    let mut stop = pin!(stopped(stop));
    let mut due = interval(CATCH_UP);
    due.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = due.tick() => if let Err(e) = payments::catch_up(&kontor).await {
                tracing::warn!("events of Stripe: {e:?}");
            },
            () = &mut stop => return,
        }
    }
}

/// What other processes on the same store write into the cases that are looked at here.
async fn follow(kontor: Arc<Kontor>, stop: watch::Receiver<bool>) {
    tokio::select! {
        () = live::follow(&kontor) => {},
        () = stopped(stop) => {},
    }
}

async fn upkeep(state: AppState, stop: watch::Receiver<bool>) {
    let mut stop = pin!(stopped(stop));
    let mut due = interval(UPKEEP);
    loop {
        tokio::select! {
            _ = due.tick() => state.metrics.run_upkeep(),
            () = &mut stop => return,
        }
    }
}

/// The index was lost or is of another version: makes it anew while the shop is open.
async fn rebuild(kontor: Arc<Kontor>) {
    tracing::info!("the search index is built anew; until then search finds nothing");
    match catalog::reindex(&kontor, |done| tracing::info!(done, "reindex")).await {
        Ok(parts) => tracing::info!(parts, "the search index is complete"),
        Err(e) => tracing::error!("reindex: {e}"),
    }
}

/// The same of the archive's full text. What is found until then is what came in since.
async fn rebuild_texts(kontor: Arc<Kontor>) {
    tracing::info!("the full text of the archive is built anew");
    match documents::reindex(&kontor, |done| tracing::info!(done, "reindex of documents")).await {
        Ok(documents) => tracing::info!(documents, "the full text of the archive is complete"),
        Err(e) => tracing::error!("reindex of documents: {e}"),
    }
}
