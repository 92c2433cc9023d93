//! What the checkout shows.

use kontor_domain::accounts::{Address, CreditAhead};
use kontor_domain::carts::CartView;
use kontor_domain::delivery::DeliveryOffers;
use kontor_domain::orders::Outlook;
use kontor_domain::payments::MethodsView;
use kontor_domain::{CartId, Date, IdempotencyKey};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// The cart with everything needed to order it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckoutView {
    /// Made here once per form, so that sent twice it orders once.
    pub key: IdempotencyKey,
    /// Its sums are with the freight that is chosen.
    pub cart: CartView,
    /// How it can be delivered.
    pub delivery: DeliveryOffers,
    pub addresses: Vec<Address>,
    pub today: Date,
    /// What the company's own rules ask and will do.
    pub outlook: Outlook,
    /// The ways to pay.
    pub methods: MethodsView,
    /// What the dealer will do with it.
    #[serde(default)]
    pub credit: CreditAhead,
    /// Entered by the dealer's people.
    #[serde(default)]
    pub acting: bool,
}

/// `address`, `service` and `completeness` are what the person has chosen so far; empty for as usual.
#[server(prefix = "/fn", endpoint = "orders/checkout")]
pub async fn checkout(
    #[server(default)] cart: CartId,
    #[server(default)] address: String,
    #[server(default)] service: String,
    #[server(default)] completeness: String,
) -> Result<CheckoutView, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::delivery::{Completeness, DeliveryChoice};
    use kontor_service::{accounts, delivery, orders, payments};
    let (kontor, actor) = request::begin()?;
    let choice = DeliveryChoice { address, service, completeness: Completeness::parse(&completeness) };
    let cart = crate::carts::named(&cart);
    let (cart, delivery) = delivery::delivery_offers(&kontor, &actor, cart, &choice).await.answer()?;
    let company = accounts::my_account(&kontor, &actor).await.answer()?.company;
    let outlook = orders::outlook(&kontor, &actor, cart.totals.net).await.answer()?;
    let credit = orders::credit_ahead(&kontor, &actor, cart.totals.gross).await.answer()?;
    Ok(CheckoutView {
        credit,
        key: IdempotencyKey::new(kontor.new_id()),
        cart,
        delivery,
        addresses: company.map(|c| c.addresses).unwrap_or_default(),
        today: kontor.clock.local().date(),
        outlook,
        methods: payments::methods(&kontor, &actor).await.answer()?,
        acting: actor.acting().is_some(),
    })
}
