//! The offers for the desk.

use kontor_domain::page::Page;
use kontor_domain::quotes::{ListedQuote, QuoteFilter};
use kontor_domain::{CompanyId, Date};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// A page of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskOffersShown {
    pub page: Page<ListedQuote>,
    /// The customer whose offers they are, by name.
    pub customer: Option<(CompanyId, String)>,
    pub today: Date,
}

#[server(name = DeskOffersFn, prefix = "/fn", endpoint = "quotes/desk_offers", input = server_fn::codec::Json)]
pub async fn desk_offers(filter: QuoteFilter) -> Result<DeskOffersShown, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::Error;
    use kontor_domain::accounts::Right;
    use kontor_service::{accounts, quotes};
    let (kontor, actor) = request::begin()?;
    let here = actor.require(Right::Desk);
    here.map_err(|e| if e == Error::Forbidden { Error::NotFound } else { e }).answer()?;
    let page = quotes::quotes(&kontor, &actor, &filter).await.answer()?;
    let customer = match filter.company {
        Some(id) if actor.has(Right::ManageCustomers) => {
            let found = accounts::company(&kontor, &actor, &id).await.answer()?;
            Some((found.company.id, found.company.name))
        }
        Some(id) => Some((id.clone(), id.0)),
        None => None,
    };
    Ok(DeskOffersShown { page, customer, today: kontor.clock.local().date() })
}
