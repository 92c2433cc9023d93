//! Where a case code leads.

use kontor_domain::OrderId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "orders/open_case")]
pub async fn open_case(code: String) -> Result<OrderId, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let order = kontor_service::cases::open_case(&kontor, &actor, &code).await.answer()?;
    // While the page of the code is drawn, this is its redirect.
    request::redirect_page(&format!("/orders/{order}"));
    Ok(order)
}
