//! Taking a line, or some of it, off an order that is not packed yet.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::orders::{CancelLine, OrderState, OrderView};
use kontor_domain::{Error, Language, Problem};

use super::amend;
use super::choose::finish;
use crate::change::Change;
use crate::{Kontor, mail};

/// The customer (with [`Right::Order`](kontor_domain::accounts::Right::Order)) and the desk (who must give a reason) may.
/// The price agreed for the rest stays; with the last line the order is cancelled. What was paid for it goes back. The same key
/// again answers the same order.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; [`Error::Invalid`] on `quantity` or `reason`; [`Error::Conflict`] with
/// [`Problem::WrongState`] once it is packed or while it waits for approval or payment (the whole order can be cancelled then),
/// with [`Problem::ChangedMeanwhile`] for an old version, and for customers with [`Problem::AgreedByOffer`].
pub async fn cancel_line(kontor: &Kontor, actor: &Actor, command: &CancelLine) -> Result<OrderView, Error> {
    let cancelled = once(kontor, actor, command).await;
    amend::or_before(kontor, actor, ("cancel_line", &command.key), &command.order, cancelled).await
}

async fn once(kontor: &Kontor, actor: &Actor, command: &CancelLine) -> Result<OrderView, Error> {
    let mut amendment = amend::read(kontor, actor, &command.order, command.version).await?;
    let state = amendment.row.state();
    if !matches!(state, OrderState::Placed | OrderState::Confirmed) {
        return Err(Error::conflict(Problem::WrongState));
    }
    amendment.before.changeable_by(actor)?;
    let reason = command.reason.trim();
    if reason.chars().count() > 300 {
        return Err(Error::invalid("reason", Problem::TooLong { max: 300 }));
    }
    if actor.company().is_none() && reason.is_empty() {
        return Err(Error::invalid("reason", Problem::ReasonRequired));
    }
    let number = amendment.open_line(command.position)?.called(Language::De).to_owned();
    let quantity = amendment.take_off(command.position, command.quantity)?;
    amendment.sold_so(kontor, command.position).await?;
    let happened = [Happened::LineCancelled { number, quantity, reason: reason.to_owned() }];
    let mut change = Change::new(kontor, actor);
    change.once("cancel_line", &command.key, command.order.as_str());
    let view = amendment.put(kontor, actor, &mut change, state, &happened).await?;
    if actor.company().is_some() {
        change.mail(mail::dealer_choice(kontor, &view, &happened));
    }
    if !amendment.data.email.is_empty() {
        let (to, l) = (&amendment.data.email, amendment.data.language);
        change.mail(mail::order_changed(kontor, &view, &happened, to, l));
    }
    finish(kontor, actor, change, &command.order).await
}
