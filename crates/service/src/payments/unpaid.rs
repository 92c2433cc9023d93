//! Orders that nobody pays: brought to mind once, cancelled after the last day, so that their goods are free again.

use jiff::{SignedDuration, ToSpan as _};
use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::orders::{CancelOrder, OrderState};
use kontor_domain::payments::{PAY_WITHIN_DAYS, REMIND_BEFORE_DAYS};
use kontor_domain::{Date, Error, Language, OrderId, format};
use kontor_store::Datetime;

use super::{look, rows};
use crate::change::Change;
use crate::orders::{self, rows as order_rows};
use crate::outbox::Job;
use crate::{Kontor, mail};

/// What money came for is decided by a person; looked at again so much later.
const BEING_CHECKED: SignedDuration = SignedDuration::from_hours(24);

/// The last day on which the payment is waited for of an order that enters `state` now.
pub(crate) fn pay_by(kontor: &Kontor, state: OrderState) -> Option<Date> {
    (state == OrderState::AwaitingPayment)
        .then(|| kontor.clock.local().date().saturating_add(PAY_WITHIN_DAYS.days()))
}

/// Leaves the watch over a payment in the transaction in which the order begins to wait for it.
pub(crate) fn watch(kontor: &Kontor, change: &mut Change<'_>, order: &OrderId, pay_by: Date) {
    let at = pay_by.saturating_sub(REMIND_BEFORE_DAYS.days()).to_datetime(kontor.clock.local().time());
    change.job_at(Job::Unpaid { order: order.clone() }, kontor.clock.stamp_of(at));
}

/// Reads at Stripe whether an order is paid by now. If not: up to the last day the reminder to be written, with the moment
/// of the next look; after it the order is cancelled. Nothing when it no longer waits.
///
/// # Errors
/// See [`super::stripe::Outside`] and [`orders::cancel_order`]: nothing is cancelled that may be paid, the job comes again.
pub(crate) async fn unpaid<'a>(
    kontor: &'a Kontor,
    system: &'a Actor,
    order: &OrderId,
) -> Result<Option<(Change<'a>, Datetime)>, Error> {
    let waits = |row: &order_rows::OrderRow| row.state() == OrderState::AwaitingPayment;
    if !order_rows::by_id(kontor, order).await?.as_ref().is_some_and(waits) {
        return Ok(None);
    }
    super::look_again(kontor, order).await?;
    let Some(row) = order_rows::by_id(kontor, order).await?.filter(waits) else { return Ok(None) };
    let data = row.read()?;
    let (Some(day), Some(payment)) = (data.pay_by, rows::payment(kontor, order).await?) else {
        return Ok(None);
    };
    if look::of(&payment).needs_a_look() {
        return Ok(Some((Change::new(kontor, system), kontor.clock.stamp_in(BEING_CHECKED))));
    }
    if kontor.clock.local().date() > day {
        let l = data.language;
        let day = format::date(day, l);
        let reason = match l {
            Language::De => format!("Bis {day} nicht bezahlt."),
            Language::En => format!("Not paid by {day}."),
        };
        let command = CancelOrder { order: order.clone(), version: row.version, reason };
        orders::cancel_order(kontor, system, &command).await?;
        return Ok(None);
    }
    let mut change = Change::new(kontor, system);
    change.event(&order_rows::subject(&row), Happened::PayerReminded { until: day });
    if !data.email.is_empty() {
        let view = mail::order_view(kontor, &row, &data);
        change.mail(mail::payment_due(kontor, &view, &data.email, data.language));
    }
    let after = day.saturating_add(1.day()).to_datetime(jiff::civil::Time::midnight());
    Ok(Some((change, kontor.clock.stamp_of(after))))
}
