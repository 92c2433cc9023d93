//! The company's requests and offers.

use kontor_domain::Date;
use kontor_domain::page::Page;
use kontor_domain::quotes::{ListedQuote, QuoteFilter};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use crate::wire::Refusal;

/// What the list shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotesShown {
    pub rows: Page<ListedQuote>,
    /// The dealer's day: the days that are left are counted from it.
    pub today: Date,
}

#[server(name = AskQuotes, prefix = "/fn", endpoint = "quotes/quotes", input = Json)]
pub async fn quotes(filter: QuoteFilter) -> Result<QuotesShown, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let rows = kontor_service::quotes::quotes(&kontor, &actor, &filter).await.answer()?;
    Ok(QuotesShown { rows, today: kontor.clock.local().date() })
}
