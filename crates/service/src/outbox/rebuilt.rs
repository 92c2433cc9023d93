//! Index jobs that a rebuild of the index has done along the way.

use kontor_domain::Error;
use kontor_store::{RecordId, Tx, Variables};

use crate::Kontor;
use crate::fault::Fault as _;

/// One transaction deletes so many.
const BATCH: usize = 500;

/// The index jobs that wait now. Asked before a rebuild begins: what they are about is committed, so the rebuild reads it.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn waiting(kontor: &Kontor) -> Result<Vec<RecordId>, Error> {
    let sql = "SELECT VALUE id FROM outbox WHERE kind = 'index' AND state = 'pending'";
    kontor.store.rows(sql, Variables::new()).await.fault()
}

/// Deletes them after the rebuild; one that a worker has taken meanwhile is left to it.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn forget(kontor: &Kontor, jobs: &[RecordId]) -> Result<(), Error> {
    for batch in jobs.chunks(BATCH) {
        let mut tx = Tx::new();
        let ids = tx.bind(batch.to_vec());
        tx.push(format!("FOR $id IN {ids} {{ DELETE $id WHERE state = 'pending' RETURN NONE }}"));
        kontor.store.transact(&tx).await.fault()?;
    }
    Ok(())
}
