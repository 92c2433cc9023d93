//! One offer, with what its page needs.

use kontor_domain::accounts::{Address, CreditAhead};
use kontor_domain::orders::Outlook;
use kontor_domain::quotes::QuoteView;
use kontor_domain::{IdempotencyKey, QuoteId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteShown {
    pub view: QuoteView,
    /// Sent twice it is accepted once.
    pub key: IdempotencyKey,
    /// Absent where the reader cannot answer what is shown.
    pub ahead: Option<AcceptAhead>,
}

/// What accepting asks, and what will happen then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptAhead {
    pub addresses: Vec<Address>,
    /// What the company's own rules say to what is chosen.
    pub outlook: Outlook,
    pub credit: CreditAhead,
    /// Answered by the dealer's people, for the customer.
    pub acting: bool,
}

/// `version` is the one that was sent under that number, the latest where it is absent; `take` what is chosen in it: `3,4`.
#[server(name = AskQuote, prefix = "/fn", endpoint = "quotes/quote")]
pub async fn quote(
    id: QuoteId,
    #[server(default)] version: Option<u32>,
    #[server(default)] take: String,
) -> Result<QuoteShown, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let view = kontor_service::quotes::quote(&kontor, &actor, &id, version).await.answer()?;
    let ahead = ahead(&kontor, &actor, &view, &take).await.answer()?;
    Ok(QuoteShown { view, key: IdempotencyKey::new(kontor.new_id()), ahead })
}

#[cfg(feature = "ssr")]
async fn ahead(
    kontor: &kontor_service::Kontor,
    actor: &kontor_domain::accounts::Actor,
    view: &QuoteView,
    take: &str,
) -> Result<Option<AcceptAhead>, kontor_domain::Error> {
    use super::picks::{fitting, parse};
    use kontor_domain::Error;
    use kontor_service::{accounts, orders};
    let Some(offer) = view.offer.as_ref().filter(|_| super::standing::answerable(view)) else {
        return Ok(None);
    };
    let sums = offer.sums(&fitting(offer, &parse(take)), view.treatment).map_err(Error::conflict)?;
    let company = accounts::my_account(kontor, actor).await?.company;
    Ok(Some(AcceptAhead {
        addresses: company.map(|c| c.addresses).unwrap_or_default(),
        outlook: orders::outlook(kontor, actor, sums.totals.net).await?,
        credit: orders::credit_ahead(kontor, actor, sums.totals.gross).await?,
        acting: actor.acting().is_some(),
    }))
}
