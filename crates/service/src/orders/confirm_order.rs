//! The desk confirms an order, with other dates where needed; the buyer is told the reason.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::orders::{ConfirmOrder, OrderState, OrderView};
use kontor_domain::{Error, FieldError, Problem};

use super::promise;
use super::rows::{self, advance, or_changed, subject};
use crate::change::Change;
use crate::outbox::Job;
use crate::{Kontor, mail};

/// May be repeated with other dates as long as something is open: every move is told.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ConfirmOrders`]; [`Error::Invalid`] with `moved[N].date` or `moved[N].reason`;
/// [`Error::Conflict`] as [`super::cancel_order()`].
pub async fn confirm_order(
    kontor: &Kontor,
    actor: &Actor,
    command: &ConfirmOrder,
) -> Result<OrderView, Error> {
    actor.require(Right::ConfirmOrders)?;
    let row = rows::visible(kontor, actor, &command.order).await?;
    if !row.state().confirmable() {
        return Err(Error::conflict(Problem::WrongState));
    }
    if row.version != command.version {
        return Err(Error::conflict(Problem::ChangedMeanwhile));
    }
    let mut data = row.read()?;
    let before = data.lines.clone();
    let now = kontor.clock.local();
    let mut fields = Vec::new();
    let mut moves = Vec::new();
    for (i, moved) in command.moved.iter().enumerate() {
        let mut wrong =
            |field: &str, problem| fields.push(FieldError { field: format!("moved[{i}].{field}"), problem });
        let reason = moved.reason.trim();
        let Some(line) = data.lines.iter_mut().find(|l| l.position == moved.position && !l.gone()) else {
            wrong("position", Problem::UnknownPart);
            continue;
        };
        if moved.date < now.date() {
            wrong("date", Problem::DateInPast);
        }
        if reason.is_empty() {
            wrong("reason", Problem::ReasonRequired);
        } else if reason.chars().count() > 300 {
            wrong("reason", Problem::TooLong { max: 300 });
        }
        moves.extend(line.move_to(moved.date, reason, now));
    }
    if !fields.is_empty() {
        return Err(Error::Invalid { fields });
    }
    let first = row.state() == OrderState::Placed;
    if !first && moves.is_empty() {
        return Err(Error::conflict(Problem::AlreadyDone));
    }
    let waited = data.approval.is_some() || data.needs_payment();
    for line in &mut data.lines {
        let date = *line.confirmed.get_or_insert(line.promised);
        if first && waited {
            line.due = Some(date);
        }
    }
    let state = if first { OrderState::Confirmed } else { row.state() };
    let mut change = Change::new(kontor, actor);
    advance(&mut change, &row, state, &data);
    promise::record(kontor, actor, &mut change, &row, &before, (state, &data));
    if first {
        change.event(&subject(&row), Happened::OrderConfirmed);
    }
    for moved in moves {
        change.event(&subject(&row), moved);
    }
    let view = mail::order_view(kontor, &row, &data);
    if !data.email.is_empty() {
        change.mail(mail::order_confirmed(kontor, &view, &data.email, data.language));
    }
    change.job(Job::KeepConfirmation { order: Box::new(view), language: data.language });
    or_changed(change.commit().await)?;
    super::order(kontor, actor, &command.order).await
}
