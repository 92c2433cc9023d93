//! What is in the outbox, for the administration.

use std::fmt::Write as _;

use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::outbox::{JobState, JobView, OutboxView};
use kontor_store::{Datetime, SurrealValue, Variables};

use super::pending;
use super::work::LANES;
use crate::Kontor;
use crate::fault::Fault as _;

/// So many of each kind and state are listed; the others are counted.
const LISTED: usize = 50;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct Row {
    seq: String,
    kind: String,
    state: String,
    due: Datetime,
    attempts: i64,
    error: String,
}

/// Jobs that were given up, and those that wait or are being done; of each kind the ones that are due first (index
/// `outbox_by_due`).
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::Administer`].
pub async fn jobs(kontor: &Kontor, actor: &Actor) -> Result<OutboxView, Error> {
    actor.require(Right::Administer)?;
    let mut sql = String::new();
    for state in ["dead", "running", "pending"] {
        for kind in LANES {
            let _ = write!(
                sql,
                "SELECT seq, kind, state, due, attempts, error FROM outbox \
                 WHERE kind = '{kind}' AND state = '{state}' ORDER BY due LIMIT {LISTED};"
            );
        }
    }
    let mut rows = kontor.store.query(&sql, Variables::new()).await.fault()?;
    let mut view = OutboxView::default();
    for statement in 0..3 * LANES.len() {
        for row in rows.take::<Row>(statement).fault()? {
            let job = job(kontor, row);
            if job.state == JobState::Dead { view.dead.push(job) } else { view.waiting.push(job) }
        }
    }
    view.dead.sort_by(|a, b| a.id.cmp(&b.id));
    view.waiting.sort_by(|a, b| a.id.cmp(&b.id));
    let counts = pending(kontor).await?;
    view.dead_count = counts.dead;
    view.waiting_count = counts.pending + counts.running;
    Ok(view)
}

fn job(kontor: &Kontor, row: Row) -> JobView {
    // The key is a ULID: it knows when the job was left here.
    let since = ulid::Ulid::from_string(&row.seq)
        .ok()
        .and_then(|id| i64::try_from(id.timestamp_ms()).ok())
        .map_or_else(|| kontor.clock.local_of(&row.due), |ms| kontor.clock.local_at(ms));
    JobView {
        id: row.seq,
        kind: row.kind,
        state: match row.state.as_str() {
            "dead" => JobState::Dead,
            "running" => JobState::Running,
            _ => JobState::Pending,
        },
        since,
        due: kontor.clock.local_of(&row.due),
        attempts: u32::try_from(row.attempts).unwrap_or(u32::MAX),
        error: row.error,
    }
}
