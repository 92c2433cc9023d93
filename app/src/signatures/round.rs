//! How the signatures of a form stand.

use kontor_domain::signatures::Round;
use kontor_domain::{FormId, IdempotencyKey};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// A round with what its part of the page needs beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundFound {
    /// Nothing while nobody is asked.
    pub round: Option<Round>,
    /// For the form that asks: sent twice, it asks once.
    pub key: IdempotencyKey,
    /// Who reads: their name stands in the field of the house.
    pub me: String,
}

#[server(name = RoundFn, prefix = "/fn", endpoint = "signatures/round")]
pub async fn round(form: FormId) -> Result<RoundFound, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let round = kontor_service::signatures::round(&kontor, &actor, &form).await.answer()?;
    let key = IdempotencyKey::new(kontor.new_id());
    Ok(RoundFound { round, key, me: actor.name().to_owned() })
}
