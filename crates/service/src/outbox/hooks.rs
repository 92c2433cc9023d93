//! The lane of the webhooks. Receivers are other people's machines: slow, dead, or both by turns. So each endpoint gets one message at a
//! time, many endpoints are served at once, and nobody waits for another's ten seconds.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};

use futures::StreamExt as _;
use futures::stream::FuturesUnordered;
use jiff::SignedDuration;
use kontor_domain::{Error, HookId};
use kontor_store::{RecordId, Tx, rid};
use tokio::sync::Notify;

use super::work::{BATCH, Drained, HOOKS, Row, claim, due};
use super::{Job, Lease};
use crate::Kontor;
use crate::fault::Fault as _;
use crate::hooks::{Delivered, deliver};

/// So many endpoints are served at once.
const AT_ONCE: usize = 32;
/// So many messages in a row to one endpoint; then it is looked what else there is.
const IN_A_ROW: usize = 20;
/// One endpoint's backlog is put back by so much when it fills a whole look and could hide the others'.
const BEHIND: SignedDuration = SignedDuration::from_secs(10);

/// Works until it is told to stop, then finishes the messages on their way.
pub(super) async fn lane(kontor: &Kontor, bell: &Notify, stop: &AtomicBool) {
    // Logged where it arose; nothing is left to do after a stop.
    let _ = work(kontor, Some(bell), stop).await;
}

/// Sends everything that is due now.
pub(super) async fn empty(kontor: &Kontor, stop: &AtomicBool) -> Result<Drained, Error> {
    work(kontor, None, stop).await
}

/// With a bell it waits for more, and what the store does not answer is asked again at the next ring.
async fn work(kontor: &Kontor, bell: Option<&Notify>, stop: &AtomicBool) -> Result<Drained, Error> {
    let mut all = Drained::default();
    let mut busy = BTreeSet::new();
    let mut at_work = FuturesUnordered::new();
    loop {
        let found = if stop.load(Ordering::Relaxed) { Ok(Vec::new()) } else { ready(kontor, &busy).await };
        match (found, bell) {
            (Ok(found), _) => {
                for (hook, rows) in found {
                    busy.insert(hook.clone());
                    at_work.push(serve(kontor, hook, rows, stop));
                }
            }
            (Err(e), Some(_)) => tracing::warn!(kind = HOOKS, "outbox: {e}"),
            (Err(e), None) => return Err(e),
        }
        let idle = at_work.is_empty();
        if idle && (bell.is_none() || stop.load(Ordering::Relaxed)) {
            return Ok(all);
        }
        let ring = async {
            match bell {
                Some(bell) => bell.notified().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            Some((hook, served)) = at_work.next(), if !idle => {
                busy.remove(&hook);
                match served {
                    Ok(done) => all += done,
                    Err(e) if bell.is_some() => tracing::warn!(kind = HOOKS, "outbox: {e}"),
                    Err(e) => return Err(e),
                }
            }
            () = ring => {}
        }
    }
}

/// What is due, by endpoint: of those that are not being served, as many as there is room for.
async fn ready(kontor: &Kontor, busy: &BTreeSet<HookId>) -> Result<Vec<(HookId, Vec<Row>)>, Error> {
    let rows = due(kontor, HOOKS).await?;
    let full = rows.len() >= BATCH;
    let mut waiting: BTreeMap<HookId, Vec<Row>> = BTreeMap::new();
    let mut hidden: Vec<RecordId> = Vec::new();
    for row in rows {
        let Job::Hook { hook, .. } = &row.data.0 else { continue };
        let group = waiting.len();
        match waiting.get_mut(hook) {
            Some(rows) if rows.len() < IN_A_ROW => rows.push(row),
            None if !busy.contains(hook) && busy.len() + group < AT_ONCE => {
                waiting.insert(hook.clone(), vec![row]);
            }
            _ => hidden.push(rid("outbox", row.id)),
        }
    }
    if full && !hidden.is_empty() {
        put_back(kontor, hidden).await?;
    }
    Ok(waiting.into_iter().collect())
}

async fn put_back(kontor: &Kontor, jobs: Vec<RecordId>) -> Result<(), Error> {
    let mut tx = Tx::new();
    let (jobs, due) = (tx.bind(jobs), tx.bind(kontor.clock.stamp_in(BEHIND)));
    tx.push(format!("UPDATE {jobs} SET due = {due} WHERE state = 'pending' RETURN NONE"));
    kontor.store.transact(&tx).await.fault()?;
    Ok(())
}

/// One after the other, until one is not taken: then the others are left for the next look.
async fn serve(
    kontor: &Kontor,
    hook: HookId,
    rows: Vec<Row>,
    stop: &AtomicBool,
) -> (HookId, Result<Drained, Error>) {
    let mut all = Drained::default();
    for row in rows {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        match one(kontor, &row).await {
            Ok(Some(Delivered::Done)) => all.done += 1,
            Ok(Some(Delivered::Failed)) => {
                all.failed += 1;
                break;
            }
            Ok(Some(Delivered::Lost) | None) => {}
            Err(e) => return (hook, Err(e)),
        }
    }
    (hook, Ok(all))
}

/// Nothing when somebody else has the job.
async fn one(kontor: &Kontor, row: &Row) -> Result<Option<Delivered>, Error> {
    let Job::Hook { hook, delivery } = &row.data.0 else { return Ok(None) };
    let claim = claim(kontor, std::iter::once(row.id.clone())).await?;
    if claim.ids.is_empty() {
        return Ok(None);
    }
    let lease = Lease::new(&row.id, claim.until);
    deliver(kontor, hook, delivery, row.attempts, &lease).await.map(Some)
}
