//! Without a Stripe key the demo pays at a Stripe double in this process: a newcomer tries a test card, and no money moves.

use std::net::SocketAddr;
use std::time::Duration;

use kontor_service::Clock;
use kontor_stripe_double::{Config as Setup, Double};

use crate::config::Config;

/// Debits arrive after so long.
const DEBITS: Duration = Duration::from_mins(1);

/// Starts the double and points `config` at it; nothing when there is a key. It remembers what it did in the data folder,
/// as the shop does.
///
/// # Errors
/// When it cannot listen on this machine, or cannot read what it remembers.
pub async fn open(config: &mut Config) -> std::io::Result<Option<Double>> {
    if !config.stripe.secret_key.is_empty() {
        return Ok(None);
    }
    let clock = Clock::system(&config.zone).map_err(std::io::Error::other)?;
    std::fs::create_dir_all(&config.data)?;
    let setup = Setup {
        webhook_url: format!("http://127.0.0.1:{}/webhooks/stripe", config.listen.port()),
        debits_after: Some(DEBITS),
        file: Some(config.data.join("stripe-double.json")),
        ..Setup::new(move || clock.now().as_second())
    };
    // The same port each time, so that pages that are open stay open; any other when it is taken.
    let beside = SocketAddr::from(([127, 0, 0, 1], config.listen.port().saturating_add(1)));
    let double = match Double::start(Setup { listen: beside, ..setup.clone() }).await {
        Ok(double) => double,
        Err(e) if e.kind() == std::io::ErrorKind::AddrInUse => Double::start(setup).await?,
        Err(e) => return Err(e),
    };
    config.stripe.secret_key = "sk_test_double".into();
    double.webhook_secret().clone_into(&mut config.stripe.webhook_secret);
    config.stripe.api_url = double.url();
    Ok(Some(double))
}
