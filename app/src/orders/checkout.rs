//! What the checkout shows.

use kontor_domain::accounts::{Address, CreditAhead};
use kontor_domain::carts::CartView;
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
    pub cart: CartView,
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

#[server(prefix = "/fn", endpoint = "orders/checkout")]
pub async fn checkout(#[server(default)] cart: CartId) -> Result<CheckoutView, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_service::{accounts, carts, orders, payments};
    let (kontor, actor) = request::begin()?;
    let cart = carts::cart(&kontor, &actor, crate::carts::named(&cart)).await.answer()?;
    let company = accounts::my_account(&kontor, &actor).await.answer()?.company;
    let outlook = orders::outlook(&kontor, &actor, cart.totals.net).await.answer()?;
    let credit = orders::credit_ahead(&kontor, &actor, cart.totals.gross).await.answer()?;
    Ok(CheckoutView {
        credit,
        key: IdempotencyKey::new(kontor.new_id()),
        cart,
        addresses: company.map(|c| c.addresses).unwrap_or_default(),
        today: kontor.clock.local().date(),
        outlook,
        methods: payments::methods(&kontor, &actor).await.answer()?,
        acting: actor.acting().is_some(),
    })
}
