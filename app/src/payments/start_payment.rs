//! To the hosted page.

use kontor_domain::OrderId;
use leptos::prelude::*;

use crate::wire::Refusal;

/// `way` is `card` or `sepa`; `save` is something when the box is ticked.
#[server(prefix = "/fn", endpoint = "payments/start_payment")]
pub async fn start_payment(
    order: OrderId,
    way: String,
    #[server(default)] save: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_service::payments::{self, Started};
    let (kontor, actor) = request::begin()?;
    let started =
        payments::start_payment(&kontor, &actor, &order, way == "sepa", !save.is_empty()).await.answer()?;
    match started {
        Started::Page(url) => request::leave(&url),
        Started::Settled => request::go(&format!("/orders/{order}")),
    }
    Ok(())
}
