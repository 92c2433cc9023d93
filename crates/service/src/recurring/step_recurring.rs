//! Skips, pauses, resumes, ends or takes over a recurring order.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::recurring::{RecurringState, Step, StepRecurring};
use kontor_domain::{Error, Problem, calendar};

use super::rows::{self, RecurringData, subject};
use crate::change::Change;
use crate::orders::rows::or_changed;
use crate::{Kontor, accounts};

/// Skipping the last order, and resuming after the last day, ends it.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] for who may only see it; [`Error::Conflict`] with [`Problem::ChangedMeanwhile`]
/// when it is not the version the person saw, with [`Problem::WrongState`] when the step makes no sense.
pub async fn step_recurring(kontor: &Kontor, actor: &Actor, command: &StepRecurring) -> Result<(), Error> {
    let (row, data) = rows::changeable(kontor, actor, &command.recurring, command.version).await?;
    let wrong = || Error::conflict(Problem::WrongState);
    let mut state = row.state().after(command.step).ok_or_else(wrong)?;
    let today = kontor.clock.local().date();
    let mut change = Change::new(kontor, actor);
    let about = subject(&row);
    let data = match command.step {
        Step::Skip => {
            let skipped = data.next.unwrap_or(today);
            let after = calendar::next(skipped).max(today);
            change.event(&about, Happened::RecurringSkipped { day: skipped });
            RecurringData { next: data.plan.day_from(after, data.done), review: None, ..data }
        }
        Step::Pause => {
            change.event(&about, Happened::RecurringPaused);
            RecurringData { review: None, ..data }
        }
        Step::Resume => {
            let next = data.plan.day_from(data.next.unwrap_or(today).max(today), data.done);
            if let Some(next) = next {
                change.event(&about, Happened::RecurringResumed { next });
            }
            RecurringData { next, ..data }
        }
        Step::End => data,
        Step::TakeOver => {
            let person = actor.person().filter(|person| **person != data.person).ok_or_else(wrong)?.clone();
            change.event(&about, Happened::RecurringTakenOver { name: actor.name().to_owned() });
            RecurringData { person, person_name: actor.name().to_owned(), ..data }
        }
    };
    if state == RecurringState::Active && data.next.is_none() {
        state = RecurringState::Ended;
    }
    if state == RecurringState::Ended {
        change.event(&about, Happened::RecurringEnded);
    }
    let company = accounts::rows::company(kontor, &row.company()).await?;
    rows::write(kontor, &mut change, &company, &row, state, &data);
    or_changed(change.commit().await).map(|_| ())
}
