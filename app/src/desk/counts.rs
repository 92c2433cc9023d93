//! How much waits for somebody, for the rail and the tabs of the queue.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// Counted as far as one page of the list reaches: a queue that is longer says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DeskCount {
    pub some: u32,
    pub more: bool,
}

impl DeskCount {
    /// `12` or `25+`; nothing for zero.
    #[must_use]
    pub fn words(self) -> Option<String> {
        (self.some > 0).then(|| format!("{}{}", self.some, if self.more { "+" } else { "" }))
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DeskCounts {
    /// Orders to confirm, to pack, packed.
    pub placed: DeskCount,
    /// Orders that the credit does not cover.
    #[serde(default)]
    pub held: DeskCount,
    pub confirmed: DeskCount,
    pub picked: DeskCount,
    /// Customers who asked for an earlier date.
    #[serde(default)]
    pub wishes: DeskCount,
    /// Payments that need somebody.
    #[serde(default)]
    pub payments: DeskCount,
    /// Returns that have arrived and wait for a decision.
    #[serde(default)]
    pub returns: DeskCount,
    /// Companies that asked for an account.
    pub requests: DeskCount,
    /// Customers who asked what a part costs.
    #[serde(default)]
    pub price_requests: DeskCount,
    /// Offers that wait for the desk.
    #[serde(default)]
    pub offers: DeskCount,
    /// The reader's own follow-ups that are due.
    #[serde(default)]
    pub follow_ups: DeskCount,
}

#[server(name = DeskCountsFn, prefix = "/fn", endpoint = "desk/desk_counts")]
pub async fn desk_counts() -> Result<DeskCounts, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::accounts::{CompanyFilter, CompanyState, Right};
    use kontor_domain::orders::{ChoiceState, OrderFilter, OrderState};
    use kontor_domain::pricing::{RequestFilter, RequestState};
    use kontor_domain::returns::{ReturnFilter, ReturnState};
    use kontor_service::{accounts, follow_ups, orders, payments, pricing, quotes, returns};
    let (kontor, actor) = request::begin()?;
    let mut counts = DeskCounts::default();
    if actor.has(Right::SeeOrders) {
        for (state, count) in [
            (OrderState::Placed, &mut counts.placed),
            (OrderState::OnHold, &mut counts.held),
            (OrderState::Confirmed, &mut counts.confirmed),
            (OrderState::Picked, &mut counts.picked),
        ] {
            let filter = OrderFilter { state: Some(state), ..OrderFilter::default() };
            *count = counted(&orders::orders(&kontor, &actor, &filter).await.answer()?);
        }
        let arrived = ReturnFilter { state: Some(ReturnState::Received), ..ReturnFilter::default() };
        counts.returns = counted(&returns::returns(&kontor, &actor, &arrived).await.answer()?);
        let filter = OrderFilter { choice: Some(ChoiceState::Expedite), ..OrderFilter::default() };
        counts.wishes = counted(&orders::orders(&kontor, &actor, &filter).await.answer()?);
    }
    if actor.has(Right::ConfirmOrders) {
        let some = payments::concerns(&kontor, &actor).await.answer()?.len();
        counts.payments = DeskCount { some: u32::try_from(some).unwrap_or(u32::MAX), more: false };
    }
    if actor.has(Right::ManageCustomers) {
        let filter = CompanyFilter { state: Some(CompanyState::Requested), ..CompanyFilter::default() };
        counts.requests = counted(&accounts::companies(&kontor, &actor, &filter).await.answer()?);
        let open = RequestFilter { state: Some(RequestState::Open), ..RequestFilter::default() };
        counts.price_requests = counted(&pricing::price_requests(&kontor, &actor, &open).await.answer()?);
    }
    if actor.has(Right::ManageQuotes) {
        let most = |n: u64| DeskCount { some: u32::try_from(n.min(25)).unwrap_or(25), more: n > 25 };
        counts.follow_ups = most(follow_ups::due_count(&kontor, &actor).await.answer()? as u64);
        counts.offers = most(quotes::open_count(&kontor, &actor).await.answer()?);
    }
    Ok(counts)
}

#[cfg(feature = "ssr")]
fn counted<T>(page: &kontor_domain::page::Page<T>) -> DeskCount {
    DeskCount { some: u32::try_from(page.items.len()).unwrap_or(u32::MAX), more: page.next.is_some() }
}
