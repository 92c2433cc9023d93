//! A draft as somebody saw it, for the form that was typed over it.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::quotes::{Costs, Offer};
use kontor_domain::{Error, QuoteId};

use super::{costs, rows};
use crate::Kontor;

/// With what it costs only for who may see margins.
///
/// # Errors
/// [`Error::NotFound`], also for customers and for a version that there never was; [`Error::Forbidden`] without [`Right::ManageQuotes`].
pub async fn draft_at(
    kontor: &Kontor,
    actor: &Actor,
    quote: &QuoteId,
    version: i64,
) -> Result<(Offer, Option<Costs>), Error> {
    if actor.company().is_some() {
        return Err(Error::NotFound);
    }
    actor.require(Right::ManageQuotes)?;
    rows::entered(kontor, actor, quote).await?;
    let offer = rows::offer_of(kontor, quote, version).await?;
    let costs = match actor.has(Right::SeeMargins) {
        true => Some(costs::of_edition(kontor, quote, version).await?),
        false => None,
    };
    Ok((offer, costs))
}
