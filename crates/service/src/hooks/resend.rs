//! A message is sent once more.

use kontor_domain::accounts::Actor;
use kontor_domain::hooks::{DeliveryState, HookState};
use kontor_domain::{Error, HookId, Problem};

use super::{hook_log, rows};
use crate::Kontor;
use crate::change::Change;
use crate::outbox::Job;

/// Under the same id, so that who has taken it already recognises it; with all attempts before it. One that waits is sent now.
///
/// # Errors
/// [`Error::NotFound`] also for somebody else's; [`Error::Unauthenticated`], [`Error::Forbidden`]; [`Error::Conflict`] with
/// [`Problem::HookNotOn`], or with [`Problem::ChangedMeanwhile`] when it is being sent at this moment.
pub async fn resend(kontor: &Kontor, actor: &Actor, hook: &HookId, delivery: &str) -> Result<(), Error> {
    let row = rows::own(kontor, actor, hook).await?;
    let sent = hook_log::of(kontor, hook, delivery).await?;
    if row.state() != HookState::On {
        return Err(Error::conflict(Problem::HookNotOn));
    }
    let mut change = Change::new(kontor, actor);
    let now = change.stamp();
    if sent.state == DeliveryState::Waiting.code() {
        let now = change.tx.bind(now);
        change.tx.guarded(
            kontor_store::rid("outbox", delivery),
            &format!("due = {now}, attempts = 0"),
            "state = 'pending'",
            "idle",
        );
    } else {
        let (waiting, seen) =
            (change.tx.bind(DeliveryState::Waiting.code().to_owned()), change.tx.bind(sent.state.clone()));
        change.tx.guarded(
            rows::delivery_id(delivery),
            &format!("state = {waiting}"),
            &format!("state = {seen}"),
            "delivery",
        );
        change.job_as(
            delivery.to_owned(),
            Job::Hook { hook: hook.clone(), delivery: delivery.to_owned() },
            now,
        );
    }
    rows::or(change.commit().await, Problem::ChangedMeanwhile)?;
    kontor.outbox_bell.notify_one();
    Ok(())
}
