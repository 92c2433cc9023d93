//! The desk answers a customer's wish to have a late line sooner.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::orders::{AnswerExpedite, OrderView};
use kontor_domain::{Error, FieldError, Language, Problem};

use super::amend;
use super::choose::finish;
use crate::change::Change;
use crate::{Kontor, mail};

/// With a date the line is confirmed for it, without one it cannot be quicker; in both cases the customer is told and may
/// choose again.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ConfirmOrders`]; [`Error::Invalid`] on `date` or `note`; [`Error::Conflict`] with
/// [`Problem::NothingToChoose`] when nobody waits for an answer, [`Problem::ChangedMeanwhile`] for an old version.
pub async fn answer_expedite(
    kontor: &Kontor,
    actor: &Actor,
    command: &AnswerExpedite,
) -> Result<OrderView, Error> {
    actor.require(Right::ConfirmOrders)?;
    let mut amendment = amend::read(kontor, actor, &command.order, command.version).await?;
    let now = kontor.clock.local();
    let note = command.note.trim();
    let line = amendment.open_line(command.position)?;
    if line.wish().is_none() {
        return Err(Error::conflict(Problem::NothingToChoose));
    }
    let mut fields = Vec::new();
    let mut wrong = |field: &str, problem| fields.push(FieldError { field: field.to_owned(), problem });
    if note.is_empty() {
        wrong("note", Problem::ReasonRequired);
    } else if note.chars().count() > 300 {
        wrong("note", Problem::TooLong { max: 300 });
    }
    match command.date {
        Some(date) if date < now.date() => wrong("date", Problem::DateInPast),
        // A date that is no better is a no, and is to be said as one.
        Some(date) if date >= line.date() => wrong("date", Problem::NotEarlier { than: line.date() }),
        _ => {}
    }
    if !fields.is_empty() {
        return Err(Error::Invalid { fields });
    }
    let happened = match command.date.and_then(|date| line.move_to(date, note, now)) {
        Some(moved) => moved,
        None => {
            if let Some(slip) = &mut line.slip {
                slip.chosen = None;
                slip.declined = Some(note.to_owned());
            }
            Happened::ExpediteDeclined {
                number: line.called(Language::De).to_owned(),
                reason: note.to_owned(),
            }
        }
    };
    let mut change = Change::new(kontor, actor);
    let state = amendment.row.state();
    let happened = [happened];
    let view = amendment.put(kontor, actor, &mut change, state, &happened).await?;
    if !amendment.data.email.is_empty() {
        let (to, l) = (&amendment.data.email, amendment.data.language);
        change.mail(mail::order_changed(kontor, &view, &happened, to, l));
    }
    finish(kontor, actor, change, &command.order).await
}
