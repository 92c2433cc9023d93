//! The ledger of core deposits.

use kontor_domain::returns::{CoreFilter, CoreLedger};
use leptos::prelude::*;
use server_fn::codec::Json;

use crate::wire::Refusal;

#[server(name = CoreLedgerFn, prefix = "/fn", endpoint = "returns/core_ledger", input = Json)]
pub async fn core_ledger(filter: CoreFilter) -> Result<CoreLedger, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::returns::core_ledger(&kontor, &actor, &filter).await.answer()
}
