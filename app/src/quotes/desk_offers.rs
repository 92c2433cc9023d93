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
    use crate::accounts::customer_of_list;
    use crate::request::{self, Answer as _};
    use kontor_domain::Error;
    use kontor_domain::accounts::Right;
    let (kontor, actor) = request::begin()?;
    let here = actor.require(Right::Desk);
    here.map_err(|e| if e == Error::Forbidden { Error::NotFound } else { e }).answer()?;
    let page = kontor_service::quotes::quotes(&kontor, &actor, &filter).await.answer()?;
    let customer = customer_of_list(&kontor, &actor, filter.company).await.answer()?;
    Ok(DeskOffersShown { page, customer, today: kontor.clock.local().date() })
}
