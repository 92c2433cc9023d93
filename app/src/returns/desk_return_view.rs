//! One return with what the desk needs to act on it.

use kontor_domain::returns::ReturnView;
use kontor_domain::{Money, ReturnId, WarehouseId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskReturn {
    pub view: ReturnView,
    pub warehouses: Vec<(WarehouseId, String)>,
    /// So much can go back the way it was paid; absent for an order on account.
    pub refundable: Option<Money>,
}

#[server(prefix = "/fn", endpoint = "returns/desk_return_view")]
pub async fn desk_return_view(id: ReturnId) -> Result<DeskReturn, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::accounts::Right;
    let (kontor, actor) = request::begin()?;
    actor.require(Right::Desk).answer()?;
    let view = kontor_service::returns::goods_return(&kontor, &actor, &id).await.answer()?;
    let order = kontor_service::orders::order(&kontor, &actor, &view.order).await.answer()?;
    let warehouses = kontor.warehouses().await.answer()?;
    Ok(DeskReturn {
        view,
        warehouses: warehouses.iter().map(|w| (w.id.clone(), w.name.clone())).collect(),
        refundable: order.payment.map(|p| p.refundable),
    })
}
