//! Reads the configuration: defaults, then the file, then the environment.

use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Env, Format as _, Serialized, Toml};
use figment::value::Value;

use super::Config;

/// What precedes a key in the environment: `KONTOR__HTTP__TRUSTED_HOPS=1`.
const PREFIX: &str = "KONTOR__";
/// Secrets and labels stay what is written, also when they look like numbers: `KONTOR__SEAL__TOKEN__PIN=0042` is not 42.
const TEXTS: [&str; 12] = [
    "archive.s3.access_key",
    "archive.s3.secret_key",
    "seal.password",
    "seal.token.token",
    "seal.token.key",
    "seal.token.pin",
    "seal.remote.credential",
    "seal.remote.token",
    "store.password",
    "stripe.secret_key",
    "stripe.webhook_secret",
    "metrics.token",
];
/// The file that is read when none is named.
const FILE: &str = "kontor.toml";

/// A configuration that cannot be used; the text names file and key.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("the configuration file {0} does not exist")]
    Missing(PathBuf),
    #[error("configuration: {0}")]
    Wrong(Box<figment::Error>),
    #[error("configuration: {key}: {problem}")]
    Value { key: &'static str, problem: String },
}

/// Reads and checks the configuration. A named file must exist; without one `./kontor.toml` is read if it is there.
///
/// # Errors
/// [`ConfigError`], with the file and the key that are wrong.
pub fn load(file: Option<&Path>) -> Result<Config, ConfigError> {
    let mut figment = Figment::from(Serialized::defaults(Config::default()));
    match file {
        Some(file) if !file.is_file() => return Err(ConfigError::Missing(file.to_owned())),
        Some(file) => figment = figment.merge(Toml::file_exact(file)),
        None if Path::new(FILE).is_file() => figment = figment.merge(Toml::file_exact(FILE)),
        None => {}
    }
    let environment = Env::prefixed(PREFIX).split("__");
    let no_text = |text: &str| !matches!(text.parse::<Value>(), Ok(Value::String(..)));
    let texts: Vec<_> =
        environment.iter().filter(|(key, text)| TEXTS.contains(&key.as_str()) && no_text(text)).collect();
    figment = figment.merge(environment);
    for (key, text) in texts {
        figment = figment.merge(Serialized::default(key.as_str(), text));
    }
    let config: Config = figment.extract().map_err(|e| ConfigError::Wrong(Box::new(e)))?;
    check(&config)?;
    Ok(config)
}

/// What the types alone do not catch.
fn check(config: &Config) -> Result<(), ConfigError> {
    let wrong = |key, problem: &str| Err(ConfigError::Value { key, problem: problem.to_owned() });
    if !config.base_url.starts_with("http://") && !config.base_url.starts_with("https://") {
        return wrong("base_url", "must start with http:// or https://");
    }
    let engines = ["surrealkv://", "rocksdb://", "mem://", "ws://"];
    let url = config.store.url.as_str();
    if !url.is_empty() && !engines.iter().any(|engine| url.starts_with(engine)) {
        return wrong(
            "store.url",
            "must start with surrealkv://, rocksdb:// or ws:// (TLS to a server is not built in)",
        );
    }
    if config.http.body_limit_bytes < 1024 {
        return wrong("http.body_limit_bytes", "less than 1024 bytes leaves no room for a form");
    }
    if config.http.requests_per_second > 0 && config.http.request_burst == 0 {
        return wrong(
            "http.request_burst",
            "0 would refuse every request; set requests_per_second = 0 for no limit",
        );
    }
    if config.http.timeout_seconds == 0 {
        return wrong("http.timeout_seconds", "must be at least 1");
    }
    if !config.metrics.token.is_empty() && config.metrics.token.len() < 16 {
        return wrong("metrics.token", "must have at least 16 characters");
    }
    if let Err((key, why)) = kontor_service::documents::Bucket::of(&config.archive) {
        return wrong(key, &why);
    }
    if let Err(problem) = config.seal.place() {
        return wrong("seal", &problem);
    }
    if let Err(e) = kontor_service::Clock::system(&config.zone) {
        return wrong("zone", &e.to_string());
    }
    if let Err(e) = config.log.level.parse::<tracing_subscriber::EnvFilter>() {
        return wrong("log.level", &e.to_string());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_a_store_that_nobody_can_open_is_told_by_its_key() {
        let mut config = Config::default();
        assert!(check(&config).is_ok());
        for (url, good) in
            [("ws://db:8000", true), ("surrealkv://data/store", true), ("wss://db", false), ("data", false)]
        {
            config.store.url = url.into();
            let answer = check(&config);
            assert_eq!(answer.is_ok(), good, "{url}");
            if let Err(error) = answer {
                assert!(matches!(error, ConfigError::Value { key: "store.url", .. }), "{error}");
            }
        }
    }
}
