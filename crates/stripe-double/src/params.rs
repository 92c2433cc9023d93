//! Stripe's form encoding: `line_items[0][price_data][unit_amount]=4860`.

use std::collections::BTreeMap;

/// Parameters as sent, by their bracketed name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Params(BTreeMap<String, String>);

impl Params {
    pub fn new(pairs: Vec<(String, String)>) -> Self {
        Self(pairs.into_iter().collect())
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|v| !v.is_empty())
    }

    pub fn text(&self, name: &str) -> String {
        self.get(name).unwrap_or_default().to_owned()
    }

    pub fn number(&self, name: &str) -> Option<i64> {
        self.get(name)?.parse().ok()
    }

    pub fn is(&self, name: &str) -> bool {
        self.get(name) == Some("true")
    }

    /// `metadata[kontor]=1` under `metadata` as an object.
    pub fn object(&self, prefix: &str) -> serde_json::Value {
        let start = format!("{prefix}[");
        self.0
            .iter()
            .filter_map(|(k, v)| {
                let key = k.strip_prefix(&start)?.strip_suffix(']')?;
                (!key.contains('[')).then(|| (key.to_owned(), serde_json::Value::from(v.as_str())))
            })
            .collect::<serde_json::Map<_, _>>()
            .into()
    }

    /// The values of a list: `expand[0]`, `expand[]`.
    pub fn list(&self, prefix: &str) -> Vec<&str> {
        let start = format!("{prefix}[");
        self.0.iter().filter(|(k, _)| k.starts_with(&start)).map(|(_, v)| v.as_str()).collect()
    }

    /// What an idempotency key is compared with.
    pub fn fingerprint(&self, path: &str) -> String {
        format!("{path}?{:?}", self.0)
    }
}
