//! The only crate that opens SurrealDB.
//!
//! It knows how to open, migrate, query, write in one transaction, back up and close; it knows no table. The rules it
//! keeps (and tests on the disk engine) are those of `docs/decisions/0003-surrealdb-embedded.md`:
//!
//! 1. opened in one place, with bounded caches and an awaited shutdown, one process per folder;
//! 2. an acknowledged commit is on disk (`sync=every`);
//! 3. a transaction is one `BEGIN; ...; COMMIT;` script, sent by [`Store::transact`], which looks at *all* errors of the
//!    answer, picks the one that matters, classifies it and retries write conflicts with jitter;
//! 4. records are changed by id only, conditions are guards that throw;
//! 5. a command that creates something first creates the record of its idempotency key.

// The embedded engine's future is deep; optimised builds look through all of it.
#![recursion_limit = "256"]

mod backup;
mod config;
mod error;
mod migrate;
mod parsed;
mod remote;
mod store;
mod tx;

pub use config::StoreConfig;
pub use error::StoreError;
pub use migrate::Migration;
pub use store::{Rows, Store};
pub use surrealdb_types::{self as types, Datetime, RecordId, SerdeWrapper, SurrealValue, Value, Variables};
pub use tx::Tx;

/// Makes a record id from a table and a string key.
#[must_use]
pub fn rid(table: &str, key: impl Into<String>) -> RecordId {
    RecordId::new(table, key.into())
}
