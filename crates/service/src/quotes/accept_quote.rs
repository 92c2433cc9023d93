//! The customer accepts: the offer becomes an order.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::orders::PlaceOrder;
use kontor_domain::payments::PaymentChoice;
use kontor_domain::quotes::{AcceptQuote, QuoteState};
use kontor_domain::{Error, Money, OrderId, Problem};

use super::rows::{self, ATTEMPTS, QuoteRow};
use super::tell;
use crate::change::{Change, answered_before};
use crate::orders::{self, ACCEPT, Agreement, Tried};
use crate::{Kontor, mail};

/// One transaction: the order with everything in it, and the offer accepted. The same key again answers the same order; of two people who
/// accept at the same moment, or one of them and its last day, only one comes through.
///
/// # Errors
/// As [`rows::answerable`], for who decides, and as placing an order: [`Error::Invalid`] with every wrong field at once,
/// [`Error::Conflict`] with [`Problem::PriceChanged`] when the sum is not the one the person saw, and what the company's rules and credit
/// say.
pub async fn accept_quote(kontor: &Kontor, actor: &Actor, command: &AcceptQuote) -> Result<OrderId, Error> {
    if let Some(order) = answered_before(kontor, actor, ACCEPT, &command.key).await? {
        return Ok(OrderId(order));
    }
    let placing = PlaceOrder {
        key: command.key.clone(),
        cart: None,
        delivery: command.delivery.clone(),
        billing: command.billing.clone(),
        po_number: command.po_number.clone(),
        note: command.note.clone(),
        requested: None,
        business: command.business,
        seen_net: Some(command.seen_net),
        seen_freight: None,
        service: String::new(),
        completeness: None,
        unit: command.unit.clone(),
        cost_centre: command.cost_centre.clone(),
        payment: PaymentChoice::default(),
    };
    for _ in 0..ATTEMPTS {
        let row = match rows::answerable(kontor, actor, &command.quote, command.number, true).await {
            // The other half of a double click was quicker.
            Err(Error::Conflict { problem: Problem::WrongState }) => {
                let before = answered_before(kontor, actor, ACCEPT, &command.key).await?;
                return before.map(OrderId).ok_or_else(|| Error::conflict(Problem::WrongState));
            }
            other => other?,
        };
        let latest = row.data.0.latest().cloned().ok_or(Error::NotFound)?;
        let offer = rows::offer_of(kontor, &command.quote, latest.edition).await?;
        let (_, entered) = rows::entered(kontor, actor, &command.quote).await?;
        let agreement =
            Agreement { quote: &command.quote, case: &entered.row, offer: &offer, picks: &command.picks };
        let (to, language) = tell::desk(kontor, &row).await?;
        let head = row.summary(kontor)?;
        let seal = |change: &mut Change<'_>, order: &OrderId, net: Money| {
            accepted(change, &row, command, order);
            let what = Happened::QuoteAccepted { number: row.id.clone(), version: command.number, net };
            change.event(&row.subject(), what.clone());
            let sentence = what.text(language);
            let letter = mail::QuoteMail {
                head: &head,
                who: actor.name(),
                what: &sentence,
                words: &command.note,
                desk: true,
            };
            change.mail(mail::quote_answered(kontor, &letter, &to, language));
        };
        let tried = Box::pin(orders::place_agreed(kontor, actor, &placing, &agreement, seal)).await?;
        if let Tried::Ordered(order) = tried {
            return Ok(order);
        }
    }
    Err(Error::conflict(Problem::ChangedMeanwhile))
}

fn accepted(change: &mut Change<'_>, row: &QuoteRow, command: &AcceptQuote, order: &OrderId) {
    let mut row = row.copy();
    QuoteState::Accepted.code().clone_into(&mut row.state);
    row.edition += 1;
    row.data.0.order = Some(order.clone());
    row.data.0.accepted = Some(command.picks.clone());
    rows::write(change, &row);
}
