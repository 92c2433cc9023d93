//! Jobs that were given up are tried again, once their cause is gone.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::{Error, Problem};
use kontor_store::{RecordId, StoreError, SurrealValue, Variables, rid};

use super::work::LANES;
use crate::Kontor;
use crate::change::{Change, Subject};
use crate::fault::Fault as _;

/// One transaction revives so many.
const BATCH: usize = 500;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct Row {
    kind: String,
}

/// One job, from its first attempt on. Its last error stays until the next attempt.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::Administer`]; [`Error::NotFound`]; [`Error::Conflict`] with
/// [`Problem::AlreadyDone`] when it is not dead (any more).
pub async fn revive(kontor: &Kontor, actor: &Actor, job: &str) -> Result<(), Error> {
    actor.require(Right::Administer)?;
    let mut vars = Variables::new();
    vars.insert("id", rid("outbox", job));
    let rows: Vec<Row> = kontor.store.rows("SELECT kind FROM $id", vars).await.fault()?;
    let row = rows.into_iter().next().ok_or(Error::NotFound)?;
    let mut change = Change::new(kontor, actor);
    let now = change.tx.bind(kontor.clock.stamp());
    let set = format!("state = 'pending', attempts = 0, due = {now}");
    change.tx.guarded(rid("outbox", job), &set, "state = 'dead'", "dead");
    change.event(&Subject::new("outbox", job), Happened::JobsRevived { kind: row.kind, count: 1 });
    match change.commit().await {
        Err(StoreError::Guard(_)) => return Err(Error::conflict(Problem::AlreadyDone)),
        other => other.fault()?,
    };
    kontor.outbox_bell.notify_one();
    Ok(())
}

/// Every dead job; answers how many. A second click finds none.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::Administer`].
pub async fn revive_all(kontor: &Kontor, actor: &Actor) -> Result<u64, Error> {
    actor.require(Right::Administer)?;
    let mut all = 0;
    for kind in LANES {
        loop {
            let sql =
                format!("SELECT VALUE id FROM outbox WHERE kind = '{kind}' AND state = 'dead' LIMIT {BATCH}");
            let ids: Vec<RecordId> = kontor.store.rows(&sql, Variables::new()).await.fault()?;
            let found = ids.len();
            if found == 0 {
                break;
            }
            let count = u64::try_from(found).unwrap_or(u64::MAX);
            let mut change = Change::new(kontor, actor);
            let (ids, now) = (change.tx.bind(ids), change.tx.bind(kontor.clock.stamp()));
            change.tx.push(format!(
                "UPDATE {ids} SET state = 'pending', attempts = 0, due = {now} WHERE state = 'dead' RETURN NONE"
            ));
            let what = Happened::JobsRevived { kind: kind.to_owned(), count };
            change.event(&Subject::new("outbox", kind), what);
            change.commit().await.fault()?;
            all += count;
            if found < BATCH {
                break;
            }
        }
    }
    if all > 0 {
        kontor.outbox_bell.notify_one();
    }
    Ok(all)
}
