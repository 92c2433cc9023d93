//! What the home page shows: the catalogue's groups and the latest orders.

use kontor_domain::catalog::Category;
use kontor_domain::orders::OrderSummary;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// Groups of the first level with their children's, and up to five orders of those who may see some.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    pub groups: Vec<(Category, Vec<Category>)>,
    pub orders: Vec<OrderSummary>,
}

#[server(name = AskHome, prefix = "/fn", endpoint = "catalog/home")]
pub async fn home() -> Result<Home, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::accounts::Right;
    use kontor_domain::orders::OrderFilter;

    let (kontor, actor) = request::begin()?;
    let tree = kontor.categories().await.answer()?;
    let children = |parent: &Category| {
        let mut list: Vec<Category> =
            tree.iter().filter(|c| c.parent().as_ref() == Some(&parent.id)).cloned().collect();
        list.sort_by_key(|c| c.position);
        list
    };
    let mut groups: Vec<_> =
        tree.iter().filter(|c| c.parent().is_none()).map(|c| (c.clone(), children(c))).collect();
    groups.sort_by_key(|(c, _)| c.position);
    let mut orders = Vec::new();
    if actor.has(Right::SeeOwnOrders) && actor.company().is_some() {
        orders =
            kontor_service::orders::orders(&kontor, &actor, &OrderFilter::default()).await.answer()?.items;
        orders.truncate(5);
    }
    Ok(Home { groups, orders })
}
