//! A follow-up is done, put off or handed over.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::follow_ups::{ChangeFollowUp, FollowUpStep};
use kontor_domain::{Error, Problem};

use super::rows::{DONE, OPEN, arm, follow_up, owner, state, write};
use crate::change::Change;
use crate::{Kontor, orders};

/// Reminders that were left for the version before find another one and say nothing.
///
/// # Errors
/// [`Error::Forbidden`] without [`kontor_domain::accounts::Right::ManageQuotes`]; [`Error::NotFound`]; [`Error::Invalid`] with `due`
/// or `owner`; [`Error::Conflict`] with [`Problem::AlreadyDone`] or [`Problem::ChangedMeanwhile`].
pub async fn change_follow_up(kontor: &Kontor, actor: &Actor, command: &ChangeFollowUp) -> Result<(), Error> {
    let mut row = follow_up(kontor, actor, &command.id).await?;
    if row.state != OPEN {
        return Err(Error::conflict(Problem::AlreadyDone));
    }
    if row.version != command.version {
        return Err(Error::conflict(Problem::ChangedMeanwhile));
    }
    let now = kontor.clock.local();
    let due = match &command.step {
        FollowUpStep::Move { due } => Some(*due),
        FollowUpStep::Snooze { to } => Some(to.day(now.date(), &state(kontor).await?)),
        FollowUpStep::Done | FollowUpStep::HandOver { .. } => None,
    };
    if due.is_some_and(|due| due < now.date()) {
        return Err(Error::invalid("due", Problem::DateInPast));
    }
    let what = match (&command.step, due) {
        (_, Some(due)) => {
            row.due = due.to_string();
            Happened::FollowUpMoved { due }
        }
        (FollowUpStep::HandOver { person }, _) => {
            let name = owner(kontor, person).await?;
            row.owner = person.to_string();
            row.data.0.owner_name.clone_from(&name);
            Happened::FollowUpHandedOver { name }
        }
        _ => {
            DONE.clone_into(&mut row.state);
            row.data.0.done_at = Some(now);
            actor.name().clone_into(&mut row.data.0.done_by);
            Happened::FollowUpDone
        }
    };
    let mut change = Change::new(kontor, actor);
    write(&mut change, &row, true);
    change.event(&row.subject(), what);
    if row.state == OPEN {
        arm(kontor, &mut change, &command.id, row.due(), row.version + 1).await?;
    }
    orders::rows::or_changed(change.commit().await).map(|_| ())
}
