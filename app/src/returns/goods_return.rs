//! One return.

use kontor_domain::ReturnId;
use kontor_domain::returns::ReturnView;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "returns/goods_return")]
pub async fn goods_return(id: ReturnId) -> Result<ReturnView, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::returns::goods_return(&kontor, &actor, &id).await.answer()
}
