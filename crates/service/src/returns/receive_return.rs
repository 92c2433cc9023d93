//! The parcel of a return is here and was looked at.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::returns::{Condition, ReceiveReturn, Received, ReturnState, ReturnView};
use kontor_domain::{Error, FieldError, Problem, Quantity};

use super::{goods_return, rows};
use crate::change::Change;
use crate::orders::rows::or_changed;
use crate::{Kontor, mail};

/// Writes down what arrived and how it is; the customer is told. Nothing goes on the shelf before it is decided.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ShipOrders`]; [`Error::Invalid`] on `quantity.POSITION` and `warehouse`;
/// [`Error::Conflict`] with [`Problem::WrongState`] or [`Problem::ChangedMeanwhile`].
pub async fn receive_return(
    kontor: &Kontor,
    actor: &Actor,
    command: &ReceiveReturn,
) -> Result<ReturnView, Error> {
    actor.require(Right::ShipOrders)?;
    let mut row = rows::in_state(kontor, actor, &command.id, ReturnState::Requested, command.version).await?;
    let mut data = row.data.0.clone();
    let mut fields = Vec::new();
    let mut wrong = |field: String, problem| fields.push(FieldError { field, problem });
    if !kontor.warehouses().await?.iter().any(|w| w.id == command.warehouse) {
        wrong("warehouse".into(), Problem::NotACode);
    }
    for named in &command.lines {
        let field = format!("quantity.{}", named.position);
        match data.lines.iter().find(|l| l.position == named.position) {
            None => wrong(field, Problem::UnknownPart),
            Some(_) if named.quantity < Quantity::ZERO => wrong(field, Problem::NotPositive),
            Some(line) if named.quantity > line.asked.quantity => wrong(field, Problem::TooMuch),
            Some(_) => {}
        }
    }
    if !fields.is_empty() {
        return Err(Error::Invalid { fields });
    }
    for line in &mut data.lines {
        let named = command.lines.iter().find(|named| named.position == line.position);
        line.received = Some(match named {
            Some(named) => Received { quantity: named.quantity, condition: named.condition },
            None => Received { quantity: Quantity::ZERO, condition: Condition::Sellable },
        });
    }
    data.warehouse = command.warehouse.clone();
    data.received_at = Some(kontor.clock.local());
    let mut change = Change::new(kontor, actor);
    rows::update(&mut change, &row, ReturnState::Received, &data);
    change.event(&row.subject(), Happened::ReturnReceived { code: row.code() });
    if !data.email.is_empty() {
        let (to, language) = (data.email.clone(), data.language);
        row.data.0 = data;
        ReturnState::Received.code().clone_into(&mut row.state);
        let view = rows::view(kontor, actor, row)?;
        change.mail(mail::return_received(kontor, &view, &to, language));
    }
    or_changed(change.commit().await)?;
    goods_return(kontor, actor, &command.id).await
}
