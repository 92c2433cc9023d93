//! Where an offer stands, and whose turn it is.

use serde::{Deserialize, Serialize};

use crate::Language;

/// Where an offer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuoteState {
    /// The customer asked for it; nothing was sent yet.
    Requested,
    /// The desk prepares it; the customer does not know of it.
    Draft,
    /// The customer has it and decides.
    Sent,
    /// The customer asked for a change or made a counter-offer.
    Countered,
    Accepted,
    Declined,
    /// Its last day has passed. The desk may send it again.
    Expired,
    /// Taken back by whoever made it.
    Withdrawn,
}

/// Who has to do something next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    Desk,
    Customer,
    Nobody,
}

impl Turn {
    pub const ALL: [Self; 3] = [Self::Desk, Self::Customer, Self::Nobody];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Desk => "desk",
            Self::Customer => "customer",
            Self::Nobody => "nobody",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.code() == code)
    }

    /// As the desk reads it in its list.
    #[must_use]
    pub const fn word(self, l: Language) -> &'static str {
        match self {
            Self::Desk => l.pick("bei uns", "our turn"),
            Self::Customer => l.pick("beim Kunden", "with the customer"),
            Self::Nobody => l.pick("abgeschlossen", "closed"),
        }
    }
}

impl QuoteState {
    pub const ALL: [Self; 8] = [
        Self::Requested,
        Self::Draft,
        Self::Sent,
        Self::Countered,
        Self::Accepted,
        Self::Declined,
        Self::Expired,
        Self::Withdrawn,
    ];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Draft => "draft",
            Self::Sent => "sent",
            Self::Countered => "countered",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    #[must_use]
    pub const fn word(self, l: Language) -> &'static str {
        match self {
            Self::Requested => l.pick("angefragt", "requested"),
            Self::Draft => l.pick("Entwurf", "draft"),
            Self::Sent => l.pick("angeboten", "offered"),
            Self::Countered => l.pick("in Verhandlung", "in negotiation"),
            Self::Accepted => l.pick("angenommen", "accepted"),
            Self::Declined => l.pick("abgelehnt", "declined"),
            Self::Expired => l.pick("abgelaufen", "expired"),
            Self::Withdrawn => l.pick("zurückgezogen", "withdrawn"),
        }
    }

    /// `good`, `soon` or `bad`; empty for neither.
    #[must_use]
    pub const fn tone(self) -> &'static str {
        match self {
            Self::Accepted => "good",
            Self::Requested | Self::Sent | Self::Countered => "soon",
            Self::Declined | Self::Expired => "bad",
            Self::Draft | Self::Withdrawn => "",
        }
    }

    #[must_use]
    pub const fn turn(self) -> Turn {
        match self {
            Self::Requested | Self::Draft | Self::Countered => Turn::Desk,
            Self::Sent => Turn::Customer,
            Self::Accepted | Self::Declined | Self::Expired | Self::Withdrawn => Turn::Nobody,
        }
    }

    /// The desk may change what is offered, and send it.
    #[must_use]
    pub const fn editable(self) -> bool {
        !matches!(self, Self::Accepted | Self::Withdrawn)
    }

    /// The customer may accept what they have.
    #[must_use]
    pub const fn acceptable(self) -> bool {
        matches!(self, Self::Sent | Self::Countered)
    }
}
