//! A Stripe double that behaves like Stripe, for tests and demonstrations: a server of its own with customers, hosted
//! Checkout pages, payments, stored methods, refunds, disputes, an event list and signed webhooks.
//!
//! It keeps Stripe's promises that matter (an idempotency key answers what it answered before, a debit settles later, an event
//! may come twice, late and in any order) and breaks on demand: [`Failure`], [`Delivery`]. It takes no money.

#![recursion_limit = "256"]

mod api;
mod hooks;
mod objects;
mod page;
mod params;
mod state;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio::task::JoinHandle;

pub use hooks::{Delivery, sign};
use state::State;
pub use state::{Failure, Outcome};

/// How a double is set up.
#[derive(Clone)]
pub struct Config {
    /// Where to listen; port 0 takes any.
    pub listen: SocketAddr,
    /// Where webhooks go; none are sent while it is empty.
    pub webhook_url: String,
    /// What webhooks are signed with.
    pub webhook_secret: String,
    /// The time in Unix seconds: the double has no clock of its own.
    pub now: Arc<dyn Fn() -> i64 + Send + Sync>,
    /// Debits settle by themselves after so long; otherwise [`Double::settle_debits`] does it.
    pub debits_after: Option<Duration>,
    /// Where its memory is kept between two starts.
    pub file: Option<PathBuf>,
}

impl Config {
    /// Any port, no webhooks, nothing kept.
    #[must_use]
    pub fn new(now: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            webhook_url: String::new(),
            webhook_secret: "whsec_double".into(),
            now: Arc::new(now),
            debits_after: None,
            file: None,
        }
    }
}

pub(crate) struct Shared {
    config: Config,
    address: SocketAddr,
    state: Mutex<State>,
    bell: Notify,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn now(&self) -> i64 {
        (self.config.now)()
    }

    /// After every change: what is to be kept is written, what is to be told is told.
    fn changed(&self) {
        if let Some(file) = &self.config.file {
            let text = serde_json::to_vec(&*self.state()).unwrap_or_default();
            let fresh = file.with_extension("new");
            if std::fs::write(&fresh, text).and_then(|()| std::fs::rename(&fresh, file)).is_err() {
                // The double goes on; it will have forgotten after a restart.
                eprintln!("stripe double: {} cannot be written", file.display());
            }
        }
        self.bell.notify_one();
    }
}

/// A running double. Dropping it stops it.
pub struct Double {
    shared: Arc<Shared>,
    tasks: Vec<JoinHandle<()>>,
}

impl Double {
    /// Starts it.
    ///
    /// # Errors
    /// When the address cannot be listened on, or the kept memory cannot be read.
    pub async fn start(config: Config) -> std::io::Result<Self> {
        let listener = TcpListener::bind(config.listen).await?;
        let address = listener.local_addr()?;
        let state = match &config.file {
            Some(file) if file.exists() => serde_json::from_slice(&std::fs::read(file)?)?,
            _ => State::default(),
        };
        let shared = Arc::new(Shared { config, address, state: Mutex::new(state), bell: Notify::new() });
        let app = api::router(Arc::clone(&shared));
        let server = tokio::spawn(async move {
            if let Err(e) = axum::serve(listener, app).await {
                eprintln!("stripe double: {e}");
            }
        });
        let hooks = tokio::spawn(hooks::deliver(Arc::clone(&shared)));
        let mut tasks = vec![server, hooks];
        if let Some(after) = shared.config.debits_after {
            let shared = Arc::clone(&shared);
            tasks.push(tokio::spawn(async move {
                loop {
                    tokio::time::sleep(after).await;
                    shared.state().settle_debits(shared.now(), Outcome::AsNumbered);
                    shared.changed();
                }
            }));
        }
        Ok(Self { shared, tasks })
    }

    /// `http://127.0.0.1:PORT`, for Kontor's setting `stripe.api_url`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.shared.address)
    }

    /// What webhooks are signed with.
    #[must_use]
    pub fn webhook_secret(&self) -> &str {
        &self.shared.config.webhook_secret
    }

    /// How webhooks travel from now on.
    pub fn set_delivery(&self, delivery: Delivery) {
        self.shared.state().delivery = delivery;
        self.shared.bell.notify_one();
    }

    /// The next write at the interface goes wrong in this way; several wait in line.
    pub fn fail_next(&self, failure: Failure) {
        self.shared.state().failures.push_back(failure);
    }

    /// Lets every debit under way arrive (or fail).
    pub fn settle_debits(&self, outcome: Outcome) {
        self.shared.state().settle_debits(self.shared.now(), outcome);
        self.shared.changed();
    }

    /// The payer's bank takes this payment back.
    pub fn dispute(&self, intent: &str) {
        self.shared.state().dispute(self.shared.now(), intent);
        self.shared.changed();
    }

    /// How many charges took money.
    #[must_use]
    pub fn charges(&self) -> usize {
        self.of("charge").iter().filter(|c| c["paid"] == true).count()
    }

    /// All objects of a kind (`payment_intent`, `refund`, ...), oldest first.
    #[must_use]
    pub fn of(&self, object: &str) -> Vec<Value> {
        self.shared.state().of(object).cloned().collect()
    }

    /// Changes an object behind everybody's back, as support or a fault could.
    pub fn tamper(&self, id: &str, field: &str, value: Value) {
        if let Some(object) = self.shared.state().objects.get_mut(id) {
            object[field] = value;
        }
    }

    /// Every event so far as a webhook would carry it: body and signature header of this moment.
    #[must_use]
    pub fn events(&self) -> Vec<(Vec<u8>, String)> {
        let (secret, now) = (self.webhook_secret().to_owned(), self.shared.now());
        let bodies: Vec<Vec<u8>> =
            self.shared.state().events.iter().map(|e| e.to_string().into_bytes()).collect();
        bodies
            .into_iter()
            .map(|body| {
                let header = sign(&secret, now, &body);
                (body, header)
            })
            .collect()
    }

    /// Pays on a hosted page as a person would by card, without a browser. Answers the address the person is sent to, or
    /// nothing while the page still wants something.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn pay_on_page(&self, page: &str, number: &str) -> Result<Option<String>, reqwest::Error> {
        let field = if number.starts_with(|c: char| c.is_ascii_alphabetic()) { "iban" } else { "number" };
        let method = if field == "iban" { "sepa_debit" } else { "card" };
        self.post_page(page, &[("method", method), (field, number)]).await
    }

    /// Answers the bank's question on a hosted page.
    ///
    /// # Errors
    /// As [`Double::pay_on_page`].
    pub async fn authenticate_on_page(&self, page: &str, ok: bool) -> Result<Option<String>, reqwest::Error> {
        self.post_page(&format!("{page}/authenticate"), &[("ok", if ok { "1" } else { "0" })]).await
    }

    async fn post_page(&self, url: &str, fields: &[(&str, &str)]) -> Result<Option<String>, reqwest::Error> {
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
        let body = fields.iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>().join("&");
        let request = client.post(url).header("content-type", "application/x-www-form-urlencoded").body(body);
        let answer = request.send().await?;
        Ok(answer.headers().get("location").and_then(|l| l.to_str().ok()).map(str::to_owned))
    }
}

impl Drop for Double {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}
