//! Orders the cart.

use kontor_domain::OrderId;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// The checkout form as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CheckoutForm {
    pub key: String,
    pub delivery: String,
    pub billing: String,
    pub po_number: String,
    pub note: String,
    /// `2026-11-24`; empty for as soon as possible.
    pub requested: String,
    /// Something when the box is ticked.
    pub business: String,
    /// The net sum the person saw, as a plain decimal.
    pub seen_net: String,
    /// Id of the unit that pays.
    pub unit: String,
    pub cost_centre: String,
}

/// Answers the new order, or the one this key has placed before.
#[server(prefix = "/fn", endpoint = "orders/place_order")]
pub async fn place_order(form: CheckoutForm) -> Result<OrderId, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let typed = [
        ("delivery", &*form.delivery),
        ("billing", &*form.billing),
        ("po_number", &*form.po_number),
        ("note", &*form.note),
        ("requested", &*form.requested),
        ("business", &*form.business),
        ("unit", &*form.unit),
        ("cost_centre", &*form.cost_centre),
    ];
    let command = form.command().answer_keeping(&typed)?;
    let order =
        kontor_service::orders::place_order(&kontor, &actor, &command).await.answer_keeping(&typed)?;
    request::go(&format!("/orders/{}?placed=1", order.id));
    Ok(order.id)
}

#[cfg(feature = "ssr")]
impl CheckoutForm {
    fn command(&self) -> Result<kontor_domain::orders::PlaceOrder, kontor_domain::Error> {
        use kontor_domain::{Error, IdempotencyKey, Money, Problem, format};
        let requested = match self.requested.trim() {
            "" => None,
            text => {
                Some(format::parse_date(text).ok_or_else(|| Error::invalid("requested", Problem::NotADate))?)
            }
        };
        Ok(kontor_domain::orders::PlaceOrder {
            key: IdempotencyKey::new(self.key.as_str()),
            delivery: self.delivery.clone(),
            billing: self.billing.clone(),
            po_number: self.po_number.clone(),
            note: self.note.clone(),
            requested,
            business: !self.business.is_empty(),
            seen_net: self.seen_net.parse().ok().map(Money::eur),
            unit: self.unit.clone(),
            cost_centre: self.cost_centre.clone(),
        })
    }
}
