//! One form.

use kontor_domain::FormId;
use kontor_domain::forms::FormView;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// A form with what its page needs beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormShown {
    pub view: FormView,
}

#[server(name = FormFn, prefix = "/fn", endpoint = "forms/form")]
pub async fn form(id: FormId) -> Result<FormShown, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let view = kontor_service::forms::form(&kontor, &actor, &id).await.answer()?;
    Ok(FormShown { view })
}
