//! The payments that need somebody.

use kontor_domain::payments::ConcernSummary;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "payments/concerns")]
pub async fn concerns() -> Result<Vec<ConcernSummary>, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::payments::concerns(&kontor, &actor).await.answer()
}
