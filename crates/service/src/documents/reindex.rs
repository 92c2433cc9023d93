//! Builds the full text of the archive anew from the store and the files.

use kontor_domain::Error;
use kontor_store::Variables;

use super::rows::{COLUMNS, DocumentRow};
use super::text;
use crate::Kontor;
use crate::fault::{Fault as _, internal};

/// One question asks for so many.
const BATCH: usize = 500;

/// Reads every document; the index there is answers until the new one is complete. Texts that were read before are not read again.
/// `progress` hears how many documents are done. Answers how many there are.
///
/// # Errors
/// [`Error::Unavailable`], [`Error::Internal`]; then the index stays as it was. A document whose bytes cannot be had is none: it is found by
/// its title alone.
pub async fn reindex(kontor: &Kontor, mut progress: impl FnMut(u64)) -> Result<u64, Error> {
    let mut rebuild = kontor.archive.index.rebuild().fault()?;
    let (mut after, mut done) = (String::new(), 0);
    loop {
        let mut vars = Variables::new();
        vars.insert("after", after.clone());
        let sql = format!("SELECT {COLUMNS} FROM document WHERE seq > $after ORDER BY seq LIMIT {BATCH}");
        let rows: Vec<DocumentRow> = kontor.store.rows(&sql, vars).await.fault()?;
        for row in &rows {
            let (document, unread) = text::document(kontor, row).await;
            if let Some(error) = unread {
                tracing::warn!(document = document.id, "its text could not be read: {error}");
            }
            rebuild.add(&document).fault()?;
            done += 1;
        }
        match rows.last().filter(|_| rows.len() == BATCH) {
            Some(last) => after.clone_from(&last.seq),
            None => break,
        }
        progress(done);
    }
    tokio::task::spawn_blocking(move || rebuild.finish()).await.map_err(|e| internal(&e))?.fault()
}
