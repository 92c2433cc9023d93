//! What the program has: store, index, clock, ids, settings. Handed to every operation.

use std::path::PathBuf;
use std::sync::{Arc, RwLock};

use kontor_domain::Error;
use kontor_domain::catalog::Category;
use kontor_domain::delivery::TariffsView;
use kontor_domain::pricing::Notation;
use kontor_domain::stock::Warehouse;
use kontor_search::SearchIndex;
use kontor_store::{Migration, Store, StoreError};
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

use crate::accounts::Customers;
use crate::limits::Limits;
use crate::live::Live;
use crate::memory::Memory;
use crate::{Clock, Ids, catalog, delivery, payments, stock};

/// So long what the dealer sets up is kept in memory before it is read anew.
const FRESH: jiff::SignedDuration = jiff::SignedDuration::from_mins(5);

/// Every migration of the schema, in order.
pub const MIGRATIONS: &[Migration] = &[
    Migration { number: 1, name: "house", sql: include_str!("../migrations/0001_house.surql") },
    Migration { number: 2, name: "jobs", sql: include_str!("../migrations/0002_jobs.surql") },
    Migration {
        number: 3,
        name: "company_rules",
        sql: include_str!("../migrations/0003_company_rules.surql"),
    },
    Migration { number: 4, name: "own_numbers", sql: include_str!("../migrations/0004_own_numbers.surql") },
    Migration { number: 5, name: "payments", sql: include_str!("../migrations/0005_payments.surql") },
    Migration { number: 6, name: "order_lists", sql: include_str!("../migrations/0006_order_lists.surql") },
    Migration { number: 7, name: "carts", sql: include_str!("../migrations/0007_carts.surql") },
    Migration {
        number: 8,
        name: "payment_concerns",
        sql: include_str!("../migrations/0008_payment_concerns.surql"),
    },
    Migration { number: 9, name: "promises", sql: include_str!("../migrations/0009_promises.surql") },
    Migration { number: 10, name: "returns", sql: include_str!("../migrations/0010_returns.surql") },
    Migration { number: 11, name: "acting", sql: include_str!("../migrations/0011_acting.surql") },
    Migration { number: 12, name: "recurring", sql: include_str!("../migrations/0012_recurring.surql") },
    Migration { number: 13, name: "hooks", sql: include_str!("../migrations/0013_hooks.surql") },
    Migration { number: 14, name: "prices", sql: include_str!("../migrations/0014_prices.surql") },
    Migration { number: 15, name: "delivery", sql: include_str!("../migrations/0015_delivery.surql") },
    Migration { number: 16, name: "cases", sql: include_str!("../migrations/0016_cases.surql") },
    Migration { number: 17, name: "models", sql: include_str!("../migrations/0017_models.surql") },
    Migration {
        number: 18,
        name: "configurations",
        sql: include_str!("../migrations/0018_configurations.surql"),
    },
    Migration { number: 19, name: "quotes", sql: include_str!("../migrations/0019_quotes.surql") },
    Migration { number: 20, name: "calendar", sql: include_str!("../migrations/0020_calendar.surql") },
    Migration { number: 21, name: "archive", sql: include_str!("../migrations/0021_archive.surql") },
    Migration { number: 22, name: "forms", sql: include_str!("../migrations/0022_forms.surql") },
    Migration { number: 23, name: "signatures", sql: include_str!("../migrations/0023_signatures.surql") },
    Migration { number: 24, name: "seals", sql: include_str!("../migrations/0024_seals.surql") },
];

/// What the dealer decides; read from the configuration file (see `kontor.example.toml`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// The dealer's name as printed on documents and mails.
    pub dealer: String,
    /// Postal address, one line each.
    pub dealer_address: Vec<String>,
    pub dealer_phone: String,
    pub dealer_email: String,
    /// The dealer's own VAT ID.
    pub dealer_vat_id: String,
    /// Under which the dealer collects direct debits (SEPA creditor identifier), or empty.
    pub dealer_creditor_id: String,
    /// Address under which customers reach the portal, without a slash at the end; links in mails start with it.
    pub base_url: String,
    /// IANA time zone of the dealer.
    pub zone: String,
    /// Folder for everything that is kept: store, index, media, mails of the development mode, exports.
    pub data: PathBuf,
    pub mail: MailSettings,
    pub stripe: StripeSettings,
    pub hooks: HookSettings,
    pub archive: ArchiveSettings,
    pub seal: SealSettings,
    /// The program that reads files which others sent in, called as `kontor read-file` is; empty reads them in this process.
    pub reader: PathBuf,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            dealer: "Hallmann Baumaschinen GmbH".into(),
            dealer_address: vec!["Daimlerstraße 18".into(), "89079 Ulm".into()],
            dealer_phone: "+49 731 5550-0".into(),
            dealer_email: "teile@hallmann-baumaschinen.example".into(),
            dealer_vat_id: "DE136695976".into(),
            dealer_creditor_id: String::new(),
            base_url: "http://127.0.0.1:3000".into(),
            zone: "Europe/Berlin".into(),
            data: "data".into(),
            mail: MailSettings::default(),
            stripe: StripeSettings::default(),
            hooks: HookSettings::default(),
            archive: ArchiveSettings::default(),
            seal: SealSettings::default(),
            reader: PathBuf::new(),
        }
    }
}

/// Where the archive keeps its bytes, and who looks at what comes in.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ArchiveSettings {
    /// `s3://BUCKET/PREFIX`; empty means the folder `documents/sha256` in `data`.
    pub store: String,
    /// `clamd` that looks at every file before it is kept: `HOST:PORT` or `unix:PATH`; empty means none.
    pub clamd: String,
    pub s3: S3Settings,
}

/// Who has the bucket of [`ArchiveSettings::store`], and as whom we go there.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct S3Settings {
    /// Where the service is, for another one than AWS; `http://` only where this says so.
    pub endpoint: String,
    /// Needed at AWS; others mostly take any.
    pub region: String,
    pub access_key: String,
    pub secret_key: String,
}

/// The secret key does not reach a log.
impl std::fmt::Debug for S3Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("S3Settings")
            .field("endpoint", &self.endpoint)
            .field("region", &self.region)
            .field("access_key", &self.access_key)
            .finish_non_exhaustive()
    }
}

/// Payment by card and direct debit. Without a secret key the shop is on account only.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StripeSettings {
    /// `sk_live_...`, or `sk_test_...` to try.
    pub secret_key: String,
    /// `whsec_...`, of the endpoint `/webhooks/stripe`.
    pub webhook_secret: String,
    /// Somewhere else than Stripe itself, for tests and demonstrations; empty means Stripe.
    pub api_url: String,
}

impl StripeSettings {
    /// Where hosted pages are, with a blank before it, for the pages' policy; empty without a key.
    #[must_use]
    pub fn page_origin(&self) -> String {
        if self.secret_key.is_empty() {
            return String::new();
        }
        let url = self.api_url.trim_end_matches('/');
        let sane =
            url.starts_with("http") && url.bytes().all(|b| b.is_ascii_graphic() && !b";,'\"".contains(&b));
        if sane { format!(" {url}") } else { " https://checkout.stripe.com".into() }
    }

    /// No real money moves.
    #[must_use]
    pub fn is_test(&self) -> bool {
        self.secret_key.starts_with("sk_test_") || self.secret_key.starts_with("rk_test_")
    }
}

/// Neither secret reaches a log.
impl std::fmt::Debug for StripeSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let hidden = |secret: &str| if secret.is_empty() { "" } else { "..." };
        f.debug_struct("StripeSettings")
            .field("secret_key", &hidden(&self.secret_key))
            .field("webhook_secret", &hidden(&self.webhook_secret))
            .field("api_url", &self.api_url)
            .finish()
    }
}

/// How mail leaves the house.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MailSettings {
    /// `smtp://HOST:PORT`, `smtps://USER:PASSWORD@HOST` and so on; empty keeps mails in the data folder and shows them in
    /// the desk (development).
    pub smtp: String,
    /// `Name <address>`.
    pub from: String,
}

impl Default for MailSettings {
    fn default() -> Self {
        Self {
            smtp: String::new(),
            from: "Hallmann Baumaschinen <teile@hallmann-baumaschinen.example>".into(),
        }
    }
}

/// Webhooks out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HookSettings {
    /// Endpoints may lie in a private network, also without TLS there: for a dealer whose own systems stand beside Kontor.
    /// Whoever may set up webhooks, every customer's administration included, then reaches what this machine reaches.
    pub private_networks: bool,
}

/// The house's seal on documents. Without a key or a service nothing is sealed.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SealSettings {
    /// The file of the key: PKCS#12 (`.p12`, `.pfx`) with its certificate, or a PKCS#8 key as PEM.
    pub key: PathBuf,
    /// For a key as PEM: its certificate, and those of the authorities above it.
    pub certificate: PathBuf,
    /// Of the PKCS#12 file.
    pub password: String,
    /// Address of a time-stamp authority (RFC 3161); empty seals without anybody's word about the time.
    pub timestamps: String,
    /// Certificates (PEM) from which the authority's has to come; those of earlier authorities stay in it.
    pub anchors: PathBuf,
    pub token: TokenSealSettings,
    pub remote: RemoteSealSettings,
}

/// Where the key of the seal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealPlace {
    /// Nothing is sealed.
    Nowhere,
    File,
    Token,
    Remote,
}

impl SealSettings {
    /// The one place where a key is configured.
    ///
    /// # Errors
    /// In words, when there are several: which of them seals is not guessed.
    pub fn place(&self) -> Result<SealPlace, String> {
        let places = [
            ("seal.key", !self.key.as_os_str().is_empty(), SealPlace::File),
            ("seal.token.module", !self.token.module.as_os_str().is_empty(), SealPlace::Token),
            ("seal.remote.url", !self.remote.url.is_empty(), SealPlace::Remote),
        ];
        let named: Vec<_> = places.into_iter().filter(|(_, there, _)| *there).collect();
        match named.as_slice() {
            [] => Ok(SealPlace::Nowhere),
            [(_, _, place)] => Ok(*place),
            several => {
                let names: Vec<_> = several.iter().map(|(name, ..)| *name).collect();
                Err(format!("a key is named by {}: only one seals", names.join(" and by ")))
            }
        }
    }
}

/// Neither the password nor what `token` and `remote` have of secrets reaches a log.
impl std::fmt::Debug for SealSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SealSettings")
            .field("key", &self.key)
            .field("certificate", &self.certificate)
            .field("timestamps", &self.timestamps)
            .field("anchors", &self.anchors)
            .field("token", &self.token)
            .field("remote", &self.remote)
            .finish_non_exhaustive()
    }
}

/// A key on a token or in a security module instead of a file (PKCS#11). Its certificate is that of [`SealSettings::certificate`].
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TokenSealSettings {
    /// The library of the token's maker.
    pub module: PathBuf,
    /// Label of the token.
    pub token: String,
    /// Label of the private key on it.
    pub key: String,
    /// Of the token's user.
    #[serde(deserialize_with = "quoted")]
    pub pin: String,
}

impl std::fmt::Debug for TokenSealSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TokenSealSettings")
            .field("module", &self.module)
            .field("token", &self.token)
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

/// A text. A PIN looks like a number, and what is said of a number where a text belongs would show it.
fn quoted<'de, D: serde::Deserializer<'de>>(of: D) -> Result<String, D::Error> {
    match serde_json::Value::deserialize(of)? {
        serde_json::Value::String(text) => Ok(text),
        _ => Err(serde::de::Error::custom("it has to stand in quotes")),
    }
}

/// A key in another house instead of a file (Cloud Signature Consortium, API v2).
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RemoteSealSettings {
    /// Where the service is, up to and with `/csc/v2`.
    pub url: String,
    /// Which credential signs.
    pub credential: String,
    /// Who we are there: sent as `Authorization: Bearer`.
    pub token: String,
}

impl std::fmt::Debug for RemoteSealSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RemoteSealSettings")
            .field("url", &self.url)
            .field("credential", &self.credential)
            .finish_non_exhaustive()
    }
}

/// The running program. Cheap to share behind an `Arc`.
pub struct Kontor {
    pub store: Store,
    pub search: SearchIndex,
    pub clock: Clock,
    pub ids: Ids,
    pub settings: Settings,
    pub limits: Limits,
    /// Absent without a key: on account only.
    pub stripe: Option<kontor_stripe::Stripe>,
    /// Rung after every commit that left something in the outbox.
    pub outbox_bell: Notify,
    /// Who looks at which case, and hears what happens in it.
    pub live: Arc<Live>,
    /// What customers are searched by; see `docs/decisions/0015-customers-are-searched-in-memory.md`.
    pub(crate) customers: Customers,
    /// How well promises were kept, counted once a day.
    pub(crate) kept: crate::orders::KeptToday,
    /// Which endpoints there are, and the key that their secrets are made with.
    pub(crate) hooks: crate::hooks::Hooks,
    /// Releases of models, ready to answer.
    pub(crate) models: crate::models::Shelf,
    /// The bytes of documents, and the end of their chain.
    pub archive: crate::documents::Archive,
    /// The house's seal.
    pub(crate) seals: crate::seals::House,
    categories: Memory<Vec<Category>>,
    warehouses: Memory<Vec<Warehouse>>,
    pub(crate) tariffs: Memory<TariffsView>,
    pub(crate) notations: Memory<Vec<Notation>>,
}

impl Kontor {
    /// Puts the parts together and brings the schema up to date.
    ///
    /// # Errors
    /// As [`Store::migrate`].
    pub async fn start(
        store: Store,
        search: SearchIndex,
        clock: Clock,
        ids: Ids,
        settings: Settings,
    ) -> Result<Arc<Self>, StoreError> {
        let stripe = payments::connect(&settings.stripe)
            .map_err(|e| StoreError::Unavailable(format!("stripe.secret_key or stripe.api_url: {e}")))?;
        let archive =
            crate::documents::Archive::open(&settings.data.join("documents"), &settings.archive, || {
                ids.secret()
            })
            .map_err(StoreError::Unavailable)?;
        let unusable =
            |(key, why): (&'static str, String)| StoreError::Unavailable(format!("seal.{key}: {why}"));
        let seals = crate::seals::House::new(&settings.seal).map_err(unusable)?;
        seals.begin().await.map_err(unusable)?;
        store.migrate(MIGRATIONS, Some(&settings.data.join("exports"))).await?;
        Ok(Arc::new(Self {
            store,
            search,
            clock,
            ids,
            settings,
            limits: Limits::default(),
            stripe,
            outbox_bell: Notify::new(),
            live: Arc::default(),
            customers: Customers::default(),
            kept: RwLock::default(),
            hooks: crate::hooks::Hooks::default(),
            models: crate::models::Shelf::default(),
            archive,
            seals,
            categories: Memory::new(FRESH),
            warehouses: Memory::new(FRESH),
            tariffs: Memory::new(FRESH),
            notations: Memory::new(FRESH),
        }))
    }

    /// A new id, ordered by time.
    #[must_use]
    pub fn new_id(&self) -> String {
        self.ids.ulid(self.clock.now())
    }

    /// The category tree, sorted by path; kept in memory, since every page shows it.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the store does not answer.
    pub async fn categories(&self) -> Result<Arc<Vec<Category>>, Error> {
        let read = async { catalog::rows::categories(self).await.map(Arc::new) };
        self.categories.get(self.clock.now(), read).await
    }

    /// The warehouses by position; kept in memory.
    ///
    /// # Errors
    /// As [`Kontor::categories`].
    pub async fn warehouses(&self) -> Result<Arc<Vec<Warehouse>>, Error> {
        let read = async { stock::rows::warehouses(self).await.map(Arc::new) };
        self.warehouses.get(self.clock.now(), read).await
    }

    /// What deliveries cost; kept in memory.
    ///
    /// # Errors
    /// As [`Kontor::categories`].
    pub async fn tariffs(&self) -> Result<Arc<TariffsView>, Error> {
        let read = async { delivery::kept(self).await.map(Arc::new) };
        self.tariffs.get(self.clock.now(), read).await
    }

    /// The latest metal notations; kept in memory, since every price may need them.
    ///
    /// # Errors
    /// As [`Kontor::categories`].
    pub async fn notations(&self) -> Result<Arc<Vec<Notation>>, Error> {
        let read = async { crate::pricing::notations::read(self).await.map(Arc::new) };
        self.notations.get(self.clock.now(), read).await
    }

    /// Forgets what is kept in memory, after categories or warehouses were written.
    pub fn forget(&self) {
        self.categories.forget();
        self.warehouses.forget();
    }
}
