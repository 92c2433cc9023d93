//! Where the store is and how much memory it may take.

use serde::{Deserialize, Serialize};

/// How to reach the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StoreConfig {
    /// `surrealkv://FOLDER` (default), `rocksdb://FOLDER` (when built with that feature), `mem://` (tests of single
    /// functions only), or `ws://HOST:PORT` for a SurrealDB server in a network of your own: TLS to it is not built in.
    pub url: String,
    /// Namespace and database inside the store.
    pub namespace: String,
    pub database: String,
    /// Credentials for a remote server; the embedded engines have none and are reached by nobody but this process.
    pub username: String,
    pub password: String,
    /// Block cache of the embedded engine in MiB. The engine's own default is half of the machine's memory.
    pub cache_mib: u64,
    /// Memory table of the embedded engine in MiB; bounds the size of one transaction too.
    pub memtable_mib: u64,
}

impl Default for StoreConfig {
    fn default() -> Self {
        Self {
            url: "surrealkv://data/store".into(),
            namespace: "kontor".into(),
            database: "kontor".into(),
            username: String::new(),
            password: String::new(),
            cache_mib: 16,
            memtable_mib: 16,
        }
    }
}

impl StoreConfig {
    /// A store in a folder on disk with small caches.
    #[must_use]
    pub fn in_folder(folder: &std::path::Path) -> Self {
        Self { url: format!("surrealkv://{}", folder.display()), ..Self::default() }
    }

    /// The same folder with another engine: `surrealkv`, `rocksdb`; or, given the address of a server, a database there that
    /// is called like the folder.
    #[must_use]
    pub fn on(mut self, engine: &str) -> Self {
        if let Some((_, folder)) = self.url.split_once("://") {
            if engine.contains("://") {
                let name = folder.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
                (self.database, self.url) = (format!("at{name}"), engine.to_owned());
            } else {
                self.url = format!("{engine}://{folder}");
            }
        }
        self
    }

    /// The folder of an embedded engine; nothing for `mem://` and remote servers.
    #[must_use]
    pub fn folder(&self) -> Option<std::path::PathBuf> {
        let (scheme, path) = self.url.split_once("://")?;
        matches!(scheme, "surrealkv" | "rocksdb").then(|| path.split('?').next().unwrap_or(path).into())
    }

    #[must_use]
    pub fn is_remote(&self) -> bool {
        self.url.starts_with("ws://")
    }
}
