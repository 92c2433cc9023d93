//! Down to which margin who may go.

use kontor_domain::quotes::Ladder;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(name = OfferFloors, prefix = "/fn", endpoint = "quotes/ladder")]
pub async fn floors() -> Result<Ladder, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::Error;
    use kontor_domain::accounts::Right;
    let (kontor, actor) = request::begin()?;
    let here = actor.require(Right::Desk);
    here.map_err(|e| if e == Error::Forbidden { Error::NotFound } else { e }).answer()?;
    kontor_service::quotes::ladder(&kontor, &actor).await.answer()
}
