//! One question about everything: a case by its code, customers by any part of what is known of them, parts.

use kontor_domain::accounts::CompanySummary;
use kontor_domain::orders::OrderSummary;
use kontor_domain::{Localized, PartKey};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DeskFound {
    /// At most one: a code is exact.
    pub orders: Vec<OrderSummary>,
    pub companies: Vec<CompanySummary>,
    pub parts: Vec<DeskPart>,
}

impl DeskFound {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.orders.is_empty() && self.companies.is_empty() && self.parts.is_empty()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskPart {
    pub key: PartKey,
    pub number: String,
    pub name: Localized,
}

#[server(prefix = "/fn", endpoint = "desk/desk_find")]
pub async fn desk_find(#[server(default)] q: String) -> Result<DeskFound, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::accounts::{CompanyFilter, Right};
    use kontor_domain::orders::OrderFilter;
    use kontor_service::{accounts, catalog, orders};
    let (kontor, actor) = request::begin()?;
    actor.require(Right::Desk).answer()?;
    let mut found = DeskFound::default();
    if q.trim().is_empty() {
        return Ok(found);
    }
    if actor.has(Right::SeeOrders) {
        let filter = OrderFilter { case: Some(q.clone()), ..OrderFilter::default() };
        found.orders = orders::orders(&kontor, &actor, &filter).await.answer()?.items;
    }
    if actor.has(Right::ManageCustomers) {
        let filter = CompanyFilter { q: q.clone(), ..CompanyFilter::default() };
        found.companies = accounts::companies(&kontor, &actor, &filter).await.answer()?.items;
        found.companies.truncate(6);
    }
    let parts = catalog::suggest(&kontor, &actor, &q).await.answer()?;
    found.parts =
        parts.into_iter().map(|p| DeskPart { key: p.key, number: p.number, name: p.name }).collect();
    Ok(found)
}
