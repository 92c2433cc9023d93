//! Opens what the program needs: store, index, clock, ids, settings.

use std::path::Path;
use std::sync::Arc;

use kontor_search::SearchIndex;
use kontor_service::{Clock, Ids, Kontor};
use kontor_store::Store;

use crate::config::Config;

/// The program could not be put together; the text says what is wrong and where.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("store: {0}")]
    Store(#[from] kontor_store::StoreError),
    #[error("search index: {0}")]
    Index(#[from] kontor_search::SearchError),
    #[error("{0}: {1}")]
    Folder(String, std::io::Error),
    #[error("time zone: {0}")]
    Zone(String),
}

/// Opens store and index and brings the schema up to date.
///
/// # Errors
/// [`OpenError`]; `Store` also when another process has the folder open.
pub async fn open(config: &Config) -> Result<Arc<Kontor>, OpenError> {
    let clock = Clock::system(&config.zone).map_err(|e| OpenError::Zone(e.to_string()))?;
    open_with(config, clock, Ids::from_system()).await
}

/// As [`open`], with a clock and an id source of the caller's (tests hold the one and seed the other).
///
/// # Errors
/// As [`open`].
pub async fn open_with(config: &Config, clock: Clock, ids: Ids) -> Result<Arc<Kontor>, OpenError> {
    folder(&config.data)?;
    let store = Store::open(&config.store()).await?;
    around(config, store, clock, ids).await
}

/// As [`open_with`], around a store that is open already.
///
/// # Errors
/// As [`open`].
pub async fn around(config: &Config, store: Store, clock: Clock, ids: Ids) -> Result<Arc<Kontor>, OpenError> {
    folder(&config.media())?;
    let index = SearchIndex::open(&config.index(), config.search.memory_mib * 1024 * 1024)?;
    Ok(Box::pin(Kontor::start(store, index, clock, ids, config.settings())).await?)
}

/// Closes the store at the end of the program.
///
/// # Errors
/// [`OpenError::Store`] when the engine could not flush.
pub async fn close(kontor: Arc<Kontor>) -> Result<(), OpenError> {
    let closed = kontor.store.close().await;
    // The client of the engine closes it once more when it is dropped, and logs that as an error.
    std::mem::forget(kontor);
    Ok(closed?)
}

/// Is another process using this data folder?
#[must_use]
pub fn in_use(error: &OpenError) -> bool {
    matches!(error, OpenError::Store(kontor_store::StoreError::Unavailable(text)) if text.contains("another process"))
}

fn folder(path: &Path) -> Result<(), OpenError> {
    std::fs::create_dir_all(path).map_err(|e| OpenError::Folder(path.display().to_string(), e))
}
