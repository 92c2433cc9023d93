//! A part in every warehouse.

use kontor_domain::PartKey;
use kontor_domain::stock::WarehouseStock;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "stock/levels")]
pub async fn stock_levels(part: PartKey) -> Result<Vec<WarehouseStock>, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::stock::levels(&kontor, &actor, &part).await.answer()
}
