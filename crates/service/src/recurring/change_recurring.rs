//! Changes a recurring order, and accepts today's prices for it.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::recurring::{ChangeRecurring, Plan, RecurringState};
use kontor_domain::{Error, Problem, calendar};

use super::draft::{accept, first_day};
use super::once::Once;
use super::rows::{self, RecurringData, subject};
use crate::change::Change;
use crate::{Kontor, accounts};

/// `draft.plan.from` is the day of the next order. When neither it nor the rhythm changes, the days stay as they were counted; otherwise
/// they count anew from that day. One that waits for review goes on: an order whose day has passed meanwhile is placed at once.
/// A paused one stays paused. The same command twice is one change.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] for who may only see it; [`Error::Conflict`] with [`Problem::ChangedMeanwhile`]
/// when it is not the version the person saw, with [`Problem::WrongState`] when it has ended; otherwise as
/// [`super::make_recurring`].
pub async fn change_recurring(
    kontor: &Kontor,
    actor: &Actor,
    command: &ChangeRecurring,
) -> Result<(), Error> {
    let (row, data) = rows::changeable(kontor, actor, &command.recurring).await?;
    let once = Once::of(&command.recurring, command.version, &command.draft)?;
    if once.done(kontor, actor).await? {
        return Ok(());
    }
    row.as_seen(command.version)?;
    let company = accounts::rows::company(kontor, &row.company()).await?;
    let draft = &command.draft;
    // The rules of whom it is ordered for hold; nobody is there any more, those of who mends it.
    let person = rows::person(kontor, &row, &data).await?;
    let data = accept(kontor, person.as_ref().unwrap_or(actor), &company, draft, data).await?;
    let as_counted = data.plan.every == draft.plan.every && data.next == Some(draft.plan.from);
    let plan = if as_counted { Plan { from: data.plan.from, ..draft.plan } } else { draft.plan };
    if !as_counted {
        if plan.from < kontor.clock.local().date() {
            return Err(Error::invalid("from", Problem::DateInPast));
        }
        // Each day is ordered once.
        if let Some(last) = data.came.first().filter(|last| plan.from <= last.due) {
            let date = calendar::next(last.due);
            return Err(Error::invalid("from", Problem::LaterThan { date }));
        }
    }
    let next = first_day(&plan, draft.plan.from, data.done)?;
    let state = match row.state() {
        RecurringState::Review => RecurringState::Active,
        other => other,
    };
    let data = RecurringData { plan, next: Some(next), review: None, ..data };
    let mut change = Change::new(kontor, actor);
    once.begin(&mut change);
    rows::write(kontor, &mut change, &company, &row, state, &data);
    change.event(&subject(&row), Happened::RecurringChanged { name: data.name.clone() });
    once.ended(change.commit().await)
}
