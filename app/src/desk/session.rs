//! Who works at the desk, and what they may do. The rights are enforced inside the operations; the pages only leave out
//! what would be refused.

use kontor_domain::accounts::Right;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::counts::DeskCounts;
use crate::wire::Refusal;

/// The person at the desk.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DeskSession {
    pub rights: Vec<Right>,
    /// May read the mails of the house: the administration, and everybody while no mail server is set.
    pub reads_mails: bool,
    /// Single keys do something. Can be switched off (WCAG 2.1.4), for people who speak to their computer.
    pub keys: bool,
}

impl DeskSession {
    #[must_use]
    pub fn may(&self, right: Right) -> bool {
        self.rights.contains(&right)
    }
}

/// To everybody who does not work here, the desk does not exist.
#[server(name = DeskSessionFn, prefix = "/fn", endpoint = "desk/desk_session")]
pub async fn desk_session() -> Result<DeskSession, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::Error;
    let (kontor, actor) = request::begin()?;
    let here = actor.require(Right::Desk);
    here.map_err(|e| if e == Error::Forbidden { Error::NotFound } else { e }).answer()?;
    Ok(DeskSession {
        rights: Right::ALL.into_iter().filter(|right| actor.has(*right)).collect(),
        reads_mails: actor.has(Right::Administer) || kontor.settings.mail.smtp.is_empty(),
        keys: request::cookie("keys").is_none_or(|choice| choice != "off"),
    })
}

/// What every page of the desk finds in its context.
#[derive(Clone, Copy)]
pub struct Desk {
    pub(super) session: StoredValue<DeskSession>,
    pub(super) counts: Resource<Result<DeskCounts, Refusal>>,
}

impl Desk {
    #[must_use]
    pub fn may(self, right: Right) -> bool {
        self.session.with_value(|s| s.may(right))
    }

    /// Single keys are on.
    #[must_use]
    pub fn keys(self) -> bool {
        self.session.try_with_value(|s| s.keys).unwrap_or_default()
    }

    /// What waits in the rail; zero when the server does not answer.
    pub async fn counts(self) -> DeskCounts {
        self.counts.await.unwrap_or_default()
    }

    /// After something was done: the numbers in the rail follow.
    pub fn count_again(self) {
        self.counts.refetch();
    }
}

/// # Panics
/// Outside of the desk's frame, which provides it.
#[must_use]
pub fn use_desk() -> Desk {
    expect_context()
}
