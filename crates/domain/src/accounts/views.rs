//! What pages and interfaces show of accounts.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::rules::CompanyRules;
use super::{Company, CompanyState, Person, Right};
use crate::events::TimelineEntry;
use crate::{CompanyId, Date, Money};

/// What a link in a mail is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkPurpose {
    /// Set the first password.
    Invitation,
    /// Set a new password.
    Reset,
}

impl LinkPurpose {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Invitation, Self::Reset].into_iter().find(|p| p.code() == code)
    }
}

/// Whom a link belongs to; shown above the password field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkView {
    pub purpose: LinkPurpose,
    pub name: String,
    pub email: String,
}

/// The own account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountView {
    pub person: Person,
    /// Absent for the dealer's people.
    pub company: Option<Company>,
    /// The colleagues, for those who manage them; otherwise empty.
    pub people: Vec<Person>,
}

/// A row of the list of companies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanySummary {
    pub id: CompanyId,
    pub name: String,
    pub number: String,
    pub state: CompanyState,
    /// City of the first address.
    pub city: String,
}

impl From<Company> for CompanySummary {
    fn from(c: Company) -> Self {
        Self {
            city: c.addresses.first().map(|a| a.city.clone()).unwrap_or_default(),
            id: c.id,
            name: c.name,
            number: c.number,
            state: c.state,
        }
    }
}

/// A company as the desk sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyView {
    pub company: Company,
    /// Telephone and message given with the request for an account.
    pub phone: String,
    pub message: String,
    pub people: Vec<Person>,
    /// The newest steps first.
    pub timeline: Vec<TimelineEntry>,
    /// Send this back with [`super::Terms`].
    pub version: i64,
}

/// A new key. The secret is shown this once and kept nowhere.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeKey {
    pub id: String,
    pub secret: String,
}

impl std::fmt::Debug for MadeKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MadeKey").field("id", &self.id).finish_non_exhaustive()
    }
}

/// The keys of a company or of the dealer's own systems, and what a new one can be allowed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeysView {
    /// Newest first.
    pub keys: Vec<KeyView>,
    pub rights: Vec<Right>,
    /// Whose; empty for the dealer's own.
    pub company_name: String,
}

/// A key as its owner sees it in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyView {
    pub id: String,
    pub name: String,
    pub company: Option<CompanyId>,
    pub rights: Vec<Right>,
    /// Local wall time of the dealer.
    pub created: DateTime,
}

/// The rules of a company with the people they can name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesView {
    pub company: CompanyId,
    pub company_name: String,
    pub rules: CompanyRules,
    pub people: Vec<Person>,
    /// What each unit with a budget has been charged with in its period of today, by the id of the unit.
    pub spent: Vec<(String, Money)>,
    /// The dealer's day.
    pub today: Date,
}
