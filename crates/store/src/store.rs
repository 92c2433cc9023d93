//! Opening, asking, writing, closing.

use std::fs::File;
use std::pin::Pin;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use rand::Rng as _;
use surrealdb::Surreal;
use surrealdb::engine::local::Db;
use surrealdb_cnf::ConfigMap;
use surrealdb_core::dbs::Session;
use surrealdb_core::kvs::Datastore;
use surrealdb_types::{SurrealValue, Value, Variables};

use crate::parsed::Parsed;
use crate::remote::Remote;
use crate::{StoreConfig, StoreError, Tx};

/// A handle to the database; cheap to clone.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    link: Link,
    config: StoreConfig,
    /// Held as long as the folder is open; the operating system lets go of it when the process dies.
    _lock: Option<File>,
    /// Every script that was sent, once [`Store::record`] was called.
    record: OnceLock<Mutex<Vec<(String, Variables)>>>,
}

enum Link {
    Embedded(Box<Embedded>),
    Remote(Remote),
}

/// The engine in this process. Scripts go to it without the SDK, which would parse each one anew.
struct Embedded {
    datastore: Arc<Datastore>,
    /// Namespace and database; the owner, since nobody but the service talks to it.
    session: Session,
    parsed: Parsed,
    /// For export and import.
    db: Surreal<Db>,
}

/// What each statement of a script answered.
pub(crate) type Results = Result<Vec<Result<Value, surrealdb_types::Error>>, surrealdb_types::Error>;
type Answers<'a> = Pin<Box<dyn Future<Output = Results> + Send + 'a>>;

/// How often a transaction that lost against another one is tried again.
const ATTEMPTS: u32 = 60;

impl Store {
    /// Opens the store and selects namespace and database, creating them (strict, so that a misspelt table is an
    /// error) where they are missing.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the folder is open in another process, cannot be read, or the server does not answer.
    pub async fn open(config: &StoreConfig) -> Result<Self, StoreError> {
        let unavailable = |e: &dyn std::fmt::Display| StoreError::Unavailable(format!("{}: {e}", config.url));
        let (link, lock) = if config.is_remote() {
            (Link::Remote(Remote::open(config).await?), None)
        } else {
            let lock = config.folder().map(|folder| lock(&folder)).transpose()?;
            let datastore = Datastore::builder()
                .with_config(engine_settings(config))
                .without_maintenance_tasks()
                .build_with_path(&config.url)
                .await
                .map_err(|e| unavailable(&e))?;
            // The order matters: a maintenance task that writes before the version key makes a new folder look like one
            // of an older version, which is then refused for ever.
            datastore.check_version().await.map_err(|e| unavailable(&e))?;
            datastore.bootstrap().await.map_err(|e| unavailable(&e))?;
            datastore.start_maintenance_tasks();
            let db = Surreal::<Db>::unstable_from_datastore(Arc::clone(&datastore), None)
                .await
                .map_err(|e| unavailable(&e))?;
            let session = Session::owner().with_ns(&config.namespace).with_db(&config.database);
            (Link::Embedded(Box::new(Embedded { datastore, session, parsed: Parsed::default(), db })), lock)
        };
        let store = Self {
            inner: Arc::new(Inner { link, config: config.clone(), _lock: lock, record: OnceLock::new() }),
        };
        store.select_database().await?;
        Ok(store)
    }

    async fn select_database(&self) -> Result<(), StoreError> {
        let StoreConfig { namespace, database, .. } = &self.inner.config;
        self.ask(
            &format!(
                "DEFINE NAMESPACE IF NOT EXISTS {namespace}; USE NS {namespace}; DEFINE DATABASE IF NOT EXISTS {database} STRICT;"
            ),
            Variables::new(),
        )
        .await?;
        match &self.inner.link {
            Link::Embedded(own) => {
                let chosen = own.db.use_ns(namespace).use_db(database).await;
                chosen.map(|_| ()).map_err(|e| StoreError::classify(&e))
            }
            Link::Remote(server) => server.select(&self.inner.config).await,
        }
    }

    /// Sends statements outside of a transaction of ours: reads, and single idempotent definitions.
    ///
    /// # Errors
    /// The decisive error of the answer.
    pub async fn query(&self, sql: &str, vars: Variables) -> Result<Rows, StoreError> {
        self.ask(sql, vars).await
    }

    /// Sends one statement and reads its rows.
    ///
    /// # Errors
    /// As [`Store::query`].
    pub async fn rows<T: SurrealValue>(&self, sql: &str, vars: Variables) -> Result<Vec<T>, StoreError> {
        self.ask(sql, vars).await?.take(0)
    }

    /// Commits a transaction; on return it is on disk. Conflicts with other writers are retried with jitter, so the
    /// statements must decide by guards, not by what was read before.
    ///
    /// # Errors
    /// [`StoreError::Exists`] and [`StoreError::Guard`] tell what the transaction found; nothing was written then.
    pub async fn transact(&self, tx: &Tx) -> Result<Rows, StoreError> {
        // A task of its own: a commit is not cut off in the middle when the person who asked for it hangs up.
        let (store, script, vars) = (self.clone(), tx.script(), tx.vars());
        tokio::spawn(async move { store.commit(&script, &vars).await })
            .await
            .unwrap_or_else(|e| Err(StoreError::UnknownOutcome(e.to_string())))
    }

    async fn commit(&self, script: &str, vars: &Variables) -> Result<Rows, StoreError> {
        let mut attempt = 0;
        loop {
            match self.ask(script, vars.clone()).await {
                Err(StoreError::Conflict(text)) => {
                    attempt += 1;
                    if attempt == ATTEMPTS {
                        return Err(StoreError::Conflict(text));
                    }
                    tracing::debug!(attempt, text, "write conflict, trying again");
                    tokio::time::sleep(jitter(attempt)).await;
                }
                // The connection broke somewhere between sending and the answer.
                Err(StoreError::Unavailable(text)) => return Err(StoreError::UnknownOutcome(text)),
                other => return other,
            }
        }
    }

    /// Starts to remember every script: for the tests that look at the query plan of whatever the operations ask.
    pub fn record(&self) {
        self.inner.record.get_or_init(Mutex::default);
    }

    /// What was sent since [`Store::record`] or the last call.
    #[must_use]
    pub fn recorded(&self) -> Vec<(String, Variables)> {
        let kept = self.inner.record.get().map(|r| r.lock().unwrap_or_else(PoisonError::into_inner));
        kept.map(|mut k| std::mem::take(&mut *k)).unwrap_or_default()
    }

    async fn ask(&self, sql: &str, vars: Variables) -> Result<Rows, StoreError> {
        if let Some(record) = self.inner.record.get() {
            record.lock().unwrap_or_else(PoisonError::into_inner).push((sql.to_owned(), vars.clone()));
        }
        let results = match &self.inner.link {
            Link::Embedded(own) => {
                let script = own.parsed.script(sql)?;
                // Behind a pointer: the engine's future is deep, and every operation of the house contains this one.
                let answers: Answers<'_> = Box::pin(async {
                    let all = own.datastore.process(script, &own.session, Some(vars)).await?;
                    Ok(all.into_iter().map(|a| a.result).collect())
                });
                answers.await
            }
            Link::Remote(server) => server.ask(sql, vars).await,
        }
        .map_err(|e| StoreError::classify(&e))?;
        let mut values = Vec::with_capacity(results.len());
        let mut errors = Vec::new();
        for result in results {
            match result {
                Ok(value) => values.push(value),
                Err(error) => errors.push(error),
            }
        }
        match StoreError::decisive(errors) {
            Some(error) => Err(error),
            None => Ok(Rows(values)),
        }
    }

    /// Finishes background work and closes the files. Nothing may be asked afterwards.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the engine could not flush.
    pub async fn close(&self) -> Result<(), StoreError> {
        match &self.inner.link {
            Link::Embedded(own) => {
                own.datastore.shutdown().await.map_err(|e| StoreError::Unavailable(e.to_string()))
            }
            Link::Remote(_) => Ok(()),
        }
    }

    #[must_use]
    pub fn config(&self) -> &StoreConfig {
        &self.inner.config
    }

    pub(crate) async fn export_to(&self, file: &std::path::Path) -> Result<(), StoreError> {
        match &self.inner.link {
            Link::Embedded(own) => own.db.export(file).await.map_err(|e| StoreError::classify(&e)),
            Link::Remote(server) => server.export(&self.inner.config, file).await,
        }
    }

    pub(crate) async fn import_from(&self, file: &std::path::Path) -> Result<(), StoreError> {
        match &self.inner.link {
            Link::Embedded(own) => own.db.import(file).await.map_err(|e| StoreError::classify(&e)),
            Link::Remote(server) => server.import(&self.inner.config, file).await,
        }
    }
}

/// The answer of a script, statement by statement.
pub struct Rows(Vec<Value>);

impl Rows {
    /// The rows of the statement at `index` (`BEGIN` counts as none).
    ///
    /// # Errors
    /// [`StoreError::Rejected`] when the rows are not of this type.
    pub fn take<T: SurrealValue>(&mut self, index: usize) -> Result<Vec<T>, StoreError> {
        let rows = match self.value(index)? {
            Value::Array(rows) => rows.into_vec(),
            single => vec![single],
        };
        rows.into_iter()
            .map(|row| T::from_value(row).map_err(|e| StoreError::Rejected(e.to_string())))
            .collect()
    }

    /// The single value of the statement at `index`, whatever it is.
    ///
    /// # Errors
    /// [`StoreError::Rejected`] when there is no such statement.
    pub fn value(&mut self, index: usize) -> Result<Value, StoreError> {
        self.0
            .get_mut(index)
            .map(std::mem::take)
            .ok_or_else(|| StoreError::Rejected(format!("the script has no statement {index}")))
    }
}

/// Growing waits with full jitter: two losers must not meet again.
fn jitter(attempt: u32) -> Duration {
    let ceiling = 2_u64.saturating_pow(attempt.min(5)).saturating_mul(1_000);
    #[expect(clippy::disallowed_methods, reason = "the length of a pause changes no outcome")]
    Duration::from_micros(rand::rng().random_range(200..=ceiling))
}

fn engine_settings(config: &StoreConfig) -> ConfigMap {
    let mib = |n: u64| (n * 1024 * 1024).to_string();
    ConfigMap::empty()
        .with_key_value("datastore_sync", "every")
        .with_key_value("surrealkv_block_cache_capacity", mib(config.cache_mib))
        .with_key_value("surrealkv_max_memtable_size", mib(config.memtable_mib))
        .with_key_value("rocksdb_block_cache_size", mib(config.cache_mib))
        .with_key_value("rocksdb_write_buffer_size", mib(config.memtable_mib))
        .with_key_value("transaction_cache_size", "256")
        .with_key_value("datastore_cache_size", "256")
}

/// One process per folder: the second one gets a clear error instead of a broken store.
fn lock(folder: &std::path::Path) -> Result<File, StoreError> {
    let say = |e: &dyn std::fmt::Display| StoreError::Unavailable(format!("{}: {e}", folder.display()));
    std::fs::create_dir_all(folder).map_err(|e| say(&e))?;
    let file = File::create(folder.with_extension("lock")).map_err(|e| say(&e))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(say(&"is open in another process")),
        Err(std::fs::TryLockError::Error(e)) => Err(say(&e)),
    }
}
