//! The desk has dealt with a payment that needed somebody.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::payments::SettleConcern;
use kontor_domain::{Error, Problem};
use kontor_store::StoreError;

use super::rows;
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;
use crate::orders::rows as orders;

/// Takes it off the list, with a note on the order. Moves no money. Twice the same is once.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ConfirmOrders`]; [`Error::Invalid`] on `note`; [`Error::Conflict`] with
/// [`Problem::ChangedMeanwhile`] when it is no longer this that needs somebody.
pub async fn settle_concern(kontor: &Kontor, actor: &Actor, command: &SettleConcern) -> Result<(), Error> {
    actor.require(Right::ConfirmOrders)?;
    let order = orders::visible(kontor, actor, &command.order).await?;
    let note = command.note.trim();
    if note.is_empty() {
        return Err(Error::invalid("note", Problem::Required));
    }
    if note.chars().count() > 500 {
        return Err(Error::invalid("note", Problem::TooLong { max: 500 }));
    }
    let row = rows::payment(kontor, &command.order).await?;
    let row = row.ok_or_else(|| Error::conflict(Problem::ChangedMeanwhile))?;
    let mut payment = row.data.0;
    if payment.dealt_with == Some(command.concern) {
        return Ok(());
    }
    if payment.concern() != Some(command.concern) {
        return Err(Error::conflict(Problem::ChangedMeanwhile));
    }
    payment.dealt_with = Some(command.concern);
    let mut change = Change::new(kontor, actor);
    rows::update(&mut change, &payment, row.version);
    let what = Happened::PaymentSettled { concern: command.concern, note: note.to_owned() };
    change.event(&orders::subject(&order), what);
    match change.commit().await {
        Ok(_) => Ok(()),
        Err(StoreError::Guard(_)) => Err(Error::conflict(Problem::ChangedMeanwhile)),
        Err(other) => Err(other).fault(),
    }
}
