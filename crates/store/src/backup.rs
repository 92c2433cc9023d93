//! Export and import: consistent and online, as SurrealQL text.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use surrealdb_types::Variables;

use crate::{Store, StoreError};

impl Store {
    /// Writes everything to `file` as SurrealQL, consistent as of one moment, while the store is in use. The file
    /// appears under its name only when it is whole.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the file cannot be written.
    pub async fn export(&self, file: &Path) -> Result<(), StoreError> {
        let say = |e: std::io::Error| StoreError::Unavailable(format!("{}: {e}", file.display()));
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).map_err(say)?;
        }
        let half = file.with_extension("part");
        self.export_to(&half).await?;
        if self.config().is_remote() {
            self.has_every_table(&half).await?;
        }
        File::open(&half).and_then(|f| f.sync_all()).map_err(say)?;
        std::fs::rename(&half, file).map_err(say)
    }

    /// A server that fails half-way through an export only stops sending.
    async fn has_every_table(&self, file: &Path) -> Result<(), StoreError> {
        let say = |e: std::io::Error| StoreError::Unavailable(format!("{}: {e}", file.display()));
        let mut missing: BTreeSet<String> = self.tables().await?.into_iter().collect();
        for line in BufReader::new(File::open(file).map_err(say)?).split(b'\n') {
            if let Some(name) = line.map_err(say)?.strip_prefix(b"-- TABLE DATA: ") {
                missing.remove(String::from_utf8_lossy(name).trim());
            }
        }
        match missing.first() {
            None => Ok(()),
            Some(table) => Err(StoreError::Unavailable(format!("the server's export ends before {table}"))),
        }
    }

    /// Reads an export into this store, which must be empty.
    ///
    /// # Errors
    /// [`StoreError::Rejected`] when the store holds tables already.
    pub async fn import(&self, file: &Path) -> Result<(), StoreError> {
        if !self.tables().await?.is_empty() {
            return Err(StoreError::Rejected(
                "the store is not empty: restore into a new data folder".into(),
            ));
        }
        self.import_from(file).await
    }

    /// The names of all tables.
    ///
    /// # Errors
    /// As [`Store::query`].
    pub async fn tables(&self) -> Result<Vec<String>, StoreError> {
        let mut rows = self.query("RETURN object::keys((INFO FOR DB).tables)", Variables::new()).await?;
        rows.take(0)
    }
}
