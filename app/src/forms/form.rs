//! One form.

use kontor_domain::FormId;
use kontor_domain::forms::FormView;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::signatures::RoundFound;
use crate::wire::Refusal;

/// A form with what its page needs beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormShown {
    pub view: FormView,
    pub round: RoundFound,
    /// What could not be saved when it was sent without a script, by the part of the element it stands in.
    pub typed: Vec<(String, String)>,
}

#[server(name = FormFn, prefix = "/fn", endpoint = "forms/form")]
pub async fn form(id: FormId) -> Result<FormShown, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::IdempotencyKey;
    use kontor_service::{forms, signatures};
    let (kontor, actor) = request::begin()?;
    let view = forms::form(&kontor, &actor, &id).await.answer()?;
    let round = signatures::round(&kontor, &actor, &id).await.answer()?;
    let key = IdempotencyKey::new(kontor.new_id());
    let kept = request::kept_for(super::PLAIN);
    let typed = kept.pairs().map(|(part, text)| (part.to_owned(), text.to_owned())).collect();
    Ok(FormShown { view, round: RoundFound { round, key, me: actor.name().to_owned() }, typed })
}
