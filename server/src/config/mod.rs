//! What the dealer's IT decides: one TOML file, every key of which has a default and can also be set by the
//! environment. `kontor.example.toml` in the root documents them; a test keeps it equal to the defaults.

mod load;

use std::net::SocketAddr;
use std::path::PathBuf;

use kontor_service::Settings;
use kontor_service::kontor::{ArchiveSettings, HookSettings, MailSettings, SealSettings, StripeSettings};
use kontor_store::StoreConfig;
use serde::{Deserialize, Serialize};

pub use load::{ConfigError, load};

/// The whole configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// Address under which people reach the portal, without a slash at the end; links in mails start with it.
    pub base_url: String,
    /// Folder for everything that is kept: store, index, media, exports.
    pub data: PathBuf,
    /// IANA time zone of the dealer.
    pub zone: String,
    /// Folder of the built pages (`site` of cargo-leptos). Empty: beside the executable, as the build leaves it.
    pub site: PathBuf,
    pub dealer: DealerConfig,
    pub mail: MailSettings,
    pub stripe: StripeSettings,
    pub hooks: HookSettings,
    pub archive: ArchiveSettings,
    pub seal: SealSettings,
    /// An empty `url` means the folder `store` in `data`.
    pub store: StoreConfig,
    pub search: SearchConfig,
    pub http: HttpConfig,
    pub log: LogConfig,
    pub metrics: MetricsConfig,
    /// The program that reads files which others sent in: this one, once it runs. Nobody configures it.
    #[serde(skip)]
    pub reader: PathBuf,
}

/// The dealer as printed on documents and mails.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DealerConfig {
    pub name: String,
    /// Postal address, one entry per line.
    pub address: Vec<String>,
    pub phone: String,
    pub email: String,
    pub vat_id: String,
    /// SEPA creditor identifier, or empty.
    pub creditor_id: String,
}

/// The search index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SearchConfig {
    /// Memory in MiB that indexing may use before it writes to disk (15 at least); not taken while nothing changes.
    pub memory_mib: usize,
}

/// How the program behaves towards the network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HttpConfig {
    /// Reverse proxies in front of Kontor that append to `X-Forwarded-For`. The client's address is counted from the
    /// right; 0 takes the peer's address and ignores the header.
    pub trusted_hops: usize,
    /// Largest body of a request in bytes.
    pub body_limit_bytes: usize,
    /// Largest file of an import in bytes.
    pub upload_limit_bytes: usize,
    /// Seconds until an unanswered request is given up. Uploads have longer.
    pub timeout_seconds: u64,
    /// Seconds that running requests get to finish when the program stops.
    pub shutdown_seconds: u64,
    /// Requests per second that one address may send on average; 0 switches the limit off.
    pub requests_per_second: u32,
    /// Requests that one address may send at once before the average counts.
    pub request_burst: u32,
}

/// What is written to the log (standard error).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LogConfig {
    pub format: LogFormat,
    /// A level (`error`, `warn`, `info`, `debug`, `trace`) or directives such as `info,kontor_service=debug`.
    pub level: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For a terminal.
    Text,
    /// One JSON object per line, for a log collector.
    Json,
}

/// Who may read `/metrics`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MetricsConfig {
    /// With a token `/metrics` wants `Authorization: Bearer TOKEN`; without one it answers this machine only.
    pub token: String,
}

impl Default for Config {
    fn default() -> Self {
        let house = Settings::default();
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 3000)),
            base_url: house.base_url,
            data: house.data,
            zone: house.zone,
            site: PathBuf::new(),
            dealer: DealerConfig::default(),
            mail: house.mail,
            stripe: house.stripe,
            hooks: house.hooks,
            archive: house.archive,
            seal: house.seal,
            store: StoreConfig { url: String::new(), ..StoreConfig::default() },
            search: SearchConfig::default(),
            http: HttpConfig::default(),
            log: LogConfig::default(),
            metrics: MetricsConfig::default(),
            reader: PathBuf::new(),
        }
    }
}

impl Default for DealerConfig {
    fn default() -> Self {
        let house = Settings::default();
        Self {
            name: house.dealer,
            address: house.dealer_address,
            phone: house.dealer_phone,
            email: house.dealer_email,
            vat_id: house.dealer_vat_id,
            creditor_id: house.dealer_creditor_id,
        }
    }
}

impl Default for SearchConfig {
    fn default() -> Self {
        Self { memory_mib: 32 }
    }
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self {
            trusted_hops: 0,
            body_limit_bytes: 1024 * 1024,
            upload_limit_bytes: 200 * 1024 * 1024,
            timeout_seconds: 30,
            shutdown_seconds: 20,
            requests_per_second: 50,
            request_burst: 500,
        }
    }
}

impl Default for LogConfig {
    fn default() -> Self {
        Self { format: LogFormat::Text, level: "info".into() }
    }
}

impl Config {
    /// What the service needs to know of it.
    #[must_use]
    pub fn settings(&self) -> Settings {
        Settings {
            dealer: self.dealer.name.clone(),
            dealer_address: self.dealer.address.clone(),
            dealer_phone: self.dealer.phone.clone(),
            dealer_email: self.dealer.email.clone(),
            dealer_vat_id: self.dealer.vat_id.clone(),
            dealer_creditor_id: self.dealer.creditor_id.clone(),
            base_url: self.base_url.trim_end_matches('/').to_owned(),
            zone: self.zone.clone(),
            data: self.data.clone(),
            mail: self.mail.clone(),
            stripe: self.stripe.clone(),
            hooks: self.hooks.clone(),
            archive: self.archive.clone(),
            seal: self.seal.clone(),
            reader: self.reader.clone(),
        }
    }

    /// Where the store is.
    #[must_use]
    pub fn store(&self) -> StoreConfig {
        let url = if self.store.url.is_empty() {
            format!("surrealkv://{}", self.data.join("store").display())
        } else {
            self.store.url.clone()
        };
        StoreConfig { url, ..self.store.clone() }
    }

    /// Folder of the search index.
    #[must_use]
    pub fn index(&self) -> PathBuf {
        self.data.join("index")
    }

    /// Folder of the pictures.
    #[must_use]
    pub fn media(&self) -> PathBuf {
        self.data.join("media")
    }
}
