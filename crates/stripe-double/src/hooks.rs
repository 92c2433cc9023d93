//! Webhooks: signed, and as unreliable as one asks for.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use hmac::{Hmac, Mac as _};
use sha2::Sha256;

use crate::Shared;

/// How webhooks travel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Every event comes so many times; 0 loses them.
    pub copies: usize,
    /// What waits together is sent in the wrong order.
    pub reversed: bool,
    /// So long an event waits before it is sent.
    pub delay: Duration,
}

impl Default for Delivery {
    fn default() -> Self {
        Self { copies: 1, reversed: false, delay: Duration::from_millis(20) }
    }
}

/// The header `Stripe-Signature` for this body.
#[must_use]
pub fn sign(secret: &str, now: i64, body: &[u8]) -> String {
    let mut header = format!("t={now},v1=");
    // HMAC takes a key of any length.
    if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) {
        mac.update(format!("{now}.").as_bytes());
        mac.update(body);
        for byte in mac.finalize().into_bytes() {
            let _ = write!(header, "{byte:02x}");
        }
    }
    header
}

/// Sends what happens, until it is aborted. What is not accepted is tried again a few times; Stripe does so for days.
pub async fn deliver(shared: Arc<Shared>) {
    let client = reqwest::Client::new();
    loop {
        shared.bell.notified().await;
        if shared.config.webhook_url.is_empty() {
            continue;
        }
        let delay = shared.state().delivery.delay;
        tokio::time::sleep(delay).await;
        let (mut bodies, delivery) = {
            let mut state = shared.state();
            let from = state.delivered.min(state.events.len());
            let bodies: Vec<String> = state.events[from..].iter().map(ToString::to_string).collect();
            state.delivered = state.events.len();
            (bodies, state.delivery.clone())
        };
        if delivery.reversed {
            bodies.reverse();
        }
        for body in &bodies {
            for _ in 0..delivery.copies {
                send(&shared, &client, body).await;
            }
        }
    }
}

async fn send(shared: &Shared, client: &reqwest::Client, body: &str) {
    for pause in [200, 1_000, 5_000, 0] {
        let request = client
            .post(&shared.config.webhook_url)
            .header("stripe-signature", sign(&shared.config.webhook_secret, shared.now(), body.as_bytes()))
            .header("content-type", "application/json")
            .body(body.to_owned());
        if request.send().await.is_ok_and(|a| a.status().is_success()) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(pause)).await;
    }
}
