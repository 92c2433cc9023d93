//! A SurrealDB server: scripts by WebSocket through the SDK, export and import by HTTP beside it, since the SDK has neither
//! on a WebSocket (<https://surrealdb.com/docs/surrealdb/integration/http>).

use std::path::Path;

use futures::StreamExt as _;
use reqwest::{Client, RequestBuilder, Response};
use surrealdb::Surreal;
use surrealdb::engine::any::Any;
use surrealdb_types::{Value, Variables};
use tokio::fs::File;
use tokio::io::AsyncWriteExt as _;

use crate::store::Results;
use crate::{StoreConfig, StoreError};

pub(crate) struct Remote {
    db: Surreal<Any>,
    http: Client,
}

impl Remote {
    pub async fn open(config: &StoreConfig) -> Result<Self, StoreError> {
        let unavailable = |e: &dyn std::fmt::Display| StoreError::Unavailable(format!("{}: {e}", config.url));
        let db = surrealdb::engine::any::connect(&config.url).await.map_err(|e| unavailable(&e))?;
        if !config.username.is_empty() {
            let (username, password) = (config.username.clone(), config.password.clone());
            db.signin(surrealdb::opt::auth::Root { username, password })
                .await
                .map_err(|e| unavailable(&e))?;
        }
        Ok(Self { db, http: Client::new() })
    }

    pub async fn select(&self, config: &StoreConfig) -> Result<(), StoreError> {
        let chosen = self.db.use_ns(&config.namespace).use_db(&config.database).await;
        chosen.map(|_| ()).map_err(|e| StoreError::classify(&e))
    }

    /// What each statement answered.
    pub async fn ask(&self, sql: &str, vars: Variables) -> Results {
        let mut answer = self.db.query(sql).bind(vars).await?;
        let mut errors = answer.take_errors();
        Ok((0..answer.num_statements() + errors.len())
            .map(|i| errors.remove(&i).map_or_else(|| answer.take::<Value>(i), Err))
            .collect())
    }

    /// The whole database as text. A server that fails half-way only stops sending: whether it is whole, the caller looks.
    pub async fn export(&self, config: &StoreConfig, to: &Path) -> Result<(), StoreError> {
        let answer = self.send(config, self.http.get(address(config, "export"))).await?;
        let mut file = File::create(to).await.map_err(|e| broken(&e))?;
        let mut chunks = answer.bytes_stream();
        while let Some(chunk) = chunks.next().await {
            file.write_all(&chunk.map_err(|e| broken(&e))?).await.map_err(|e| broken(&e))?;
        }
        file.flush().await.map_err(|e| broken(&e))
    }

    pub async fn import(&self, config: &StoreConfig, from: &Path) -> Result<(), StoreError> {
        let file = File::open(from).await.map_err(|e| broken(&e))?;
        self.send(config, self.http.post(address(config, "import")).body(file)).await.map(|_| ())
    }

    async fn send(&self, config: &StoreConfig, mut request: RequestBuilder) -> Result<Response, StoreError> {
        request = request
            .header("surreal-ns", &config.namespace)
            .header("surreal-db", &config.database)
            .header("accept", "application/json");
        if !config.username.is_empty() {
            request = request.basic_auth(&config.username, Some(&config.password));
        }
        let answer = request.send().await.map_err(|e| broken(&e))?;
        if answer.status().is_success() {
            return Ok(answer);
        }
        let (status, text) = (answer.status(), answer.text().await.unwrap_or_default());
        Err(StoreError::Rejected(format!("{status}: {text}")))
    }
}

/// `ws://HOST/rpc` is `http://HOST/NAME` here.
fn address(config: &StoreConfig, name: &str) -> String {
    let base = config.url.trim_end_matches('/').trim_end_matches("/rpc");
    format!("{}/{name}", base.replacen("ws://", "http://", 1))
}

fn broken(error: &dyn std::fmt::Display) -> StoreError {
    StoreError::Unavailable(error.to_string())
}
