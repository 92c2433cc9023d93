//! What is credited for a return goes back the way it was paid.

use kontor_domain::accounts::Actor;
use kontor_domain::{Error, Money, OrderId};

use super::give_back::send_back;
use super::rows;
use crate::Kontor;
use crate::change::{Change, Subject};

/// Puts the refund of `amount`, or of as much of it as can be given back, into the transaction that credits it (guard
/// `payment`); the outbox sends it and tells the payer when the money is on its way. Answers how much that is: nothing for an
/// order on account.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn refund_credit(
    kontor: &Kontor,
    actor: &Actor,
    change: &mut Change<'_>,
    order: &OrderId,
    subject: &Subject,
    amount: Money,
    reason: &str,
) -> Result<Money, Error> {
    let Some(row) = rows::payment(kontor, order).await? else { return Ok(Money::ZERO) };
    let mut payment = row.data.0;
    let sent = send_back(kontor, actor, change, subject, &mut payment, amount, reason);
    if !sent.is_zero() {
        payment.credited = payment.credited + sent;
        rows::update(change, &payment, row.version);
    }
    Ok(sent)
}
