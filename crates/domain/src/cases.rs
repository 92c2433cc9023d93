//! What a case shows on both sides: its stations, its conversation, who takes part in it.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::case::CaseCode;
use crate::events::TimelineEntry;
use crate::follow_ups::FollowUp;
use crate::page::Page;
use crate::{CompanyId, IdempotencyKey, Language, Localized, PersonId};

/// Longest message and note, in characters.
pub const MAX_WORDS: u32 = 4_000;
/// Longest title.
pub const MAX_TITLE: u32 = 120;
/// People of one case.
pub const MAX_PEOPLE: usize = 50;

/// What somebody may do in a case. The rights of their roles go before: nobody may more than those.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseRight {
    Read,
    #[default]
    Write,
    /// Also accepts and declines, and says who takes part.
    Decide,
}

impl CaseRight {
    pub const ALL: [Self; 3] = [Self::Read, Self::Write, Self::Decide];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Decide => "decide",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }

    #[must_use]
    pub const fn word(self, l: Language) -> &'static str {
        match self {
            Self::Read => l.pick("liest", "reads"),
            Self::Write => l.pick("schreibt", "writes"),
            Self::Decide => l.pick("entscheidet", "decides"),
        }
    }
}

/// Somebody who takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    pub person: PersonId,
    pub name: String,
    pub right: CaseRight,
    /// One of the dealer's.
    #[serde(default)]
    pub desk: bool,
}

/// Somebody who could take part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colleague {
    pub person: PersonId,
    pub name: String,
}

/// What a station is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StationKind {
    Configuration,
    Offer,
    Order,
    Shipment,
    Return,
}

impl StationKind {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Configuration => "configuration",
            Self::Offer => "offer",
            Self::Order => "order",
            Self::Shipment => "shipment",
            Self::Return => "return",
        }
    }

    #[must_use]
    pub const fn word(self, l: Language) -> &'static str {
        match self {
            Self::Configuration => l.pick("Konfiguration", "Configuration"),
            Self::Offer => l.pick("Angebot", "Offer"),
            Self::Order => l.pick("Auftrag", "Order"),
            Self::Shipment => l.pick("Sendung", "Shipment"),
            Self::Return => l.pick("Rückgabe", "Return"),
        }
    }
}

/// Something that came of a case, as its page lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Station {
    pub kind: StationKind,
    pub id: String,
    pub title: String,
    pub state: Localized,
    /// `good`, `soon` or `bad`; empty for neither.
    pub tone: String,
    /// When it began.
    pub at: DateTime,
    /// Its page, on the reader's side.
    pub link: String,
}

/// What was said in a case: a message that both sides read, or a note of the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseWords {
    pub id: String,
    pub at: DateTime,
    pub who: String,
    /// One of the dealer's wrote it.
    pub desk: bool,
    pub text: String,
}

/// A case as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseView {
    pub code: CaseCode,
    /// Empty for a case that is an order and nothing else.
    pub title: String,
    pub company: CompanyId,
    pub company_name: String,
    pub archived: bool,
    pub confidential: bool,
    /// Who of the dealer's people looks after it.
    #[serde(default)]
    pub owner: Option<Colleague>,
    pub people: Vec<Participant>,
    /// Of the reader's own side, who does not take part yet.
    pub colleagues: Vec<Colleague>,
    /// The reader is one of the dealer's.
    #[serde(default)]
    pub desk: bool,
    pub may_edit: bool,
    /// May say who takes part.
    pub may_manage: bool,
    /// May make it confidential, and open it again.
    pub may_hide: bool,
    pub stations: Vec<Station>,
    /// Oldest first, the latest hundred.
    pub messages: Vec<CaseWords>,
    /// The desk's own; never told to a customer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<CaseWords>,
    /// Open ones; never told to a customer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub follow_ups: Vec<FollowUp>,
    /// Newest first.
    pub steps: Page<TimelineEntry>,
    /// Counts up with every change of the case itself.
    pub version: i64,
}

/// A case in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseSummary {
    pub code: CaseCode,
    pub title: String,
    pub company: CompanyId,
    pub company_name: String,
    pub owner_name: String,
    pub began: DateTime,
    pub confidential: bool,
    pub archived: bool,
}

/// Which cases.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CaseFilter {
    #[serde(default)]
    pub archived: bool,
    /// The desk: those the reader looks after.
    #[serde(default)]
    pub mine: bool,
    /// The desk: of one customer.
    #[serde(default)]
    pub company: Option<CompanyId>,
    /// This one, as it is typed.
    #[serde(default)]
    pub code: String,
    #[serde(default)]
    pub after: Option<String>,
}

/// Say something in a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WriteWords {
    pub key: IdempotencyKey,
    pub case: CaseCode,
    pub text: String,
}

/// Change a case itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeCase {
    pub case: CaseCode,
    pub version: i64,
    pub step: CaseStep,
}

/// What is changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum CaseStep {
    Title {
        title: String,
    },
    Archive {
        on: bool,
    },
    Confidential {
        on: bool,
    },
    /// Comes in, or gets another right.
    Put {
        person: PersonId,
        right: CaseRight,
    },
    /// Leaves, or is taken out.
    Remove {
        person: PersonId,
    },
    /// Another one of the dealer's people looks after it.
    Owner {
        person: PersonId,
    },
}
