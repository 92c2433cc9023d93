//! Cancelling an order while it is still open; its stock and its share of the budget are free again, what was paid goes back.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::orders::{CancelOrder, OrderState, OrderView};
use kontor_domain::{Error, Money, Problem};

use super::decide_approval::release;
use super::rows::{self, OrderData, advance, or_changed, subject};
use super::{approval, promise};
use crate::change::Change;
use crate::{Kontor, mail, payments};

/// The customer (with [`Right::Order`]) and the desk (with [`Right::ConfirmOrders`], who must give a reason) may.
///
/// # Errors
/// [`Error::Conflict`] with [`Problem::WrongState`] once it is packed, with [`Problem::ChangedMeanwhile`] when it is not
/// the version the person saw, and for customers with [`Problem::AgreedByOffer`]; [`Error::Invalid`] on field `reason`.
pub async fn cancel_order(kontor: &Kontor, actor: &Actor, command: &CancelOrder) -> Result<OrderView, Error> {
    let row = rows::visible(kontor, actor, &command.order).await?;
    let by_customer = actor.company().is_some();
    actor.require(if by_customer { Right::Order } else { Right::ConfirmOrders })?;
    let reason = command.reason.trim();
    if reason.chars().count() > 500 {
        return Err(Error::invalid("reason", Problem::TooLong { max: 500 }));
    }
    if !by_customer && reason.is_empty() {
        return Err(Error::invalid("reason", Problem::ReasonRequired));
    }
    if !row.state().cancellable() {
        return Err(Error::conflict(Problem::WrongState));
    }
    if row.version != command.version {
        return Err(Error::conflict(Problem::ChangedMeanwhile));
    }
    let data = row.read()?;
    data.changeable_by(actor)?;
    let mut change = Change::new(kontor, actor);
    // Nothing is owed any more; what it was counted for is given back below.
    advance(&mut change, &row, OrderState::Cancelled, &OrderData { on_credit: None, ..data.clone() });
    promise::record(kontor, actor, &mut change, &row, &data.lines, (OrderState::Cancelled, &data));
    release(&mut change, &row, &data);
    if let Some((asked, step)) = data.approval.as_ref().and_then(|a| a.current().map(|step| (a, step))) {
        approval::close(&mut change, &command.order, asked, step);
    }
    change.event(&subject(&row), Happened::OrderCancelled { reason: reason.to_owned() });
    if data.needs_payment() {
        let (of, owed) = (subject(&row), Money::ZERO);
        payments::give_back(kontor, actor, &mut change, &command.order, &of, owed, reason).await?;
    }
    let view = mail::order_view(kontor, &row, &data);
    if !data.email.is_empty() {
        change.mail(mail::order_cancelled(kontor, &view, reason, &data.email, data.language));
    }
    or_changed(change.commit().await)?;
    super::order(kontor, actor, &command.order).await
}
