//! The services with their prices, for whoever keeps them.

use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::delivery::TariffsView;

use super::rows;
use crate::Kontor;

/// As they are kept now, not as this process remembers them.
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`] without [`Right::Administer`].
pub async fn tariffs(kontor: &Kontor, actor: &Actor) -> Result<TariffsView, Error> {
    actor.require(Right::Administer)?;
    rows::kept(kontor).await
}
