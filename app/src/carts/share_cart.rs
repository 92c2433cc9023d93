//! Says who may use a cart.

use kontor_domain::{CartId, PersonId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// A row of the form: `right` is empty for who may do nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ShareRow {
    pub person: PersonId,
    pub right: String,
}

#[server(prefix = "/fn", endpoint = "carts/share_cart")]
pub async fn share_cart(
    cart: CartId,
    version: i64,
    #[server(default)] everybody: String,
    #[server(default)] people: Vec<ShareRow>,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::carts::{CartRight, Share, ShareCart, Sharing};
    let (kontor, actor) = request::begin()?;
    let people = people
        .into_iter()
        .filter_map(|row| CartRight::parse(&row.right).map(|right| Share { person: row.person, right }));
    let sharing = Sharing { everybody: CartRight::parse(&everybody), people: people.collect() };
    let command = ShareCart { cart: cart.clone(), version, sharing };
    kontor_service::carts::share_cart(&kontor, &actor, &command).await.answer()?;
    request::go(&format!("{}?done=saved", super::manage_path(&cart)));
    Ok(())
}
