//! Skips, pauses, resumes, ends or takes over a recurring order.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::recurring::{RecurringState, Review, Step, StepRecurring, Why};
use kontor_domain::{Error, Problem, calendar};

use super::once::Once;
use super::rows::{self, RecurringData, subject};
use crate::change::Change;
use crate::{Kontor, accounts};

/// Skipping the last order, and resuming after the last day, ends it. Taking over lets it go on when nothing else was in the way.
/// The same command twice is one step.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] for who may only see it; [`Error::Conflict`] with [`Problem::ChangedMeanwhile`]
/// when it is not the version the person saw, with [`Problem::WrongState`] when the step makes no sense.
pub async fn step_recurring(kontor: &Kontor, actor: &Actor, command: &StepRecurring) -> Result<(), Error> {
    let (row, data) = rows::changeable(kontor, actor, &command.recurring).await?;
    let once = Once::of(&command.recurring, command.version, &command.step)?;
    if once.done(kontor, actor).await? {
        return Ok(());
    }
    row.as_seen(command.version)?;
    let wrong = || Error::conflict(Problem::WrongState);
    let mut state = row.state().after(command.step).ok_or_else(wrong)?;
    let today = kontor.clock.local().date();
    let mut change = Change::new(kontor, actor);
    once.begin(&mut change);
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
            let left = |why: &Why| !matches!(why, Why::Person { .. });
            let review = data.review.map(|r| Review { why: r.why.into_iter().filter(left).collect(), ..r });
            let review = review.filter(|review| !review.why.is_empty());
            if state == RecurringState::Review && review.is_none() {
                state = RecurringState::Active;
            }
            RecurringData { person, person_name: actor.name().to_owned(), review, ..data }
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
    once.ended(change.commit().await)
}
