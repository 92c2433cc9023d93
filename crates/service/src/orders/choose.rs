//! The customer says what is to happen to a line that comes later than promised.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::orders::{ChoiceKind, ChooseForLine, Chosen, LineChoice, OrderView};
use kontor_domain::{Error, Language, Money, PartKey, Problem, Quantity};
use kontor_store::StoreError;

use super::amend::{self, Amendment};
use super::place_order::order_line;
use super::substitutes;
use crate::change::{Change, Outcome};
use crate::fault::Fault as _;
use crate::{Kontor, mail, stock};

/// Chooses for one line; the desk may do so for a customer who telephones. The same key again answers the same order.
///
/// To wait changes nothing but is known; to split moves what lies on the shelf to this order and lets the desk know that it is
/// to leave now; a substitute is a new position at today's price with stock of its own; a cancelled quantity is free again, and
/// with the last line the order is cancelled; a wish to be quicker waits for [`super::answer_expedite()`]. Of what was agreed by an
/// offer customers neither cancel nor replace anything by themselves.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; [`Error::Invalid`] on `quantity` or `note`; [`Error::Conflict`] with
/// [`Problem::ChangedMeanwhile`] for an old version, [`Problem::NothingToChoose`], [`Problem::NothingToSplit`],
/// [`Problem::NotOffered`], [`Problem::PriceChanged`], [`Problem::SoldOut`], [`Problem::AgreedByOffer`], and [`Problem::RaiseNeedsApproval`] or
/// [`Problem::OverBudget`] when a substitute is dearer than the company's rules let pass.
pub async fn choose(kontor: &Kontor, actor: &Actor, command: &ChooseForLine) -> Result<OrderView, Error> {
    let chosen = once(kontor, actor, command).await;
    amend::or_before(kontor, actor, ("choose", &command.key), &command.order, chosen).await
}

async fn once(kontor: &Kontor, actor: &Actor, command: &ChooseForLine) -> Result<OrderView, Error> {
    let mut amendment = amend::read(kontor, actor, &command.order, command.version).await?;
    if !amendment.row.state().confirmable() {
        return Err(Error::conflict(Problem::WrongState));
    }
    if amendment.open_line(command.position)?.slip.is_none() {
        return Err(Error::conflict(Problem::NothingToChoose));
    }
    if matches!(command.choice, LineChoice::Cancel { .. } | LineChoice::Substitute { .. }) {
        amendment.before.changeable_by(actor)?;
    }
    let mut change = Change::new(kontor, actor);
    change.once("choose", &command.key, command.order.as_str());
    let mut note = String::new();
    let (quantity, other) = match &command.choice {
        LineChoice::Wait => (Quantity::ZERO, String::new()),
        LineChoice::Expedite { note: text } => {
            if text.chars().count() > 300 {
                return Err(Error::invalid("note", Problem::TooLong { max: 300 }));
            }
            text.trim().clone_into(&mut note);
            (Quantity::ZERO, String::new())
        }
        LineChoice::Split => {
            (split(kontor, &mut amendment, &mut change, command.position).await?, String::new())
        }
        LineChoice::Cancel { quantity } => {
            let taken = amendment.take_off(command.position, *quantity)?;
            amendment.sold_so(kontor, command.position).await?;
            (taken, String::new())
        }
        LineChoice::Substitute { part, seen } => {
            substitute(kontor, &mut amendment, command.position, part, *seen).await?
        }
    };
    let kind = command.choice.kind();
    let line =
        amendment.data.lines.iter_mut().find(|l| l.position == command.position).ok_or(Error::NotFound)?;
    let number = line.called(Language::De).to_owned();
    if let Some(slip) = &mut line.slip {
        slip.chosen = Some(Chosen {
            kind,
            quantity,
            number: other.clone(),
            note: note.clone(),
            by: actor.name().to_owned(),
            channel: actor.channel,
            at: kontor.clock.local(),
        });
    }
    let happened = [Happened::LineChosen { number, kind, quantity, other, note }];
    let state = amendment.row.state();
    let view = amendment.put(kontor, actor, &mut change, state, &happened).await?;
    change.mail(mail::dealer_choice(kontor, &view, &happened));
    if !matches!(kind, ChoiceKind::Wait) && !amendment.data.email.is_empty() {
        let (to, l) = (&amendment.data.email, amendment.data.language);
        change.mail(mail::order_changed(kontor, &view, &happened, to, l));
    }
    finish(kontor, actor, change, &command.order).await
}

/// Commits a change of an order's lines and answers the order.
pub(super) async fn finish(
    kontor: &Kontor,
    actor: &Actor,
    change: Change<'_>,
    order: &kontor_domain::OrderId,
) -> Result<OrderView, Error> {
    match change.commit().await {
        Ok(Outcome::Done | Outcome::Before(_)) => super::order(kontor, actor, order).await,
        Err(StoreError::Guard(name)) if name == "stock" => {
            Err(Error::conflict(Problem::SoldOut { left: Quantity::ZERO }))
        }
        Err(StoreError::Guard(_)) => Err(Error::conflict(Problem::ChangedMeanwhile)),
        Err(other) => Err(other).fault(),
    }
}

/// What is on the shelf becomes this order's; answers how much can leave now.
async fn split(
    kontor: &Kontor,
    amendment: &mut Amendment,
    change: &mut Change<'_>,
    position: u32,
) -> Result<Quantity, Error> {
    let terms = amendment.terms(kontor).await?;
    let line = amendment.open_line(position)?;
    let (now, taken) = substitutes::ready(kontor, &terms, line).await?;
    if now == Quantity::ZERO {
        return Err(Error::conflict(Problem::NothingToSplit));
    }
    if let Some(part) = line.part.as_ref().filter(|_| taken > Quantity::ZERO) {
        line.allocation.backorder = line.allocation.backorder - taken;
        line.allocation.reserve = line.allocation.reserve + taken;
        stock::arrived(&mut change.tx, &line.allocation.warehouse, part, taken);
    }
    Ok(now)
}

/// The new position; what was open of the old one is let go. Answers the new position's quantity and number.
async fn substitute(
    kontor: &Kontor,
    amendment: &mut Amendment,
    position: u32,
    part: &PartKey,
    seen: Option<Money>,
) -> Result<(Quantity, String), Error> {
    let terms = amendment.terms(kontor).await?;
    let line = amendment.open_line(position)?.clone();
    let found = substitutes::substitutes(kontor, &terms, &amendment.data, &line)
        .await?
        .into_iter()
        .find(|s| s.offer.part == *part)
        .ok_or_else(|| Error::conflict(Problem::NotOffered))?;
    let offer = found.offer;
    if seen.is_some_and(|seen| seen.amount != offer.net.amount) {
        return Err(Error::conflict(Problem::PriceChanged));
    }
    amendment.take_off(position, None)?;
    let next = amendment.data.lines.iter().map(|l| l.position).max().unwrap_or(0) + 1;
    for old in amendment.data.lines.iter_mut().filter(|l| l.position == position) {
        old.replaced_by = Some(next);
    }
    let mut new =
        order_line(next, &found.view, offer.net, offer.amount, found.allocation.clone(), offer.date);
    new.confirmed = Some(offer.date);
    amendment.taken.push((offer.part.clone(), found.allocation));
    amendment.data.lines.push(new);
    amendment.allow_raise(kontor).await?;
    Ok((offer.quantity, offer.number))
}
