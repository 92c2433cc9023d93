//! Who looks at the pages: what the bar and the foot of every page need, in one resource.

use kontor_domain::accounts::Acting;
use kontor_domain::carts::CartHead;
use kontor_domain::{CartId, PartKey};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};

use crate::ui::pause;
use crate::wire::Refusal;

/// The person (or nobody) and the dealer, as every page shows them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Visitor {
    pub signed_in: bool,
    pub name: String,
    /// Empty for the dealer's people and for nobody.
    pub company: String,
    /// May fill the cart and order.
    pub orders: bool,
    pub sees_orders: bool,
    /// Is asked about orders of colleagues.
    pub approves: bool,
    /// Orders that wait for this person.
    pub approvals: u32,
    /// May invite colleagues and change addresses.
    pub manages: bool,
    /// One of the dealer's people.
    pub desk: bool,
    /// For whom they act in this session.
    pub acting: Option<Acting>,
    /// This page is the customer's, as they see it.
    pub acts: bool,
    /// The cart in which the person works; `lines` is the number in the bar.
    pub cart: CartHead,
    /// For the forms of this page that put parts into the cart: sent twice, each adds once.
    pub key: String,
    pub english: bool,
    /// `dark`, `light` or `auto`.
    pub theme: String,
    pub dealer: Dealer,
}

/// The dealer, for letters and for whoever needs help.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Dealer {
    pub name: String,
    /// One line each.
    pub address: Vec<String>,
    pub phone: String,
    pub email: String,
    pub vat_id: String,
}

/// Where the forms of one drawing of a page put their parts: what another tab chooses meanwhile does not matter to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntoCart {
    /// See [`Visitor::key`].
    pub key: String,
    pub cart: CartId,
}

impl Visitor {
    #[must_use]
    pub fn into_cart(&self) -> IntoCart {
        IntoCart { key: self.key.clone(), cart: self.cart.id.clone() }
    }
}

impl Dealer {
    /// The number as a link that a phone dials.
    #[must_use]
    pub fn tel(&self) -> String {
        let digits: String = self.phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        format!("tel:{digits}")
    }
}

/// Who asks.
#[server(name = AskVisitor, prefix = "/fn", endpoint = "accounts/visitor")]
pub async fn visitor() -> Result<Visitor, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::Language;
    use kontor_domain::accounts::{Right, Who};

    let (kontor, actor) = request::begin_anyway()?;
    let hats = request::hats();
    let settings = &kontor.settings;
    Ok(Visitor {
        signed_in: !matches!(actor.who, Who::Anonymous),
        name: hats.as_ref().map_or("", |hats| hats.own.name()).to_owned(),
        company: match &actor.who {
            Who::Customer { company_name, .. } => company_name.clone(),
            Who::Acting { acting, .. } => acting.company_name.clone(),
            _ => String::new(),
        },
        orders: actor.has(Right::Order) && actor.company().is_some(),
        sees_orders: actor.has(Right::SeeOwnOrders) || actor.has(Right::SeeOrders),
        approves: actor.has(Right::Approve) && actor.company().is_some(),
        approvals: kontor_service::orders::approval_count(&kontor, &actor).await.answer()?,
        manages: actor.has(Right::ManageCompany),
        desk: actor.has(Right::Desk),
        acting: hats.and_then(|hats| hats.acting?.acting().cloned()),
        acts: actor.acting().is_some(),
        key: kontor.new_id(),
        cart: kontor_service::carts::current_cart(&kontor, &actor).await.answer()?.unwrap_or_default(),
        english: actor.language == Language::En,
        theme: request::cookie("theme").unwrap_or_else(|| "auto".into()),
        dealer: Dealer {
            name: settings.dealer.clone(),
            address: settings.dealer_address.clone(),
            phone: settings.dealer_phone.clone(),
            email: settings.dealer_email.clone(),
            vat_id: settings.dealer_vat_id.clone(),
        },
    })
}

/// So long after a part went into the cart another click on its button belongs to the same double click.
const DOUBLE_CLICK: u32 = 700;

/// The visitor for every component; asked for once per page.
#[derive(Clone, Copy)]
pub struct VisitorResource {
    visitor: Resource<Result<Visitor, Refusal>>,
    /// What just went into the cart: its form may have been drawn anew since.
    added: StoredValue<Option<PartKey>>,
}

impl VisitorResource {
    /// The visitor; nobody when the server does not answer.
    pub async fn read(self) -> Visitor {
        self.visitor.await.unwrap_or_default()
    }

    /// After the cart changed: the number in the bar follows.
    pub fn ask_again(self) {
        self.visitor.refetch();
    }

    /// A part went into the cart: a second click that was meant as the first one adds nothing.
    pub fn added(self, part: PartKey) {
        self.added.set_value(Some(part));
        self.ask_again();
        spawn_local(async move {
            pause(DOUBLE_CLICK).await;
            self.added.try_set_value(None);
        });
    }

    /// Did this part go into the cart just now?
    #[must_use]
    pub fn just_added(self, part: &PartKey) -> bool {
        self.added.with_value(|added| added.as_ref() == Some(part))
    }
}

/// For the root of the app.
pub fn provide_visitor() {
    let visitor = Resource::new_blocking(|| (), |()| visitor());
    provide_context(VisitorResource { visitor, added: StoredValue::new(None) });
}

/// # Panics
/// Outside of the app, which provides it.
#[must_use]
pub fn use_visitor() -> VisitorResource {
    expect_context()
}
