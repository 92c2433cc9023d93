//! Acting for a customer: one of the dealer's people enters what the customer wants, under their own name.

use serde::{Deserialize, Serialize};

use super::{Actor, Channel};
use crate::{CompanyId, IdempotencyKey, PersonId};

/// Longest name of a caller who has no account, in characters.
pub const MAX_CALLER: u32 = 100;

/// On whose wish somebody acts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Caller {
    /// One of the customer's people who may order; absent for somebody without an account.
    #[serde(default)]
    pub person: Option<PersonId>,
    pub name: String,
}

/// For whom somebody acts. It belongs to one session: what another browser of the same person does is not touched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acting {
    /// Another one with every beginning. Whatever is sent from a page that was drawn meanwhile carries it, so that a tab that
    /// was left open does nothing for the next customer.
    pub mark: String,
    pub company: CompanyId,
    pub company_name: String,
    pub caller: Caller,
    pub channel: Channel,
}

/// Begin to act for a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BeginActing {
    pub key: IdempotencyKey,
    pub company: CompanyId,
    /// Who asked for it.
    pub caller: Caller,
    /// How the wish arrived: one of [`Channel::OF_ACTING`].
    pub channel: Channel,
}

/// The person of a session, and the same one as acting for a customer, while they do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hats {
    pub own: Actor,
    pub acting: Option<Actor>,
}
