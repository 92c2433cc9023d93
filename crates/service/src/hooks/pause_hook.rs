//! An endpoint rests, and goes on.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::hooks::{DeliveryState, HookState};
use kontor_domain::{Error, HookId, Problem};
use kontor_store::{RecordId, Tx, Variables, rid};

use super::rows::{self, GUARD, HookRow};
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;

/// One transaction wakes so many.
const BATCH: usize = 500;

/// Nothing is sent there until it is resumed; what happens meanwhile waits. Paused already it stays so.
///
/// # Errors
/// [`Error::NotFound`] also for somebody else's; [`Error::Unauthenticated`], [`Error::Forbidden`]; [`Error::Conflict`] with
/// [`Problem::HookNotOn`] for one that is stopped.
pub async fn pause_hook(kontor: &Kontor, actor: &Actor, hook: &HookId) -> Result<(), Error> {
    let row = rows::own(kontor, actor, hook).await?;
    match row.state() {
        HookState::Paused => return Ok(()),
        HookState::Stopped => return Err(Error::conflict(Problem::HookNotOn)),
        HookState::On => {}
    }
    let url = row.data.0.url.clone();
    turn(kontor, actor, &row, HookState::Paused, Happened::HookPaused { url }).await
}

/// What waits is sent at once. After a stop the days are counted anew. On already it stays so.
///
/// # Errors
/// [`Error::NotFound`] also for somebody else's; [`Error::Unauthenticated`], [`Error::Forbidden`]; [`Error::Conflict`] with
/// [`Problem::ChangedMeanwhile`].
pub async fn resume_hook(kontor: &Kontor, actor: &Actor, hook: &HookId) -> Result<(), Error> {
    let row = rows::own(kontor, actor, hook).await?;
    if row.state() != HookState::On {
        let url = row.data.0.url.clone();
        turn(kontor, actor, &row, HookState::On, Happened::HookResumed { url }).await?;
    }
    // Also when it is on: whoever died in the middle of this resumes once more.
    wake(kontor, hook).await
}

async fn turn(
    kontor: &Kontor,
    actor: &Actor,
    row: &HookRow,
    state: HookState,
    what: Happened,
) -> Result<(), Error> {
    let mut change = Change::new(kontor, actor);
    let (to, from) = (change.tx.bind(state.code().to_owned()), change.tx.bind(row.state.clone()));
    change.tx.guarded(
        rows::id(&row.seq),
        &format!("state = {to}, failing = NONE, version += 1"),
        &format!("state = {from}"),
        GUARD,
    );
    change.event(&row.subject(), what);
    change.touches_hooks();
    rows::or(change.commit().await, Problem::ChangedMeanwhile).map(|_| ())
}

/// The jobs of everything that waits are due now.
async fn wake(kontor: &Kontor, hook: &HookId) -> Result<(), Error> {
    let mut after = String::new();
    loop {
        let mut vars = Variables::new();
        vars.insert("hook", hook.to_string());
        vars.insert("state", DeliveryState::Waiting.code().to_owned());
        vars.insert("after", after.clone());
        let sql = format!(
            "SELECT VALUE seq FROM hook_delivery WHERE hook = $hook AND state = $state AND seq > $after \
             ORDER BY seq LIMIT {BATCH}"
        );
        let found: Vec<String> = kontor.store.rows(&sql, vars).await.fault()?;
        let Some(last) = found.last() else { break };
        last.clone_into(&mut after);
        let whole = found.len() == BATCH;
        let mut tx = Tx::new();
        let jobs: Vec<RecordId> = found.into_iter().map(|seq| rid("outbox", seq)).collect();
        let (jobs, now) = (tx.bind(jobs), tx.bind(kontor.clock.stamp()));
        tx.push(format!("UPDATE {jobs} SET due = {now} WHERE state = 'pending' AND due > {now} RETURN NONE"));
        kontor.store.transact(&tx).await.fault()?;
        if !whole {
            break;
        }
    }
    kontor.outbox_bell.notify_one();
    Ok(())
}
