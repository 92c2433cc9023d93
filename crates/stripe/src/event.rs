//! Stripe's events, read only as far as needed to know what to look at again: the object itself is fetched anew.

use miniserde::json::Value;
use serde::Deserialize;

/// Something happened at Stripe. A pointer, not a truth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub id: String,
    /// `payment_intent.succeeded`.
    pub kind: String,
    /// Unix seconds.
    pub created: i64,
    /// `payment_intent`, `checkout.session`, `charge`, `refund`, `dispute`, ...
    pub object: String,
    pub object_id: String,
    /// The payment a charge, refund, dispute or session belongs to.
    pub intent: Option<String>,
}

#[derive(Deserialize)]
struct Raw {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    created: i64,
    data: RawData,
}

#[derive(Deserialize)]
struct RawData {
    object: RawObject,
}

#[derive(Deserialize)]
struct RawObject {
    #[serde(default)]
    id: String,
    #[serde(default)]
    object: String,
    #[serde(default)]
    payment_intent: Option<serde_json::Value>,
}

impl Event {
    /// Reads the body of a webhook whose signature was verified.
    ///
    /// # Errors
    /// When it is no event.
    pub fn parse(body: &[u8]) -> Result<Self, serde_json::Error> {
        let raw: Raw = serde_json::from_slice(body)?;
        let object = raw.data.object;
        Ok(Self {
            id: raw.id,
            kind: raw.kind,
            created: raw.created,
            object: object.object,
            object_id: object.id,
            // Expanded or not, as the endpoint is set up.
            intent: object.payment_intent.and_then(|p| match p {
                serde_json::Value::String(id) => Some(id),
                serde_json::Value::Object(o) => {
                    o.get("id").and_then(serde_json::Value::as_str).map(str::to_owned)
                }
                _ => None,
            }),
        })
    }
}

impl From<stripe_shared::Event> for Event {
    fn from(e: stripe_shared::Event) -> Self {
        let text = |field: &str| match &e.data.object {
            Value::Object(o) => match o.get(field) {
                Some(Value::String(s)) => Some(s.clone()),
                _ => None,
            },
            _ => None,
        };
        Self {
            object: text("object").unwrap_or_default(),
            object_id: text("id").unwrap_or_default(),
            intent: text("payment_intent"),
            id: e.id.as_str().to_owned(),
            kind: e.type_.as_str().to_owned(),
            created: e.created,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_read_as_a_pointer() {
        let body = br#"{"id":"evt_1","object":"event","type":"charge.dispute.created","created":7,
            "data":{"object":{"id":"dp_1","object":"dispute","payment_intent":"pi_1","amount":5}}}"#;
        let event = Event::parse(body).unwrap();
        assert_eq!((event.object.as_str(), event.object_id.as_str()), ("dispute", "dp_1"));
        assert_eq!(event.intent.as_deref(), Some("pi_1"));
        assert!(Event::parse(b"{}").is_err() && Event::parse(b"").is_err() && Event::parse(b"[1]").is_err());
    }
}
