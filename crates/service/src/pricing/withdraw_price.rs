//! The customer no longer wants to know what a part costs.

use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::pricing::{PriceRequest, RequestState, WithdrawPrice};

use super::price_request;
use super::request_rows as rows;
use crate::Kontor;
use crate::accounts::rows::or_changed;
use crate::change::Change;

/// Nobody is written to: it leaves the desk's queue.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::Order`]; [`Error::NotFound`], also for another company's; [`Error::Conflict`] when it
/// was answered meanwhile.
pub async fn withdraw_price(
    kontor: &Kontor,
    actor: &Actor,
    command: &WithdrawPrice,
) -> Result<PriceRequest, Error> {
    actor.require_company(Right::Order)?;
    let row = rows::open(kontor, actor, Right::Order, &command.id, command.version).await?;
    let data = &row.data.0;
    let mut change = Change::new(kontor, actor);
    rows::answer(&mut change, &row, RequestState::Withdrawn, data);
    change.event(&row.subject(), Happened::PriceWithdrawn { number: data.number.clone() });
    or_changed(change.commit().await)?;
    price_request(kontor, actor, &command.id).await
}
