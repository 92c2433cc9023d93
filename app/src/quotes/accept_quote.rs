//! Accepts an offer: it becomes an order.

use kontor_domain::OrderId;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// The form as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AcceptForm {
    pub key: String,
    pub quote: String,
    /// Which version was seen.
    pub number: u32,
    /// What is chosen in it: `3,4`.
    pub take: String,
    /// The net sum the person saw, as a plain decimal.
    pub seen_net: String,
    pub delivery: String,
    pub billing: String,
    pub po_number: String,
    pub note: String,
    /// Id of the unit that pays.
    pub unit: String,
    pub cost_centre: String,
    /// Something when the box is ticked.
    pub business: String,
}

/// Answers the new order, or the one this key has placed before.
#[server(name = AcceptOffer, prefix = "/fn", endpoint = "quotes/accept_quote")]
pub async fn accept_quote(form: AcceptForm) -> Result<OrderId, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let typed = [
        ("delivery", &*form.delivery),
        ("billing", &*form.billing),
        ("po_number", &*form.po_number),
        ("note", &*form.note),
        ("unit", &*form.unit),
        ("cost_centre", &*form.cost_centre),
        ("business", &*form.business),
    ];
    let command = form.command();
    let accepted = Box::pin(kontor_service::quotes::accept_quote(&kontor, &actor, &command)).await;
    let order = accepted.answer_keeping(&typed)?;
    request::go(&format!("/orders/{order}?placed=1"));
    Ok(order)
}

#[cfg(feature = "ssr")]
impl AcceptForm {
    fn command(&self) -> kontor_domain::quotes::AcceptQuote {
        use kontor_domain::quotes::Picks;
        use kontor_domain::{IdempotencyKey, Money, QuoteId};
        kontor_domain::quotes::AcceptQuote {
            key: IdempotencyKey::new(self.key.as_str()),
            quote: QuoteId(self.quote.clone()),
            number: self.number,
            picks: Picks(super::picks::parse(&self.take)),
            // What is no sum is not what was seen, and refused as such.
            seen_net: self.seen_net.parse().map_or(Money::ZERO, Money::eur),
            delivery: self.delivery.clone(),
            billing: self.billing.clone(),
            po_number: self.po_number.clone(),
            note: self.note.clone(),
            unit: self.unit.clone(),
            cost_centre: self.cost_centre.clone(),
            business: !self.business.is_empty(),
        }
    }
}
