//! Somebody else's system: a real HTTP server that takes webhooks, or does not.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::any;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpListener;

/// What it does with a message.
#[derive(Debug, Clone, Copy)]
pub enum Does {
    Take,
    Answer(u16),
    /// Takes it, after a while.
    Sleep(Duration),
    /// Sends the sender elsewhere.
    Redirect,
}

/// A message as it came.
#[derive(Debug, Clone)]
pub struct Came {
    pub headers: HeaderMap,
    pub body: String,
}

impl Came {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// Is one of the signatures made with this secret? Written after the specification, not after our own code.
    pub fn signed_with(&self, secret: &str) -> bool {
        let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
        let signed =
            format!("{}.{}.{}", self.header("webhook-id"), self.header("webhook-timestamp"), self.body);
        mac.update(signed.as_bytes());
        let wanted = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
        self.header("webhook-signature").split(' ').any(|signature| signature == wanted)
    }
}

#[derive(Default)]
struct Inner {
    came: Vec<Came>,
    next: VecDeque<Does>,
    always: Option<Does>,
}

#[derive(Clone)]
pub struct Receiver {
    pub url: String,
    inner: Arc<Mutex<Inner>>,
}

impl Receiver {
    pub async fn start() -> Self {
        let inner = Arc::<Mutex<Inner>>::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/in?from=kontor", listener.local_addr().unwrap());
        let app = Router::new().route("/{*path}", any(take)).with_state(Arc::clone(&inner));
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { url, inner }
    }

    /// From now on, until told otherwise.
    pub fn always(&self, does: Does) {
        self.inner.lock().unwrap().always = Some(does);
    }

    /// With the next messages, one after the other.
    pub fn next(&self, does: &[Does]) {
        self.inner.lock().unwrap().next.extend(does);
    }

    pub fn came(&self) -> Vec<Came> {
        self.inner.lock().unwrap().came.clone()
    }

    /// The kinds of what came, in order.
    pub fn kinds(&self) -> Vec<String> {
        self.came().iter().map(|came| came.json()["type"].as_str().unwrap().to_owned()).collect()
    }
}

async fn take(State(inner): State<Arc<Mutex<Inner>>>, headers: HeaderMap, body: Bytes) -> Response {
    let does = {
        let mut inner = inner.lock().unwrap();
        let body = String::from_utf8(body.to_vec()).unwrap();
        inner.came.push(Came { headers, body });
        let next = inner.next.pop_front();
        next.or(inner.always).unwrap_or(Does::Take)
    };
    match does {
        Does::Take => (StatusCode::OK, "danke\u{7}").into_response(),
        Does::Answer(status) => (StatusCode::from_u16(status).unwrap(), "x".repeat(10_000)).into_response(),
        Does::Sleep(pause) => {
            tokio::time::sleep(pause).await;
            StatusCode::NO_CONTENT.into_response()
        }
        Does::Redirect => (StatusCode::FOUND, [(header::LOCATION, "/elsewhere")]).into_response(),
    }
}

/// Somebody who hangs up as soon as something is said.
pub async fn who_hangs_up() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut line, _)) = listener.accept().await {
            let _ = line.read(&mut [0; 64]).await;
        }
    });
    url
}
