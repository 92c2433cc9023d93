//! A message to try an endpoint with.

use jiff::SignedDuration;
use kontor_domain::accounts::Actor;
use kontor_domain::hooks::HookState;
use kontor_domain::{Error, HookId, Problem};

use super::rows;
use super::tell::{Told, leave};
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;

/// So many in a minute.
const MOST: u32 = 10;

/// Goes the way of every other message and stands in the log. Answers the id of the delivery.
///
/// # Errors
/// [`Error::NotFound`] also for somebody else's; [`Error::Unauthenticated`], [`Error::Forbidden`]; [`Error::Conflict`] with
/// [`Problem::HookNotOn`]; [`Error::RateLimited`] after ten in a minute.
pub async fn test_hook(kontor: &Kontor, actor: &Actor, hook: &HookId) -> Result<String, Error> {
    let row = rows::own(kontor, actor, hook).await?;
    if row.state() != HookState::On {
        return Err(Error::conflict(Problem::HookNotOn));
    }
    let minute = SignedDuration::from_mins(1);
    kontor.limits.attempt(kontor.clock.now(), format!("hook_test|{hook}"), MOST, minute)?;
    let mut change = Change::new(kontor, actor);
    let told = Told::test(&kontor.new_id(), row.subject());
    let body = told.body(kontor).fault()?;
    let delivery = leave(kontor, &mut change, hook, &told, body, false);
    change.commit().await.fault()?;
    Ok(delivery)
}
