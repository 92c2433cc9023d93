//! Webhooks out: what other systems are told about, and how it went.

mod kinds;
mod message;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::page::Page;
use crate::{HookId, IdempotencyKey, Language};

pub use kinds::{HookKind, kind_of};
pub use message::{Message, MessageData};

/// So many endpoints may the dealer, or one company, have.
pub const MAX_HOOKS: u32 = 20;
/// Longest address of an endpoint, in characters.
pub const MAX_URL: u32 = 1_000;
/// Longest description, in characters.
pub const MAX_DESCRIPTION: u32 = 120;
/// After a rotation the old secret signs beside the new one for so many hours.
pub const BOTH_SECRETS_HOURS: i64 = 24;
/// An endpoint that has taken nothing for so many days is stopped.
pub const STOPPED_AFTER_DAYS: i64 = 5;
/// Deliveries are kept for so many days.
pub const KEPT_DAYS: i64 = 30;

/// Where an endpoint stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HookState {
    #[default]
    On,
    /// By a person: what happens meanwhile waits and is delivered afterwards.
    Paused,
    /// By Kontor, because nobody takes anything there: what happens meanwhile is not kept for it.
    Stopped,
}

impl HookState {
    pub const ALL: [Self; 3] = [Self::On, Self::Paused, Self::Stopped];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Paused => "paused",
            Self::Stopped => "stopped",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    #[must_use]
    pub const fn word(self, l: Language) -> &'static str {
        match self {
            Self::On => l.pick("an", "on"),
            Self::Paused => l.pick("ruht", "paused"),
            Self::Stopped => l.pick("angehalten", "stopped"),
        }
    }
}

/// What became of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// Not taken yet; tried again.
    #[default]
    Waiting,
    Delivered,
    /// Given up. It can be sent again by hand.
    Failed,
}

impl DeliveryState {
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Delivered, Self::Failed];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    #[must_use]
    pub const fn word(self, l: Language) -> &'static str {
        match self {
            Self::Waiting => l.pick("wartet", "waiting"),
            Self::Delivered => l.pick("zugestellt", "delivered"),
            Self::Failed => l.pick("gescheitert", "failed"),
        }
    }
}

/// Why nobody answered, or why nobody was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "trouble", rename_all = "snake_case")]
pub enum Trouble {
    /// The name leads nowhere.
    Unresolved,
    /// The name leads into a private network.
    Private,
    /// `http://` to somewhere on the Internet.
    Unencrypted,
    /// Nobody listens there, or the line was cut. `text` is what the network said.
    Unreachable { text: String },
    /// The certificate is not good, or there is none.
    Certificate { text: String },
    /// No answer within the time there is.
    TimedOut,
    /// It wants us to go elsewhere, which we do not.
    Redirected,
    /// The key file in the data folder is not the one that the secret was made with.
    KeyChanged,
    /// The endpoint was stopped while this waited.
    Stopped,
    /// The company may not sign in.
    Inactive,
    /// The administration took it out of the outbox.
    Dropped { reason: String },
}

impl Trouble {
    #[must_use]
    pub fn text(&self, l: Language) -> String {
        match self {
            Self::Unresolved => l.pick("Diesen Namen gibt es nicht.", "There is no such host.").into(),
            Self::Private => l
                .pick(
                    "Der Name führt in ein privates Netz; dorthin senden wir nicht.",
                    "The host is in a private network; we do not send there.",
                )
                .into(),
            Self::Unencrypted => {
                l.pick("Ins Internet nur mit https.", "To the Internet with https only.").into()
            }
            Self::Unreachable { text } => {
                format!("{} {text}", l.pick("Nicht erreichbar:", "Cannot be reached:"))
            }
            Self::Certificate { text } => {
                format!("{} {text}", l.pick("Zertifikat oder TLS:", "Certificate or TLS:"))
            }
            Self::TimedOut => l.pick("Keine Antwort in 10 Sekunden.", "No answer within 10 seconds.").into(),
            Self::Redirected => {
                l.pick("Weiterleitungen folgen wir nicht.", "We do not follow redirects.").into()
            }
            Self::KeyChanged => l
                .pick(
                    "Das Geheimnis gilt nicht mehr (andere Schlüsseldatei). Bitte ein neues erzeugen.",
                    "The secret no longer holds (another key file). Please make a new one.",
                )
                .into(),
            Self::Stopped => l.pick("Der Endpunkt war angehalten.", "The endpoint was stopped.").into(),
            Self::Inactive => l.pick("Die Firma ist nicht freigegeben.", "The company is not active.").into(),
            Self::Dropped { reason } => {
                format!("{} {reason}", l.pick("Verworfen:", "Dropped:"))
            }
        }
    }
}

/// One time somebody was asked to take a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// Wall time of the dealer.
    pub at: DateTime,
    /// The HTTP status; absent when there was no answer.
    pub status: Option<u16>,
    /// How long it took, in milliseconds.
    pub millis: u32,
    /// The beginning of the answer.
    pub answer: String,
    pub trouble: Option<Trouble>,
}

/// Connect another system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MakeHook {
    pub key: IdempotencyKey,
    pub url: String,
    #[serde(default)]
    pub description: String,
    /// Absent for all there are, also later ones.
    pub kinds: Option<Vec<HookKind>>,
}

/// Change where something goes, and what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeHook {
    pub id: HookId,
    pub version: i64,
    pub url: String,
    #[serde(default)]
    pub description: String,
    pub kinds: Option<Vec<HookKind>>,
}

/// A new endpoint, or a new secret of one. The secret is told this once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeHook {
    pub id: HookId,
    /// `whsec_` and base64, as the Standard Webhooks libraries want it.
    pub secret: String,
}

impl std::fmt::Debug for MadeHook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MadeHook").field("id", &self.id).finish_non_exhaustive()
    }
}

/// An endpoint as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HookView {
    pub id: HookId,
    pub url: String,
    pub description: String,
    /// Absent for all.
    pub kinds: Option<Vec<HookKind>>,
    pub state: HookState,
    /// Since when nothing was taken there; wall time of the dealer.
    pub failing: Option<DateTime>,
    pub made_by: String,
    pub made: DateTime,
    /// Until when the secret before this one signs too.
    pub both_until: Option<DateTime>,
    /// Send this back with [`ChangeHook`].
    pub version: i64,
}

/// The endpoints of a company, or of the dealer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HooksView {
    /// Newest first.
    pub hooks: Vec<HookView>,
    /// What can be chosen.
    pub kinds: Vec<HookKind>,
}

/// A message and how it went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryView {
    pub id: String,
    /// What the receiver knows it by, the same each time it is sent.
    pub event: String,
    /// The code of a [`HookKind`].
    pub kind: String,
    pub state: DeliveryState,
    /// Wall time of the dealer.
    pub at: DateTime,
    /// When it is tried next.
    pub next: Option<DateTime>,
    /// Oldest first.
    pub attempts: Vec<Attempt>,
    /// Byte by byte what is sent.
    pub body: String,
}

/// Which deliveries to list. Lives in the address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DeliveryFilter {
    pub hook: HookId,
    #[serde(default)]
    pub state: Option<DeliveryState>,
    #[serde(default)]
    pub after: Option<String>,
}

/// An endpoint with what was sent there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HookLog {
    pub hook: HookView,
    pub deliveries: Page<DeliveryView>,
    pub kinds: Vec<HookKind>,
}
