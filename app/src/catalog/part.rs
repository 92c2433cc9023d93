//! One part with the visitor's price and date.

use kontor_domain::PartKey;
use kontor_domain::catalog::PartView;
use leptos::prelude::*;

use crate::wire::Refusal;

/// For `quantity` as typed; for the smallest one that can be ordered when it is empty or no quantity.
#[server(prefix = "/fn", endpoint = "catalog/part")]
pub async fn part(key: PartKey, #[server(default)] quantity: String) -> Result<PartView, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let quantity = kontor_domain::Quantity::parse(&quantity).ok();
    kontor_service::catalog::part(&kontor, &actor, &key, quantity).await.answer()
}
