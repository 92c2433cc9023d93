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
    /// Id of the cart that the page showed.
    pub cart: String,
    pub delivery: String,
    pub billing: String,
    pub po_number: String,
    pub note: String,
    /// `2026-11-24`; empty for as soon as possible.
    pub requested: String,
    /// Something when the box is ticked.
    pub business: String,
    /// The net sum the person saw, without freight, as a plain decimal.
    pub seen_net: String,
    /// Code of the service and what the person saw that it costs: `paket|6.90`.
    pub service: String,
    /// `complete`, `partial`, or empty for what holds for the company.
    pub completeness: String,
    /// Id of the unit that pays.
    pub unit: String,
    pub cost_centre: String,
    /// `on_account` (or empty), `card`, `sepa`, `stored:METHOD`.
    pub payment: String,
    /// Something when the card or account is to be stored.
    pub save: String,
}

/// The new order, and where to pay it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    pub order: OrderId,
    /// The payment service's page; absent when there is nothing to pay there.
    pub page: Option<String>,
}

/// Answers the new order, or the one this key has placed before. When paying does not work out at once, the order is there
/// and can be paid on its page.
#[server(prefix = "/fn", endpoint = "orders/place_order")]
pub async fn place_order(form: CheckoutForm) -> Result<Placed, Refusal> {
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
        ("payment", &*form.payment),
        ("service", &*form.service),
        ("completeness", &*form.completeness),
    ];
    let command = form.command().answer_keeping(&typed)?;
    let order =
        kontor_service::orders::place_order(&kontor, &actor, &command).await.answer_keeping(&typed)?;
    let page = pay(&kontor, &actor, &order, &command.payment).await;
    match &page {
        Some(url) => request::leave(url),
        None => request::go(&format!("/orders/{}?placed=1", order.id)),
    }
    Ok(Placed { order: order.id, page })
}

/// Starts the payment that was chosen; answers the payment service's page where there is one.
#[cfg(feature = "ssr")]
async fn pay(
    kontor: &kontor_service::Kontor,
    actor: &kontor_domain::accounts::Actor,
    order: &kontor_domain::orders::OrderView,
    choice: &kontor_domain::payments::PaymentChoice,
) -> Option<String> {
    use kontor_domain::payments::PaymentChoice;
    use kontor_service::payments::{self, Started};
    order.payment.as_ref().filter(|p| p.payable)?;
    let started = match choice {
        PaymentChoice::OnAccount => return None,
        PaymentChoice::Card { save } => payments::start_payment(kontor, actor, &order.id, false, *save).await,
        PaymentChoice::Sepa { save } => payments::start_payment(kontor, actor, &order.id, true, *save).await,
        PaymentChoice::Stored { method } => {
            payments::pay_with_stored(kontor, actor, &order.id, method).await.map(|_| Started::Settled)
        }
    };
    // The order stands; its page shows that it is not paid, and how to.
    match started {
        Ok(Started::Page(url)) => Some(url),
        Ok(Started::Settled) | Err(_) => None,
    }
}

#[cfg(feature = "ssr")]
impl CheckoutForm {
    fn choice(&self) -> kontor_domain::payments::PaymentChoice {
        use kontor_domain::payments::PaymentChoice;
        let save = !self.save.is_empty();
        match self.payment.as_str() {
            "card" => PaymentChoice::Card { save },
            "sepa" => PaymentChoice::Sepa { save },
            other => match other.strip_prefix("stored:") {
                Some(method) => PaymentChoice::Stored { method: method.to_owned() },
                None => PaymentChoice::OnAccount,
            },
        }
    }

    fn command(&self) -> Result<kontor_domain::orders::PlaceOrder, kontor_domain::Error> {
        use kontor_domain::delivery::Completeness;
        use kontor_domain::{CartId, Error, IdempotencyKey, Money, Problem, format};
        let money = |text: &str| text.parse().ok().map(Money::eur);
        let (service, freight) = self.service.split_once('|').unwrap_or((&self.service, ""));
        let freight = money(freight);
        let requested = match self.requested.trim() {
            "" => None,
            text => {
                Some(format::parse_date(text).ok_or_else(|| Error::invalid("requested", Problem::NotADate))?)
            }
        };
        Ok(kontor_domain::orders::PlaceOrder {
            key: IdempotencyKey::new(self.key.as_str()),
            cart: crate::carts::named(&CartId(self.cart.clone())).cloned(),
            delivery: self.delivery.clone(),
            billing: self.billing.clone(),
            po_number: self.po_number.clone(),
            note: self.note.clone(),
            requested,
            business: !self.business.is_empty(),
            seen_net: money(&self.seen_net).map(|net| net + freight.unwrap_or(Money::ZERO)),
            seen_freight: freight,
            service: service.to_owned(),
            completeness: Completeness::parse(&self.completeness),
            unit: self.unit.clone(),
            cost_centre: self.cost_centre.clone(),
            payment: self.choice(),
        })
    }
}
