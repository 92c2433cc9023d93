//! Sweeping out what is over: sessions, links, acting for customers, and records of operations older than any repetition.

use jiff::SignedDuration;
use kontor_domain::Error;
use kontor_store::{Datetime, RecordId, Tx, Variables};

use crate::Kontor;
use crate::fault::Fault as _;

/// So long a repeated command is recognised.
const OPERATIONS: SignedDuration = SignedDuration::from_hours(30 * 24);
/// One transaction deletes so many.
const BATCH: usize = 500;

/// What a sweep deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Swept {
    pub sessions: usize,
    pub tokens: usize,
    pub operations: usize,
    pub acting: usize,
}

/// Deletes expired sessions and links, and idempotency records older than 30 days, in small transactions. To be called
/// now and then by the server's clockwork.
///
/// # Errors
/// [`Error::Unavailable`]; what was deleted until then stays deleted.
pub async fn sweep(kontor: &Kontor) -> Result<Swept, Error> {
    let now = kontor.clock.stamp();
    let long_ago = kontor.clock.stamp_in(SignedDuration::ZERO - OPERATIONS);
    Ok(Swept {
        sessions: out(kontor, "session", "expires", &now).await?,
        tokens: out(kontor, "token", "expires", &now).await?,
        operations: out(kontor, "op", "at", &long_ago).await?,
        acting: out(kontor, "acting", "until", &now).await?,
    })
}

async fn out(kontor: &Kontor, table: &str, column: &str, before: &Datetime) -> Result<usize, Error> {
    let mut all = 0;
    loop {
        let mut vars = Variables::new();
        vars.insert("before", *before);
        let ids: Vec<RecordId> = kontor
            .store
            .rows(&format!("SELECT VALUE id FROM {table} WHERE {column} < $before LIMIT {BATCH}"), vars)
            .await
            .fault()?;
        let found = ids.len();
        let mut tx = Tx::new();
        // The condition again: a session may have been renewed since it was selected.
        let (ids, before) = (tx.bind(ids), tx.bind(*before));
        tx.push(format!("FOR $id IN {ids} {{ DELETE $id WHERE {column} < {before} RETURN NONE }}"));
        if found > 0 {
            kontor.store.transact(&tx).await.fault()?;
        }
        all += found;
        if found < BATCH {
            return Ok(all);
        }
    }
}
