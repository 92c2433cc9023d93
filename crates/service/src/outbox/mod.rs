//! The outbox: work that follows from a change, written in its transaction and done afterwards, at least once.

pub(crate) mod rebuilt;
mod work;

use kontor_domain::{OrderId, PartKey};
use serde::{Deserialize, Serialize};

pub use work::{Drained, Pending, drain, pending, run};

/// A piece of work. Doing it twice must be harmless.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "snake_case")]
pub enum Job {
    /// Send the mail with this key.
    Mail { mail: String },
    /// Bring these parts in the search index up to date.
    Index { parts: Vec<PartKey> },
    /// Something happened to this object at Stripe: look at it there.
    Stripe { object: String, id: String },
    /// Find out what became of everything about this order's payment that is not over.
    Payment { order: OrderId },
}

impl Job {
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Mail { .. } => "mail",
            Self::Index { .. } => "index",
            Self::Stripe { .. } | Self::Payment { .. } => "stripe",
        }
    }
}
