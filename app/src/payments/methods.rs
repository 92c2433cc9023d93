//! What the company can pay with.

use kontor_domain::payments::MethodsView;
use leptos::prelude::*;

use crate::wire::Refusal;

/// How pages hold it.
pub type MethodsResource = Resource<Result<MethodsView, Refusal>>;

/// Nothing for whoever does not order: pages ask without knowing who looks.
#[server(prefix = "/fn", endpoint = "payments/methods")]
pub async fn methods() -> Result<MethodsView, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::Error;
    let (kontor, actor) = request::begin()?;
    match kontor_service::payments::methods(&kontor, &actor).await {
        Err(Error::Unauthenticated | Error::Forbidden) => Ok(MethodsView::default()),
        other => other.answer(),
    }
}
