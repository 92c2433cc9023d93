//! Sweeping out what was sent long ago.

use jiff::SignedDuration;
use kontor_domain::Error;
use kontor_domain::hooks::KEPT_DAYS;
use kontor_store::{RecordId, Tx, Variables};
use ulid::Ulid;

use crate::Kontor;
use crate::fault::Fault as _;

/// One transaction deletes so many.
const BATCH: usize = 500;

/// Deletes deliveries older than [`KEPT_DAYS`], in small transactions (index `hook_delivery_by_seq`: the key knows when it was
/// made). Answers how many.
///
/// # Errors
/// [`Error::Unavailable`]; what was deleted until then stays deleted.
pub async fn sweep(kontor: &Kontor) -> Result<usize, Error> {
    let now = kontor.clock.now();
    let before = now.saturating_sub(SignedDuration::from_hours(24 * KEPT_DAYS)).unwrap_or(now);
    let first = Ulid::from_parts(u64::try_from(before.as_millisecond()).unwrap_or(0), 0).to_string();
    let mut all = 0;
    loop {
        let mut vars = Variables::new();
        vars.insert("before", first.clone());
        let sql = format!("SELECT VALUE id FROM hook_delivery WHERE seq < $before LIMIT {BATCH}");
        let ids: Vec<RecordId> = kontor.store.rows(&sql, vars).await.fault()?;
        let found = ids.len();
        if found > 0 {
            let mut tx = Tx::new();
            let ids = tx.bind(ids);
            tx.push(format!("FOR $id IN {ids} {{ DELETE $id RETURN NONE }}"));
            kontor.store.transact(&tx).await.fault()?;
        }
        all += found;
        if found < BATCH {
            return Ok(all);
        }
    }
}
