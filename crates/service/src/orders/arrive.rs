//! Telling whom it concerns that an order has entered a state before or on the desk.

use kontor_domain::orders::{OrderState, OrderView};

use super::rows::OrderData;
use crate::change::Change;
use crate::{Kontor, mail};

/// Leaves the mails for an order that has just entered `order.state`: the buyer's confirmation of receipt and the dealer's
/// notice belong to [`OrderState::Placed`] alone, however the order got there.
pub(crate) fn arrive(kontor: &Kontor, change: &mut Change<'_>, order: &OrderView, data: &OrderData) {
    if order.state == OrderState::Placed {
        if !data.email.is_empty() {
            change.mail(mail::order_placed(kontor, order, &data.email, data.language));
        }
        change.mail(mail::dealer_new_order(kontor, order));
    }
}
