//! How quickly a webhook is answered: over HTTP, durable, while the outbox works on what came before.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use kontor_search::SearchIndex;
use kontor_server::config::Config;
use kontor_server::router::AppState;
use kontor_service::{Clock, Ids, Kontor, outbox};
use kontor_store::{Store, StoreConfig};
use kontor_stripe_double::{Config as Setup, Double, sign};

use super::client::Client;
use super::serve::serve;
use super::stats::Times;

const EVENTS: usize = 1_000;

pub fn run(folder: &Path) {
    let data = folder.join("payments");
    let _ = std::fs::remove_dir_all(&data);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .thread_stack_size(10 * 1024 * 1024)
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async { tokio::spawn(measure(data)).await.expect("the bench ran") });
}

async fn measure(data: std::path::PathBuf) {
    let clock = Clock::system("Europe/Berlin").expect("a zone");
    let time = clock.clone();
    let double = Double::start(Setup::new(move || time.now().as_second())).await.expect("a double");
    let mut config = Config { data, ..Config::default() };
    config.http.requests_per_second = 0;
    config.stripe.secret_key = "sk_test_bench".into();
    config.stripe.webhook_secret = double.webhook_secret().to_owned();
    config.stripe.api_url = double.url();
    let store = Store::open(&StoreConfig::in_folder(&config.data.join("store"))).await.expect("a store");
    let index = SearchIndex::open(&config.data.join("index"), 15_000_000).expect("an index");
    let kontor =
        Kontor::start(store, index, clock, Ids::from_system(), config.settings()).await.expect("kontor");
    let worker = tokio::spawn(outbox::run(Arc::clone(&kontor), std::future::pending()));
    let state = AppState::new(Arc::clone(&kontor), config);
    let (port, server) = serve(&state).await;
    for at_once in [1, 16] {
        let mut senders = tokio::task::JoinSet::new();
        for sender in 0..at_once {
            let (kontor, secret) = (Arc::clone(&kontor), double.webhook_secret().to_owned());
            senders.spawn_blocking(move || {
                let mut client = Client::open(port).expect("the server answers");
                let mut times: Vec<Duration> = Vec::new();
                for n in 0..EVENTS / at_once {
                    let body = event(at_once, sender, n);
                    let header = sign(&secret, kontor.clock.now().as_second(), body.as_bytes());
                    let start = Instant::now();
                    let answer = client.webhook(&header, &body).expect("an answer");
                    times.push(start.elapsed());
                    assert_eq!(answer.status, 204);
                }
                times
            });
        }
        let mut times = Times::default();
        times.extend(senders.join_all().await.into_iter().flatten());
        println!("- webhook of Stripe, {at_once} at once, durable, outbox at work: {times}");
    }
    worker.abort();
    server.abort();
    kontor.store.close().await.expect("closed");
}

/// An event as large as Stripe's usually are, about a payment that the double does not know.
fn event(at_once: usize, sender: usize, n: usize) -> String {
    let padding = "x".repeat(3_000);
    format!(
        r#"{{"id":"evt_{at_once}_{sender}_{n}","object":"event","type":"payment_intent.succeeded","created":1,"data":{{"object":{{"id":"pi_{n}","object":"payment_intent","description":"{padding}"}}}}}}"#
    )
}
