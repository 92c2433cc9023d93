//! What the page shows: what was answered about a file, or where a document stands.

use kontor_domain::seals::{ChainPlace, CheckedFile};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// What the address asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AskVerified {
    /// The secret of an answer.
    pub answer: String,
    /// The document that a code on paper leads to.
    pub document: String,
}

/// What there is to show. Whatever was asked for and is not there is told, and the form stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {
    pub checked: Option<CheckedFile>,
    pub place: Option<ChainPlace>,
    /// The answer is too long ago.
    pub gone: bool,
    /// There is no such document.
    pub unknown: bool,
}

#[server(name = VerifiedFn, prefix = "/fn", endpoint = "seals/verified", input = server_fn::codec::Json)]
pub async fn verified(asked: AskVerified) -> Result<Verified, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::{DocumentId, Error};
    use kontor_service::seals;
    let (kontor, _) = request::begin_anyway()?;
    let mut shown = Verified { checked: None, place: None, gone: false, unknown: false };
    if !asked.answer.is_empty() {
        shown.checked = seals::answer(&kontor, &asked.answer).ok();
        shown.gone = shown.checked.is_none();
    }
    if !asked.document.is_empty() {
        let _turn = seals::begin_check(&kontor, &request::client_address()).answer()?;
        match seals::place(&kontor, &DocumentId(asked.document)).await {
            Ok(place) => shown.place = Some(place),
            Err(Error::NotFound) => shown.unknown = true,
            Err(error) => return Err(error).answer(),
        }
    }
    Ok(shown)
}
