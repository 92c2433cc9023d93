//! The recurring orders of the company; for the desk of a customer, or of all.

use kontor_domain::page::Page;
use kontor_domain::recurring::{RecurringFilter, RecurringSummary};
use leptos::prelude::*;
use server_fn::codec::Json;

use crate::wire::Refusal;

#[server(name = AskRecurringOrders, prefix = "/fn", endpoint = "recurring/recurring_orders", input = Json)]
pub async fn recurring_orders(filter: RecurringFilter) -> Result<Page<RecurringSummary>, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::recurring::recurring_orders(&kontor, &actor, &filter).await.answer()
}
