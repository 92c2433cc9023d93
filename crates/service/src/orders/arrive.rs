//! What follows when an order has entered a state before or on the desk.

use kontor_domain::orders::{OrderState, OrderView};

use super::rows::OrderData;
use crate::change::Change;
use crate::{Kontor, mail, payments};

/// Leaves what follows for an order that has just entered `order.state`, however it got there: the buyer's confirmation of
/// receipt belongs to [`OrderState::Placed`] alone, word that it is looked at first to [`OrderState::OnHold`], the watch over its payment to
/// [`OrderState::AwaitingPayment`].
pub(crate) fn arrive(kontor: &Kontor, change: &mut Change<'_>, order: &OrderView, data: &OrderData) {
    match (order.state, data.pay_by) {
        (OrderState::Placed, _) => {
            if !data.email.is_empty() {
                change.mail(mail::order_placed(kontor, order, &data.email, data.language));
            }
            change.mail(mail::dealer_new_order(kontor, order));
        }
        (OrderState::OnHold, _) => {
            if !data.email.is_empty() {
                change.mail(mail::order_held(kontor, order, &data.email, data.language));
            }
            change.mail(mail::dealer_new_order(kontor, order));
        }
        (OrderState::AwaitingPayment, Some(day)) => payments::watch(kontor, change, &order.id, day),
        _ => {}
    }
}
